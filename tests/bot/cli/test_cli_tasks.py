"""The command line of tasks: a plan imported, listed, counted and written as a book."""

import json

import pytest
from openpyxl import load_workbook

from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tests.tasking import plan_lines, plan_workbook, real_plan
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code

IMPORT = ("task", "import", "plan.xlsx", "--unit", "BAN-THI", "--year", "2024")


@pytest.fixture
def commune(office: Office, database_url: str) -> Office:  # noqa: F811 - the fixture above
    """Bản Thi with one officer, and its plan as a file."""
    office.does("unit", "import", "units.xlsx")
    engine = make_engine(database_url)
    with transaction(engine) as session:
        add_officer(session, "Hoàng Thị Lan", unit_by_code(session, "BAN-THI"), Role.OFFICER)
        add_officer(session, "Nông Văn Thu", unit_by_code(session, "CHO-DON"), Role.DESK)
    engine.dispose()
    (office.folder / "plan.xlsx").write_bytes(plan_workbook(plan_lines()))
    return office


def test_a_plan_is_imported_listed_counted_and_exported(commune: Office) -> None:
    assert commune.does(*IMPORT) == "41 tasks added, 0 known already.\n"
    assert commune.does(*IMPORT, "--by", "Nông Văn Thu") == "0 tasks added, 41 known already.\n"
    listed = json.loads(commune.does("task", "list", "--unit", "BAN-THI", "--open", "--json"))
    assert len(listed) == 41
    assert listed[0] | {"number": 0, "class": ""} == {
        "number": 0,
        "title": "Xây dựng, ban hành Kế hoạch thực hiện CCHC năm 2024",
        "kind": "plan",
        "unit": "BAN-THI",
        "assigned_by": "BAN-THI",
        "assigned_on": "2024-01-01",
        "document": "20/KH-UBND",
        "field": "Công tác chỉ đạo điều hành CCHC",
        "plan_year": 2024,
        "due_on": "2024-01-31",
        "done_on": None,
        "result": "",
        "state": "open",
        "class": "",
    }
    assert "\tBAN-THI\t2024-01-31\toverdue\t-\tXây dựng, ban hành" in commune.does("task", "list")
    assert commune.does("task", "list", "--unit", "XUAN-LAC") == ""
    counted = json.loads(commune.does("task", "stats", "--of", "CHO-DON", "--to", "2024-02-01", "--by", "unit", "--json"))
    assert counted["unit: BAN-THI"] == counted["CHO-DON"]
    overdue = sum(1 for task in listed if task["due_on"] and task["due_on"] < "2024-02-01")
    assert (counted["CHO-DON"]["total"], counted["CHO-DON"]["classes"]["overdue"]) == (41, overdue)
    assert counted["CHO-DON"]["rates"] == {"all": "0.00", "on_time": None, "come_due": "0.00"}
    said = commune.does("task", "stats", "--of", "BAN-THI", "--from", "2024-01-01", "--to", "2024-12-31", "--formula", "all")
    assert said.splitlines()[-1].startswith("all: Số nhiệm vụ đã hoàn thành / tổng số nhiệm vụ được giao")
    assert said.splitlines()[1].startswith("BAN-THI\t41\t0\t0\t4\t32\t")
    commune.does("task", "export", "--of", "BAN-THI", "--out", "book.xlsx")
    titles = {row[1] for row in load_workbook(commune.folder / "book.xlsx").worksheets[0].values}
    assert {line.title for line in real_plan() if line.stt.isdigit()} <= titles


def test_what_cannot_be_done_with_tasks_is_refused_with_a_sentence(commune: Office) -> None:
    wrong = plan_lines()
    wrong[1][5], wrong[3][3] = "sớm", "Sở X"
    (commune.folder / "wrong.xlsx").write_bytes(plan_workbook(wrong))
    (commune.folder / "text.xlsx").write_text("no workbook", encoding="utf-8")
    for arguments, expected in (
        (("task", "import", "missing.xlsx", *IMPORT[3:]), "No such file"),
        (("task", "import", "text.xlsx", *IMPORT[3:]), "save it as Excel Workbook"),
        (("task", "import", "units.xlsx", *IMPORT[3:]), "is this a plan?"),
        (("task", "import", "wrong.xlsx", *IMPORT[3:]), "row 7: 'sớm' is no due day"),
        (("task", "import", "wrong.xlsx", *IMPORT[3:]), "row 9: there is no unit or officer 'Sở X'"),
        ((*IMPORT[:3], "--unit", "NOWHERE", "--year", "2024"), "dunghan unit list"),
        ((*IMPORT[:3], "--unit", "XUAN-LAC", "--year", "2024"), "0 officers may enter the plan of XUAN-LAC"),
        ((*IMPORT[:3], "--unit", "XUAN-LAC", "--year", "2024", "--by", "lan"), "may not enter the plan with"),
        ((*IMPORT, "--by", "nobody"), "dunghan officer list"),
        (("task", "list", "--unit", "NOWHERE"), "dunghan unit list"),
        (("task", "stats", "--to", "8/3/2024"), "is no date"),
        (("task", "stats", "--of", "NOWHERE"), "dunghan unit list"),
    ):
        assert expected in commune.refuses(*arguments), arguments
    assert commune.does("task", "list") == ""
    for usage in (IMPORT[:5], ("task", "stats", "--formula", "best"), ("task", "export"), (*IMPORT[:6], "24")):
        assert commune.run(*usage).code == 2, usage


def test_the_rows_of_a_form_say_what_they_count(commune: Office) -> None:
    rows = {row["key"]: row["tasks"] for row in json.loads(commune.does("form", "show", "ban-thi-2024", "--json"))["rows"]}
    assert (rows["1.2.2"], rows["1.4.4"], rows["1.1"]) == ("plan: done", "assigned: overdue", "")
