"""The menu: what is owed, and the way to everything else."""

from bot.conversation.core import manners, putting_by
from bot.conversation.core.doing import does
from bot.conversation.core.next import BACK, STAY, Go, Next
from bot.conversation.core.places import Menu
from bot.conversation.core.step import Step, keep_nothing, never, stay
from bot.conversation.core.turn import Turn
from bot.conversation.desk.round_draft import OpeningRound
from bot.conversation.report import extending
from bot.conversation.report.opening import my_reports
from bot.conversation.tasks.draft import Assigning
from bot.messages.actions import LEAVE, MENU, NEW_ROUND, OPEN, STATUS, TASKS, Action, Choice
from bot.texts.common.wording import report_name
from bot.texts.desk import behalf, helping, rounds
from bot.texts.office import menu as sentences
from bot.texts.report import approving
from bot.texts.tasks import assigning
from tracker.office.officers import is_desk
from tracker.reports.snapshot import snapshot_of
from tracker.tasks.listing import open_tasks
from tracker.tasks.overseen import count_open_within

_MOST, _MOST_HANDED_IN = 8, 2  # reports on one screen


_ALSO = ("help", "huong dan", "cach dung", "huong dan su dung")
HELP = Action("help", over_sentence=True, whole=("/trogiup", "/help", "tro giup", "giup", *_ALSO))


@does(MENU)
def go(_turn: Turn, _rest: str) -> Next:
    """To the menu."""
    return Go(Menu())


def show(turn: Turn) -> None:
    """What is owed, and the choices."""
    owed, to_approve, handed_in = my_reports(turn)
    desk = is_desk(turn.officer)
    lines: list[str] = []
    choices: list[Choice] = []
    for one in owed[:_MOST]:
        report, round_ = one
        here = snapshot_of(turn.session, report)
        asked = len(here.form.of_level(here.unit.level).cells)
        lines.append(sentences.owed(one, asked - len(here.open), asked))
        choices.append(OPEN.choice(report_name(round_), report.id))
    for report, round_ in to_approve:
        choices.append(OPEN.choice(approving.to_approve(round_), report.id))
    for report, round_ in handed_in[:_MOST_HANDED_IN]:
        choices.append(OPEN.choice(sentences.look_again(round_), report.id))
    lines.append(sentences.CHOOSE if owed else sentences.DESK if desk else sentences.NOTHING_OWED)
    choices += [*putting_by.waiting(turn.place), STATUS.choice(sentences.STATUS)]
    if tasks := _open_tasks(turn):
        choices.append(TASKS.choice(sentences.tasks(tasks)))
    if desk:
        choices.append(NEW_ROUND.choice(rounds.OPEN))
    turn.say(
        "\n".join(lines),
        choices,
        title=sentences.greeting(turn.officer, turn.unit),
        numbered=True,
    )


def _open_tasks(turn: Turn) -> int:
    if is_desk(turn.officer):
        return count_open_within(turn.session, turn.unit)
    return len(open_tasks(turn.session, turn.unit, turn.today))


def hear(turn: Turn, _held: Menu, text: str) -> Next:
    """Something that is no choice; or the answer to the next question, before it is chosen for which report."""
    if extending.keep_words(turn, text):
        return STAY
    turn.note(sentences.NOT_UNDERSTOOD)
    return STAY


@does(LEAVE)
def leave(turn: Turn, _rest: str) -> Next:
    """Stop; everything stays as it is."""
    if turn.place.before:
        turn.note(sentences.LEFT_ASIDE)
        return BACK
    if turn.place.behalf:
        turn.note(behalf.left(turn.reporting_unit))
    elif turn.at(OpeningRound):
        turn.note(rounds.NOT_OPENED)
    elif turn.at(Assigning):
        turn.note(assigning.NOT_ASSIGNED)
    elif not turn.rests:
        turn.note(sentences.LEFT)
    return Go(Menu())


@does(HELP)
def help_(turn: Turn, _rest: str) -> Next:
    """The help, above the question that stands: a desk's own, unless it is filling a report."""
    turn.note(helping.HELP if is_desk(turn.officer) and turn.rests else sentences.HELP)
    return STAY


MENU_STEP = Step(
    holds=Menu,
    manner=manners.AT_REST,
    ask=lambda turn, _held: show(turn),
    hear=hear,
    settled=never,
    back=stay,
    go_on=stay,
    keep=keep_nothing,
)
