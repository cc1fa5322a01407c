"""What a roll-up costs: 121 rows × 150 communes beside the bare query and openpyxl alone; then a country's five years.

The second part fills a SQLite file of about 400 MB with every figure of 3,321 communes in 20 quarters first.
"""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from copy import copy
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine, event, text
from sqlmodel import Session, col, select, update

from bot.storage.database import make_engine, prepare, transaction
from tracker.calendar.periods import ZONE, Period, parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.row import Kind
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report, State, reports_of
from tracker.reports.rounds import Round, Terms, open_round
from tracker.review.standing import round_standing
from tracker.rollup import roll_up
from tracker.workbooks.rolled_up.rollup_book import rollup_workbook
from tracker.workbooks.tables import add_styles

FORM = "ban-thi-2024"
T = TypeVar("T")
START = datetime(2020, 3, 20, 17, tzinfo=ZONE)


def fill(path: Path, communes: int, periods: list[Period]) -> Engine:
    """An office in which every commune below one province has handed in every period, every row filled."""
    engine = make_engine(f"sqlite:///{path}")
    prepare(engine)
    with transaction(engine) as session:
        lines = [("TINH", "Bắc Kạn", "tỉnh", ""), *((f"XA-{n}", f"Xã {n}", "xã", "TINH") for n in range(communes))]
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(lines, start=2)])
        province = unit_by_code(session, "TINH")
        officer = add_officer(session, "Lan", province, Role.DESK)
        for number, period in enumerate(periods):
            terms = Terms(period, period.window(), START + timedelta(days=91 * number))
            open_round(session, official_form(FORM), terms, province, START)
        handed_in = {"state": State.SUBMITTED, "submissions": 1, "first_submitted_at": START, "submitted_at": START}
        session.execute(update(Report).values(handed_in))
        reports, officer_id = list(session.exec(select(Report.id).order_by(col(Report.id)))), officer.id
    _fill_figures(path, reports, officer_id)
    return engine


def _fill_figures(path: Path, reports: list[int], officer_id: int) -> None:
    """Past the ORM, which would take an hour."""
    rows = official_form(FORM).of_level("xã").rows

    def figures() -> Iterator[tuple[object, ...]]:
        for report in reports:
            for place, row in enumerate(rows):
                amount = (
                    None
                    if row.kind is Kind.CHOICE
                    else str((report * 31 + place * 17) % (100 if row.kind is Kind.RATE else 2000))
                )
                yield (
                    report,
                    row.key,
                    "value",
                    amount,
                    "1" if amount is None else None,
                    "",
                    officer_id,
                    "2020-03-20 10:00:00",
                    "x",
                )

    names = "report_id, row_key, answer, amount, text, note, officer_id, at, origin"
    database = sqlite3.connect(path)
    with database:
        database.executemany(f"INSERT INTO figure ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", figures())  # noqa: S608 - our own names
    database.close()


