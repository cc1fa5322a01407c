"""From an empty machine to a province of 92 real units: few commands and two files, then many at once."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import Engine

from bot.cli.common.office import audit_keys
from bot.messages.messages import Incoming, Outgoing
from bot.running.clock import system_clock
from bot.storage.database import make_engine
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tests.house import ROOT
from tests.talking import Talk, text
from tracker.calendar.periods import ZONE
from tracker.kernel.names import fold

UNITS = ROOT / "tests" / "data" / "thai-nguyen-units.tsv"
# The province's 77 xã and 15 phường since 1/7/2025 (Nghị quyết 1683/NQ-UBTVQH15); each name is as in two published lists.
FAMILY = ("Nguyễn", "Trần", "Hoàng", "Nông", "Ma", "Triệu", "Lý", "Đặng")
GIVEN = ("Lan", "Minh", "Hòa", "Thu", "Sơn", "Hà", "Tú", "Bình", "Dung", "Khánh", "Loan")
JOINED, HANDED_IN, MOST_COMMANDS, MOST_STEPS = 60, 43, 12, 3
BEFORE = ("git clone …", "make demo", "dunghan serve")  # commands that are not tried here
FORM, PERIOD = "ban-thi-2024", "2026-Q4"
FILLING = ("/baocao", "tất cả không phát sinh", "có", "nộp")
SET_UP = ["", "", "", "", "Thái Nguyên", "tỉnh", "THAI-NGUYEN", "Đỗ Văn An", "0912 345 678"]


@dataclass
class Machine:
    """The commands that were typed, and what was written to the bot, with what came back."""

    office: Office
    lines: list[str] = field(default_factory=list)
    commands: int = 0
    steps: int = 0

    def does(self, *arguments: str, typed: Sequence[str] = ()) -> str:
        self.commands += 1
        said = self.office.does(*arguments, typed="".join(f"{line}\n" for line in typed))
        self._keep(f"$ dunghan {' '.join(f'{one!r}' if ' ' in one else one for one in arguments)}", said)
        return said

    def says(self, talk: Talk, who: str, line: str) -> str:
        self.steps += 1
        said = text([one for one in talk.say(who, line) if one.address == who])
        self._keep(f"{who}> {line}", said)
        return said

    def _keep(self, typed: str, said: str) -> None:
        shown = said.strip().splitlines()
        more = [f"… {len(shown) - 12} more lines"] if len(shown) > 12 else []
        self.lines += [typed, *shown[: 12 if not more else 10], *more]


def save(file: Path, rows: Sequence[Sequence[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(file)


def two_files(folder: Path) -> None:
    """As an office has them: a title, numbers, the level in a column of its own."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file, delimiter="\t"))
    names = [f"{FAMILY[n % 8]} {('Thị', 'Văn')[n % 2]} {GIVEN[n % 11]}" for n in range(len(units))]
    head = ("TT", "Mã", "Tên đơn vị", "Cấp", "Đơn vị cấp trên")
    codes = [fold(one["name"]).replace(" ", "-").upper() for one in units]
    codes = [f"{one}-{n}" if one in codes[:n] else one for n, one in enumerate(codes)]
    lines = [(n, codes[n - 1], one["name"], one["level"], "THAI-NGUYEN") for n, one in enumerate(units, start=1)]
    save(folder / "units.xlsx", [("DANH SÁCH ĐƠN VỊ HÀNH CHÍNH", None, None, None, None), head, *lines])
    people = [(n, codes[n - 1], name, "Cán bộ", f"0912 {n:03} 000") for n, name in enumerate(names, start=1)]
    desk = (len(units) + 1, "THAI-NGUYEN", "Nông Văn Theo Dõi", "Cán bộ theo dõi", "0913 000 000")
    save(folder / "people.xlsx", [("TT", "Đơn vị", "Họ và tên", "Chức vụ", "Số điện thoại"), *people, desk])


def codes_of(file: Path) -> dict[str, str]:
    """The long code of each person, by telephone number."""
    return {str(row[4]): str(row[6]) for row in list(load_workbook(file).worksheets[0].values)[4:]}


