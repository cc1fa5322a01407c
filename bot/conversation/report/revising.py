"""The next period: a section at a time, as it stood last period, kept or changed."""

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.report.counted import counted
from bot.conversation.report.editing import read_rows
from bot.conversation.report.filling import first_group, take
from bot.conversation.report.filling import hear as hear_group
from bot.conversation.report.totals import totals_of
from bot.reading.answers import read_answer
from bot.reading.numbers import split_answers
from bot.texts.common.wording import named_row
from bot.texts.report import reporting
from bot.texts.report import revising as sentences
from tracker.forms.form import Row
from tracker.reports.figures import Entry, record_figures
from tracker.reports.previous import entries_to_keep, previous_figures
from tracker.reports.reckoning import open_rows


def section_to_offer(turn: Turn) -> Row | None:
    """The section of the first open row, if nothing in it is answered yet and last period's figures are there."""
    if turn.place.focus:
        return None
    form, report = turn.form(), turn.report()
    waiting = open_rows(turn.session, report)
    if not waiting:
        return None
    section = form.section_of[waiting[0].key]
    asked = [row for row in form.asked(turn.reporting_unit.level) if form.section_of[row.key] is section]
    untouched = asked == [row for row in waiting if form.section_of[row.key] is section]
    return section if untouched and not totals_of(turn, asked) and _to_keep(turn, section) else None


def _open_in(turn: Turn, section: Row) -> list[Row]:
    form = turn.form()
    return [row for row in open_rows(turn.session, turn.report()) if form.section_of[row.key] is section]


def _to_keep(turn: Turn, section: Row) -> dict[str, Entry]:
    """What stood in the open rows last period; what the book of tasks counts is newer than that."""
    before = previous_figures(turn.session, turn.report())
    rows = _open_in(turn, section)
    kept = entries_to_keep(turn.form(), before, rows)
    if not kept:
        return {}
    book = {key: Entry.number(figure.amount) for key, figure in counted(turn, rows).items()}
    none = {turn.form().by_key[key].ask for key in book} & set(kept)
    return {key: entry for key, entry in (kept | book).items() if key not in none}


def _section(turn: Turn) -> Row:
    return turn.form().by_key[turn.place.focus]


def ask(turn: Turn) -> None:
    """Show the section as it was, and offer to keep it."""
    form, section = turn.form(), _section(turn)
    waiting = open_rows(turn.session, turn.report())
    progress = reporting.progress(form.sections.index(section) + 1, len(form.sections), len(waiting))
    offer = sentences.offer(form, _open_in(turn, section), _to_keep(turn, section))
    turn.say(f"{progress}\n{offer}", [(sentences.KEEP, "same"), (sentences.ANEW, "anew")], title=named_row(section))


def keep(turn: Turn, _rest: str) -> None:
    """Keep what is still open in the section as it was."""
    if turn.place.at != At.REVISING:
        return
    kept = _to_keep(turn, _section(turn))
    record_figures(turn.session, turn.report(), kept, turn.entry_source)
    turn.note(sentences.kept(len(kept)))
    turn.stand(At.FILLING)


def change(turn: Turn, text: str) -> None:
    """Take the rows that changed; if they are of this section and all could be read, the others stay as they were."""
    section, entries = _section(turn), read_rows(turn, text)
    meant = len([line for line in text.replace(";", "\n").split("\n") if line.strip()])
    take(turn, entries)
    if any(turn.form().section_of[key] is section for key in entries) and len(entries) == meant:
        at, focus = turn.place.at, turn.place.focus
        turn.stand(At.REVISING, focus=section.key)
        keep(turn, "")
        if at != At.REVISING:  # a changed row is questioned first
            turn.stand(At(at), focus=focus)


def anew(turn: Turn, _rest: str) -> None:
    """Ask the section group by group."""
    turn.stand(At.FILLING, focus=" ".join(row.key for row in first_group(_open_in(turn, _section(turn)))))


def hear(turn: Turn, text: str) -> None:
    """Numbers alone answer the first group of the section, as they would without last period's figures."""
    rows = first_group(_open_in(turn, _section(turn)))
    answers = split_answers(text, len(rows))
    if any(isinstance(read_answer(row, answer), Entry) for row, answer in zip(rows, answers, strict=False)):
        anew(turn, "")
        hear_group(turn, text)
    else:
        turn.note(reporting.TAP_OR_TYPE)
