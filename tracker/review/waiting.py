"""Reports that wait to be taken: those in which nothing is to be looked at, and those in which something is."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlmodel import Session

from tracker.reports.comments import drafts_on
from tracker.review.standing import UnitStanding


class Warned(NamedTuple):
    """A report to be looked at first: places that are kept for a reason or unsettled, comments that were not sent."""

    standing: UnitStanding
    places: int
    comments: int


class WaitingReports(NamedTuple):
    """Reports without a warning, and those with one."""

    clean: list[UnitStanding]
    warned: list[Warned]


def sort_waiting(session: Session, waiting: Iterable[UnitStanding]) -> WaitingReports:
    """Part those that may be taken together from those that should be looked at one by one."""
    found, standing = WaitingReports([], []), list(waiting)
    drafts = drafts_on(session, [one.report.id for one in standing])
    for one in standing:
        places, comments = one.kept + one.unsettled, drafts.get(one.report.id, 0)
        if places or comments:
            found.warned.append(Warned(one, places, comments))
        else:
            found.clean.append(one)
    return found
