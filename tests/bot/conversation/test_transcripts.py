"""Conversations as golden files: tests/transcripts/*.txt, replayed through the real app on a real database.

A file is its own script; what the bot says to it is compared. DUNGHAN_REWRITE_TRANSCRIPTS=1 writes down what the bot says
now, for a person to review in the diff. The stage is the sample district, two days before the due time.

    # a comment
    lan> 41 17                        Lan types; \\n is a line break, {CODE} and {LINK} the last invitation, {WRONG} another
    bot> Đã ghi: …                    what the bot says to the one who spoke last, indented where it goes on
    bot to minh> …                    what it says to somebody else
    @unseen lan> /baocao              typed, but what the bot says to it is not written down
    @lan presses Bỏ qua               the button of this label in the latest message to Lan that has one
    @lan presses earlier Bỏ qua       the same label in the message before that one
    @lan presses again                the button that Lan pressed last, as another tap
    @lan edits 41 17 to 14 17         the last message of that text: what the channel brings when it is edited
    @lan sends a photo                or a sticker: what a channel cannot turn into text
    @lan sends the sheet with 1.1=2   the round's sheet to fill, with these figures typed in
    @lan sends the sheet of 2024-Q2   the same with another period in its title
    @lan sends a file of 9000000      bytes, which is too large
    @the same delivery again          the last message or tap comes once more under its own number
    @invite hoa                       the desk makes an invitation
    @minh joins                       without an invitation, for the sake of shortness
    @fill, @fill up to 5.2            every open question of Bản Thi's report (before 5.2) is "không phát sinh", unseen
    @clock forward 2 days             or hours or minutes
    @the leader approves              from now on the round's reports before they are handed in
    @lock in 3 days                   or hours: from then on Bản Thi's report is locked
    @remind                           the reminders that are due go out
    @BAN-THI hands in its figures     a commune has handed in the real figures of Bản Thi; "with 1.1=2" changes some
    @the next quarter is asked for    of the district's communes, due in ninety days
    @the form ho-ngheo is asked for   of the district's communes instead: one of tests/many_columns.py
    @the form ho-ngheo is asked for besides    the report that they are filling, or have handed in; an official form, too
    @the province asks the districts  for the same report of their own, due a week from now

Speakers: lan (officer of xã Bản Thi), thu (desk of huyện Chợ Đồn), minh (another officer of xã Bản Thi) and hoa (officer of
xã Quảng Bạch), who have not joined at first, hung (leader of xã Bản Thi), who is not there at all before, and stranger.
"""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from sqlmodel import Session

from bot.channels.terminal import rendered
from bot.messages.messages import Incoming, Outgoing, SentFile
from bot.people.addresses import join
from bot.people.invitations import invite
from bot.storage.database import transaction
from tests.by_row import open_rows
from tests.communes import enter, hand_in, paper
from tests.conftest import Clock, District, empty
from tests.filling import edited, filled_in
from tests.house import ROOT
from tests.many_columns import FORMS
from tests.talking import Talk
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.form import Approval
from tracker.office.officers import Officer, Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.figures import record_none_arose
from tracker.reports.reports import State, reports_of
from tracker.reports.rounds import Round, Terms, open_round
from tracker.workbooks.appendices import report_to_fill

FILES = sorted((ROOT / "tests" / "transcripts").glob("*.txt"))
REWRITE = os.environ.get("DUNGHAN_REWRITE_TRANSCRIPTS") == "1"
SAID = re.compile(r"bot(?: to \w+)?> |     ")
_PARTS = 4  # of the transcripts, so that several processes share them
_TYPED = re.compile(r"(?P<unseen>@unseen )?(?P<who>\w+)> (?P<text>.+)")


