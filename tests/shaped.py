"""Forms of every shape, small, and six communes that fill them: a matrix, villages, a list, one row without a label."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlmodel import Session, select

from tests.communes import DUE, NOW, PERIOD, hand_in
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form, publish_form
from tracker.forms.cell import Cell
from tracker.forms.form import Form
from tracker.forms.row import Adding, Column, ColumnRole, Kind, Row
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.entry import Entry
from tracker.reports.figures import record
from tracker.reports.reports import Report, Source
from tracker.reports.rounds import Terms, open_round
from tracker.rollup import RollUp, roll_up

Paper = Mapping[str, str | int | Decimal]  # by a cell's text; "-" does not apply
COMMUNES = range(1, 7)


def made(code: str, rows: Sequence[Row], columns: Sequence[Column], given: tuple[tuple[str, str], ...] = ()) -> Form:
    form = replace(official_form("ban-thi-2024"), code=code, name=f"Biểu {code}", title=(f"BIỂU {code.upper()}", "{PERIOD}"))
    return replace(form, rows=tuple(rows), columns=tuple(columns), given=given, warn=(), block=(), mention=())


MATRIX = made(
    "ke-hoach",
    [
        Row("k", "I", "Kinh tế", "", Kind.HEADING),
        Row("1", "1", "Vốn huy động", "triệu đồng", Kind.AMOUNT, of="1.1 + 1.2", ask="1"),
        Row("1.1", "1.1", "Ngân sách", "triệu đồng", Kind.AMOUNT, ask="1", parent="1"),
        Row("1.2", "1.2", "Nhân dân đóng góp", "triệu đồng", Kind.AMOUNT, ask="1", parent="1"),
        Row("d", "", "Chênh lệch ngân sách và đóng góp", "triệu đồng", Kind.AMOUNT, of="1.1 - 1.2", ask="1", signed=True),
        Row("2", "2", "Số hộ", "hộ", Kind.COUNT, ask="2"),
        Row("3", "3", "Mật độ dân số", "người/km²", Kind.AMOUNT, ask="3", adding=Adding.NOT),
        Row("4", "4", "Thủ tục hành chính trong danh mục", "thủ tục", Kind.COUNT, ask="4", adding=Adding.SAME),
        Row("5", "5", "Mực nước cao nhất", "m", Kind.AMOUNT, ask="5", adding=Adding.LARGEST),
        Row("6", "6", "Tỷ lệ hài lòng", "%", Kind.RATE, ask="6"),
    ],
    [
        Column("kh", ("Năm 2024", "Kế hoạch"), ColumnRole.PLAN),
        Column("th", ("Năm 2024", "Thực hiện")),
        Column("ss", ("So sánh (%)",), ColumnRole.COMPARISON, "th", "th / kh", Kind.RATE, "%", 1, Adding.RECKONED),
    ],
    (("2[kh]", "150"),),
)
VILLAGES = made(
    "nuoc-sach",
    [
        Row("v1", "1", "Thôn Đông", "", Kind.COUNT, ask="v1"),
        Row("v2", "2", "Thôn Tây", "", Kind.COUNT, ask="v2"),
        Row("t", "", "Cộng", "", Kind.COUNT, of="v1 + v2", ask="t"),
    ],
    [
        Column("ho", ("Số hộ",)),
        Column("ns", ("Hộ dùng nước sạch", "Số hộ")),
        Column("tl", ("Hộ dùng nước sạch", "Tỷ lệ (%)"), ColumnRole.COMPUTED, "ns", "ns / ho", Kind.RATE, "%", 1),
        Column("dat", ("Đạt chuẩn",), ColumnRole.CHOICE, kind=Kind.CHOICE, options=(("1", "Có"), ("0", "Không"))),
        Column("gc", ("Ghi chú",), ColumnRole.NOTE),
    ],
)
LIST = made(
    "van-ban",
    [
        Row("l", "", "Văn bản", "", Kind.COUNT, ask="l", repeats=True),
        Row("t", "", "Tổng cộng", "", Kind.AMOUNT, of="l#", ask="t", crossed=("so", "tb")),
    ],
    [
        Column("so", ("Số, ký hiệu",), ColumnRole.TEXT, kind=Kind.TEXT),
        Column("kp", ("Kinh phí", "Được giao"), kind=Kind.AMOUNT),
        Column("gn", ("Kinh phí", "Giải ngân"), kind=Kind.AMOUNT),
        Column("tb", ("Tuổi bình quân",), kind=Kind.AMOUNT, adding=Adding.NOT),
    ],
)
ONE_ROW = made(
    "di-san",
    [Row("r", "", "", "di sản", Kind.COUNT, ask="r")],
    [
        Column("all", ("Tổng số",)),
        Column("unesco", ("Trong đó", "UNESCO ghi danh"), ColumnRole.PART, "all"),
        Column("tl", ("Tỷ lệ (%)",), ColumnRole.COMPUTED, "unesco", "unesco / all", Kind.RATE, "%", 1),
    ],
)


def entry(value: str | int | Decimal) -> Entry:
    if value == "-":
        return Entry.not_applicable()
    return Entry.words(value) if isinstance(value, str) else Entry.number(value)


def rolled_up(session: Session, form: Form, papers: Sequence[Paper | None]) -> RollUp:
    """The roll-up of a district of communes Số 1, Số 2, …, one for each paper; None has not handed in."""
    publish_form(session, form)
    lines = [UnitLine(2, "TINH", "Bắc Kạn", "tỉnh", ""), UnitLine(3, "HUYEN", "Chợ Đồn", "huyện", "TINH")]
    names = [f"XA-{number}" for number, _ in enumerate(papers, start=1)]
    import_units(session, [*lines, *(UnitLine(4, name, f"Số {name[3:]}", "xã", "HUYEN") for name in names)])
    district, period = unit_by_code(session, "HUYEN"), parse_period(PERIOD)
    officer = add_officer(session, "Lan", district, Role.OFFICER)
    terms = Terms(period, period.window(), DUE, recipients=[unit_by_code(session, name) for name in names])
    round_ = open_round(session, form, terms, district, NOW)
    by_unit = {unit_by_code(session, name).id: paper for name, paper in zip(names, papers, strict=True)}
    for report in session.exec(select(Report).where(Report.round_id == round_.id)):
        paper = by_unit[report.unit_id]
        if paper is not None:
            entries = {Cell.read(text): entry(value) for text, value in paper.items()}
            record(session, report, entries, Source(officer.id, NOW, "test"))
            hand_in(session, report, NOW)
    return roll_up(session, form.code, period, district)


def matrix_papers() -> list[Paper]:
    """Six, with decimals, a zero, one that leaves a plan out, and one to whom a row does not apply."""
    papers: list[dict[str, str | int | Decimal]] = []
    for n in COMMUNES:
        paper: dict[str, str | int | Decimal] = {"2[th]": 100 + n, "3[kh]": 300, "3[th]": 120 + n, "4[kh]": 240, "4[th]": 240}
        paper |= {"1.1[kh]": 1000 * n, "1.1[th]": Decimal(f"{n}50.{n}"), "1.2[kh]": 100, "1.2[th]": 7 * n}
        papers.append(paper | {"5[kh]": 2, "5[th]": Decimal(n) / 2, "6[th]": 90 + n})
    del papers[2]["1.1[kh]"]
    papers[4]["1.2[th]"] = "-"
    return [*papers]


def village_papers() -> list[Paper]:
    """Six; one village without a household, and one left blank."""
    papers: list[dict[str, str | int | Decimal]] = [
        {"v1[ho]": 10 * n, "v1[ns]": 7 * n, "v2[ho]": 20, "v2[ns]": n, "v1[dat]": "1", "v2[dat]": str(n % 2)} for n in COMMUNES
    ]
    papers[0] |= {"v1[ho]": 0, "v1[ns]": 0}
    del papers[3]["v2[ns]"]
    return [*papers]


def list_papers() -> list[Paper]:
    """One to six lines, and a commune that has none."""
    papers: list[Paper] = [
        {"l": n}
        | {f"l#{line}[so]": f"{line}/QĐ-{n}" for line in range(1, n + 1)}
        | {f"l#{line}[kp]": Decimal(100 * n + line) / 10 for line in range(1, n + 1)}
        | {f"l#{line}[gn]": n for line in range(1, n)}
        | {f"l#{line}[tb]": 35 for line in range(1, n + 1)}
        for n in COMMUNES
    ]
    papers[1] = {"l": 0}
    return papers
