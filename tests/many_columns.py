"""Forms of several columns as offices send them: a matrix with a plan, a table of villages, a list of documents."""

from dataclasses import replace

from tracker.forms.catalogue import official_form
from tracker.forms.form import Form
from tracker.forms.row import Adding, Column, ColumnRole, Kind, Row

PLAN = Column("kh", ("Kế hoạch năm 2024",), ColumnRole.PLAN)
NOW, SUM = Column("th", ("Thực hiện", "Trong kỳ")), Column("lk", ("Thực hiện", "Lũy kế từ đầu năm"))
RATE = Column("ss", ("So với kế hoạch (%)",), ColumnRole.COMPARISON, "lk", "lk / kh", Kind.RATE, "%", 1, Adding.RECKONED)
MONEY = "Triệu đồng"
MATRIX_ROWS = (
    Row("1", "1", "Vốn thực hiện chương trình", MONEY, Kind.AMOUNT, of="1.1 + 1.2", ask="1"),
    Row("1.1", "1.1", "Ngân sách nhà nước", MONEY, Kind.AMOUNT, ask="1.1", parent="1"),
    Row("1.2", "1.2", "Nhân dân đóng góp", MONEY, Kind.AMOUNT, ask="1.2", parent="1", crossed=("ss",)),
    Row("2", "2", "Hộ được hỗ trợ", "", Kind.HEADING),
    Row("2.1", "2.1", "Tổng số", "Hộ", Kind.COUNT, ask="2.1", parent="2"),
    Row("2.2", "2.2", "Trong đó: hộ nghèo", "Hộ", Kind.COUNT, ask="2.2", parent="2", crossed=("ss",)),
    Row("3", "3", "Công trình", "", Kind.HEADING),
    Row("3.1", "3.1", "Khởi công mới", "Công trình", Kind.COUNT, ask="3", parent="3", crossed=("lk", "ss")),
    Row("3.2", "3.2", "Hoàn thành", "Công trình", Kind.COUNT, ask="3", parent="3", crossed=("lk", "ss")),
    Row("4", "4", "Tăng (+), giảm (-) số hộ nghèo", "Hộ", Kind.COUNT, ask="4", crossed=("kh", "ss"), signed=True),
)
_GIVEN = (("1.1", "2800"), ("1.2", "700"), ("2.1", "150"), ("2.2", "60"), ("3.1", "4"), ("3.2", "3"))

HOMES = Column("ho", ("Dân cư", "Số hộ"), unit="Hộ")
PEOPLE = Column("khau", ("Dân cư", "Nhân khẩu"), unit="Người")
POOR = Column("ngheo", ("Hộ nghèo", "Tổng số"), ColumnRole.PART, "ho", unit="Hộ")
MINORITY = Column("dt", ("Hộ nghèo", "Dân tộc thiểu số"), ColumnRole.PART, "ngheo", unit="Hộ")
SHARE = Column("tl", ("Tỷ lệ hộ nghèo (%)",), ColumnRole.COMPUTED, "", "ngheo / ho", Kind.RATE, "%", 1, Adding.RECKONED)
NAMES = ("Thôn Đông", "Thôn Tây", "Thôn Nà Lịn", "Khu phố 4")
VILLAGE_ROWS = (
    *(Row(str(at), str(at), name, "", Kind.COUNT, ask=str(at)) for at, name in enumerate(NAMES, start=1)),
    Row("tong", "", "Toàn xã", "", Kind.COUNT, of="1 + 2 + 3 + 4", ask="tong"),
)

OPTIONS = (("đúng hạn", "đúng hạn"), ("quá hạn", "quá hạn"), ("chưa xong", "chưa xong"))
LIST_COLUMNS = (
    Column("so", ("Số, ký hiệu",), ColumnRole.TEXT, kind=Kind.TEXT),
    Column("ngay", ("Ngày ban hành",), ColumnRole.TEXT, kind=Kind.TEXT),
    Column("kq", ("Kết quả",), ColumnRole.CHOICE, kind=Kind.CHOICE, options=OPTIONS),
    Column("kp", ("Kinh phí",), kind=Kind.AMOUNT, unit=MONEY),
    Column("gc", ("Ghi chú",), ColumnRole.NOTE),
)
LIST_ROWS = (
    Row("1", "", "Danh sách văn bản được giao", "", Kind.COUNT, ask="1", repeats=True),
    Row("2", "", "Tổng cộng", "", Kind.COUNT, of="1#", ask="2", crossed=("so", "ngay", "kq")),
)


def made(code: str, name: str, rows: tuple[Row, ...], columns: tuple[Column, ...]) -> Form:
    """A form of these rows and columns, with no rules but those that they imply."""
    plain = replace(official_form("ban-thi-2024"), code=code, version=1, name=name, warn=(), block=(), mention=())
    return replace(plain, rows=rows, columns=columns)


MATRIX = replace(
    made("von-chuong-trinh", "Báo cáo vốn chương trình", MATRIX_ROWS, (PLAN, NOW, SUM, RATE)),
    given=tuple((f"{key}[kh]", value) for key, value in _GIVEN),
)
VILLAGES = made("ho-ngheo", "Báo cáo hộ nghèo theo thôn", VILLAGE_ROWS, (HOMES, PEOPLE, POOR, MINORITY, SHARE))
DOCUMENTS = made("van-ban", "Báo cáo văn bản được giao", LIST_ROWS, LIST_COLUMNS)
FORMS = {form.code: form for form in (MATRIX, VILLAGES, DOCUMENTS)}
