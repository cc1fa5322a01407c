"""An officer tells the bot to do something in a whole sentence, "thôi hoàn tác câu vừa nãy", "nhắc em lúc 2h chiều"."""

from collections.abc import Callable, Mapping

from bot.conversation.core.contacts import colleagues, desks_above
from bot.conversation.core.doing import do
from bot.conversation.core.next import STAY, Go, Next
from bot.conversation.core.places import Menu, Reviewing
from bot.conversation.core.step import Hears, step_at
from bot.conversation.core.turn import Turn
from bot.conversation.inquiring import which_report
from bot.conversation.report.finishing import SUBMIT
from bot.conversation.report.leaving_blank import NONE_AT_ALL
from bot.conversation.report.opening import open_report, owed_reports
from bot.conversation.report.postponing import remind_at
from bot.conversation.undoing.erasing import ERASE
from bot.messages.actions import NOTHING, TASKS, UNDO, Action
from bot.reading.commands import Command, read_command, reminding_time
from bot.texts.inquiring import ways
from bot.texts.office import menu
from bot.texts.report import inquiring as sentences
from tracker.office.officers import is_desk

_ACTIONS: Mapping[Command, Action] = {
    Command.UNDO: UNDO,
    Command.HAND_IN: SUBMIT,
    Command.LATE_TASKS: TASKS,
}


def heard(turn: Turn, text: str) -> bool:
    """Whether it was such a command of somebody who fills reports; where a sentence is heard it is one."""
    for_here = turn.fills and (not is_desk(turn.officer) or which_report.at_hand(turn))
    if step_at(turn).manner.hears is Hears.SENTENCE or turn.at(Reviewing) or not for_here:
        return False
    command = read_command(text)
    if command is None or _ACTIONS.get(command) in step_at(turn).manner.own:
        return False
    if command in _ACTIONS:
        turn.follow(do(turn, _ACTIONS[command], ""))
        return True
    if command not in _DONE:
        return False
    turn.follow(_DONE[command](turn, text))
    return True


def _none_at_all(turn: Turn, _text: str) -> Next:
    owed = owed_reports(turn)
    if turn.rests and len(owed) == 1:
        return do(turn, NOTHING, str(owed[0].report.id))
    return Go(Menu()) if turn.rests else do(turn, NONE_AT_ALL, "")


def _start_over(turn: Turn, _text: str) -> Next:
    """Of the only report that is owed where none is open."""
    owed = owed_reports(turn)
    if turn.rests and len(owed) == 1:
        turn.follow(open_report(turn, str(owed[0].report.id)))
    return do(turn, ERASE, "")


def _remind(turn: Turn, text: str) -> Next:
    until = reminding_time(text, turn.now)
    if until is not None and until > turn.now:
        return remind_at(turn, until)
    turn.note(ways.WHEN_TO_REMIND)
    return STAY


def _other_report(turn: Turn, _text: str) -> Next:
    """The other one that is owed; where there are several the menu asks which."""
    others = [one for one in owed_reports(turn) if turn.rests or one.report.id != turn.place.report_id]
    if len(others) == 1:
        return open_report(turn, str(others[0].report.id))
    turn.note("" if others else menu.NOTHING_ELSE_OWED)
    return Go(Menu()) if others else STAY


def _who_can(turn: Turn, said: str) -> Next:
    turn.note(f"{said}\n{sentences.whom_to_call(desks_above(turn), colleagues(turn))}")
    return STAY


_DONE: Mapping[Command, Callable[[Turn, str], Next]] = {
    Command.NONE_AT_ALL: _none_at_all,
    Command.START_OVER: _start_over,
    Command.REMIND: _remind,
    Command.OTHER_REPORT: _other_report,
    Command.HAND_OVER: lambda turn, _: _who_can(turn, ways.HAND_OVER),
    Command.OTHER_UNIT: lambda turn, _: _who_can(turn, ways.other_unit(turn.unit)),
}