@pytest.fixture
def machine(bare_office: Office, monkeypatch: pytest.MonkeyPatch) -> Machine:  # noqa: F811 - the fixture
    monkeypatch.delenv("DATABASE_URL")
    for name in ("AUDIT_KEY", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    two_files(bare_office.folder)
    return Machine(bare_office)


@pytest.fixture
def engine(machine: Machine) -> Iterator[Engine]:
    machine.does("init", typed=SET_UP)
    engine = make_engine(f"sqlite:///{machine.office.folder / 'dunghan.db'}", audit_keys()[-1])
    yield engine
    engine.dispose()


def written(*pairs: tuple[str, str]) -> list[Incoming]:
    """What people write at once, each in their order."""
    return [Incoming("terminal", f"{who} {n} {line}", who, text=line) for n, (who, line) in enumerate(pairs)]


def heard(messages: Sequence[Outgoing], who: str) -> str:
    return text([one for one in messages if one.address == who])


def test_a_province_begins_on_an_empty_machine_and_many_are_served_at_once(machine: Machine, engine: Engine) -> None:
    folder, due = machine.office.folder, system_clock().astimezone(ZONE) + timedelta(days=40)
    assert "92 units imported: 92 new" in machine.does("unit", "import", "units.xlsx")
    assert "93 people invited" in machine.does("officer", "import", "people.xlsx", "--out", "invitations.xlsx")
    opened = ("round", "open", FORM, PERIOD, "--due", f"{due:%Y-%m-%dT17:00}", "--basis", "Công văn 480/UBND-NC")
    assert "Opened" in machine.does(*opened)

    codes = codes_of(folder / "invitations.xlsx")
    assert len(codes) == 93
    talk = Talk(engine, system_clock)
    (desk,) = [code for phone, code in codes.items() if phone == "0913 000 000"]
    joining = [code for phone, code in codes.items() if phone != "0913 000 000"][:JOINED]
    talk.deliver(*written(("desk", desk), *((f"p{n}", code) for n, code in enumerate(joining))))
    listed = machine.does("officer", "list").splitlines()
    assert sum(line.endswith("\tterminal") for line in listed) == JOINED + 1
    assert len(listed) == 94  # the administrator too

    people = [f"p{n}" for n in range(HANDED_IN)]
    said = [talk.deliver(*written(*((who, line) for who in people))) for line in FILLING][-1]
    assert all("Đã nộp" in heard(said, who) for who in people)

    before = machine.steps
    asked = machine.says(talk, "desk", "nhận hết báo cáo không có nghi vấn")
    assert "43 báo cáo chờ tiếp nhận, 43 không có cảnh báo" in asked
    assert "Đã tiếp nhận 43 báo cáo" in machine.says(talk, "desk", "đồng ý")
    assert machine.steps - before <= MOST_STEPS

    later = due + timedelta(days=3)
    moved = machine.does("round", "edit", FORM, PERIOD, "--due", f"{later:%Y-%m-%dT17:00}", "--reason", "mưa lũ")
    assert "92 reports moved" in moved
    assert "33 people invited" in machine.does("officer", "invite-again", "--out", "again.xlsx")  # the administrator, too
    to_call = machine.says(talk, "desk", "danh sách gọi điện")
    assert "Cần gọi điện 32/49 đơn vị còn nợ" in to_call

    standing = json.loads(machine.does("status", FORM, PERIOD, "--json"))["rounds"][0]
    assert sum(one["state"] == "accepted" for one in standing["units"]) == HANDED_IN
    assert {one["due_at"] for one in standing["units"]} == {standing["due_at"]}
    sheet = machine.does("rehearse")
    assert re.search(r"Quá hạn nếu không nộp\n.*\n.*\t49\t", sheet)
    assert machine.commands + len(BEFORE) <= MOST_COMMANDS
    (folder / "transcript.txt").write_text("\n".join(machine.lines) + "\n", encoding="utf-8")
