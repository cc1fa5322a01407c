"""Every broken rule that somebody can meet in a chat has a sentence; any other has an honest one, never a fault."""

import re
from datetime import date

import pytest

from bot.conversation.core.turn import NotTheDesk, NotYours
from bot.texts import refusals
from tests.shape.test_shape import VIETNAMESE
from tracker.kernel.errors import TrackerError

OF_THE_COMMAND_LINE = {
    "AuditKeyMissing",
    "DueRuleUnreadable",
    "FormCodeWrong",
    "LadderUnreadable",
    "LevelUnknown",
    "OfficerAmbiguous",
    "OfficerUnknown",
    "ReportUnknown",
    "RoundUnknown",
    "RowUnknown",
    "ScheduleExists",
    "ScheduleUnknown",
    "SwapUnknown",
    "UnitTableWrong",
}
OURS = [rule for rule in TrackerError.__subclasses__() if rule.__module__ == "tracker.errors"]
RULES = sorted([*OURS, NotYours, NotTheDesk], key=lambda rule: rule.__name__)


def said(rule: type[TrackerError]) -> str:
    facts = dict.fromkeys(re.findall(r"{(\w+)", rule.sentence), "x")
    return refusals.broken(rule(**facts))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_every_rule_of_the_tracker_has_its_sentence(rule: type[TrackerError]) -> None:
    own = "lỗi: " not in said(rule)
    assert own is (rule.__name__ not in OF_THE_COMMAND_LINE)
    assert not VIETNAMESE.isdisjoint(said(rule))
    assert "{" not in said(rule)


def test_a_rule_that_nobody_thought_of_is_named() -> None:
    class Unthought(TrackerError):
        """Nobody thought of {this}."""

    assert "(lỗi: Unthought)" in refusals.broken(Unthought(this=date(2024, 3, 1)))
