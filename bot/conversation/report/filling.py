"""Filling: groups of rows asked together, answered in one message or one by one."""

from collections.abc import Collection, Sequence

from bot.conversation.core.position import At
from bot.conversation.core.turn import LONGEST_REASON, Turn
from bot.conversation.report import totals
from bot.conversation.report.counted import counted
from bot.messages.choices import Choice
from bot.reading.answers import read_answer
from bot.reading.numbers import Unread, split_answers
from bot.texts import refusals
from bot.texts.common.wording import value
from bot.texts.report import reporting as sentences
from bot.texts.report import tasks_in_report
from tracker.forms.form import Form, Kind, Row
from tracker.office.officers import Officer
from tracker.reports.figures import Entered, Entry, figures_of, record_figures, record_none_arose
from tracker.reports.reckoning import open_rows, printed
from tracker.review.findings import unsettled

_PATIENCE = 3  # unreadable answers in a row before the way out is named


def rows_asked(turn: Turn) -> list[Row]:
    """The rows in question: those that were asked, or else those in focus, or the first open ones that belong together."""
    keys = turn.place.asked or turn.place.focus
    if keys:
        return [turn.form().by_key[key] for key in keys.split()]
    return first_group(open_rows(turn.session, turn.report()))


def first_group(waiting: Sequence[Row]) -> list[Row]:
    """Those of the waiting rows that are asked together with the first."""
    return [row for row in waiting if row.ask == waiting[0].ask] if waiting else []


def ask(turn: Turn) -> None:
    """Put the question."""
    form, waiting = turn.form(), open_rows(turn.session, turn.report())
    keys = turn.place.focus.split()
    rows = [form.by_key[key] for key in keys] if keys else first_group(waiting)
    turn.place.asked = " ".join(row.key for row in rows)
    part = form.sections.index(form.section_of[rows[0].key]) + 1
    progress = sentences.progress(part, len(form.sections), len(waiting))
    book = counted(turn, rows)
    offered = [tasks_in_report.offer(book)] if book else totals.beside(turn, rows)
    question = sentences.question(form, rows, standing_in(turn, rows) if keys else {})
    text = "\n".join(filter(None, (progress, question, *offered)))
    known: list[Choice] = [(tasks_in_report.USE, "book"), (tasks_in_report.BEHIND, "behind")] if book else totals.choices(turn)
    turn.say(text, [*known, *_choices(turn, rows)], title=sentences.question_title(form, rows))


def standing_in(turn: Turn, rows: Sequence[Row]) -> dict[str, str]:
    """What stands in rows that are asked again, in words."""
    figures = figures_of(turn.session, turn.report())
    none = rows[0].typed and turn.form().may_be_none(rows[0].ask) and rows[0].ask in figures
    stands = {row.key: value(row, figures[row.key].entry) for row in rows if row.key in figures}
    return {row.key: sentences.NONE_AROSE.lower() for row in rows} if none else stands


def _choices(turn: Turn, rows: Sequence[Row]) -> list[Choice]:
    options = rows[0].options if len(rows) == 1 else ()
    choices: list[Choice] = [(label, f"pick {number}") for number, (_, label) in enumerate(options)]
    if turn.place.focus:
        choices.append((sentences.STAY, "go"))
    if rows[0].typed:
        choices += [] if options else [(sentences.NONE_AROSE, "none")]
        choices.append((sentences.SKIP, "skip"))
    return [*choices, (sentences.BACK, "back")] if _before(turn, rows) else choices


