"""The desk assigns a task to its units: guided, or in one line; nothing is assigned before the yes."""

from dataclasses import replace
from datetime import date

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.tasks import besides, receivers
from bot.conversation.tasks.draft import Draft, Part
from bot.conversation.tasks.finding import tell_co_units, tell_unit
from bot.conversation.tasks.line import NO_DUE, Due, read_document, read_due, read_what
from bot.errors.rights import NotTheDesk
from bot.messages.choices import Choice
from bot.people.reach import unreachable
from bot.reading.dates import DateUnread, Why
from bot.reading.dates.spelling import pattern
from bot.texts import refusals
from bot.texts.common import dates
from bot.texts.desk import reminding, rounds
from bot.texts.tasks import assigning as sentences
from bot.texts.tasks import buttons
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.names import fold
from tracker.office.officers import is_desk
from tracker.tasks.assigning import Document, assign_task
from tracker.tasks.errors import TaskDueTooEarly
from tracker.tasks.task import Repeat

_TO = pattern(r"\A(?:(?:việc|nhiệm_vụ)(?!\w)[_:,]*)?(?:cho(?!\w)_?)?")
_NAMES_END = pattern(r":(?![0-9])")
_LONGEST_TITLE, _LONGEST_DOCUMENT = 300, 120
_TOGETHER = pattern(r"[(,;]?~phối_hợp(?:_với)?(?!\w)~:?")
_TOGETHER_ENDS = pattern(r"phối_hợp(?:_với)?~\Z")
_NONE = {"khong", "khong co", "khong co van ban"}


def begin(turn: Turn, words: str) -> None:
    """Begin a draft; "Bản Thi: nộp kế hoạch, hạn 15/12" says all of it already."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    turn.stand(At.ASSIGNING)
    line = _TO.sub("", words, count=1)
    _keep(turn, _taken(turn, Draft(), line) if line else Draft(guided=True))


def _taken(turn: Turn, draft: Draft, line: str) -> Draft:
    """Names up to a colon, or those with which the line begins; the rest is what they must do."""
    ends = (colon for colon in _NAMES_END.finditer(line) if not _TOGETHER_ENDS.search(line[: colon.start()]))
    end = next(ends, None)
    names, what = (line[: end.start()], line[end.end() :]) if end else receivers.leading(turn, line)
    leads, helping = (*_TOGETHER.split(names, maxsplit=1), "")[:2]
    if leads:
        found = receivers.named(turn, leads)
        draft = draft.said(units=found.units, unclear=found.unclear)
    draft = _take_what(turn, draft, what)
    return besides.take_part(turn, draft, helping) if helping else draft


def _take_what(turn: Turn, draft: Draft, text: str) -> Draft:
    what = read_what(text, turn.today)
    if what.title:
        draft = draft.said(title=what.title[:_LONGEST_TITLE])
    if what.document:
        draft = draft.by(what.document)
    if what.every:
        draft = draft.said(every=what.every)
    return _take_due(turn, draft, what.due)


def _take_due(turn: Turn, draft: Draft, due: Due) -> Draft:
    """What can be no due day is asked back."""
    if isinstance(due, DateUnread):
        turn.note(dates.unread(due))
        return draft
    if isinstance(due, date) and due < turn.today:
        turn.note(refusals.broken(TaskDueTooEarly(due=due, than=turn.today)))
        return draft
    if due is None:
        return draft
    return draft.said(due=due.isoformat() if isinstance(due, date) else NO_DUE)


def _draft(turn: Turn) -> Draft:
    """The draft at hand; raises NotTheDesk for whoever may assign nothing."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    return Draft.held(turn.place.held) if turn.place.at == At.ASSIGNING else Draft()


def _keep(turn: Turn, draft: Draft) -> None:
    if turn.place.at == At.ASSIGNING:
        turn.place.held = draft.kept()


def hear(turn: Turn, text: str) -> None:
    """Take the answer to the question that stands; at the summary, a line that begins anew or another due day."""
    draft = _draft(turn)
    part = draft.in_question
    if fold(text).startswith("giao "):
        begin(turn, text.split(maxsplit=1)[1])
    elif part is Part.UNITS:
        all_of_it = not draft.unclear and not draft.title and _NAMES_END.search(text)
        _keep(turn, _taken(turn, draft, text) if all_of_it else receivers.answer(turn, draft, text))
    elif part is Part.TITLE:
        _keep(turn, _take_what(turn, draft, text))
    elif part is Part.DOCUMENT:
        _keep(turn, _take_document(turn, draft, text))
    elif part is Part.CO_UNITS:
        _keep(turn, besides.take_part(turn, draft, text))
    elif part is Part.EVERY:
        _keep(turn, besides.come_again(turn, draft, text))
    else:
        due = read_due(text, turn.today)
        unclear = part is None and isinstance(due, DateUnread) and due.why is Why.NOT_A_DATE
        turn.note(sentences.HOW_TO_CHANGE if unclear else "")
        _keep(turn, draft if unclear else _take_due(turn, draft, due))


