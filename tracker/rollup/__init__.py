"""Roll-ups (tổng hợp): a subtree's reports as one, in the layout of a form, with every total traceable to its parts."""

from tracker.rollup.adding import How
from tracker.rollup.contributions import Contribution, Given
from tracker.rollup.decisions import Decision, Line, WhyDecide, decisions
from tracker.rollup.gathering import Share
from tracker.rollup.listed import ListedLine
from tracker.rollup.totalling import Part, RowTotal
from tracker.rollup.totals import RollUp, roll_up

__all__ = [
    "Contribution",
    "Decision",
    "Given",
    "How",
    "Line",
    "ListedLine",
    "Part",
    "RollUp",
    "RowTotal",
    "Share",
    "WhyDecide",
    "decisions",
    "roll_up",
]
