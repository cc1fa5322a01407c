"""The desk opens a round of its own, as a letter asks for it: what is needed is asked, the rest proposed."""

from datetime import datetime

from bot.conversation.core import manners, until
from bot.conversation.core.doing import does
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.desk import recipients, round_parts
from bot.conversation.desk.round_draft import OpeningRound, RoundPart
from bot.errors.rights import NotTheDesk
from bot.messages.actions import LEAVE, NEW_ROUND, Action, Means
from bot.people.reach import unreachable
from bot.texts import refusals
from bot.texts.desk import reminding
from bot.texts.desk import rounds as sentences
from tracker.calendar.deadlines import earliest_due
from tracker.calendar.working_days import WorkingDays
from tracker.forms.catalogue import published_codes, published_form
from tracker.kernel.errors import TrackerError
from tracker.office.officers import is_desk
from tracker.reports.rounds import Terms, open_round, rounds_within

_MOST_FORMS = 12


ROUND_FORM, ROUND_LEAST, ROUND_ASK = map(Action, ("roundform", "roundleast", "roundask"))
OPEN_ROUND = Action("openround", means=Means.YES)


@does(NEW_ROUND)
def begin(turn: Turn, words: str) -> Next:
    """Begin a draft; "mở kỳ báo cáo cchc quý 1 2027, hạn 20/3" names its form, its period and its due time already."""
    _require_desk(turn)
    if not words:
        return Go(OpeningRound())
    turn.go(OpeningRound())
    draft = OpeningRound()
    for part, said in round_parts.in_one_line(words, turn.today):
        draft = round_parts.take(turn, draft, part, said)
    return keep(turn, draft)


def _require_desk(turn: Turn) -> None:
    if not is_desk(turn.officer):
        raise NotTheDesk


def _draft(turn: Turn) -> OpeningRound:
    """The draft at hand; raises NotTheDesk for whoever may open no round."""
    _require_desk(turn)
    held = turn.held
    return held if isinstance(held, OpeningRound) else OpeningRound()


def keep(turn: Turn, draft: OpeningRound) -> Next:
    """Hold the draft, if the desk stands there still."""
    if turn.at(OpeningRound):
        turn.hold(draft)
    return STAY


def hear(turn: Turn, _held: OpeningRound, text: str) -> Next:
    """Take the answer to the question that stands, and whatever lines name their part: "hạn nộp 9h 15/6/2021"."""
    draft = _draft(turn)
    said = round_parts.by_part(text, draft.in_question)
    if not said:
        turn.note(sentences.HOW_TO_CHANGE)
    for part, words in said:
        draft = round_parts.take(turn, draft, part, words)
    return keep(turn, draft)


def ask(turn: Turn, _held: OpeningRound) -> None:
    """Put the question that stands; when all is known, the summary."""
    draft = _draft(turn)
    part = draft.in_question
    if part is None:
        _show_summary(turn, draft)
    elif part is RoundPart.RECIPIENTS and draft.unclear:
        recipients.ask(turn, draft)
    elif part is RoundPart.FORM:
        _ask_form(turn)
    else:
        least = _least(turn, draft) if part is RoundPart.DUE else None
        choices = [ROUND_LEAST.choice(sentences.at(least))] if least else []
        question = sentences.question(part, draft.days if draft.period else None)
        turn.say(question, [*choices, LEAVE.choice(sentences.CANCEL)])


def _ask_form(turn: Turn) -> None:
    """Those that this desk has used come first."""
    used = [round_.form_code for round_ in rounds_within(turn.session, turn.unit)]
    codes = sorted(published_codes(turn.session), key=lambda code: code not in used)
    choices = [ROUND_FORM.choice(sentences.form(published_form(turn.session, code)), code) for code in codes[:_MOST_FORMS]]
    turn.say(sentences.WHICH_FORM, [*choices, LEAVE.choice(sentences.CANCEL)], numbered=True)


def _least(turn: Turn, draft: OpeningRound) -> datetime:
    return earliest_due(draft.days[1], WorkingDays.of(turn.session))


@does(ROUND_FORM)
def choose_form(turn: Turn, code: str) -> Next:
    """One of the forms that were shown."""
    return keep(turn, round_parts.take(turn, _draft(turn), RoundPart.FORM, code))


@does(ROUND_LEAST)
def take_least_due(turn: Turn, _rest: str) -> Next:
    """Due as early as the decree allows."""
    draft = _draft(turn)
    return keep(turn, draft.said(due=_least(turn, draft).isoformat())) if draft.period else STAY


@does(ROUND_ASK)
def ask_again(turn: Turn, part: str) -> Next:
    """Ask for one part anew; what is known of it stays until it is answered."""
    return keep(turn, _draft(turn).again(part))


@does(recipients.RECIPIENT)
def pick_recipient(turn: Turn, number: str) -> Next:
    """The unit that the first unclear name means."""
    return keep(turn, recipients.pick(turn, _draft(turn), number))


@does(recipients.NO_RECIPIENT)
def leave_out_recipient(turn: Turn, _rest: str) -> Next:
    """Go on without the first unclear name."""
    return keep(turn, recipients.leave_out(_draft(turn)))


def _show_summary(turn: Turn, draft: OpeningRound) -> None:
    form, units, days = published_form(turn.session, draft.form), recipients.of(turn, draft), WorkingDays.of(turn.session)
    due_on = draft.due_at.date()
    if draft.due_at <= turn.now:
        turn.note(sentences.PAST)
    elif draft.due_at < _least(turn, draft):
        turn.note(sentences.too_soon(_least(turn, draft)))
    if draft.locks_at and draft.locks_at - draft.due_at > until.FAR:
        turn.note(sentences.LOCK_FAR)
    if not days.is_working(due_on):
        turn.note(sentences.day_off(due_on, days.next_working(due_on)))
    turn.say(
        sentences.summary(_terms(turn, draft), units, turn.unit, everybody=not draft.recipients),
        [
            OPEN_ROUND.choice(sentences.OPEN),
            *(ROUND_ASK.choice(label, part) for part, label in sentences.CHANGES.items()),
            LEAVE.choice(sentences.CANCEL),
        ],
        title=sentences.summary_title(form, draft.of_period),
        numbered=True,
    )


def _terms(turn: Turn, draft: OpeningRound) -> Terms:
    named = recipients.of(turn, draft) if draft.recipients else ()
    return Terms(draft.of_period, draft.days, draft.due_at, draft.basis, locks_at=draft.locks_at, recipients=named)


@does(OPEN_ROUND)
def open_(turn: Turn, _rest: str) -> Next:
    """Open it as it was shown; what the tracker refuses is said, and the draft stays to be changed."""
    draft = _draft(turn)
    if draft.in_question is not None:
        return STAY
    form, units = published_form(turn.session, draft.form), recipients.of(turn, draft)
    if draft.recipients and len(units) < len(draft.recipients):
        turn.note(sentences.RECIPIENTS_CHANGED)
        left = draft.said(recipients=tuple(unit.id for unit in units))
        return keep(turn, left if units else left.again(RoundPart.RECIPIENTS))
    try:
        opened = open_round(turn.session, form, _terms(turn, draft), turn.unit, turn.now)
    except TrackerError as refused:
        turn.note(refusals.broken(refused))
        return STAY
    turn.note("\n".join([sentences.opened(opened, units), *reminding.unreachable(unreachable(turn.session, units))]))
    return Go(Menu())


OPENING_ROUND = Step(
    holds=OpeningRound,
    manner=manners.OF_A_SENTENCE,
    ask=ask,
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
