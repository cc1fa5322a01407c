"""What a unit meets of the review: comments to follow, the leader's approval, every submission; as tables for `handle`."""

from collections.abc import Callable, Mapping

from bot.conversation.core.position import At
from bot.conversation.core.turn import Turn
from bot.conversation.report import approving, correcting, versions

AT_A_COMMENT = frozenset({At.CORRECTING, At.ANSWERING})
DO: Mapping[str, Callable[[Turn, str], None]] = {
    "approve": approving.approve,
    "sendback": approving.send_back,
    "versions": versions.show,
    "compareversions": versions.compare_said,
    "differences": versions.compare,
    "versionsheet": versions.send_sheet,
}

ASK: Mapping[At, Callable[[Turn], None]] = {
    At.CORRECTING: correcting.ask,
    At.ANSWERING: correcting.ask_answer,
    At.SENDING_BACK: approving.ask_reason,
}

HEAR: Mapping[At, Callable[[Turn, str], None]] = {
    At.CORRECTING: correcting.hear,
    At.ANSWERING: correcting.hear_answer,
    At.SENDING_BACK: approving.hear_reason,
}
