"""The steps of the conversation: what is asked at each place, who hears the answer, what each action does."""

from collections.abc import Callable, Mapping

from bot.conversation import desk, tasks
from bot.conversation.core import putting_by, until
from bot.conversation.core.position import RESTING, At
from bot.conversation.core.turn import Turn
from bot.conversation.office import changes, health, importing, menu, plans
from bot.conversation.report import (
    correcting,
    counted,
    editing,
    extending,
    filling,
    finishing,
    locking,
    opening,
    postponing,
    questioning,
    reviewed,
    revising,
    sending,
    sheets,
    totals,
)
from bot.conversation.report.reviewed import AT_A_COMMENT

ASK: Mapping[At, Callable[[Turn], None]] = {
    At.MENU: menu.show,
    At.FILLING: filling.ask,
    At.REVISING: revising.ask,
    At.QUESTIONED: questioning.ask,
    At.EXPLAINING: questioning.ask_reason,
    At.SUMMARY: finishing.show_summary,
    At.REOPENING: finishing.ask_reason,
    At.TAKING_OVER: sheets.ask,
    At.IMPORTING: importing.ask,
    At.EXTENDING: extending.ask,
    At.ASKING_REOPENING: locking.ask_reason,
    At.PLANNING: plans.ask,
    **desk.ASK,
    **reviewed.ASK,
    **tasks.ASK,
}

_UNLIKE_TOTALS = {At.TOTALS_CHANGED, At.KEEPING_FIGURES}
AT_A_REPORT = (
    {At.FILLING, At.REVISING, At.QUESTIONED, At.EXPLAINING, At.SUMMARY, At.TAKING_OVER} | _UNLIKE_TOTALS | AT_A_COMMENT
)

SETTLED: Mapping[At, Callable[[Turn], bool]] = {  # whether what is in question there is no question any more
    At.QUESTIONED: questioning.settled,
    At.EXPLAINING: questioning.settled,
    **dict.fromkeys(_UNLIKE_TOTALS, totals.settled),
    **dict.fromkeys(AT_A_COMMENT, correcting.settled),
}

HEAR: Mapping[At, Callable[[Turn, str], None]] = {
    At.MENU: menu.hear,
    At.FILLING: filling.hear,
    At.REVISING: revising.hear,
    At.QUESTIONED: questioning.hear,
    At.EXPLAINING: questioning.hear_reason,
    At.SUMMARY: finishing.hear,
    At.REOPENING: finishing.hear_reason,
    At.TAKING_OVER: sheets.hear,
    At.IMPORTING: importing.hear,
    At.EXTENDING: extending.hear,
    At.ASKING_REOPENING: locking.hear_reason,
    At.PLANNING: plans.hear,
    **desk.HEAR,
    **reviewed.HEAR,
    **tasks.HEAR,
}


def _go_on(turn: Turn, rest: str) -> None:
    if turn.place.at not in RESTING:
        filling.go_on(turn, rest)
    elif turn.place.put_by:
        putting_by.take_up(turn, "")
    else:
        opening.open_only(turn, rest)


def _go_back(turn: Turn, rest: str) -> None:
    if turn.place.at in tasks.ASK:
        tasks.back(turn)
    else:
        filling.back(turn, rest)


def _ask_for_time(turn: Turn, words: str) -> None:
    if turn.place.at == At.TASK:
        tasks.HEAR[At.TASK](turn, turn.incoming.text)
    else:
        extending.begin(turn, words)


def _keep(turn: Turn, reason: str) -> None:
    if turn.place.at in _UNLIKE_TOTALS:
        totals.keep(turn, reason)
    else:
        (correcting if turn.place.at in AT_A_COMMENT else questioning).keep(turn, reason)


def _set_rows(turn: Turn, text: str) -> None:
    (revising.change if turn.place.at == At.REVISING else editing.set_rows)(turn, text)


DO: Mapping[str, Callable[[Turn, str], None]] = {
    "open": opening.open_report,
    "menu": menu.go,
    "none": filling.none_arose,
    "noneall": filling.none_arose_at_all,
    "nonesection": filling.none_arose_in_section,
    "book": filling.use_counted,
    "behind": counted.show_behind,
    "same": revising.keep,
    "anew": revising.anew,
    "skip": filling.skip,
    "back": _go_back,
    "go": _go_on,
    "pick": filling.pick,
    "edit": editing.edit,
    "set": _set_rows,
    "fix": questioning.fix,
    "keep": _keep,
    "submit": finishing.submit,
    "sheet": finishing.send_sheet,
    "reopen": finishing.reopen,
    "report": opening.open_only,
    "leave": menu.leave,
    "help": menu.help_,
    "health": health.show,
    "later": postponing.later,
    "laterthan": postponing.later_than,
    "nothing": postponing.nothing_arose,
    "blank": sheets.send_blank,
    "sendfile": sending.ask_for_file,
    "over": sheets.take,
    "overall": sheets.take_and_leave_rest,
    "drop": sheets.drop,
    "import": importing.import_,
    "extend": _ask_for_time,
    "extendreport": extending.begin_for,
    "askmore": extending.send,
    "retype": until.retype,
    "askreopening": locking.begin,
    "plan": plans.take,
    "takeup": putting_by.take_up,
    "changes": changes.show,
    "changesof": changes.show_of_unit,
    **desk.DO,
    **reviewed.DO,
    **tasks.DO,
}
