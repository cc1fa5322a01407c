"""The command line: done is 0, refused with a sentence is 1, wrong usage is 2."""

import io
import json
import logging
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Self

import pytest
from openpyxl import Workbook, load_workbook

from bot.cli import main


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


class Autumn:
    """The clock of all these offices: it begins in November 2026, whenever they are tried."""

    _AHEAD = datetime(2026, 11, 20, 8, tzinfo=UTC) - datetime.now(UTC)

    @classmethod
    def now(cls, zone: tzinfo) -> datetime:
        return datetime.now(zone) + cls._AHEAD


class Office:
    """The command line of one office, run in this process: a new one for each command would take a second to start."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._capture = folder, patch, capture
        patch.chdir(folder)
        patch.setattr("bot.running.clock.datetime", Autumn)
        for variable in ("TELEGRAM_BOT_TOKEN", "ZALO_BOT_TOKEN", "PUBLIC_URL"):
            patch.delenv(variable, raising=False)

    def at(self, database_url: str) -> Self:
        self.database_url = database_url
        self._patch.setenv("DATABASE_URL", database_url)
        return self

    def today(self) -> Self:
        """By the system's clock, as processes of their own go."""
        self._patch.setattr("bot.running.clock.datetime", datetime)
        return self

    def run(self, *arguments: str, typed: str = "") -> Done:
        self._patch.setattr(sys, "argv", ["dunghan", *arguments])
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        handlers = logging.getLogger().handlers[:]
        try:
            with pytest.raises(SystemExit) as ended:
                main()
        finally:
            logging.getLogger().handlers[:] = handlers
        said = self._capture.readouterr()
        return Done(ended.value.code if isinstance(ended.value.code, int) else 0, said.out, said.err)

    def does(self, *arguments: str, typed: str = "") -> str:
        done = self.run(*arguments, typed=typed)
        assert done.code == 0, done.err
        return done.out

    def refuses(self, *arguments: str) -> str:
        refused = self.run(*arguments)
        assert refused.code == 1, refused.err
        return refused.err


@pytest.fixture
def bare_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    """An office with nothing in it, on SQLite."""
    return Office(tmp_path, monkeypatch, capsys).at("sqlite:///dunghan.db")


@pytest.fixture
def office(bare_office: Office, database_url: str) -> Office:
    """An office with a table of units to import, on each database."""
    book = Workbook()
    for line in (
        ("Code", "Name", "Level", "Parent"),
        ("BAN-THI", "Bản Thi", "xã", "CHO-DON"),
        ("CHO-DON", "Chợ Đồn", "huyện", None),
        ("XUAN-LAC", "Xuân Lạc", "xã", "CHO-DON"),
    ):
        book.worksheets[0].append(line)
    book.save(bare_office.folder / "units.xlsx")
    return bare_office.at(database_url)


def test_an_office_is_set_up_and_a_report_begun_from_the_command_line(office: Office) -> None:
    office.does("unit", "import", "units.xlsx")
    assert "BAN-THI\txã Bản Thi\tCHO-DON" in office.does("unit", "list")
    assert "by sending the bot this code" in office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Lan")
    assert "not joined" in office.does("officer", "list")
    office.does("round", "open", "--yes", "ban-thi-2024", "2024-Q1", "--basis", "văn bản số 480/UBND-NV")
    assert "2023-12-15\t2024-03-14\t17:00 thứ Sáu 15/3/2024" in office.does("round", "list")
    said = office.does("chat", "--as", "lan", typed="/baocao\nkhông có\n2\n17 41\ngiữ vì tính cả năm trước\n")
    assert "1.2.2 Số nhiệm vụ đã hoàn thành = 41, lớn hơn" in said
    found = office.does("report", "check", "ban-thi-2024", "2024-Q1", "BAN-THI").splitlines()
    assert found[0].startswith("1.2.2 <= 1.2.1\t")
    assert "Lý do: vì tính cả năm trước" in found[0]
    office.does("report", "export", "ban-thi-2024", "2024-Q1", "BAN-THI", "--out", "appendix.xlsx")
    cells = {str(row[0]): row[3] for row in load_workbook(office.folder / "appendix.xlsx").worksheets[0].values}
    assert cells["1.1"] == 2
    standing = json.loads(office.does("status", "--json"))
    units = {unit["code"]: unit for unit in standing["rounds"][0]["units"]}
    assert units["BAN-THI"]["entered"] == 3
    assert units["XUAN-LAC"]["entered"] == 0
    assert "Đã nộp 0/2" in office.does("status", "ban-thi-2024", "2024-Q1", "--of", "CHO-DON")


