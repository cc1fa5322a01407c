"""The roll-up from the command line: shown, exported, compared; refused with a sentence."""

import json

import pytest
from openpyxl import load_workbook

from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tests.communes import Commune, set_up_communes
from tests.shaped import LIST, list_papers, rolled_up

ROUND = ("ban-thi-2024", "2024-Q1", "HUYEN")


@pytest.fixture
def ready(office: Office, database_url: str) -> Office:  # noqa: F811 - the fixture above
    papers = [{"1.1": "2", "1.2.1": "41", "1.2.2": "17"}, {"1.1": "1.003", "1.2.1": "9", "1.2.2": "8"}, None]
    engine = make_engine(database_url)
    with transaction(engine) as session:
        set_up_communes(session, [Commune(f"XA-{n}", f"Số {n}", "xã", ROUND[0], paper) for n, paper in enumerate(papers)])
    engine.dispose()
    return office


def test_a_roll_up_is_shown_and_written(ready: Office) -> None:
    lines = ready.does("rollup", "show", *ROUND).splitlines()
    assert lines[0] == "2 of 3 reports counted; missing: XA-2."
    assert [line.split("\t")[:4] for line in lines[1:4]] == [
        ["1.1", "1005", "2/2", "added"],
        ["1.2", "50", "2/2", "recomputed"],
        ["1.2.1", "50", "2/2", "added"],
    ]
    assert "Written to total.xlsx." in ready.does("rollup", "export", *ROUND, "--out", "total.xlsx")
    cells = {str(row[0]): row[3] for row in load_workbook(ready.folder / "total.xlsx").worksheets[0].values}
    assert cells["1.1"] == 1005


def test_every_total_is_shown_to_a_program_with_the_figures_behind_it(ready: Office) -> None:
    shown = json.loads(ready.does("rollup", "show", *ROUND, "--json"))
    assert (shown["owed"], shown["counted"], shown["missing"]) == (3, ["XA-0", "XA-1"], ["XA-2"])
    row = next(row for row in shown["rows"] if row["key"] == "1.2.2")
    assert row["total"] == "25"
    assert row["parts"] == [
        {"unit": "XA-0", "given": "number", "figure": "17", "rows": ["1.2.2"]},
        {"unit": "XA-1", "given": "number", "figure": "8", "rows": ["1.2.2"]},
    ]
    blank = next(each for each in shown["decisions"] if each["row"] == "2.1")
    assert blank == {
        "why": "blank",
        "form": "ban-thi-2024",
        "row": "2.1",
        "column": "",
        "split": [],
        "lines": [{"values": [], "units": ["XA-0", "XA-1"]}],
    }


def test_units_are_compared_by_one_row(ready: Office) -> None:
    assert ready.does("rollup", "compare", *ROUND, "1.2.1") == "XA-0\t41\t-\nXA-1\t9\t-\n"
    assert "no row" in ready.refuses("rollup", "compare", *ROUND, "9.9")
    assert ready.does("report", "compare", "ban-thi-2024", "2024-Q1", "XA-0") == ""  # it has no past


def test_a_roll_up_of_nothing_is_refused(ready: Office) -> None:
    assert "None of the 3 reports" in ready.refuses("rollup", "show", *ROUND, "--accepted")
    assert "dunghan round list" in ready.refuses("rollup", "show", "ban-thi-2024", "2024-Q2", "HUYEN")
    assert "dunghan unit list" in ready.refuses("rollup", "export", *ROUND[:2], "NOWHERE", "--out", "x.xlsx")
    assert not (ready.folder / "x.xlsx").exists()


def test_cells_and_lines_of_a_form_with_columns_are_shown_and_written(office: Office, database_url: str) -> None:  # noqa: F811
    engine = make_engine(database_url)
    with transaction(engine) as session:
        rolled_up(session, LIST, list_papers())
    engine.dispose()
    at = ("van-ban", "2024-Q1", "HUYEN")
    shown = [line.split("\t") for line in office.does("rollup", "show", *at).splitlines()[1:]]
    assert ["t[kp]", "875.3", "6/6", "added"] in [line[:4] for line in shown]
    assert ["l#[tb]", "", "0/0", "not_added"] in [line[:4] for line in shown]
    data = json.loads(office.does("rollup", "show", *at, "--json"))
    assert len(data["lines"]["l"]) == 19
    assert data["lines"]["l"][1] == {
        "unit": "XA-3",
        "line": 1,
        "figures": {"gn": "3", "kp": "30.1", "so": "1/QĐ-3", "tb": "35"},
    }
    assert ("t", "kp", "875.3") in [(row["key"], row["column"], row["total"]) for row in data["rows"]]
    office.does("rollup", "export", *at, "--out", "list.xlsx")
    assert load_workbook(office.folder / "list.xlsx").sheetnames[0] == "Tổng hợp Quý I năm 2024"