class Stage:
    """The people, the app and the clock; each line of a script gives the lines that the bot says."""

    channel = "terminal"

    def __init__(self, engine: Engine, clock: Clock, district: District) -> None:
        self._engine, self._clock, self._district = engine, clock, district
        self._talk, self._count, self._codes = Talk(engine, clock), 0, {"{CODE}": "", "{WRONG}": ""}
        self._addresses = {name: name for name in ("minh", "hoa", "hung", "stranger")}
        self._addresses |= {"lan": str(district.officer.id), "thu": str(district.desk.id)}
        self._pressed: dict[str, str] = {}
        self._refs: dict[tuple[str, str], str] = {}
        self._last = Incoming("terminal", "", "")
        with transaction(engine) as session:
            self._joining = {
                "minh": add_officer(session, "Triệu Văn Minh", unit_by_code(session, "BAN-THI"), Role.OFFICER),
                "hoa": add_officer(session, "Ma Thị Hoa", unit_by_code(session, "QUANG-BACH"), Role.OFFICER),
            }

    def play(self, line: str) -> list[str]:
        """What the bot says to one line of the script."""
        typed = _TYPED.fullmatch(line)
        if typed:
            text = typed["text"].replace("\\n", "\n").replace("\\t", "\t")
            for name, code in self._codes.items():
                text = text.replace(name, code)
            replies = self.say(typed["who"], text)
            return [] if typed["unseen"] else replies
        for pattern, direct in _DIRECTIVES.items():
            found = re.fullmatch(pattern, line)
            if found:
                said: list[str] = getattr(self, direct)(*found.groups())
                return said
        raise AssertionError(line)

    def say(self, who: str, text: str) -> list[str]:
        return self._deliver(who, text=text)

    def _deliver(self, who: str, *, text: str = "", pressed: str | None = None, unsupported: bool = False) -> list[str]:
        self._count += 1
        number, address = f"line {self._count}", self._addresses[who]
        ref = number if text else ""
        self._refs[who, text] = ref
        self._last = Incoming("terminal", number, address, text=text, pressed=pressed, unsupported=unsupported, ref=ref)
        return self.again()

    def edit(self, who: str, text: str, new: str) -> list[str]:
        self._count += 1
        self._refs[who, new] = ref = self._refs[who, text]
        number, address = f"line {self._count}", self._addresses[who]
        self._last = Incoming("terminal", number, address, text=new.replace("\\n", "\n"), ref=ref, edited=True)
        return self.again()

    def again(self) -> list[str]:
        return self._written(self._talk.deliver(self._last), self._last.address)

    def press(self, who: str, earlier: str | None, label: str) -> list[str]:
        mine = [message for message in self._talk.ear.heard if message.address == self._addresses[who]]
        data = [button.data for message in mine for button in message.buttons if button.label == label]
        self._pressed[who] = data[-2 if earlier else -1]
        return self.press_again(who)

    def press_again(self, who: str) -> list[str]:
        return self._deliver(who, pressed=self._pressed[who])

    def send_photo(self, who: str) -> list[str]:
        return self._deliver(who, unsupported=True)

    def send_sheet(self, who: str, figures: str) -> list[str]:
        typed = dict(figure.split("=") for figure in figures.split())
        return self.send_file(who, filled_in(self._sheet(), official_form("ban-thi-2024"), typed))

    def send_sheet_of(self, who: str, period: str) -> list[str]:
        label = parse_period(period).label

        def rename(sheet: Worksheet) -> None:
            sheet["A3"].value, sheet.title = str(sheet["A3"].value).replace("Quý I năm 2024", label), f"Phụ lục {label}"

        return self.send_file(who, edited(self._sheet(), rename))

    def send_large_file(self, who: str, size: str) -> list[str]:
        return self.send_file(who, b"", int(size))

    def _sheet(self) -> bytes:
        with transaction(self._engine) as session:
            return report_to_fill(session, self._district.report(session))[1]

    def send_file(self, who: str, content: bytes, size: int = 0) -> list[str]:
        self._count += 1
        number, address = f"line {self._count}", self._addresses[who]
        self._talk.ear.files[number] = content
        file = SentFile("bieu.xlsx", size or len(content), number)
        self._last = Incoming("terminal", number, address, file=file)
        return self.again()

    def invite(self, who: str) -> list[str]:
        with transaction(self._engine) as session:
            digits, link = invite(session, self._person(who), self._clock())
        self._codes = {"{CODE}": digits, "{LINK}": link, "{WRONG}": f"{(int(digits) + 1) % 1_000_000:06}"}
        return []

    def join(self, who: str) -> list[str]:
        with transaction(self._engine) as session:
            if who == "hung":
                self._joining[who] = add_officer(session, "Lý Văn Hùng", unit_by_code(session, "BAN-THI"), Role.LEADER)
            join(session, self.channel, self._addresses[who], self._person(who), self._clock())
        return []

    def let_the_leader_approve(self) -> list[str]:
        with transaction(self._engine) as session:
            session.get_one(Round, self._district.report(session).round_id).approval = Approval.LEADER
        return []

    def _person(self, who: str) -> Officer:
        return self._joining[who]

    def fill(self, until: str | None) -> list[str]:
        with transaction(self._engine) as session:
            report = self._district.report(session)
            groups = list(official_form("ban-thi-2024").groups)
            wanted = groups[: groups.index(until)] if until else groups
            waiting = open_rows(session, report)
            for group in wanted:
                rows = [row for row in waiting if row.ask == group]
                if rows:
                    record_none_arose(session, report, rows, self._district.source)
        return []

    def forward(self, many: str, unit: str) -> list[str]:
        self._clock.forward(**{unit: int(many)})
        return []

    def lock(self, many: str, unit: str) -> list[str]:
        with transaction(self._engine) as session:
            self._district.report(session).locks_at = self._clock() + timedelta(**{unit: int(many)})
        return []

    def hand_in(self, unit: str, changes: str | None) -> list[str]:
        figures = paper("ban-thi-2024-q1") | dict(change.split("=") for change in (changes or "").split())
        with transaction(self._engine) as session:
            report = reports_of(session, unit_by_code(session, unit).id)[0]
            report.state = State.DRAFTING
            enter(session, report, figures, self._district.source)
            hand_in(session, report, self._clock())
        return []

    def ask_for_the_next_quarter(self) -> list[str]:
        with transaction(self._engine) as session:
            period = parse_period("2024-Q2")
            terms = Terms(period, period.window(), self._clock() + timedelta(days=90))
            open_round(session, official_form("ban-thi-2024"), terms, unit_by_code(session, "CHO-DON"), self._clock())
        return []

    def ask_for_form(self, code: str) -> list[str]:
        with transaction(self._engine) as session:
            self._district.report(session).state = State.ACCEPTED
            period = parse_period("2024-Q1")
            terms = Terms(period, period.window(), self._clock() + timedelta(days=5))
            open_round(session, FORMS[code], terms, unit_by_code(session, "CHO-DON"), self._clock())
        return []

    def ask_besides(self, code: str) -> list[str]:
        with transaction(self._engine) as session:
            period = parse_period("2024-Q1")
            terms = Terms(period, period.window(), self._clock() + timedelta(days=5))
            form = FORMS.get(code) or official_form(code)
            open_round(session, form, terms, unit_by_code(session, "CHO-DON"), self._clock())
        return []

    def ask_districts(self) -> list[str]:
        with transaction(self._engine) as session:
            import_units(session, [UnitLine(2, "BAC-KAN", "Bắc Kạn", "tỉnh", "")])
            province, district = (unit_by_code(session, code) for code in ("BAC-KAN", "CHO-DON"))
            district.parent_id = province.id
            session.flush()
            period = parse_period("2024-Q1")
            terms = Terms(period, period.window(), self._clock() + timedelta(days=7), level="huyện")
            open_round(session, official_form("ban-thi-2024"), terms, province, self._clock())
        return []

    def remind(self) -> list[str]:
        return self._written(self._talk.remind(), "")

    def _written(self, replies: list[Outgoing], speaker: str) -> list[str]:
        names = {address: name for name, address in self._addresses.items()}
        lines = []
        for reply in replies:
            said = rendered(reply)
            lines += said.splitlines() if reply.address == speaker else _to(names[reply.address], said)
            if reply.attachment:
                lines.append(f"     [tệp: {reply.attachment.name}]")
        return [line for line in lines if line] or ["bot> (nothing)"]


