"""dunghan rehearse: a stored office and a given time make one sheet, and leave everything as it was."""

import json
from datetime import datetime

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from bot.reminders.digests import take_due
from bot.reminders.rehearsing import rehearse
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office, office  # noqa: F401 - the fixtures
from tracker.calendar.periods import ZONE
from tracker.reports.schedules import Schedule, open_due_rounds

FROM = ("--from", "2026-12-01T06:00")
SHEET = """\
Diễn tập: huyện Chợ Đồn, từ thứ Ba 1/12/2026 đến thứ Tư 3/3/2027
Như thể từ nay không đơn vị nào nộp thêm. Không gửi tin nào, không lưu gì.

Kỳ báo cáo
Báo cáo\tSố liệu\tMở\tHạn nộp\tKhóa sổ\tPhải nộp\tCòn nợ
Báo cáo cải cách hành chính Quý IV năm 2026\t15/09/2026–14/12/2026\t08:00 thứ Sáu 4/12/2026\t17:00 thứ Năm 17/12/2026\t17:00 thứ Ba 22/12/2026\t2\t2
Báo cáo cải cách hành chính 6 tháng cuối năm 2026\t15/06/2026–14/12/2026\tđã mở\t17:00 thứ Bảy 19/12/2026\t-\t1\t1

Nhắc hạn
Ngày\tSố người\tNhắc
thứ Sáu 4/12/2026\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (mở kỳ): 1
thứ Năm 10/12/2026\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (trước 7 ngày): 1
thứ Hai 14/12/2026\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (trước 3 ngày): 1
thứ Tư 16/12/2026\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (trước 1 ngày làm việc): 1
thứ Năm 17/12/2026\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (sáng ngày hạn): 1; Báo cáo cải cách hành chính Quý IV năm 2026 (trước 2 giờ): 1
thứ Sáu 18/12/2026 đến thứ Ba 22/12/2026 (3 ngày)\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (quá hạn): 1

Ngày nghỉ, làm bù
Ngày\tLàm việc?\tVì sao
thứ Sáu 1/1/2027\tnghỉ\tTết Dương lịch
thứ Năm 4/2/2027\tnghỉ\t29 Tết
thứ Sáu 5/2/2027\tnghỉ\tGiao thừa Tết Nguyên Đán
thứ Hai 8/2/2027\tnghỉ\tMùng ba Tết Nguyên Đán
thứ Ba 9/2/2027\tnghỉ\tMùng bốn Tết Nguyên Đán
thứ Tư 10/2/2027\tnghỉ\tMùng năm Tết Nguyên Đán

Quá hạn nếu không nộp
Hạn nộp\tBáo cáo\tSố đơn vị\tĐơn vị
17:00 thứ Năm 17/12/2026\tBáo cáo cải cách hành chính Quý IV năm 2026\t2\txã Bản Thi, xã Xuân Lạc
17:00 thứ Bảy 19/12/2026\tBáo cáo cải cách hành chính 6 tháng cuối năm 2026\t1\txã Xuân Lạc

Không nhận được tin
Đơn vị\tVì sao\tCán bộ\tĐiện thoại
xã Xuân Lạc\tchưa tham gia\tHoa\t0912 345 678

Cần xử lý trước
Việc\tỞ đâu\tĐơn vị
Lịch mở kỳ không có biểu: kỳ không mở được\tlịch số 2: biểu bieu-da-bo, mỗi quý\t-
Kỳ cần lãnh đạo duyệt, đơn vị chưa có lãnh đạo\tBáo cáo cải cách hành chính 6 tháng cuối năm 2026\txã Xuân Lạc
Không cán bộ theo dõi nào nhận được tin\t-\txã Bản Thi, xã Xuân Lạc
Hạn nộp rơi vào ngày nghỉ\tBáo cáo cải cách hành chính 6 tháng cuối năm 2026\t-
Khóa sổ khi đơn vị chưa nộp\tBáo cáo cải cách hành chính Quý IV năm 2026\txã Bản Thi, xã Xuân Lạc
"""  # noqa: E501 - as it is printed


