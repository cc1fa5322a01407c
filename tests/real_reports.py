"""The four filled documents as reports in the database, and what their written parts say of each figure."""

import csv
from dataclasses import dataclass

from sqlmodel import Session

from tests.communes import DATA, DUE, NOW, enter, paper
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import published_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report, Source, reports_of
from tracker.reports.rounds import Terms, open_round


@dataclass(frozen=True)
class RealReport:
    """A document: its form, its figures, its unit and its period."""

    form: str
    figures: str
    level: str
    name: str
    period: str


REAL_REPORTS = (
    RealReport("ban-thi-2024", "ban-thi-2024-q1", "xã", "Bản Thi", "2024-Q1"),
    RealReport("dinh-ca-2024", "dinh-ca-2024-q1", "thị trấn", "Đình Cả", "2024-Q1"),
    RealReport("hoang-luu-2024", "hoang-luu-2024-h1", "xã", "Hoằng Lưu", "2024-H1"),
    RealReport("ninh-thuan-2021", "ninh-thuan-2021", "Văn phòng", "Ủy ban nhân dân tỉnh", "2021-Y"),
)


def set_up_real(session: Session, real: RealReport) -> Report:
    """Its report, with the figures of its appendix."""
    import_units(
        session, [UnitLine(2, "HUYEN", "Chợ Đồn", "huyện", ""), UnitLine(3, "DON-VI", real.name, real.level, "HUYEN")]
    )
    above, unit = unit_by_code(session, "HUYEN"), unit_by_code(session, "DON-VI")
    officer = add_officer(session, "Hoàng Thị Lan", unit, Role.OFFICER)
    period = parse_period(real.period)
    terms = Terms(period, period.window(), DUE, "văn bản số 480/UBND-NV ngày 01/3/2024 của UBND huyện Chợ Đồn")
    open_round(session, published_form(session, real.form), terms, above, NOW)
    (report,) = reports_of(session, unit.id)
    enter(session, report, paper(real.figures), Source(officer.id, NOW, "test"))
    return report


@dataclass(frozen=True)
class Told:
    """A figure of a written part: the heading's matter, its cells ("1.4.2 + 1.4.3"), as written, whether it agrees."""

    slot: str
    cells: str
    written: str
    outcome: str


def told(form: str) -> list[Told]:
    """The figures of a document's written part that have a row."""
    with (DATA / "written" / f"{form}.tsv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for line in lines:
        for one in filter(None, (line["figures"] or "").split("; ")):
            key, _, rest = one.partition("=")
            written, *outcome = rest.split("|")
            if not key.startswith("-"):
                found.append(Told(line["slot"], key, written, outcome[-1].split(" ")[0] if outcome else ""))
    return found