def hear(turn: Turn, text: str) -> None:
    """Take the answers to the rows in question; what cannot be read is asked again, the rest is kept."""
    rows = rows_asked(turn)
    if not rows or _answered_by_others(turn, rows):
        return
    answers = _join_tail(split_answers(text, len(rows)), rows)
    read = {row.key: read_answer(row, answer) for row, answer in zip(rows, answers, strict=False)}
    if len(answers) > 1 and _is_talk(answers, list(read.values())):
        turn.note(refusals.no_number(rows))
        _count_failure(turn)
        return
    if len(answers) > len(rows):
        turn.note(refusals.too_many(len(answers), rows))
        _count_failure(turn)
        return
    take(turn, {key: entry for key, entry in read.items() if isinstance(entry, Entry)})
    wrong = [(row, unread) for row in rows if isinstance(unread := read.get(row.key), Unread)]
    for row, unread in wrong:
        turn.note(refusals.unread(row, unread))
    if turn.place.at != At.FILLING:
        return
    left = [row.key for row in rows if not isinstance(read.get(row.key), Entry)]
    failures = turn.place.failures
    turn.stand(At.FILLING, focus=" ".join(left) if turn.place.focus else "")
    if wrong:
        turn.place.failures = failures
        _count_failure(turn)


def _is_talk(answers: Sequence[str], read: Sequence[Entry | Unread]) -> bool:
    """Whether words came where numbers were asked: nothing has a digit, and something cannot be read."""
    return any(isinstance(entry, Unread) for entry in read) and not any(c.isdigit() for answer in answers for c in answer)


def _answered_by_others(turn: Turn, rows: Sequence[Row]) -> bool:
    """Whether somebody else answered these rows after they were asked; says so, and asks before anything is replaced."""
    if turn.place.focus:
        return False
    figures = figures_of(turn.session, turn.report())
    theirs = [(row, figures[row.key]) for row in rows if row.key in figures and figures[row.key].officer_id != turn.officer.id]
    for row, figure in theirs:
        turn.note(sentences.answered_by(row, figure, turn.session.get_one(Officer, figure.officer_id).name))
    if theirs:
        turn.stand(At.FILLING, focus=" ".join(row.key for row in rows))
    return bool(theirs)


def _join_tail(answers: list[str], rows: Sequence[Row]) -> list[str]:
    """A choice or a text that comes last may have several words."""
    if len(answers) > len(rows) and rows[-1].kind in {Kind.CHOICE, Kind.TEXT}:
        return [*answers[: len(rows) - 1], " ".join(answers[len(rows) - 1 :])]
    return answers


def take(turn: Turn, entries: dict[str, Entry]) -> None:
    """Record figures, say what was taken and what follows from it, and question what is out of line."""
    if not entries:
        return
    form, report = turn.form(), turn.report()
    others = record_figures(turn.session, report, entries, turn.entry_source)
    shown = printed(form, figures_of(turn.session, report), turn.reporting_unit.level)
    follows = [key for key, formula in form.formulas.items() if set(formula.keys) & set(entries)]
    turn.note(sentences.taken(form, shown, [*entries, *follows]))
    _name_others(turn, form, others)
    question(turn, entries)


def _name_others(turn: Turn, form: Form, replaced: Sequence[Entered]) -> None:
    for figure in replaced:
        if figure.officer_id != turn.officer.id:
            by = turn.session.get_one(Officer, figure.officer_id).name
            turn.note(sentences.replaced(form.by_key[figure.row_key], figure, by))


def question(turn: Turn, keys: Collection[str]) -> None:
    """Question at once what these rows have put out of line."""
    for finding in unsettled(turn.session, turn.report()):
        if set(finding.rule.keys) & set(keys):
            turn.stand(At.QUESTIONED, focus=finding.rule.text)
            return


def _count_failure(turn: Turn) -> None:
    turn.place.failures += 1
    if turn.place.failures >= _PATIENCE:
        turn.note(refusals.THIRD_TIME)


def pick(turn: Turn, number: str) -> None:
    """Take one of the options of a choice."""
    rows = rows_asked(turn)
    if _answered_by_others(turn, rows):
        return
    row = rows[0]
    take(turn, {row.key: Entry.words(row.options[int(number)][0])})
    _clear_focus(turn)


def use_counted(turn: Turn, _rest: str) -> None:
    """Take what the book of tasks says of the rows in question; the others are still asked."""
    rows = rows_asked(turn) if turn.place.at == At.FILLING else []
    if rows and not _answered_by_others(turn, rows):
        take(turn, {key: Entry.number(figure.amount) for key, figure in counted(turn, rows).items()})
        _clear_focus(turn)


