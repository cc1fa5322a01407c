"""The desk assigns a task to its units: guided, or in one line; nothing is assigned before the yes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.conversation.core import manners
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.tasks import besides, receivers
from bot.conversation.tasks.actions import ASSIGN, RECEIVE
from bot.conversation.tasks.asking import refusing
from bot.conversation.tasks.draft import Assigning, TaskPart
from bot.conversation.tasks.finding import tell_co_units, tell_unit
from bot.conversation.tasks.line import NO_DUE, Due, read_document, read_due, read_what
from bot.errors.rights import NotTheDesk
from bot.messages.actions import LEAVE, Action, Choice, Means
from bot.people.reach import unreachable
from bot.reading.dates import DateUnread, WhyNoDate
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

ASSIGN_ASK, NO_DUE_DAY, NO_DOCUMENT, ASSIGN_IT = (
    Action("assignask"),
    Action("notaskdue"),
    Action("nodocument"),
    Action("assignit", means=Means.YES),
)
_TO = pattern(r"\A(?:(?:việc|nhiệm_vụ)(?!\w)[_:,]*)?(?:cho(?!\w)_?)?")
_NAMES_END = pattern(r":(?![0-9])")
_LONGEST_TITLE, _LONGEST_DOCUMENT = 300, 120
_TOGETHER = pattern(r"[(,;]?~phối_hợp(?:_với)?(?!\w)~:?")
_TOGETHER_ENDS = pattern(r"phối_hợp(?:_với)?~\Z")
_NONE = {"khong", "khong co", "khong co van ban"}


@does(ASSIGN)
@refusing
def begin(turn: Turn, words: str) -> Next:
    """Begin a draft; "Bản Thi: nộp kế hoạch, hạn 15/12" says all of it already."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    turn.go(Assigning())
    line = _TO.sub("", words, count=1)
    return _keep(turn, _taken(turn, Assigning(), line) if line else Assigning(guided=True))


def _taken(turn: Turn, draft: Assigning, line: str) -> Assigning:
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


def drafted(turn: Turn, units: Sequence[int], line: str) -> Assigning:
    """A draft for these units: what they must do, by when and for which document is said in one line."""
    return _take_what(turn, Assigning(units=tuple(units)), line)


def _take_what(turn: Turn, draft: Assigning, text: str) -> Assigning:
    what = read_what(text, turn.today)
    if what.title:
        draft = draft.said(title=what.title[:_LONGEST_TITLE])
    if what.document:
        draft = draft.by(what.document)
    if what.every:
        draft = draft.said(every=what.every)
    return _take_due(turn, draft, what.due)


def _take_due(turn: Turn, draft: Assigning, due: Due) -> Assigning:
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


def _draft(turn: Turn) -> Assigning:
    """The draft at hand; raises NotTheDesk for whoever may assign nothing."""
    if not is_desk(turn.officer):
        raise NotTheDesk
    held = turn.held
    return held if isinstance(held, Assigning) else Assigning()


def _keep(turn: Turn, draft: Assigning) -> Next:
    if turn.at(Assigning):
        turn.hold(draft)
    return STAY


def hear(turn: Turn, _held: Assigning, text: str) -> Next:
    """Take the answer to the question that stands; at the summary, a line that begins anew or another due day."""
    draft = _draft(turn)
    if fold(text).startswith("giao "):
        return begin(turn, text.split(maxsplit=1)[1])
    return _keep(turn, _answered(turn, draft, text))


def _answered(turn: Turn, draft: Assigning, text: str) -> Assigning:
    if draft.in_question in _ANSWERED:
        return _ANSWERED[draft.in_question](turn, draft, text)
    due = read_due(text, turn.today)
    if draft.in_question is None and isinstance(due, DateUnread) and due.why is WhyNoDate.NOT_A_DATE:
        turn.note(sentences.HOW_TO_CHANGE)
        return draft
    return _take_due(turn, draft, due)


def _take_units(turn: Turn, draft: Assigning, text: str) -> Assigning:
    all_of_it = not draft.unclear and not draft.title and _NAMES_END.search(text)
    return _taken(turn, draft, text) if all_of_it else receivers.answer(turn, draft, text)


def _take_document(turn: Turn, draft: Assigning, text: str) -> Assigning:
    """A document; words without a number are taken as they are."""
    if fold(text).rstrip(".") in _NONE:
        return draft.by(Document())
    return draft.by(read_document(text, turn.today) or Document(text[:_LONGEST_DOCUMENT]))


_ANSWERED: Mapping[TaskPart | None, Callable[[Turn, Assigning, str], Assigning]] = {
    TaskPart.UNITS: _take_units,
    TaskPart.TITLE: _take_what,
    TaskPart.DOCUMENT: _take_document,
    TaskPart.CO_UNITS: besides.take_part,
    TaskPart.EVERY: besides.come_again,
}


