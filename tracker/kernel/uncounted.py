"""Which reports have to be counted anew: whoever changes a figure, a reason, a step or a task says so here."""

from sqlmodel import Session

from tracker.kernel.keeping import kept


class Uncounted:
    """What a transaction has changed since it counted: reports, and units of which every open report is concerned."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.reports: set[int] = set()
        self.units: set[int] = set()


def count_again(session: Session, report_id: int) -> None:
    """The figures of this report changed, or the reasons for them, or where it stands."""
    kept(session, Uncounted).reports.add(report_id)


def count_units_again(session: Session, *unit_ids: int) -> None:
    """The past of these units changed, or their tasks, against which their open reports are held."""
    kept(session, Uncounted).units.update(unit_ids)
