"""The roll-up from the command line: shown, exported, compared; refused with a sentence."""

import json

import pytest
from openpyxl import load_workbook

from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tests.communes import Commune, set_up_communes

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
        "split": [],
        "lines": [{"values": [], "units": ["XA-0", "XA-1"]}],
    }


def test_units_are_compared_by_one_row(ready: Office) -> None:
    assert ready.does("rollup", "compare", *ROUND, "1.2.1") == "XA-0\t41\t\nXA-1\t9\t\n"
    assert "no row" in ready.refuses("rollup", "compare", *ROUND, "9.9")
    assert ready.does("report", "compare", "ban-thi-2024", "2024-Q1", "XA-0") == ""  # it has no past


def test_a_roll_up_of_nothing_is_refused(ready: Office) -> None:
    assert "None of the 3 reports" in ready.refuses("rollup", "show", *ROUND, "--accepted")
    assert "dunghan round list" in ready.refuses("rollup", "show", "ban-thi-2024", "2024-Q2", "HUYEN")
    assert "dunghan unit list" in ready.refuses("rollup", "export", *ROUND[:2], "NOWHERE", "--out", "x.xlsx")
    assert not (ready.folder / "x.xlsx").exists()