def _to(name: str, said: str) -> list[str]:
    return said.replace("bot> ", f"bot to {name}> ", 1).splitlines()


_DIRECTIVES: dict[str, str] = {
    r"@(\w+) presses again": "press_again",
    r"@(\w+) presses (earlier )?(.+)": "press",
    r"@(\w+) edits (.+) to (.+)": "edit",
    r"@(\w+) sends a photo": "send_photo",
    r"@(\w+) sends the sheet with (.+)": "send_sheet",
    r"@(\w+) sends the sheet of (\S+)": "send_sheet_of",
    r"@(\w+) sends a file of (\d+)": "send_large_file",
    r"@the same delivery again": "again",
    r"@invite (\w+)": "invite",
    r"@(\w+) joins": "join",
    r"@fill(?: up to (\S+))?": "fill",
    r"@clock forward (\d+) (days|hours|minutes)": "forward",
    r"@the leader approves": "let_the_leader_approve",
    r"@lock in (\d+) (days|hours)": "lock",
    r"@remind": "remind",
    r"@(\S+) hands in its figures(?: with (.+))?": "hand_in",
    r"@the next quarter is asked for": "ask_for_the_next_quarter",
    r"@the form (\S+) is asked for": "ask_for_form",
    r"@the form (\S+) is asked for besides": "ask_besides",
    r"@the province asks the districts": "ask_districts",
}


