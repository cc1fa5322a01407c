"""A round is changed or cancelled: another due time, lock, window, basis or other units, as it would be and as it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlmodel import Session, col, select

from tracker.audit.log import Deed, What, note, note_all
from tracker.calendar.deadlines import Deadline
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import form_of_version
from tracker.kernel.errors import RoundAmbiguous, RoundNeedsUnits, RoundUnchanged, TooEarly, UnitNotAsked
from tracker.kernel.keeping import note_change
from tracker.kernel.uncounted import count_again
from tracker.office.units import Unit
from tracker.reports.extensions import Extension
from tracker.reports.reports import Report, State, require_reason, written
from tracker.reports.rounds import Round, find_rounds, new_report, written_round


@dataclass(frozen=True)
class RoundChange:
    """What is to be other about a round; what is None, or empty, stays as it is.

    `of_units` are the units whose due time and lock change, none for all. `added` are asked as well, `removed` no more.
    """

    due_at: datetime | None = None
    locks_at: datetime | None = None
    no_lock: bool = False
    window: tuple[date, date] | None = None
    basis: str | None = None
    of_units: Collection[int] = ()
    added: Sequence[Unit] = ()
    removed: Sequence[Unit] = ()


class MovedDue(NamedTuple):
    """A report whose due time or lock becomes another."""

    report: Report
    old: Deadline
    new: Deadline

    @property
    def was_late(self) -> bool | None:
        """Whether it was late by the old due time; None if it never was handed in."""
        return _is_late(self.report, self.old)

    @property
    def is_late(self) -> bool | None:
        """Whether it is late by the new one."""
        return _is_late(self.report, self.new)


def _is_late(report: Report, due: Deadline) -> bool | None:
    return None if report.first_submitted_at is None else report.first_submitted_at > due.due_at


@dataclass(frozen=True)
class RoundEffect:
    """What a change does: the reports that move, those that an extension keeps later, who is asked now and who no more."""

    moved: Sequence[MovedDue] = ()
    extended: Sequence[Report] = ()
    added: Sequence[Unit] = ()
    removed: Sequence[Report] = ()

    @property
    def now_on_time(self) -> list[MovedDue]:
        """Those that were late and are so no more."""
        return [one for one in self.moved if one.was_late and one.is_late is False]

    @property
    def now_late(self) -> list[MovedDue]:
        """Those that were on time and are late."""
        return [one for one in self.moved if one.was_late is False and one.is_late]


def the_round(session: Session, form_code: str, period: str, of_unit: Unit | None, level: str | None) -> Round:
    """The only round of a form and period, of the unit and level if they are given; raises RoundUnknown, RoundAmbiguous."""
    found = find_rounds(session, form_code, parse_period(period))
    fitting = [one for one in found if of_unit is None or one.of_unit_id == of_unit.id]
    fitting = [one for one in fitting if level is None or one.level == level]
    if len(fitting) != 1:
        raise RoundAmbiguous(count=len(fitting), form=form_code, period=period)
    return fitting[0]


def reports_in(session: Session, round_: Round) -> list[Report]:
    """The reports that the round asks for."""
    wanted = select(Report).where(Report.round_id == round_.id, Report.state != State.CANCELLED)
    return list(session.exec(wanted.order_by(col(Report.id))))


def effect_of(session: Session, round_: Round, change: RoundChange) -> RoundEffect:
    """What the change would do; raises UnitNotAsked, TooEarly, RoundNeedsUnits, RoundUnchanged."""
    reports = {report.unit_id: report for report in reports_in(session, round_)}
    for unit_id in {*change.of_units, *(unit.id for unit in change.removed)} - reports.keys():
        unit = session.get_one(Unit, unit_id)
        raise UnitNotAsked(unit=unit.full_name, form=round_.form_code, period=round_.period)
    removed = [reports[unit.id] for unit in change.removed]
    added = [unit for unit in change.added if unit.id not in reports]
    if len(removed) == len(reports) and not added:
        raise RoundNeedsUnits(form=round_.form_code, period=round_.period)
    affected = [one for one in reports.values() if not change.of_units or one.unit_id in change.of_units]
    extended = [] if change.of_units else _extended_beyond(session, affected, change.due_at)
    moved = [_moved(one, change) for one in affected if one not in extended and one not in removed]
    effect = RoundEffect([one for one in moved if one.old != one.new], extended, added, removed)
    _require_order(change)
    if not (effect.moved or effect.added or effect.removed or _of_round(round_, change)):
        raise RoundUnchanged(form=round_.form_code, period=round_.period)
    return effect


def _extended_beyond(session: Session, reports: Sequence[Report], due_at: datetime | None) -> list[Report]:
    """Those that were granted a later due time than this one, which they keep."""
    ids = [report.id for report in reports]
    wanted = select(Extension).where(col(Extension.report_id).in_(ids), col(Extension.granted_due_at).is_not(None))
    rows = session.exec(wanted.order_by(col(Extension.id)))
    granted = {one.report_id: one.granted_due_at for one in rows}
    return [one for one in reports if due_at and due_at < one.due_at == granted.get(one.id)]


def _moved(report: Report, change: RoundChange) -> MovedDue:
    """Without a lock of its own, the lock stays as long after the due time as it was; raises TooEarly."""
    old = Deadline(report.due_at, report.moved_from, report.locks_at)
    due, lock = change.due_at or old.due_at, old.locks_at
    if lock and change.due_at:
        lock += due - old.due_at
    lock = None if change.no_lock else change.locks_at or lock
    if lock and lock < due:
        raise TooEarly(what="The lock", wanted=lock, than=due)
    return MovedDue(report, old, Deadline(due, None if due != old.due_at else old.moved_from, lock))


def _require_order(change: RoundChange) -> None:
    if change.window and change.window[1] < change.window[0]:
        raise TooEarly(what="The last day of the data", wanted=change.window[1], than=change.window[0])


def _of_round(round_: Round, change: RoundChange) -> bool:
    """Whether something changes that stands with the round itself."""
    window = change.window not in {None, (round_.window_from, round_.window_to)}
    terms = not change.of_units and change.due_at not in {None, round_.due_at}
    return window or terms or change.basis not in {None, round_.basis}


def change_round(session: Session, round_: Round, change: RoundChange, reason: str) -> RoundEffect:
    """Change it; on time or late is what the new due times make of it. Raises what `effect_of` raises."""
    effect = effect_of(session, round_, change)
    old = written_round(round_)
    if not change.of_units:
        _change_terms(round_, change)
    if change.window:
        round_.window_from, round_.window_to = change.window
    round_.basis = round_.basis if change.basis is None else change.basis
    session.add(round_)
    for one in effect.moved:
        one.report.due_at, one.report.moved_from, one.report.locks_at = one.new
        session.add(one.report)
    session.flush()
    subject = _subject(round_)
    note(session, Deed(What.ROUND, "changed", round_.of_unit_id, None, subject, old, written_round(round_), reason))
    note_all(session, (_deed(one.report, "due_moved", reason) for one in effect.moved))
    _cancel(session, effect.removed, reason)
    _ask(session, round_, effect.added)
    note_change(session)
    return effect


def _change_terms(round_: Round, change: RoundChange) -> None:
    if change.due_at and change.due_at != round_.due_at:
        if round_.locks_at:
            round_.locks_at += change.due_at - round_.due_at
        round_.due_at, round_.moved_from = change.due_at, None
    round_.locks_at = None if change.no_lock else change.locks_at or round_.locks_at


def _ask(session: Session, round_: Round, units: Sequence[Unit]) -> None:
    """Ask these as well; of one that was asked before what it had entered is taken up again."""
    version = session.exec(select(Report.form_version_id).where(Report.round_id == round_.id).limit(1)).one()
    form = form_of_version(session, version)
    due = Deadline(round_.due_at, round_.moved_from, round_.locks_at)
    asked = []
    for unit in units:
        earlier = session.exec(select(Report).where(Report.round_id == round_.id, Report.unit_id == unit.id)).first()
        report = earlier or new_report(round_, version, form, unit, due)
        report.state = State.DRAFTING
        report.due_at, report.moved_from, report.locks_at = due
        session.add(report)
        asked.append(report)
    session.flush()
    for report in asked:
        count_again(session, report.id)
    note_all(session, [_deed(report, "asked", "") for report in asked])


def cancel_round(session: Session, round_: Round, reason: str) -> list[Report]:
    """Ask nobody for it any more; gives the reports that were asked for. What was entered stays. Raises ReasonMissing."""
    reason = require_reason(reason)
    reports = reports_in(session, round_)
    old = written_round(round_)
    round_.withdrawn = round_.id
    session.add(round_)
    note(session, Deed(What.ROUND, "cancelled", round_.of_unit_id, None, _subject(round_), old, "", reason))
    _cancel(session, reports, reason)
    note_change(session)
    return reports


def _cancel(session: Session, reports: Sequence[Report], reason: str) -> None:
    for report in reports:
        report.state = State.CANCELLED
        session.add(report)
    session.flush()
    note_all(session, [_deed(report, "cancelled", reason) for report in reports])


def _subject(round_: Round) -> str:
    return f"{round_.form_code} {round_.period}"


def _deed(report: Report, step: str, reason: str) -> Deed:
    return Deed(What.REPORT, step, report.unit_id, report.id, "", "", written(report), reason)
