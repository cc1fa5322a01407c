"""Invitations as a sheet to print and to send: unit, person, code, link and its square code."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import segno
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.utils import get_column_letter

from tracker.workbooks.appendix import saved
from tracker.workbooks.tables import Table, Value, add_styles

_COLUMNS = (
    ("STT", 6.0),
    ("Đơn vị", 26.0),
    ("Họ và tên", 24.0),
    ("Vai trò", 14.0),
    ("Điện thoại", 15.0),
    ("Mã mời", 10.0),
    ("Mã dài", 31.0),
    ("Dùng đến", 17.0),
    ("Liên kết", 36.0),
    ("Mã QR", 14.0),
)
_ROLES = {"officer": "điền báo cáo", "leader": "lãnh đạo", "desk": "theo dõi", "admin": "quản trị"}
_HEAD_ROWS = 4  # the titles, a blank row, the head
_HIGH, _PIXELS = 72, 90  # points of a row, pixels of its picture


class Invited(NamedTuple):
    """Somebody who was invited, and by which code and links they join until when."""

    unit: str
    name: str
    role: str
    phone: str
    code: str
    link: str
    until: datetime
    links: Sequence[str]


def invitations_workbook(invited: Sequence[Invited]) -> bytes:
    """A line for each person; the codes stand nowhere else."""
    book = Workbook()
    add_styles(book)
    sheet = book.worksheets[0]
    sheet.title = "Lời mời"
    how = (
        "Mỗi lời mời dùng một lần: mở liên kết, quét mã QR, hoặc dán mã dài cho bot thì vào ngay; gõ mã 6 số thì chờ người "
        "mời xác nhận. Không chuyển mã cho người khác."
    )
    table = Table(sheet, ["LỜI MỜI THAM GIA ĐÚNG HẠN", how], _COLUMNS)
    for number, one in enumerate(invited, start=1):
        code = f"{one.code[:3]} {one.code[3:]}"
        values: list[Value] = [
            number,
            one.unit,
            one.name,
            _ROLES[one.role],
            one.phone,
            code,
            one.link,
            one.until,
            "\n".join(one.links),
            "",
        ]
        table.add(values)
        row = _HEAD_ROWS + number
        if one.links:
            sheet.add_image(_square(one.links[0]), f"{get_column_letter(len(_COLUMNS))}{row}")
            sheet.row_dimensions[row].height = _HIGH
    return saved(book)


def _square(link: str) -> Image:
    drawn = io.BytesIO()
    segno.make(link).save(drawn, kind="png", scale=4)
    drawn.seek(0)
    picture = Image(drawn)
    picture.width = picture.height = _PIXELS
    return picture