def script(text: str) -> list[str]:
    """The lines of a transcript that are not the bot's."""
    return [line for line in text.splitlines() if not SAID.match(line)]


def played_lines(typed: list[str], stage: Stage) -> list[str]:
    """These lines of a script, each with what the bot says to it now."""
    lines = []
    for line in typed:
        lines.append(line)
        if line and not line.startswith("#"):
            lines += stage.play(line)
    return lines


def played(path: Path, stage: Stage) -> str:
    """The transcript as it goes now."""
    return "\n".join(played_lines(script(path.read_text(encoding="utf-8")), stage)) + "\n"


def test_there_are_transcripts() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, engine: Engine, clock: Clock, stored_district: District) -> None:
    text = played(path, Stage(engine, clock, stored_district))
    if REWRITE:
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("part", range(_PARTS))
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_conversations_go_the_same_way_on_postgresql(
    engine: Engine, set_up_district: Callable[[Session], District], part: int
) -> None:
    """One database for many of them, emptied in between: a new one for each takes longer than the conversations."""
    for path in FILES[part::_PARTS]:
        empty(engine)
        with transaction(engine) as session:
            district = set_up_district(session)
        assert played(path, Stage(engine, Clock(), district)) == path.read_text(encoding="utf-8"), path.stem


def test_the_districts_report_from_the_roll_up_takes_at_most_fifteen_actions(
    record_property: Callable[[str, object], None],
) -> None:
    lines = script((ROOT / "tests" / "transcripts" / "desk_report.txt").read_text(encoding="utf-8"))
    actions = [line for line in lines if line.startswith(("thu>", "@thu presses"))]
    record_property("the district's report from its communes'", len(actions))
    assert actions[-1] == "thu> nộp báo cáo"
    assert 5 < len(actions) <= 15


@pytest.mark.parametrize(
    ("name", "most"), [("written_report_first", 12), ("written_report_lettered", 12), ("written_report_next", 4)]
)
def test_the_written_report_takes_few_messages(name: str, most: int, record_property: Callable[[str, object], None]) -> None:
    """What is typed unseen at the head of the last is the quarter before."""
    text = (ROOT / "tests" / "transcripts" / f"{name}.txt").read_text(encoding="utf-8")
    actions = [line for line in script(text) if line.startswith("lan>")]
    assert "không mục nào trống" in text or "mọi mục đã có lời" in text
    record_property(f"ban-thi-2024, {name}", len(actions))
    print(f"{name}: {len(actions)} messages")  # noqa: T201 - what was counted
    assert 1 < len(actions) <= most


def test_the_whole_report_takes_at_most_twenty_actions(record_property: Callable[[str, object], None]) -> None:
    lines = script((ROOT / "tests" / "transcripts" / "whole_report.txt").read_text(encoding="utf-8"))
    actions = [line for line in lines if line.startswith(("lan>", "@lan presses"))]
    record_property("ban-thi-2024, the first time", len(actions))
    assert actions[-1] == "lan> nộp báo cáo"
    assert 10 < len(actions) <= 20
