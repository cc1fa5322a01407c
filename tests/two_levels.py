"""A province straight above its communes and wards, in four quarters, as it stands on the last Monday of November."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from tests.by_row import record_figures
from tests.provinces import spoken_lines
from tracker.audit.log import Deed, What, note
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.kernel.names import fold
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import Unit, UnitLine, Validity, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State, note_event
from tracker.reports.rounds import Round, Terms, open_round

NOW = datetime(2026, 11, 30, 9, tzinfo=ZONE)
COMMUNES = ("Ba Bể", "Chợ Mới", "Đại Từ", "Đức Lương", "Phú Thịnh", "Văn Lang", "Xuân Quang Động")
WARDS = ("Bắc Kạn", "Sông Công", "Tích Lương")
DUE = {"Q1": (3, 16), "Q2": (6, 15), "Q3": (9, 15), "Q4": (12, 17)}
# By quarter how long after the due time each unit handed in, in hours; who is not named has not.
HANDED_IN = {
    "Q1": dict.fromkeys((*COMMUNES[1:], *WARDS), -24) | {"Tích Lương": 30},
    "Q2": dict.fromkeys((*COMMUNES[1:], *WARDS), -20) | {"Tích Lương": 50, "Chợ Mới": 10},
    "Q3": {"Đại Từ": -30, "Đức Lương": -28, "Bắc Kạn": -5, "Văn Lang": -26, "Tích Lương": 40, "Xuân Quang Động": 75 * 24},
    "Q4": {},
}
ACCEPTED = ("Đức Lương",)  # in the third quarter; all before that
ROWS = ("1.2.1", "1.2.2", "3.3.1a", "3.3.1b")
FIGURES = {  # of the third quarter: tasks of the plan, those done, files settled, of those in time
    "Đại Từ": (20, 15, 300, 270),
    "Đức Lương": (12, 12, 100, 100),
    "Văn Lang": (10, 4, 50, 30),
    "Bắc Kạn": (30, 27, 900, 810),
    "Tích Lương": (16, 8, 250, 240),
    "Xuân Quang Động": (8, 6, 0, 0),
}


def code(name: str) -> str:
    return fold(name).upper().replace(" ", "-")


class MoreUnits(NamedTuple):
    """Units beside those that hand something in; of those that are no more, which are a part of which today."""

    communes: Sequence[str] = ()
    wards: Sequence[str] = ()
    merged: Sequence[tuple[str, str]] = ()


NO_MORE = MoreUnits()


class TwoLevels:
    """What people type goes through `handle`; nothing is committed."""

    def __init__(self, session: Session, more: MoreUnits = NO_MORE) -> None:
        self.session, self._count = session, 0
        communes, wards = (*COMMUNES, *more.communes), (*WARDS, *more.wards)
        ended = Validity(None, date(2025, 6, 30), code("Xuân Quang Động"))
        lines = [UnitLine(2, "TINH", "Thái Nguyên", "tỉnh", "")]
        lines += [UnitLine(3, code(name), name, "xã", "TINH") for name in communes]
        lines += [UnitLine(4, code(name), name, "phường", "TINH") for name in wards]
        lines += [UnitLine(5, "VAN-LANG-2", "Văn Lăng", "xã", "TINH")]
        lines += [UnitLine(6, "DONG-XUAN", "Đông Xuân", "xã", "TINH", ended)]
        lines += [
            UnitLine(7, code(gone), gone, "xã", "TINH", ended._replace(merged_into=code(into))) for gone, into in more.merged
        ]
        import_units(session, lines)
        self._invite(more.wards)
        self.rounds = {part: self._open(part, *day) for part, day in DUE.items()}
        self._enter()
        for part, units in HANDED_IN.items():
            for name, after in units.items():
                self._hand_in(part, name, timedelta(hours=after))
        self.report("Q3", "Phú Thịnh").locks_at = NOW - timedelta(days=5)
        session.flush()

    def _invite(self, more_wards: Sequence[str]) -> None:
        people: dict[str, Officer] = {"thu": add_officer(self.session, "Nông Văn Thu", self.unit("TINH"), Role.DESK)}
        for number, name in enumerate((*COMMUNES[:5], *WARDS, *more_wards)):
            officer = add_officer(self.session, f"Cán bộ {name}", self.unit(code(name)), Role.OFFICER, f"0912 000 {number:03}")
            people |= {code(name).lower(): officer} if name not in {"Chợ Mới", "Sông Công"} else {}
        for address, officer in people.items():
            join(self.session, "terminal", address, officer, NOW - timedelta(days=300))
        self.thu = people["thu"]
        self.officer = people["dai-tu"]

    def unit(self, code: str) -> Unit:
        return unit_by_code(self.session, code)

    def _open(self, part: str, month: int, day: int) -> Round:
        due = datetime(2026, month, day, 17, tzinfo=ZONE)
        terms = Terms(parse_period(f"2026-{part}"), parse_period(f"2026-{part}").window(), due)
        form = official_form("ban-thi-2024")
        return open_round(self.session, form, terms, self.unit("TINH"), due - timedelta(days=25))

    def report(self, part: str, name: str) -> Report:
        wanted = select(Report).where(Report.round_id == self.rounds[part].id, Report.unit_id == self.unit(code(name)).id)
        return self.session.exec(wanted).one()

    def reports(self) -> list[Report]:
        return list(self.session.exec(select(Report).order_by(col(Report.id))))

    def _hand_in(self, part: str, name: str, after: timedelta) -> None:
        report = self.report(part, name)
        report.first_submitted_at = report.submitted_at = report.due_at + after
        is_accepted = part != "Q3" or name in ACCEPTED
        report.state, report.submissions = State.ACCEPTED if is_accepted else State.SUBMITTED, 1
        if is_accepted:
            note_event(self.session, report, "accepted", Source(self.thu.id, report.submitted_at + timedelta(days=1), "test"))

    def _enter(self) -> None:
        source = Source(self.officer.id, NOW - timedelta(days=80), "test")
        for name, figures in FIGURES.items():
            entries = {key: Entry.number(figure) for key, figure in zip(ROWS, figures, strict=True)}
            record_figures(self.session, self.report("Q3", name), entries, source)
        record_figures(self.session, self.report("Q4", "Ba Bể"), {"1.2.1": Entry.number(7)}, source)
        record_figures(self.session, self.report("Q3", "Chợ Mới"), {"1.2.1": Entry.number(5)}, source)
        report = self.report("Q3", "Đức Lương")
        seen = Source(self.thu.id, NOW - timedelta(days=70), "test")
        note(self.session, Deed(What.REPORT, "seen", report.unit_id, report.id), seen)

    def hear(self, who: str, text: str = "", pressed: str | None = None) -> list[Outgoing]:
        self._count += 1
        replies = handle(self.session, Incoming("terminal", str(self._count), who, text=text, pressed=pressed), NOW)
        self.session.flush()
        return replies

    def says(self, text: str, who: str = "thu") -> str:
        """All that the bot says to it, with its buttons."""
        return "\n".join(line for reply in self.hear(who, text) for line in spoken_lines(reply, buttons=True))
