"""dunghan report accept, return, extend: one or many at once, tried first; what is left is named."""

import json

import pytest

from bot.running.clock import system_clock
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tests.communes import hand_in
from tracker.forms.cell import Cell
from tracker.office.officers import find_officer
from tracker.office.units import unit_by_code
from tracker.reports.comments import comment_on
from tracker.reports.reports import Source, reports_of

ROUND = ("ban-thi-2024", "2026-Q4")


@pytest.fixture
def ready(office: Office) -> Office:  # noqa: F811 - the fixture above
    """Bản Thi has handed in, Xuân Lạc owes; Lan of Bản Thi and the desk have joined."""
    office.does("unit", "import", "units.xlsx")
    for unit, name, role in (("BAN-THI", "Lan", "officer"), ("CHO-DON", "Thu", "desk")):
        office.does("officer", "invite", "--unit", unit, "--name", name, "--role", role)
        office.does("chat", "--as", name.lower(), typed="giúp\n")
    office.does("round", "open", *ROUND, "--due", "2099-12-18T17:00")
    _hand_in(office, "BAN-THI")
    return office


def _hand_in(office: Office, code: str) -> None:  # noqa: F811 - the fixture above
    engine = make_engine(office.database_url)
    with transaction(engine) as session:
        (report,) = reports_of(session, unit_by_code(session, code).id)
        hand_in(session, report, system_clock())
    engine.dispose()


def _states(office: Office) -> dict[str, str]:  # noqa: F811 - the fixture above
    (round_,) = json.loads(office.does("status", *ROUND, "--json"))["rounds"]
    return {one["code"]: one["state"] for one in round_["units"]}


def test_all_that_wait_are_taken_after_a_look(ready: Office) -> None:
    tried = ready.does("report", "accept", *ROUND, "--all-waiting", "--dry-run")
    assert tried == "accepted\tBAN-THI\txã Bản Thi\t-\n1 accepted.\n"
    assert _states(ready)["BAN-THI"] == "submitted"
    assert "1 accepted." in ready.does("report", "accept", *ROUND, "--all-waiting")
    assert _states(ready) == {"BAN-THI": "accepted", "XUAN-LAC": "drafting"}
    assert "Nobody." in ready.does("report", "accept", *ROUND, "--all-waiting")
    assert json.loads(ready.does("status", *ROUND, "--json"))["messages"]["waiting"] == 1  # Lan is told


def test_what_has_something_to_be_looked_at_is_left_and_named(ready: Office) -> None:
    engine = make_engine(ready.database_url)
    with transaction(engine) as session:
        (report,) = reports_of(session, unit_by_code(session, "BAN-THI").id)

        source = Source(find_officer(session, "thu").id, system_clock(), "test")
        comment_on(session, report, Cell.read("1.2.1"), "sao vậy", source)
    engine.dispose()
    said = json.loads(ready.does("report", "accept", *ROUND, "--all-waiting", "--json"))
    assert [(one["what"], one["unit"]) for one in said] == [("left", "BAN-THI")]
    assert said[0]["why"] == "0 findings kept, 1 comments not sent"
    assert _states(ready)["BAN-THI"] == "submitted"


def test_units_that_are_named_and_do_not_wait_are_named_back(ready: Office) -> None:
    said = ready.does("report", "accept", *ROUND, "BAN-THI", "XUAN-LAC")
    assert "left\tXUAN-LAC\txã Xuân Lạc\tit is drafting" in said
    assert "1 accepted, 1 left." in said
    assert "has no report" in ready.refuses("report", "accept", *ROUND, "CHO-DON")
    assert "did you mean 'BAN-THI'" in ready.refuses("report", "accept", *ROUND, "BAN-THY")
    assert ready.run("report", "accept", *ROUND).code == 2
    assert ready.run("report", "accept", *ROUND, "BAN-THI", "--all-waiting").code == 2


def test_many_are_given_more_time_and_those_who_handed_in_are_left(ready: Office) -> None:
    said = ready.does("report", "extend", *ROUND, "--all-owing", "--days", "2", "--reason", "mưa lũ")
    assert said == "extended\tXUAN-LAC\txã Xuân Lạc\t17:00 Chủ nhật 20/12/2099\n1 extended.\n"
    said = ready.does("report", "extend", *ROUND, "BAN-THI", "XUAN-LAC", "--due", "2099-12-19T17:00", "--reason", "bão")
    assert "left\tBAN-THI\txã Bản Thi\tit was handed in" in said
    assert "left\tXUAN-LAC\txã Xuân Lạc\tthe new due time must be later than 17:00 Chủ nhật 20/12/2099" in said
    assert ready.run("report", "extend", *ROUND, "--all-owing").code == 2


def test_a_report_goes_back_and_who_decides_must_be_clear(ready: Office) -> None:
    assert "Say with --by" in ready.refuses("report", "return", *ROUND, "BAN-THI", "--reason", "thiếu", "--by", "lan")
    ready.does("officer", "invite", "--unit", "CHO-DON", "--name", "Minh", "--role", "desk")
    assert "Say with --by" in ready.refuses("report", "return", *ROUND, "BAN-THI", "--reason", "thiếu")
    assert "1 returned." in ready.does("report", "return", *ROUND, "BAN-THI", "--reason", "thiếu mục 1.2", "--by", "thu")
    assert _states(ready)["BAN-THI"] == "returned"
    assert "cannot be returned" in ready.refuses("report", "return", *ROUND, "BAN-THI", "--reason", "x", "--by", "thu")
