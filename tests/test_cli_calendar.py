"""The command line of the calendar: days, rounds from letters, schedules."""

import pytest

from tests.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures


@pytest.fixture
def empty(bare_office: Office) -> Office:  # noqa: F811 - the fixture above
    return bare_office


def test_the_swap_of_2026_is_told_and_taken_back(empty: Office) -> None:
    assert "2026-01-02" not in empty.does("day", "list", "2026")
    empty.does("day", "swap", "2026-01-02", "off", "--note", "hoán đổi với 10/01")
    assert empty.does("day", "swap", "2026-01-10", "on") == "2026-01-10 is on.\n"
    days = empty.does("day", "list", "2026").splitlines()
    assert "2026-01-02\tFri\toff\thoán đổi với 10/01" in days
    assert "2026-01-10\tSat\ton\t-" in days
    assert any(line.startswith("2026-11-24\tTue\toff\t") for line in days)
    empty.does("day", "unswap", "2026-01-02")
    assert "2026-01-02" not in empty.does("day", "list", "2026")


def test_what_is_said_wrongly_of_a_day_is_refused(empty: Office) -> None:
    assert "2024-03-08" in empty.refuses("day", "swap", "10/01/2026", "on")
    assert "dunghan day list" in empty.refuses("day", "unswap", "2026-01-10")
    assert empty.run("day", "swap", "2026-01-10", "half").code == 2
    assert empty.run("day", "list", "26").code == 2