def test_refusals_are_one_sentence_that_says_what_to_do(office: Office) -> None:
    office.does("unit", "import", "units.xlsx")
    office.does("round", "open", "--yes", "ban-thi-2024", "2024-Q1")
    for arguments, expected in (
        (("round", "open", "--yes", "ban-thi-2024", "2024-Q1"), "already open"),
        (("round", "open", "--yes", "ban-thi-2024", "2024-Q5"), "write 2024-Q1"),
        (("round", "open", "--yes", "nothing", "2024-Q1"), "dunghan form list"),
        (("round", "open", "--yes", "ban-thi-2024", "2024-Q2", "--due", "tomorrow"), "2024-03-15T17:00"),
        (("form", "show", "../secrets"), "dunghan form list"),
        (("officer", "invite", "--unit", "NOWHERE", "--name", "Lan"), "dunghan unit list"),
        (("chat", "--as", "nobody"), "dunghan officer list"),
        (("report", "check", "ban-thi-2024", "2024-Q1", "CHO-DON"), "has no report"),
        (("unit", "import", "missing.xlsx"), "No such file"),
        (("serve",), "TELEGRAM_BOT_TOKEN"),
    ):
        assert expected in office.refuses(*arguments), arguments


def test_wrong_usage_is_exit_code_2(bare_office: Office) -> None:
    for arguments in (
        ("nonsense",),
        ("status", "ban-thi-2024"),
        ("report", "export"),
        ("officer", "invite", "--role", "king"),
    ):
        assert bare_office.run(*arguments).code == 2, arguments


def test_settings_that_cannot_be_used_are_refused_without_showing_secrets(
    bare_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "sekret" not in bare_office.at("postgresql+psycopg://u:sekret@127.0.0.1:1/x").refuses("status")
    monkeypatch.setenv("TELEGRAM_API_BASE", "ftp://x")
    assert "TELEGRAM_API_BASE" in bare_office.refuses("serve")


def test_a_form_is_shown_row_by_row_for_programs(bare_office: Office) -> None:
    form = json.loads(bare_office.does("form", "show", "ban-thi-2024", "--json"))
    assert (form["code"], form["version"], len(form["rows"])) == ("ban-thi-2024", 1, 121)
    assert {"key", "stt", "label", "unit", "kind"} <= set(form["rows"][0])


def test_a_backup_is_restored_and_nothing_is_overwritten(bare_office: Office) -> None:
    office, tmp_path = bare_office, bare_office.folder
    office.does("unit", "list")
    office.does("db", "backup", "copy.db")
    assert "already" in office.refuses("db", "backup", "copy.db")
    assert "already" in office.refuses("db", "restore", "copy.db")
    for file in tmp_path.glob("dunghan.db*"):
        file.unlink()
    (tmp_path / "junk.db").write_text("junk")
    assert "no backup" in office.refuses("db", "restore", "junk.db")
    office.does("db", "restore", "copy.db")
    office.does("db", "upgrade")


def test_a_damaged_unit_table_imports_nothing(office: Office) -> None:
    (office.folder / "bad.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    assert "is damaged" in office.refuses("unit", "import", "bad.xlsx")
    assert office.does("unit", "list") == ""


def test_the_standing_is_written_as_a_workbook(office: Office) -> None:
    office.does("unit", "import", "units.xlsx")
    office.does("round", "open", "--yes", "ban-thi-2024", "2024-Q1")
    assert "Written to status.xlsx" in office.does(
        "status", "ban-thi-2024", "2024-Q1", "--of", "CHO-DON", "--out", "status.xlsx"
    )
    sheets = load_workbook(office.folder / "status.xlsx").worksheets
    assert [sheet.title for sheet in sheets] == ["Đơn vị", "Các kỳ", "Số liệu"]
    assert "xã Xuân Lạc" in {str(row[1]) for row in sheets[0].values}