@pytest.fixture
def ready(office: Office) -> Office:  # noqa: F811 - the fixture above
    office.does("unit", "import", "units.xlsx")
    office.does("officer", "invite", "--unit", "BAN-THI", "--name", "Lan")
    office.does("officer", "invite", "--unit", "XUAN-LAC", "--name", "Hoa", "--phone", "0912 345 678")
    office.does("chat", "--as", "lan", typed="giúp\n")
    office.does(
        "schedule", "add", "ban-thi-2024", "--every", "quarter", "--due", "17", "--lock", "+5", "--since", "2026-11-01"
    )
    half = ("hoang-luu-2024", "2026-H2", "--yes", "--due", "2026-12-19T17:00", "--approval", "leader", "--units", "XUAN-LAC")
    office.does("round", "open", *half)
    office.does("schedule", "add", "dinh-ca-2024", "--every", "quarter", "--since", "2026-11-01")
    _without_form(office)
    return office


def _without_form(office: Office) -> None:  # noqa: F811 - the fixture above
    """As an upgrade leaves it that drops a form."""
    engine = make_engine(office.database_url)
    with transaction(engine) as session:
        (schedule,) = session.exec(select(Schedule).where(Schedule.form_code == "dinh-ca-2024"))
        schedule.form_code = "bieu-da-bo"
    engine.dispose()


def test_a_stored_office_and_a_time_make_exactly_this_sheet(ready: Office) -> None:
    assert ready.does("rehearse", *FROM) == SHEET
    assert ready.does("rehearse", *FROM) == SHEET
    assert "2026-Q4" not in ready.does("round", "list")


def test_the_sheet_for_a_program_and_as_a_workbook(ready: Office) -> None:
    plain = json.loads(ready.does("rehearse", *FROM, "--json"))
    assert [(one["form"], one["opens"], one["owing"]) for one in plain["rounds"]] == [
        ("ban-thi-2024", True, ["BAN-THI", "XUAN-LAC"]),
        ("hoang-luu-2024", False, ["XUAN-LAC"]),
    ]
    assert plain["unreached"] == [{"unit": "XUAN-LAC", "why": "not joined", "name": "Hoa", "phone": "0912 345 678"}]
    assert {one["name"] for one in plain["reminders"]} == {"Lan"}
    assert plain["faults"][0]["fault"] == "schedule without form"
    ready.does("rehearse", *FROM, "--out", "sheet.xlsx")
    book = load_workbook(ready.folder / "sheet.xlsx")
    assert [sheet.title for sheet in book.worksheets] == [part for part in SHEET.split("\n") if part in book.sheetnames]
    assert "xã Xuân Lạc" in [row[1] for row in book["Không nhận được tin"].values]


def test_a_day_that_is_swapped_moves_what_is_played(ready: Office) -> None:
    ready.does("day", "swap", "2026-12-10", "off", "--note", "Nghỉ bù")
    said = ready.does("rehearse", *FROM)
    assert "thứ Năm 10/12/2026\tnghỉ\tNghỉ bù" in said
    assert "thứ Sáu 11/12/2026\t1\tBáo cáo cải cách hành chính Quý IV năm 2026 (trước 7 ngày): 1" in said


def test_what_is_played_is_what_the_ticks_then_do(ready: Office) -> None:
    """The reminders of the quarter, taken by the functions of the ticks at those moments."""
    engine = make_engine(ready.database_url)
    since = datetime(2026, 12, 1, 6, tzinfo=ZONE)
    with Session(engine) as session:  # of which nothing is kept
        foreseen = [(one.at, one.officer.id, len(one.reports)) for one in rehearse(session, since, 92, {"terminal"}).told]
    with transaction(engine) as session:
        session.delete(session.get_one(Schedule, 2))  # the one without form
        session.flush()
        taken = []
        for moment in dict.fromkeys(moment for moment, *_ in foreseen):
            open_due_rounds(session, moment)
            taken += [(moment, one.officer.id, len(one.reports)) for one in take_due(session, moment, {"terminal"})]
    engine.dispose()
    assert len(foreseen) > 5
    assert taken == foreseen