def none_arose(turn: Turn, _rest: str) -> None:
    """Không phát sinh, for the rows in question."""
    if not (rows := _rows_to_close(turn)):
        return
    record_none_arose(turn.session, turn.report(), rows, turn.entry_source)
    form = turn.form()
    shown = printed(form, figures_of(turn.session, turn.report()), turn.reporting_unit.level)
    keys = [rows[0].ask, *(row.key for row in rows)]
    turn.note(sentences.taken(form, shown, keys))
    question(turn, keys)
    _clear_focus(turn)


def _rows_to_close(turn: Turn) -> list[Row]:
    """The rows in question, if they are typed in and nobody else has answered them meanwhile."""
    rows = rows_asked(turn) if turn.place.at in {At.FILLING, At.CORRECTING} else []
    return rows if rows and rows[0].typed and not _answered_by_others(turn, rows) else []


def none_arose_at_all(turn: Turn, _rest: str) -> None:
    """Không phát sinh, for every row that is still open."""
    if turn.place.at in {At.FILLING, At.REVISING}:
        _none_arose_in(turn, open_rows(turn.session, turn.report()))


def none_arose_in_section(turn: Turn, _rest: str) -> None:
    """The same for every open row of the section that is asked."""
    if turn.place.at not in {At.FILLING, At.REVISING}:
        return
    form, rows = turn.form(), rows_asked(turn)
    section = form.by_key[turn.place.focus] if turn.place.at == At.REVISING else form.section_of[rows[0].key]
    _none_arose_in(turn, [row for row in open_rows(turn.session, turn.report()) if form.section_of[row.key] is section])


def _none_arose_in(turn: Turn, waiting: Sequence[Row]) -> None:
    for group in dict.fromkeys(row.ask for row in waiting):
        record_none_arose(turn.session, turn.report(), [row for row in waiting if row.ask == group], turn.entry_source)
    turn.note(sentences.all_none(len(waiting)))
    turn.stand(At.FILLING)


def skip(turn: Turn, reason: str) -> None:
    """Leave the rows in question blank; a reason is printed at the first of them."""
    if not (rows := _rows_to_close(turn)):
        return
    reason = reason[:LONGEST_REASON]
    entries = {row.key: Entry.blank("" if place else reason) for place, row in enumerate(rows)}
    record_figures(turn.session, turn.report(), entries, turn.entry_source)
    turn.note(sentences.skipped(list(entries), reason))
    _clear_focus(turn)


def _clear_focus(turn: Turn) -> None:
    if turn.place.at == At.FILLING:
        turn.stand(At.FILLING)


def back(turn: Turn, _rest: str) -> None:
    """To the group before the one in question; from a finding, to the group that it is about."""
    place = turn.place
    if place.at == At.ANSWERING:
        turn.stand(At.CORRECTING, focus=place.focus)
        return
    if place.at in {At.QUESTIONED, At.EXPLAINING}:
        about = turn.form().by_key[place.focus.split()[0]]
        level = turn.reporting_unit.level
        rows = [row for row in turn.form().groups.get(about.ask, (about,)) if row.concerns(level)]
        turn.stand(At.FILLING, focus=" ".join(row.key for row in rows))
        return
    if place.at not in {At.FILLING, At.SUMMARY}:
        return
    before = _before(turn, rows_asked(turn) if place.at == At.FILLING else [])
    if before:
        turn.stand(At.FILLING, focus=" ".join(before))
    else:
        turn.note(sentences.FIRST)


def _before(turn: Turn, asked_rows: Sequence[Row]) -> list[str]:
    """The rows of the group before the one in question; of the last group when none is."""
    asked, level = {row.key for row in asked_rows}, turn.reporting_unit.level
    before: list[str] = []
    for rows in turn.form().groups.values():
        keys = [row.key for row in rows if row.concerns(level)]
        if asked & set(keys):
            return before
        before = keys or before
    return before


def go_on(turn: Turn, _rest: str) -> None:
    """Leave the rows in focus as they are and go on where it was left."""
    if turn.place.at in {At.FILLING, At.REVISING, At.QUESTIONED, At.EXPLAINING, At.ANSWERING, At.SUMMARY}:
        turn.stand(At.FILLING)