def measured(engine: Engine, work: Callable[[Session], T]) -> tuple[T, float, int]:
    """The result in a session of its own, seconds, and queries; the best of three."""
    best, queries = float("inf"), list[str]()

    def note(*call: object) -> None:
        queries.append(str(call[2]))

    for _ in range(3):
        queries.clear()
        with transaction(engine) as session:
            event.listen(engine, "before_cursor_execute", note)
            begun = time.perf_counter()
            result = work(session)
            best = min(best, time.perf_counter() - begun)
            event.remove(engine, "before_cursor_execute", note)
    return result, best, len([query for query in queries if not query.startswith("BEGIN")])


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """The result and seconds, the best of three."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - begun)
    return result, best


def bare_query(period: Period) -> Callable[[Session], int]:
    """The figures of the period, read and thrown away."""
    wanted = (
        "SELECT figure.* FROM figure JOIN report r ON r.id = report_id JOIN round ON round.id = r.round_id WHERE period = :p"
    )
    return lambda session: len(session.connection().execute(text(wanted), {"p": period.code}).all())


def copy_of(content: bytes) -> Callable[[], bytes]:
    """The same cells with the same looks and widths written by openpyxl alone, which knows nothing of a form."""
    source = load_workbook(BytesIO(content))

    def write() -> bytes:
        book, written = Workbook(), BytesIO()
        add_styles(book)
        for sheet in source.worksheets:
            _copy_sheet(sheet, book.create_sheet(sheet.title))
        book.save(written)
        return written.getvalue()

    return write


def _copy_sheet(source: Worksheet, sheet: Worksheet) -> None:
    for line in source.iter_rows():
        for of in line:
            cell: Any = sheet[of.coordinate]  # openpyxl's own types know nothing of what a cell takes
            if of.value is not None:
                cell.value = of.value
            if of.style != "Normal":
                cell.style = of.style
            elif of.has_style:
                cell.font, cell.border, cell.alignment = copy(of.font), copy(of.border), copy(of.alignment)
            cell.number_format = of.number_format
    for key, of_column in source.column_dimensions.items():
        sheet.column_dimensions[key].width = of_column.width
    for number, of_row in source.row_dimensions.items():
        sheet.row_dimensions[number].height = of_row.height


def workbook_of_a_district(folder: Path, communes: int) -> None:
    period = parse_period("2024-Q1")
    engine = fill(folder / "district.db", communes, [period])
    count, bare, _ = measured(engine, bare_query(period))
    rolled, summing, queries = measured(engine, lambda s: roll_up(s, FORM, period, unit_by_code(s, "TINH")))
    (_, content), writing = timed(lambda: rollup_workbook(rolled))
    _, alone = timed(copy_of(content))
    size = f"{len(rolled.form.rows)} rows × {len(rolled.taken)} communes"
    print(f"{size}, {count} figures; a workbook of {len(content) / 1000:.0f} kB")
    print(f"  bare query           {1000 * bare:8.0f} ms")
    print(f"  roll-up              {1000 * summing:8.0f} ms, {queries} queries; {summing / bare:.1f} × the bare query")
    print(f"  openpyxl alone       {1000 * alone:8.0f} ms, the same cells with the same looks")
    print(f"  roll-up's workbook   {1000 * writing:8.0f} ms; {writing / alone:.1f} × openpyxl alone")
    engine.dispose()


def history_of_a_country(folder: Path, communes: int, rounds: int) -> None:
    periods = [parse_period(f"{2020 + number // 4}-Q{number % 4 + 1}") for number in range(rounds)]
    engine = fill(folder / "country.db", communes, periods)
    period = periods[-1]
    count, bare, _ = measured(engine, bare_query(period))
    rolled, summing, queries = measured(engine, lambda s: roll_up(s, FORM, period, unit_by_code(s, "TINH")))
    size = (folder / "country.db").stat().st_size / 1e6
    print(f"{len(rolled.taken)} communes × {rounds} rounds in SQLite, {size:.0f} MB; of one round with {count} figures:")
    print(f"  bare query           {1000 * bare:8.0f} ms")
    print(f"  roll-up, numbers     {1000 * summing:8.0f} ms, {queries} queries; {summing / bare:.1f} × the bare query")

    def board(session: Session) -> int:
        round_ = session.exec(select(Round).where(Round.period == period.code)).one()
        return round_standing(session, round_, unit_by_code(session, "TINH")).expected

    expected, standing, asked = measured(engine, board)
    print(f"  standing of {expected}     {1000 * standing:8.0f} ms, {asked} queries")
    _, own, few = measured(engine, lambda s: len(reports_of(s, unit_by_code(s, "XA-1").id)))
    print(f"  a commune's reports  {1000 * own:8.1f} ms, {few} queries")
    engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=int, default=150, help="of the workbook")
    parser.add_argument("--country", type=int, default=3321, help="communes of the history")
    parser.add_argument("--rounds", type=int, default=20, help="of the history")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workbook_of_a_district(Path(folder), arguments.communes)
        history_of_a_country(Path(folder), arguments.country, arguments.rounds)


if __name__ == "__main__":
    main()
