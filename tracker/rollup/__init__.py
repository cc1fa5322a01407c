"""Roll-ups (tổng hợp): a subtree's reports as one, in the layout of a form, with every total traceable to its parts."""

from tracker.rollup.contributions import Contribution, Given
from tracker.rollup.decisions import Decision, Line, WhyDecide, decisions
from tracker.rollup.gathering import Share
from tracker.rollup.totals import How, Part, RollUp, RowTotal, roll_up

__all__ = [
    "Contribution",
    "Decision",
    "Given",
    "How",
    "Line",
    "Part",
    "RollUp",
    "RowTotal",
    "Share",
    "WhyDecide",
    "decisions",
    "roll_up",
]
