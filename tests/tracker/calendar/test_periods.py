"""Periods, their labels and the windows of the decree (Nghị định 09/2019/NĐ-CP, article 12)."""

import csv
import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.house import ROOT
from tracker.calendar.deadlines import deadline, earliest_due, parse_due_rule
from tracker.calendar.periods import Every, WindowRule, parse_period, periods_of
from tracker.calendar.working_days import WorkingDays
from tracker.kernel.errors import PeriodUnreadable

YEARS = (2024, 2025, 2026, 2027)
DAY = timedelta(days=1)
BY_LAW = WorkingDays({})


def window(code: str) -> tuple[date, date]:
    return parse_period(code).window()


def due_day(rule: str, cut_off: date) -> str:
    return deadline(parse_due_rule(rule), cut_off, BY_LAW, roll=True).due_at.date().isoformat()


def covers(parts: list[str], whole: str, rule: WindowRule = WindowRule.DECREE) -> bool:
    """Whether the parts follow each other day by day from the first day of the whole to its last."""
    windows = [parse_period(part).window(rule) for part in parts]
    joined = all(before[1] + DAY == after[0] for before, after in itertools.pairwise(windows))
    return joined and (windows[0][0], windows[-1][1]) == parse_period(whole).window(rule)


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("2024-Q1", "Quý I năm 2024"),
        ("2024-Q2", "Quý II năm 2024"),
        ("2024-Q3", "Quý III năm 2024"),
        ("2024-Q4", "Quý IV năm 2024"),
        ("2024-H1", "6 tháng đầu năm 2024"),
        ("2024-H2", "6 tháng cuối năm 2024"),
        ("2024-9M", "9 tháng năm 2024"),
        ("2024-Y", "Năm 2024"),
        ("2024-M03", "Tháng 3 năm 2024"),
        ("2024-M12", "Tháng 12 năm 2024"),
    ],
)
def test_a_period_is_labelled_as_reports_print_it(code: str, label: str) -> None:
    assert parse_period(code).label == label
    assert parse_period(f" {code.lower()} ").code == code


# Windows and due days of every kind of period, by the decree and by calendar, written out from article 12, the calendars of
# four years and the holidays announced for them: no formula of ours made it.
with (ROOT / "tests" / "data" / "periods.tsv").open(encoding="utf-8") as lines:
    TABLE = list(csv.DictReader(lines, delimiter="\t"))


def test_the_table_has_every_period_of_four_years() -> None:
    kinds = [period.code for year in YEARS for every in Every for period in periods_of(every, year)]
    assert sorted(line["period"] for line in TABLE) == sorted(kinds)
    assert len(kinds) == len(YEARS) * 20


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line["period"])
def test_the_windows_and_due_days_are_those_of_the_table(line: dict[str, str]) -> None:
    period = parse_period(line["period"])
    for rule in WindowRule:
        since, until = period.window(rule)
        assert (since.isoformat(), until.isoformat()) == (line[f"{rule}_from"], line[f"{rule}_to"])
    _, cut_off = period.window(WindowRule.DECREE)
    assert earliest_due(cut_off, BY_LAW).date().isoformat() == line["least"]
    assert due_day("17", cut_off) == line["due_17"]
    assert due_day("20", cut_off) == line["due_20"]
    assert due_day("5", period.window(WindowRule.CALENDAR)[1]) == line["due_5"]


def test_the_first_quarter_of_2024_has_91_days() -> None:
    since, until = window("2024-Q1")
    assert (since, until) == (date(2023, 12, 15), date(2024, 3, 14))
    assert (until - since).days + 1 == 91


@pytest.mark.parametrize("rule", WindowRule)
@pytest.mark.parametrize("year", YEARS)
def test_the_parts_make_the_whole_without_gap_or_overlap(year: int, rule: WindowRule) -> None:
    quarters = [f"{year}-Q{quarter}" for quarter in range(1, 5)]
    assert covers(quarters, f"{year}-Y", rule)
    assert covers(quarters[:2], f"{year}-H1", rule)
    assert covers(quarters[2:], f"{year}-H2", rule)
    assert covers([f"{year}-H1", quarters[2]], f"{year}-9M", rule)
    assert covers([f"{year}-M{month:02}" for month in range(1, 13)], f"{year}-Y", rule)
    ended, begins = parse_period(f"{year}-Y").window(rule)[1], parse_period(f"{year + 1}-Y").window(rule)[0]
    assert ended + DAY == begins


NO_PERIODS = ["", "2024", "2024-Q0", "2024-Q5", "2024-H3", "2024-6M", "2024-M13", "2024-M00", "2024-M3", "24-Q1", "1999-Q1"]
NO_PERIODS += ["Q1-2024", "2024-Q1x", "2024 Q1", "2024-Q١", "20٢٤-Q1", "quý I năm 2024", "2024-Q1\n2024-Q2"]


@pytest.mark.parametrize("text", NO_PERIODS)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(PeriodUnreadable, match="is not a period"):
        parse_period(text)


@given(st.text(max_size=12))
def test_no_text_makes_reading_a_period_fail_in_another_way(text: str) -> None:
    try:
        period = parse_period(text)
    except PeriodUnreadable:
        return
    assert period.code.isascii()
    assert 2000 <= period.year <= 2099