def ask(turn: Turn, _held: Assigning) -> None:
    """Put the question that stands; when all is known, the summary."""
    draft = _draft(turn)
    part = draft.in_question
    if part is None:
        _show_summary(turn, draft)
    elif part is TaskPart.UNITS and draft.unclear:
        receivers.ask(turn, draft)
    else:
        choices = [*_choices(draft, part), LEAVE.choice(buttons.LEAVE)]
        turn.say(sentences.QUESTIONS[part], choices, numbered=part is TaskPart.EVERY)


def _choices(draft: Assigning, part: TaskPart) -> list[Choice]:
    """What may be tapped in place of typing."""
    if part is TaskPart.DUE:
        return [] if draft.every else [NO_DUE_DAY.choice(sentences.NO_DUE)]
    return [NO_DOCUMENT.choice(sentences.NO_DOCUMENT)] if part is TaskPart.DOCUMENT else besides.choices(part)


def _show_summary(turn: Turn, draft: Assigning) -> None:
    units, due_on, days = receivers.of(turn, draft), draft.due_on, WorkingDays.of(turn.session)
    if due_on and not days.is_working(due_on):
        turn.note(rounds.day_off(due_on, days.next_working(due_on)))
    turn.say(
        sentences.summary(units, draft.new(receivers.helping(turn, draft))),
        [
            ASSIGN_IT.choice(sentences.ASSIGN_IT),
            *(ASSIGN_ASK.choice(label, part) for part, label in sentences.CHANGES.items()),
            LEAVE.choice(buttons.LEAVE),
        ],
        title=sentences.SUMMARY_TITLE,
        numbered=True,
    )


@does(ASSIGN_ASK)
@refusing
def ask_again(turn: Turn, part: str) -> Next:
    """Ask for one part anew; what is known of it stays until it is answered."""
    return _keep(turn, replace(_draft(turn), unclear=()).again(part))


def back(turn: Turn, _held: Assigning) -> Next:
    """Forget the answer before the question that stands, and ask it again; a change that was begun is left alone."""
    draft = _draft(turn)
    if draft.asks:
        return _keep(turn, draft.said())
    cleared = Assigning()
    asked = list(TaskPart).index(draft.in_question) if draft.in_question else len(TaskPart)
    known = [part for part in list(TaskPart)[:asked] if getattr(draft, part)]
    if draft.unclear or not known:
        turn.note("" if draft.unclear else sentences.FIRST)
        return _keep(turn, replace(draft, units=(), unclear=()))
    return _keep(turn, replace(draft, **{known[-1]: getattr(cleared, known[-1])}))


@does(receivers.RECEIVER)
@refusing
def pick(turn: Turn, number: str) -> Next:
    """The unit that the first unclear name means."""
    return _keep(turn, receivers.pick(turn, _draft(turn), number))


@does(receivers.NO_RECEIVER)
@refusing
def leave_out(turn: Turn, _rest: str) -> Next:
    """Go on without the first unclear name."""
    return _keep(turn, receivers.leave_out(_draft(turn)))


@does(NO_DUE_DAY)
@refusing
def without_due(turn: Turn, _rest: str) -> Next:
    """There is no due day."""
    return _keep(turn, _draft(turn).said(due=NO_DUE))


@does(besides.NO_CO_UNITS)
@refusing
def without_co_units(turn: Turn, _rest: str) -> Next:
    """Nobody takes part."""
    return _keep(turn, _draft(turn).said(co_units=()))


@does(besides.TASK_EVERY)
@refusing
def repeat(turn: Turn, every: str) -> Next:
    """How often it comes again, "" for once."""
    return _keep(turn, _draft(turn).said(every=every)) if every in {"", *Repeat} else STAY


@does(NO_DOCUMENT)
@refusing
def without_document(turn: Turn, _rest: str) -> Next:
    """No document asks for it."""
    return _keep(turn, _draft(turn).by(Document()))


@does(ASSIGN_IT)
@refusing
def assign(turn: Turn, _rest: str) -> Next:
    """Assign it as it was shown, a task for each unit; their officers are told at once."""
    draft = _draft(turn)
    if draft.in_question is not None:
        return STAY
    units = receivers.of(turn, draft)
    new = draft.new(receivers.helping(turn, draft))
    for unit in units:
        task = assign_task(turn.session, new, unit, turn.source)
        text = sentences.assigned_to(task, unit, new.co_units, f"{turn.officer.name}, {turn.unit.full_name}")
        tell_unit(turn, task, sentences.ASSIGNED_TITLE, text, (RECEIVE.choice(buttons.RECEIVE, task.id),))
        tell_co_units(turn, task, new.co_units, sentences.TAKES_PART_TITLE, text)
    turn.note("\n".join([sentences.assigned(units), *reminding.unreachable(unreachable(turn.session, units))]))
    return Go(Menu())


ASSIGNING = Step(
    holds=Assigning,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=back,
    go_on=stay,
    keep=keep_nothing,
)
