"""A province with two districts, whose communes share names, in three rounds; its people have joined."""

from datetime import datetime, timedelta

from sqlmodel import Session, select

from bot.channels.terminal import rendered
from bot.conversation.handle import handle
from bot.messages.messages import Incoming, Outgoing
from bot.people.addresses import join
from tests.by_row import record_figures
from tracker.calendar.periods import ZONE, parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State, note_event
from tracker.reports.rounds import Round, Terms, open_round

NOW = datetime(2024, 3, 18, 9, tzinfo=ZONE)  # a Monday, the last working day before Q1 is overdue has passed
UNITS = (
    ("BAC-KAN", "Bắc Kạn", "tỉnh", ""),
    ("CHO-DON", "Chợ Đồn", "huyện", "BAC-KAN"),
    ("NA-RI", "Na Rì", "huyện", "BAC-KAN"),
    ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
    ("DONG-LAC", "Đồng Lạc", "xã", "CHO-DON"),
    ("XUAN-LAC", "Xuân Lạc", "xã", "CHO-DON"),
    ("YEN-THINH", "Yên Thịnh", "xã", "CHO-DON"),
    ("LUONG-BANG-CD", "Lương Bằng", "xã", "CHO-DON"),
    ("LUONG-BANG-NR", "Lương Bằng", "xã", "NA-RI"),
    ("KIM-LU", "Kim Lư", "xã", "NA-RI"),
)


class Province:
    """What people type goes through `handle`; nothing is committed."""

    def __init__(self, session: Session) -> None:
        self.session, self._count = session, 0
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(UNITS, start=2)])
        desks = {"tinh": "BAC-KAN", "huyen": "CHO-DON"}
        people = {
            name: add_officer(session, f"Nông Văn {name.title()}", self.unit(code), Role.DESK) for name, code in desks.items()
        }
        people["lan"] = add_officer(session, "Hoàng Thị Lan", self.unit("BAN-THI"), Role.OFFICER, "0912 345 678")
        people["leader"] = add_officer(session, "Ma Văn Tú", self.unit("DONG-LAC"), Role.LEADER)
        for name, officer in people.items():
            join(session, "terminal", name, officer, NOW - timedelta(days=90))
        self.source = Source(people["lan"].id, NOW, "test")
        self.year = self.open("2023-Q4", datetime(2023, 12, 20, 17, tzinfo=ZONE), "ban-thi-2024")
        self.quarter = self.open("2024-Q1", datetime(2024, 3, 15, 17, tzinfo=ZONE), "ban-thi-2024")

    def unit(self, code: str) -> Unit:
        return unit_by_code(self.session, code)

    def open(self, period: str, due: datetime, form: str) -> Round:
        terms = Terms(parse_period(period), parse_period(period).window(), due)
        return open_round(self.session, official_form(form), terms, self.unit("BAC-KAN"), due - timedelta(days=14))

    def report(self, round_: Round, code: str) -> Report:
        wanted = select(Report).where(Report.round_id == round_.id, Report.unit_id == self.unit(code).id)
        return self.session.exec(wanted).one()

    def hand_in(self, round_: Round, code: str, after: timedelta, state: State = State.SUBMITTED) -> None:
        """So long after the due time, or before it; returned once or accepted a day later."""
        report = self.report(round_, code)
        report.state, report.submissions = state, 1
        report.first_submitted_at = report.submitted_at = report.due_at + after
        if state in {State.RETURNED, State.ACCEPTED}:
            then = report.submitted_at + timedelta(days=1)
            note_event(self.session, report, state.value, Source(self.source.officer_id, then, "test"))
        self.session.flush()

    def enter(self, round_: Round, code: str, **figures: int) -> None:
        """Row 1.2.1 is written r1_2_1."""
        entries = {key[1:].replace("_", "."): Entry.number(number) for key, number in figures.items()}
        record_figures(self.session, self.report(round_, code), entries, self.source)

    def hear(self, who: str, text: str = "", pressed: str | None = None) -> list[Outgoing]:
        self._count += 1
        incoming = Incoming("terminal", str(self._count), who, text=text, pressed=pressed)
        replies = handle(self.session, incoming, NOW)
        self.session.flush()
        return replies

    def says(self, who: str, text: str) -> str:
        """What the bot says to it, without its buttons."""
        return "\n".join(line for reply in self.hear(who, text) for line in spoken_lines(reply))


def spoken_lines(reply: Outgoing, *, buttons: bool = False) -> list[str]:
    """What the person reads, line by line; buttons that cannot be answered by number only if they are wanted."""
    lines = [line.removeprefix("bot> ").strip() for line in rendered(reply).splitlines()]
    return [line for line in lines if line and (buttons or not line.startswith("["))]


def in_the_midst(session: Session) -> Province:
    """Q4 is over, with everything in it; in Q1, due three days ago, every stage stands."""
    found = Province(session)
    for days, code in enumerate(("BAN-THI", "DONG-LAC", "XUAN-LAC", "YEN-THINH", "LUONG-BANG-CD", "LUONG-BANG-NR")):
        found.hand_in(found.year, code, timedelta(days=days - 3, hours=-2), State.ACCEPTED)
    quarter = found.quarter
    found.enter(quarter, "BAN-THI", r1_2_1=17, r1_2_2=41)
    found.hand_in(quarter, "DONG-LAC", timedelta(days=-1), State.ACCEPTED)
    found.hand_in(quarter, "XUAN-LAC", timedelta(hours=16))
    found.hand_in(quarter, "YEN-THINH", timedelta(hours=-3), State.RETURNED)
    found.hand_in(quarter, "KIM-LU", timedelta(hours=-3))
    return found
