"""The desk in the conversation: what each action does, what is asked at each place and who hears the answer."""

from collections.abc import Callable, Mapping

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.desk import (
    asking,
    commenting,
    comparing,
    deciding,
    entering,
    opening_rounds,
    reviewing,
    standing,
    tracing,
    unlocking,
)
from bot.conversation.report import totals

answered = asking.answered
DO: Mapping[str, Callable[[Turn, str], None]] = {
    "status": standing.show_standing,
    "nudge": standing.nudge_owing,
    "nudgeunit": standing.nudge_unit,
    "ask": standing.ask,
    "total": standing.send_total,
    "see": reviewing.see,
    "seeunit": reviewing.find,
    "accept": reviewing.accept,
    "return": reviewing.return_,
    "returnwith": reviewing.hear_reason,
    "dropcomment": commenting.drop,
    "enterforunit": entering.find,
    "enterfor": entering.begin,
    "enterhow": entering.enter,
    "extension": deciding.see,
    "grant": deciding.grant,
    "grantother": deciding.grant_other,
    "refuse": deciding.refuse,
    "unlock": unlocking.unlock,
    "unlockunit": unlocking.find,
    "unlockuntil": unlocking.unlock_until,
    "newround": opening_rounds.begin,
    "roundform": opening_rounds.choose_form,
    "roundleast": opening_rounds.take_least_due,
    "roundask": opening_rounds.ask_again,
    "recipient": opening_rounds.pick_recipient,
    "norecipient": opening_rounds.leave_out_recipient,
    "openround": opening_rounds.open_,
    "taketotals": totals.take,
    "totalsheet": totals.send_workbook,
    "why": tracing.show_parts,
    "compare": comparing.compare,
    "compareunit": comparing.compare_unit,
}

ASK: Mapping[At, Callable[[Turn], None]] = {
    At.REVIEWING: commenting.ask,
    At.ENTERING_FOR: entering.ask,
    At.RETURNING: reviewing.ask_reason,
    At.GRANTING: deciding.ask_day,
    At.REFUSING: deciding.ask_reason,
    At.UNLOCKING: unlocking.ask,
    At.OPENING_ROUND: opening_rounds.ask,
    At.TOTALS_CHANGED: totals.ask,
    At.KEEPING_FIGURES: totals.ask_reason,
}

HEAR: Mapping[At, Callable[[Turn, str], None]] = {
    At.REVIEWING: commenting.hear,
    At.ENTERING_FOR: entering.hear,
    At.RETURNING: reviewing.hear_reason,
    At.GRANTING: deciding.hear_day,
    At.REFUSING: deciding.hear_reason,
    At.UNLOCKING: unlocking.hear,
    At.OPENING_ROUND: opening_rounds.hear,
    At.TOTALS_CHANGED: totals.hear,
    At.KEEPING_FIGURES: totals.hear_reason,
}
