"""The menu: what is owed, and the way to everything else."""

from bot.conversation.core import putting_by
from bot.conversation.core.position import RESTING, At
from bot.conversation.core.turn import Turn
from bot.conversation.report.opening import my_reports
from bot.messages.choices import Choice
from bot.texts.common.wording import report_name
from bot.texts.desk import behalf, rounds
from bot.texts.office import menu as sentences
from bot.texts.report import approving
from bot.texts.tasks import assigning
from tracker.office.officers import is_desk
from tracker.reports.reckoning import open_rows
from tracker.reports.reports import form_of
from tracker.tasks.listing import open_tasks
from tracker.tasks.overseen import count_open_within

_MOST, _MOST_HANDED_IN = 8, 2  # reports on one screen


def go(turn: Turn, _rest: str) -> None:
    """To the menu."""
    turn.stand(At.MENU)


def show(turn: Turn) -> None:
    """What is owed, and the choices."""
    owed, to_approve, handed_in = my_reports(turn)
    desk = is_desk(turn.officer)
    lines: list[str] = []
    choices: list[Choice] = []
    for one in owed[:_MOST]:
        report, round_ = one
        asked = len(form_of(turn.session, report).asked(turn.unit.level))
        lines.append(sentences.owed(one, asked - len(open_rows(turn.session, report)), asked))
        choices.append((report_name(round_), f"open {report.id}"))
    for report, round_ in to_approve:
        choices.append((approving.to_approve(round_), f"open {report.id}"))
    for report, round_ in handed_in[:_MOST_HANDED_IN]:
        choices.append((sentences.look_again(round_), f"open {report.id}"))
    lines.append(sentences.CHOOSE if owed else sentences.DESK if desk else sentences.NOTHING_OWED)
    choices += [*putting_by.waiting(turn.place), (sentences.STATUS, "status")]
    if tasks := _open_tasks(turn):
        choices.append((sentences.tasks(tasks), "tasks"))
    if desk:
        choices.append((rounds.OPEN, "newround"))
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


def hear(turn: Turn, _text: str) -> None:
    """Something that is no choice."""
    turn.note(sentences.NOT_UNDERSTOOD)


def leave(turn: Turn, _rest: str) -> None:
    """Stop; everything stays as it is."""
    if "before" in turn.place.held:
        turn.note(sentences.LEFT_ASIDE)
        turn.step_back()
        return
    if turn.place.behalf:
        turn.note(behalf.left(turn.reporting_unit))
        turn.stand(At.MENU)
        return
    left = dict.fromkeys(RESTING, "") | {At.OPENING_ROUND: rounds.NOT_OPENED, At.ASSIGNING: assigning.NOT_ASSIGNED}
    turn.note(left.get(At(turn.place.at), sentences.LEFT))
    turn.stand(At.MENU)


def help_(turn: Turn, _rest: str) -> None:
    """The help, above the question that stands."""
    turn.note(sentences.HELP)