def _take_document(turn: Turn, draft: Draft, text: str) -> Draft:
    """A document; words without a number are taken as they are."""
    if fold(text).rstrip(".") in _NONE:
        return draft.by(Document())
    return draft.by(read_document(text, turn.today) or Document(text[:_LONGEST_DOCUMENT]))


def ask(turn: Turn) -> None:
    """Put the question that stands; when all is known, the summary."""
    draft = _draft(turn)
    part = draft.in_question
    leave: Choice = (buttons.LEAVE, "leave")
    if part is None:
        _show_summary(turn, draft)
    elif part is Part.UNITS and draft.unclear:
        receivers.ask(turn, draft)
    else:
        turn.say(sentences.QUESTIONS[part], [*_choices(draft, part), leave], numbered=part is Part.EVERY)


def _choices(draft: Draft, part: Part) -> list[Choice]:
    """What may be tapped in place of typing."""
    if part is Part.DUE:
        return [] if draft.every else [(sentences.NO_DUE, "notaskdue")]
    return [(sentences.NO_DOCUMENT, "nodocument")] if part is Part.DOCUMENT else besides.choices(part)


def _show_summary(turn: Turn, draft: Draft) -> None:
    units, due_on, days = receivers.of(turn, draft), draft.due_on, WorkingDays.of(turn.session)
    if due_on and not days.is_working(due_on):
        turn.note(rounds.day_off(due_on, days.next_working(due_on)))
    turn.say(
        sentences.summary(units, draft.new(receivers.helping(turn, draft))),
        [
            (sentences.ASSIGN_IT, "assignit"),
            *((label, f"assignask {part}") for part, label in sentences.CHANGES.items()),
            (buttons.LEAVE, "leave"),
        ],
        title=sentences.SUMMARY_TITLE,
        numbered=True,
    )


def ask_again(turn: Turn, part: str) -> None:
    """Ask for one part anew; what is known of it stays until it is answered."""
    _keep(turn, replace(_draft(turn), unclear=()).again(part))


def back(turn: Turn) -> None:
    """Forget the answer before the question that stands, and ask it again; a change that was begun is left alone."""
    draft = _draft(turn)
    if draft.asks:
        _keep(turn, draft.said())
        return
    cleared = Draft()
    asked = list(Part).index(draft.in_question) if draft.in_question else len(Part)
    known = [part for part in list(Part)[:asked] if getattr(draft, part)]
    if draft.unclear or not known:
        turn.note("" if draft.unclear else sentences.FIRST)
        _keep(turn, replace(draft, units=(), unclear=()))
    else:
        _keep(turn, replace(draft, **{known[-1]: getattr(cleared, known[-1])}))


def pick(turn: Turn, number: str) -> None:
    """The unit that the first unclear name means."""
    _keep(turn, receivers.pick(turn, _draft(turn), number))


def leave_out(turn: Turn, _rest: str) -> None:
    """Go on without the first unclear name."""
    _keep(turn, receivers.leave_out(_draft(turn)))


def without_due(turn: Turn, _rest: str) -> None:
    """There is no due day."""
    _keep(turn, _draft(turn).said(due=NO_DUE))


def without_co_units(turn: Turn, _rest: str) -> None:
    """Nobody takes part."""
    _keep(turn, _draft(turn).said(co_units=()))


def repeat(turn: Turn, every: str) -> None:
    """How often it comes again, "" for once."""
    if every in {"", *Repeat}:
        _keep(turn, _draft(turn).said(every=every))


def without_document(turn: Turn, _rest: str) -> None:
    """No document asks for it."""
    _keep(turn, _draft(turn).by(Document()))


def assign(turn: Turn, _rest: str) -> None:
    """Assign it as it was shown, a task for each unit; their officers are told at once."""
    draft = _draft(turn)
    if draft.in_question is not None:
        return
    units = receivers.of(turn, draft)
    new = draft.new(receivers.helping(turn, draft))
    for unit in units:
        task = assign_task(turn.session, new, unit, turn.source)
        text = sentences.assigned_to(task, unit, new.co_units, f"{turn.officer.name}, {turn.unit.full_name}")
        tell_unit(turn, task, sentences.ASSIGNED_TITLE, text, ((buttons.RECEIVE, f"receive {task.id}"),))
        tell_co_units(turn, task, new.co_units, sentences.TAKES_PART_TITLE, text)
    turn.stand(At.MENU)
    turn.note("\n".join([sentences.assigned(units), *reminding.unreachable(unreachable(turn.session, units))]))
