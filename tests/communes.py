"""A district of communes that report on their own forms: the three real ones of the documents, others drawn by lot."""

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from sqlmodel import Session, select

from bot import demo
from bot.reading.answers import read_answer
from tests.by_row import open_rows, record_figures
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import published_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.reports import Report, Source, State, form_of
from tracker.reports.rounds import Terms, open_round

DATA = Path(__file__).parent / "data"
FORMS = Path(__file__).parent.parent / "tracker" / "forms" / "official"
PERIOD, NOW = "2024-Q1", demo.START
DUE = NOW + timedelta(days=3)
OPTIONS = ("0", "1", "2")


@dataclass(frozen=True)
class Commune:
    """What a commune's paper says, as typed; `figures` is None while it has not handed in."""

    code: str
    name: str
    level: str
    form: str
    figures: Mapping[str, str] | None


@cache
def table(form: str) -> list[dict[str, str]]:
    """The rows of a form as they stand in its file."""
    with (FORMS / f"{form}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def paper(name: str) -> dict[str, str]:
    """The figures of a real document."""
    with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["key"]: row["so_lieu"] for row in rows}


def drawn(form: str, lot: random.Random) -> dict[str, str]:
    """Figures by lot: numbers with dots and commas, zeros, blanks, "-", whole groups that did not arise, contested rates."""
    rows = table(form)
    none = {row["key"] for row in rows if row["kind"] == "heading" and row["ask"] == row["key"] and lot.random() < 0.4}
    figures = dict.fromkeys(none, "0")
    for row in rows:
        if row["kind"] in {"section", "heading"} or row["by"] or row["ask"] in none:
            continue
        if row["of"]:
            if lot.random() < 0.1:
                figures[row["key"]] = str(lot.randrange(100))
            continue
        figures[row["key"]] = lot.choice(["", "-"]) if lot.random() < 0.15 else _figure(row, lot)
    return figures


def _figure(row: dict[str, str], lot: random.Random) -> str:
    if row["kind"] == "choice":
        return lot.choice([option.partition("=")[0].strip() for option in row["options"].split(";")])
    if row["kind"] == "text":
        return lot.choice(["Tốt", "Khá"])
    if row["kind"] == "rate":
        return lot.choice(["100", "99,5", "0", "37,25"])
    if row["kind"] == "amount" and row["unit"] == "Triệu đồng":
        return f"{lot.randrange(1, 9999)},{lot.randrange(1, 10)}"
    return f"{lot.choice([0, lot.randrange(1, 200), lot.randrange(1000, 30000)]):,}".replace(",", ".")


def communes() -> list[Commune]:
    """Twenty: three real ones, sixteen by lot on all five forms, and one that has not handed in."""
    lot = random.Random(20240315)
    forms = ["ban-thi-2024"] * 8 + ["dinh-ca-2024"] * 3 + ["hoang-luu-2024"] * 3 + ["ninh-thuan-2021", "cam-xuyen-2021"]
    return [
        Commune("BAN-THI", "Bản Thi", "xã", "ban-thi-2024", paper("ban-thi-2024-q1")),
        Commune("DINH-CA", "Đình Cả", "thị trấn", "dinh-ca-2024", paper("dinh-ca-2024-q1")),
        Commune("HOANG-LUU", "Hoằng Lưu", "xã", "hoang-luu-2024", paper("hoang-luu-2024-h1")),
        *(Commune(f"XA-{n}", f"Xã Số {n}", "xã", form, drawn(form, lot)) for n, form in enumerate(forms, start=1)),
        Commune("YEN-THINH", "Yên Thịnh", "xã", "ban-thi-2024", None),
    ]


def set_up_communes(session: Session, communes: Sequence[Commune], period: str = PERIOD) -> dict[str, Report]:
    """Enter what their papers say and hand it in; gives the reports by the units' codes."""
    lines = [UnitLine(2, "TINH", "Bắc Kạn", "tỉnh", ""), UnitLine(3, "HUYEN", "Chợ Đồn", "huyện", "TINH")]
    lines += [UnitLine(4 + n, c.code, c.name, c.level, "HUYEN") for n, c in enumerate(communes)]
    import_units(session, lines)
    district = unit_by_code(session, "HUYEN")
    officer = add_officer(session, "Lan", district, Role.OFFICER)
    reports: dict[str, Report] = {}
    for form in dict.fromkeys(commune.form for commune in communes):
        those = {unit_by_code(session, c.code).id: c for c in communes if c.form == form}
        units = [unit_by_code(session, commune.code) for commune in those.values()]
        terms = Terms(parse_period(period), parse_period(period).window(), DUE, recipients=units)
        round_ = open_round(session, published_form(session, form), terms, district, NOW)
        for report in session.exec(select(Report).where(Report.round_id == round_.id)):
            commune = those[report.unit_id]
            reports[commune.code] = report
            if commune.figures is not None:
                enter(session, report, commune.figures, Source(officer.id, NOW, "test"))
                hand_in(session, report, NOW)
    return reports


def enter(session: Session, report: Report, figures: Mapping[str, str], source: Source) -> None:
    """As an officer types a paper off: what is empty there is left blank."""
    form = form_of(session, report)
    read = {key: read_answer(form.by_key[key], text) for key, text in figures.items() if text}
    entries = {key: entry for key, entry in read.items() if isinstance(entry, Entry)}
    assert len(entries) == len(read), {key: unread for key, unread in read.items() if key not in entries}
    none = {key: entry for key, entry in entries.items() if key in form.none_groups}
    record_figures(session, report, {key: entry for key, entry in entries.items() if key not in none}, source)
    record_figures(session, report, none, source)
    record_figures(session, report, {row.key: Entry.blank() for row in open_rows(session, report)}, source)


def hand_in(session: Session, report: Report, at: datetime, state: State = State.SUBMITTED) -> None:
    """Put the report where it is when handed in, without the questions that real papers would raise."""
    report.state, report.submissions = state, 1
    report.first_submitted_at = report.submitted_at = at
    session.add(report)
    session.flush()
