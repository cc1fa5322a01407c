"""Dates and times as officials type them: read as meant or asked back, and never found where none was meant."""

import unicodedata
from collections.abc import Callable
from datetime import date, time, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.dates import DateSaid, DateUnread, Found, WhyNoDate, find_date, read_date
from bot.texts.common.dates import understood, unread
from tracker.kernel.names import fold

TODAY = date(2026, 3, 18)  # a Wednesday


def plain(read: DateSaid | DateUnread) -> str | WhyNoDate:
    if isinstance(read, DateUnread):
        return read.why
    return read.day.isoformat() + (f" {read.at:%H:%M}" if read.at is not None else "")


READ = [
    ("15/12", "2026-12-15"),
    ("15 / 12", "2026-12-15"),
    ("15/12/2026", "2026-12-15"),
    ("15-12-2026", "2026-12-15"),
    ("15.12.2026", "2026-12-15"),
    ("15/12/26", "2026-12-15"),
    ("15-12", "2026-12-15"),
    ("15.12", "2026-12-15"),
    ("2026-12-15", "2026-12-15"),
    ("05/06", "2026-06-05"),
    ("5/6", "2026-06-05"),
    ("15/12 2027", "2027-12-15"),
    ("15 tháng 12 2027", "2027-12-15"),
    ("15/12 năm sau", "2027-12-15"),
    ("15/12 năm 2027", "2027-12-15"),
    ("ngày 15/12", "2026-12-15"),
    ("ngày 15 tháng 12", "2026-12-15"),
    ("ngày 15 tháng 12 năm 2026", "2026-12-15"),
    ("15 tháng 12", "2026-12-15"),
    ("15 tháng mười hai", "2026-12-15"),
    ("15 tháng sáu", "2026-06-15"),
    ("15 th12", "2026-12-15"),
    ("15 t12", "2026-12-15"),
    ("tháng 12 ngày 15", "2026-12-15"),
    ("mùng 5", "2026-04-05"),
    ("mồng 5 tháng 1", "2027-01-05"),
    ("ngày 20", "2026-03-20"),
    ("ngày 18", "2026-03-18"),
    ("ngày 20 này", "2026-03-20"),
    ("15/12 tới", "2026-12-15"),
    ("ngày 10", "2026-04-10"),
    ("ngày 31", "2026-03-31"),
    ("ngày 15 tháng này", "2026-03-15"),
    ("ngày 15 tháng sau", "2026-04-15"),
    ("hôm nay", "2026-03-18"),
    ("trong ngày", "2026-03-18"),
    ("chiều nay", "2026-03-18"),
    ("ngày mai", "2026-03-19"),
    ("mai", "2026-03-19"),
    ("sáng mai", "2026-03-19"),
    ("mốt", "2026-03-20"),
    ("ngày kia", "2026-03-20"),
    ("hôm qua", "2026-03-17"),
    ("hôm kia", "2026-03-16"),
    ("thứ sáu", "2026-03-20"),
    ("thứ 6", "2026-03-20"),
    ("t6", "2026-03-20"),
    ("thứ hai", "2026-03-23"),
    ("thứ năm", "2026-03-19"),
    ("thứ sáu này", "2026-03-20"),
    ("thứ sáu tới", "2026-03-20"),
    ("thứ hai tới", "2026-03-23"),
    ("thứ sáu tuần sau", "2026-03-27"),
    ("thứ sáu tuần tới", "2026-03-27"),
    ("thứ sáu tuần sau nữa", "2026-04-03"),
    ("thứ sáu, tuần sau", "2026-03-27"),
    ("tuần sau, thứ sáu", "2026-03-27"),
    ("thứ sáu trước", "2026-03-13"),
    ("thứ sáu tuần trước", "2026-03-13"),
    ("thứ hai vừa rồi", "2026-03-16"),
    ("chủ nhật", "2026-03-22"),
    ("cn", "2026-03-22"),
    ("cn tuần sau", "2026-03-29"),
    ("thứ Hai tuần sau", "2026-03-23"),
    ("cuối tuần", "2026-03-20"),
    ("cuối tuần này", "2026-03-20"),
    ("cuối tuần sau", "2026-03-27"),
    ("đầu tuần sau", "2026-03-23"),
    ("cuối tháng", "2026-03-31"),
    ("cuối tháng này", "2026-03-31"),
    ("cuối tháng sau", "2026-04-30"),
    ("cuối tháng trước", "2026-02-28"),
    ("cuối tháng 12", "2026-12-31"),
    ("cuối tháng 2", "2027-02-28"),
    ("cuối tháng 2/2028", "2028-02-29"),
    ("cuối tháng 17h", "2026-03-31 17:00"),
    ("cuối tháng sáu", "2026-06-30"),
    ("giữa tháng", "2026-04-15"),
    ("giữa tháng này", "2026-03-15"),
    ("đầu tháng sau", "2026-04-01"),
    ("cuối quý", "2026-03-31"),
    ("cuối quý I", "2026-03-31"),
    ("cuối quý 2", "2026-06-30"),
    ("cuối quý IV năm 2027", "2027-12-31"),
    ("hết quý sau", "2026-06-30"),
    ("cuối năm", "2026-12-31"),
    ("hết năm", "2026-12-31"),
    ("hết năm 2027", "2027-12-31"),
    ("cuối năm sau", "2027-12-31"),
    ("3 ngày nữa", "2026-03-21"),
    ("năm ngày nữa", "2026-03-23"),
    ("sau 3 ngày", "2026-03-21"),
    ("trong 3 ngày", "2026-03-21"),
    ("trong vòng 3 ngày tới", "2026-03-21"),
    ("2 tuần nữa", "2026-04-01"),
    ("1 tháng nữa", "2026-04-18"),
    ("nửa tháng nữa", "2026-04-02"),
    ("3 ngày trước", "2026-03-15"),
    ("cách đây 1 tuần", "2026-03-11"),
    ("hạn 15/12", "2026-12-15"),
    ("Hạn nộp: trước ngày 15/12.", "2026-12-15"),
    ("đến hết ngày 15/12", "2026-12-15"),
    ("chậm nhất cuối tháng", "2026-03-31"),
    ("dạ 15/12 ạ", "2026-12-15"),
    ("thứ sáu 20/3", "2026-03-20"),
    ("thứ Sáu, ngày 20 tháng 3", "2026-03-20"),
    ("20/3 (thứ sáu)", "2026-03-20"),
    ("thứ tư 18/3", "2026-03-18"),
    ("17h 15/12", "2026-12-15 17:00"),
    ("17h ngày 15/12", "2026-12-15 17:00"),
    ("9h, ngày 15/6/2026", "2026-06-15 09:00"),
    ("trước 17h00 ngày 15/12", "2026-12-15 17:00"),
    ("14:00 15/12", "2026-12-15 14:00"),
    ("lúc 16 giờ thứ sáu", "2026-03-20 16:00"),
    ("16 giờ 30 phút ngày mai", "2026-03-19 16:30"),
    ("15/12 lúc 9h30", "2026-12-15 09:30"),
    ("vào lúc 8 giờ 30 phút, thứ Sáu, ngày 20/3/2026", "2026-03-20 08:30"),
    ("08 giờ 00 phút ngày 15/12/2026 (thứ Ba)", "2026-12-15 08:00"),
    ("15/12/2026 17:00:00", "2026-12-15 17:00"),
    ("17h30' 15/12", "2026-12-15 17:30"),
    ("15/12, 9h rưỡi", "2026-12-15 09:30"),
    ("5h chiều mai", "2026-03-19 17:00"),
    ("5 giờ chiều thứ sáu tuần sau", "2026-03-27 17:00"),
    ("chiều thứ 6 lúc 3h", "2026-03-20 15:00"),
    ("8h sáng 15/12", "2026-12-15 08:00"),
    ("8h tối nay", "2026-03-18 20:00"),
    ("05:00 15/12", "2026-12-15 05:00"),
    ("7h 15/12", "2026-12-15 07:00"),
    ("0h 15/12", "2026-12-15 00:00"),
    ("17:00 thứ Sáu 15/3/2024", "2024-03-15 17:00"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_date_is_read_as_officials_mean_it(text: str, expected: str) -> None:
    assert plain(read_date(text, TODAY)) == expected


@pytest.mark.parametrize(("text", "expected"), READ)
def test_case_and_the_form_of_letters_make_no_difference(text: str, expected: str) -> None:
    assert plain(read_date(f"  {unicodedata.normalize('NFD', text.upper())} ", TODAY)) == expected


JUNE = {"15 tháng sáu", "cuối tháng sáu"}  # "thang sau" is next month


@pytest.mark.parametrize(("text", "expected"), [case for case in READ if case[0] not in JUNE])
def test_diacritics_may_be_left_out(text: str, expected: str) -> None:
    assert plain(read_date(fold(text), TODAY)) == expected


@pytest.mark.parametrize(
    ("today", "text", "expected"),
    [
        ("2026-12-31", "1/1", "2027-01-01"),
        ("2026-12-31", "31/12", "2026-12-31"),
        ("2026-12-31", "mai", "2027-01-01"),
        ("2026-12-31", "cuối năm", "2026-12-31"),
        ("2026-12-31", "cuối tháng sau", "2027-01-31"),
        ("2026-12-31", "đầu tháng sau", "2027-01-01"),
        ("2026-12-31", "cuối quý sau", "2027-03-31"),
        ("2026-12-31", "ngày 30", "2027-01-30"),
        ("2026-12-31", "thứ sáu tuần sau", "2027-01-08"),
        ("2027-01-01", "cuối tháng trước", "2026-12-31"),
        ("2027-01-01", "hôm kia", "2026-12-30"),
        ("2026-01-31", "1 tháng nữa", "2026-02-28"),
        ("2028-01-31", "1 tháng nữa", "2028-02-29"),
        ("2028-02-29", "1 năm nữa", "2029-02-28"),
        ("2028-02-01", "cuối tháng", "2028-02-29"),
        ("2028-02-29", "29/2", "2028-02-29"),
        ("2027-12-01", "29/2", "2028-02-29"),
        ("2026-01-10", "29/2", WhyNoDate.NO_SUCH_DAY),
        ("2026-04-30", "ngày 31", "2026-05-31"),
        ("2026-02-01", "ngày 30", "2026-03-30"),
        ("2026-02-28", "ngày mai", "2026-03-01"),
        ("2026-03-20", "cuối tuần", "2026-03-20"),
        ("2026-03-21", "cuối tuần", WhyNoDate.WHICH_DAY),  # a Saturday
        ("2026-03-21", "cuối tuần sau", "2026-03-27"),
        ("2026-03-22", "thứ hai tuần sau", "2026-03-23"),  # a Sunday: the week ends with it
        ("2026-03-20", "thứ sáu", WhyNoDate.WHICH_OF_TWO),
        ("2026-03-20", "thứ sáu tới", "2026-03-27"),
        ("2026-03-20", "thứ sáu này", "2026-03-20"),
        ("2026-03-20", "thứ sáu sau", "2026-03-27"),
    ],
)
def test_ends_of_months_and_years_and_leap_days_are_kept(today: str, text: str, expected: str | WhyNoDate) -> None:
    assert plain(read_date(text, date.fromisoformat(today))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18/3", "2026-03-18"),
        ("17/3", "2026-03-17"),
        ("19/3", "2025-03-19"),
        ("15/12", "2025-12-15"),
        ("ngày 20", "2026-02-20"),
        ("ngày 31", "2026-01-31"),
        ("thứ sáu", "2026-03-13"),
        ("thứ hai", "2026-03-16"),
        ("thứ hai này", "2026-03-16"),
        ("cuối tuần", "2026-03-13"),
        ("cuối tháng", "2026-02-28"),
        ("giữa tháng", "2026-03-15"),
        ("cuối năm", "2025-12-31"),
        ("cuối quý 4", "2025-12-31"),
        ("hôm qua", "2026-03-17"),
        ("15/12/2026", "2026-12-15"),
        ("thứ tư", WhyNoDate.WHICH_OF_TWO),
    ],
)
def test_a_finishing_date_looks_back(text: str, expected: str | WhyNoDate) -> None:
    assert plain(read_date(text, TODAY, ahead=False)) == expected


@pytest.mark.parametrize(
    ("text", "why", "options"),
    [
        ("", WhyNoDate.NOT_A_DATE, ()),
        ("sớm nhất", WhyNoDate.NOT_A_DATE, ()),
        ("20 tây", WhyNoDate.NOT_A_DATE, ()),
        ("3 ngày", WhyNoDate.NOT_A_DATE, ()),
        ("15/12/202", WhyNoDate.NOT_A_DATE, ()),
        ("15/12/20266", WhyNoDate.NOT_A_DATE, ()),
        ("١٥/١٢", WhyNoDate.NOT_A_DATE, ()),
        ("thứ tự", WhyNoDate.NOT_A_DATE, ()),
        ("một", WhyNoDate.NOT_A_DATE, ()),
        ("nộp 15/12", WhyNoDate.NOT_A_DATE, ()),
        ("13/13", WhyNoDate.NO_SUCH_DAY, ()),
        ("12/20", WhyNoDate.NO_SUCH_DAY, ()),
        ("31/2", WhyNoDate.NO_SUCH_DAY, ()),
        ("cuối tháng 13", WhyNoDate.NOT_A_DATE, ()),
        ("31 tháng 4", WhyNoDate.NO_SUCH_DAY, ()),
        ("0/5", WhyNoDate.NO_SUCH_DAY, ()),
        ("29/2/2026", WhyNoDate.NO_SUCH_DAY, ()),
        ("ngày 32", WhyNoDate.NO_SUCH_DAY, ()),
        ("mùng 15", WhyNoDate.NO_SUCH_DAY, ()),
        ("ngày 31 tháng sau", WhyNoDate.NO_SUCH_DAY, ()),
        ("thứ 8", WhyNoDate.NO_SUCH_WEEKDAY, ()),
        ("thứ 1", WhyNoDate.NO_SUCH_WEEKDAY, ()),
        ("quý 1", WhyNoDate.WHICH_DAY, ()),
        ("quý I/2027", WhyNoDate.WHICH_DAY, ()),
        ("tháng 12", WhyNoDate.WHICH_DAY, ()),
        ("tháng 12/2026", WhyNoDate.WHICH_DAY, ()),
        ("12/2026", WhyNoDate.WHICH_DAY, ()),
        ("tuần sau", WhyNoDate.WHICH_DAY, ()),
        ("trong tuần", WhyNoDate.WHICH_DAY, ()),
        ("sang tuần", WhyNoDate.WHICH_DAY, ()),
        ("tháng tới", WhyNoDate.WHICH_DAY, ()),
        ("năm 2027", WhyNoDate.WHICH_DAY, ()),
        ("đầu tháng", WhyNoDate.WHICH_DAY, ()),
        ("giữa năm", WhyNoDate.WHICH_DAY, ()),
        ("mai kia", WhyNoDate.WHICH_DAY, ()),
        ("vài ngày nữa", WhyNoDate.WHICH_DAY, ()),
        ("2-3 ngày nữa", WhyNoDate.WHICH_DAY, ()),
        ("hai ba ngày nữa", WhyNoDate.WHICH_DAY, ()),
        ("thứ tư", WhyNoDate.WHICH_OF_TWO, ("2026-03-18", "2026-03-25")),
        ("thứ hai trước", WhyNoDate.WHICH_OF_TWO, ("2026-03-09", "2026-03-16")),
        ("thứ hai này", WhyNoDate.WHICH_OF_TWO, ("2026-03-16", "2026-03-23")),
        ("thứ sáu sau", WhyNoDate.WHICH_OF_TWO, ("2026-03-20", "2026-03-27")),
        ("15 tháng sau", WhyNoDate.WHICH_OF_TWO, ("2026-04-15", "2027-06-18")),
        ("5h 15/12", WhyNoDate.WHICH_HALF, ("2026-12-15",)),
        ("6h 15/12", WhyNoDate.WHICH_HALF, ("2026-12-15",)),
        ("trước 4:30 ngày mai", WhyNoDate.WHICH_HALF, ("2026-03-19",)),
        ("24h 15/12", WhyNoDate.NO_SUCH_TIME, ("2026-12-15",)),
        ("9h75 15/12", WhyNoDate.NO_SUCH_TIME, ("2026-12-15",)),
        ("15h sáng mai", WhyNoDate.NO_SUCH_TIME, ("2026-03-19",)),
        ("17h", WhyNoDate.NO_DAY, ()),
        ("15/12 hoặc 20/12", WhyNoDate.SEVERAL, ("2026-12-15", "2026-12-20")),
        ("thứ năm 20/3", WhyNoDate.WEEKDAY_DIFFERS, ("2026-03-20",)),
        ("mùng 2 Tết", WhyNoDate.LUNAR, ()),
        ("15/7 âm lịch", WhyNoDate.LUNAR, ()),
        ("15/8 âm", WhyNoDate.LUNAR, ()),
        ("rằm tháng 7", WhyNoDate.LUNAR, ()),
        ("mùng 5 tháng giêng", WhyNoDate.LUNAR, ()),
        ("3 ngày làm việc", WhyNoDate.WORKING_DAYS, ()),
        ("trong 5 ngày làm việc", WhyNoDate.WORKING_DAYS, ()),
        ("15/12/2206", WhyNoDate.FAR, ("2206-12-15",)),
        ("15/12/0000", WhyNoDate.FAR, ()),
        ("999 năm nữa", WhyNoDate.FAR, ("3025-03-18",)),
    ],
)
def test_what_is_not_clearly_one_day_is_asked_back(text: str, why: WhyNoDate, options: tuple[str, ...]) -> None:
    read = read_date(text, TODAY)
    assert read == DateUnread(text, why, tuple(date.fromisoformat(option) for option in options))


FOUND = [
    ("giao Bản Thi: nộp kế hoạch CCHC, hạn 15/12", "2026-12-15", "giao Bản Thi: nộp kế hoạch CCHC"),
    ("18/3 chờ số liệu của công an xã", "2026-03-18", "chờ số liệu của công an xã"),
    ("nộp kế hoạch (hạn 15/12) cho huyện", "2026-12-15", "nộp kế hoạch cho huyện"),
    ("hạn 15/12: nộp kế hoạch", "2026-12-15", "nộp kế hoạch"),
    ("hạn mai nộp kế hoạch", "2026-03-19", "nộp kế hoạch"),
    ("hạn cuối tháng nộp tổng hợp", "2026-03-31", "nộp tổng hợp"),
    ("nộp kế hoạch trước 17h thứ sáu tuần sau nhé", "2026-03-27 17:00", "nộp kế hoạch nhé"),
    ("rà soát TTHC, chậm nhất ngày 20, gửi phòng Nội vụ", "2026-03-20", "rà soát TTHC, gửi phòng Nội vụ"),
    ("nộp kế hoạch\nhạn 15/12\nchờ số liệu", "2026-12-15", "nộp kế hoạch\nchờ số liệu"),
    ("Hạn nộp là trước 17h00, ngày 15/12. Gửi bản giấy", "2026-12-15 17:00", "Gửi bản giấy"),
    ("nộp kế hoạch 15/12. Gửi bản giấy", "2026-12-15", "nộp kế hoạch. Gửi bản giấy"),
    ("nộp báo cáo ngày mai", "2026-03-19", "nộp báo cáo"),
    ("nộp mai", "2026-03-19", "nộp"),
    ("nộp mai nhé", "2026-03-19", "nộp nhé"),
    ("họp thứ sáu, tuần sau", "2026-03-27", "họp"),
    ("15/12 tới xã họp", "2026-12-15", "tới xã họp"),
    ("chiều mai họp", "2026-03-19", "họp"),
    ("họp chiều thứ 6 lúc 3h", "2026-03-20 15:00", "họp"),
    ("họp (15/12 lúc 9h30) tại xã", "2026-12-15 09:30", "họp tại xã"),
    ("họp 15/12 (9h30) tại xã", "2026-12-15 09:30", "họp tại xã"),
    ("họp cuối tuần này", "2026-03-20", "họp"),
    ("nộp kế hoạch 3 ngày nữa", "2026-03-21", "nộp kế hoạch"),
    ("nộp kế hoạch - thứ sáu", "2026-03-20", "nộp kế hoạch"),
    ("gia hạn đến 20/12", "2026-12-20", "gia hạn"),
    ("hạn: 15.12", "2026-12-15", ""),
    ("kế hoạch năm 2026, hạn 15/12", "2026-12-15", "kế hoạch năm 2026"),
    ("báo cáo số liệu từ 1/12 đến 8/3, hạn 15/4", "2026-04-15", "báo cáo số liệu từ 1/12 đến 8/3"),
    (
        "thực hiện công văn 480/UBND-NV ngày 01/3/2024 của UBND huyện, hạn 20/3",
        "2026-03-20",
        "thực hiện công văn 480/UBND-NV ngày 01/3/2024 của UBND huyện",
    ),
    ("hạn 15/12 (thứ ba), nộp 2 bản", "2026-12-15", "nộp 2 bản"),
    ("Chậm nhất 9h, ngày 15/6/2021 phải gửi về UBND huyện", "2021-06-15 09:00", "phải gửi về UBND huyện"),
    ("hạn thứ sáu sau khi họp", "2026-03-20", "sau khi họp"),
    ("hạn trong ngày 20/12", "2026-12-20", ""),
    ("hạn hết ngày mai", "2026-03-19", ""),
    ("hạn trong ngày nộp kế hoạch", "2026-03-18", "nộp kế hoạch"),
    ("hạn 31/2", WhyNoDate.NO_SUCH_DAY, ""),
    ("31/2 chờ số liệu", WhyNoDate.NO_SUCH_DAY, "chờ số liệu"),
    ("hạn 12/20", WhyNoDate.NO_SUCH_DAY, ""),
    ("hạn tuần sau nộp tài liệu", WhyNoDate.WHICH_DAY, "nộp tài liệu"),
    ("nộp kế hoạch, hạn quý I", WhyNoDate.WHICH_DAY, "nộp kế hoạch"),
    ("hạn 5h ngày 20/3 nộp", WhyNoDate.WHICH_HALF, "nộp"),
    ("hạn 3 ngày làm việc", WhyNoDate.WORKING_DAYS, ""),
    ("nộp 15/12 hoặc 20/12", WhyNoDate.SEVERAL, "nộp 15/12 hoặc 20/12"),
    ("nộp số liệu từ 1/12 đến 8/3", WhyNoDate.SEVERAL, "nộp số liệu từ 1/12 đến 8/3"),
    ("họp ngày 15, 16/12", WhyNoDate.SEVERAL, "họp ngày 15, 16/12"),
    ("nộp, hạn 10-15/12", WhyNoDate.SEVERAL, "nộp, hạn 10-15/12"),
]


@pytest.mark.parametrize(("text", "expected", "rest"), FOUND)
def test_a_date_is_taken_out_of_a_sentence(text: str, expected: str | WhyNoDate, rest: str) -> None:
    found = find_date(text, TODAY)
    assert found is not None
    assert (plain(found.date), found.rest) == (expected, rest)


def test_a_list_of_days_is_not_completed_with_days_that_nobody_said() -> None:
    assert find_date("họp ngày 15, 16/12", TODAY) == Found(
        DateUnread("họp ngày 15, 16/12", WhyNoDate.SEVERAL), "họp ngày 15, 16/12"
    )


def test_the_words_of_the_date_are_kept() -> None:
    assert find_date("nộp kế hoạch, hạn  15/12 nhé", TODAY) == Found(
        DateSaid(date(2026, 12, 15), None, "hạn 15/12"), "nộp kế hoạch, nhé"
    )


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo năm 2026",
        "báo cáo tháng 12",
        "báo cáo quý I năm 2026",
        "6 tháng cuối năm",
        "6 tháng đầu năm 2026",
        "tổng kết cuối năm 2026",
        "tuần sau họp",
        "năm nay",
        "hôm trước",
        "tư vấn",
        "tu van",
        "thứ tự",
        "theo thu tu",
        "lần thứ hai",
        "xếp thứ 3 toàn tỉnh",
        "kỳ họp thứ 5",
        "thứ nhất, làm sạch; thứ hai, đối chiếu",
        "Nghị định 09/2019/NĐ-CP",
        "Nghị định 09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ",
        "công văn 1649/UBND-NV",
        "công văn số 480/UBND-NV của UBND huyện ngày 01/3/2024",
        "Quyết định ngày 15/12/2023 của UBND",
        "Quyết định 480/QĐ-UBND",
        "Công văn số 1006/SNV-CCHC&VTVL ngày 08/6/2021 của Sở Nội vụ",
        "(Ban hành kèm theo Công văn số 1649 /UBND-NV ngày 10/6/2021 của UBND huyện)",
        "Nghị quyết số 19-NQ/TU ngày 21/02/2018 của Tỉnh ủy",
        "đã thực hiện được 3/11 nhiệm vụ đạt 27,2% kế hoạch đề ra từ đầu năm.",
        "từ đầu năm",
        "Nghị quyết 18-NQ/TW",
        "số 15/BC-UBND",
        "số 15/12/KH-UBND",
        "mai táng",
        "mai táng phí",
        "xã Hoàng Mai",
        "phường Mai Động",
        "trước Mai Châu",
        "chị Mai nộp rồi",
        "Mai nộp kế hoạch",
        "các cháu mai sau",
        "mốt số",
        "một số việc",
        "bốn mốt",
        "ngày một tăng",
        "1.2.1: 41",
        "1.2: 41",
        "sửa 3.2.1",
        "2.2.1a",
        "từ mục 1.1 đến 1.2",
        "12/20 xã",
        "12/12 xã đã nộp",
        "đạt 5/6",
        "đúng hạn 12/12 hồ sơ",
        "trước hạn 5/12 hồ sơ",
        "quá hạn 3 ngày",
        "mỗi ngày 20 hồ sơ",
        "trong ngày 20 hồ sơ",
        "trước ngày 20 hàng tháng",
        "trực 24/7",
        "hỗ trợ 24/7",
        "hỗ trợ 24/24",
        "hạn trong 3 ngày kể từ ngày ký",
        "hạn 5 ngày sau khi nhận",
        "trong 24h",
        "15-20 người",
        "0912.345.678",
        "28,8 triệu",
        "13.545.000đ",
        "99,9%",
        "CN, TTCN",
        "tổ 3/2",
        "đường 30/4",
        "mẫu 01/02",
        "nghỉ Tết",
        "lễ hội 15/8 âm lịch",
        "sinh ngày 15/12/1980",
        "2024-Q1",
        "3 ngày làm việc",
        "",
    ],
)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert find_date(text, TODAY) is None


DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
TODAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
CANONICAL: list[Callable[[date], str]] = [
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day:%d/%m/%Y}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day:%d/%m/%y}",
    lambda day: f"{day:%Y-%m-%d}",
    lambda day: f"ngày {day:%d} tháng {day.month} năm {day.year}",
    lambda day: f"{day.day} th{day.month} năm {day.year}",
    understood,
]


@given(day=DAYS, today=TODAYS, write=st.sampled_from(CANONICAL))
def test_a_full_date_reads_back_whatever_the_day(day: date, today: date, write: Callable[[date], str]) -> None:
    said = write(day)
    assert read_date(said, today) == DateSaid(day, None, said)


@given(day=DAYS, today=TODAYS, at=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_what_is_shown_can_be_typed(day: date, today: date, at: time) -> None:
    said = understood(day, at)
    assert read_date(said, today) == DateSaid(day, at, said)


@given(today=TODAYS, days=st.integers(0, 364), ahead=st.booleans())
def test_a_date_without_a_year_is_within_a_year(today: date, days: int, *, ahead: bool) -> None:
    day = today + timedelta(days=days if ahead else -days)
    assert plain(read_date(f"{day.day}/{day.month}", today, ahead=ahead)) == day.isoformat()


@given(day=DAYS, today=TODAYS, lead=st.sampled_from(["hạn", "trước", "chậm nhất", "hạn nộp:", "trước 17h ngày", "đến ngày"]))
def test_a_task_stays_whole_without_its_date(day: date, today: date, lead: str) -> None:
    found = find_date(f"Bản Thi nộp kế hoạch CCHC năm 2026, {lead} {day.day}/{day.month}/{day.year}", today)
    assert found is not None
    assert isinstance(found.date, DateSaid)
    assert (found.date.day, found.rest) == (day, "Bản Thi nộp kế hoạch CCHC năm 2026")


PIECES = st.sampled_from(
    [*(text for text, _ in READ), *(text for text, _, _ in FOUND), "/", "-", ".", ",", "(", ")", "\n", "17h", "hạn"]
)


@given(
    text=st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)), today=TODAYS, ahead=st.booleans()
)
def test_no_text_is_a_fault(text: str, today: date, *, ahead: bool) -> None:
    read = read_date(text, today, ahead=ahead)
    found = find_date(text, today, ahead=ahead)
    for answer in (read, found.date if found else read):
        assert understood(answer.day, answer.at) if isinstance(answer, DateSaid) else unread(answer).endswith(".")


@pytest.mark.parametrize("piece", ["hạn ", "1/", "15/12 ", "ngày ", "a1/", "1 ", "tuần ", " ", "thứ hai ", "17h ", "của "])
def test_the_longest_message_is_read_at_once(piece: str) -> None:
    """A message has 4,096 characters at most; hostile ones must not hold up the others."""
    text = piece * (4096 // len(piece))
    started = monotonic()
    find_date(text, TODAY)
    read_date(text, TODAY)
    assert monotonic() - started < 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "31/2",
            "Tôi đọc được “31/2” nhưng lịch không có ngày đó. Anh/chị gõ lại ngày và tháng, ví dụ: 15/12, hoặc 15/12/2026.",
        ),
        (
            "tuần sau",
            (
                "Tôi đọc được “tuần sau” nhưng chưa rõ là ngày nào. "
                "Anh/chị gõ một ngày, ví dụ: 15/12, thứ Sáu tuần sau, cuối tháng 12."
            ),
        ),
        (
            "thứ tư",
            (
                "Tôi đọc được “thứ tư” nhưng có thể là hai ngày khác nhau. "
                "Anh/chị chọn thứ Tư 18/3/2026 hay thứ Tư 25/3/2026? Gõ ví dụ: 18/3/2026."
            ),
        ),
        (
            "thứ năm 20/3",
            (
                "Tôi đọc được “thứ năm 20/3” nhưng thứ và ngày không khớp: đó là thứ Sáu 20/3/2026. "
                "Anh/chị gõ lại ngày và tháng, ví dụ: 15/12, hoặc 15/12/2026."
            ),
        ),
        (
            "5h 15/12",
            (
                "Tôi đọc được “5h 15/12” nhưng chưa rõ là giờ sáng hay giờ chiều. "
                "Anh/chị gõ lại cả giờ và ngày, ví dụ: 5h chiều 15/12, hoặc 17h 15/12."
            ),
        ),
    ],
)
def test_a_question_says_what_was_read_what_is_wrong_and_what_to_type(text: str, sentence: str) -> None:
    read = read_date(text, TODAY)
    assert isinstance(read, DateUnread)
    assert unread(read) == sentence


@pytest.mark.parametrize("why", WhyNoDate)
def test_every_reason_has_its_question(why: WhyNoDate) -> None:
    assert "nhưng" in unread(DateUnread("x" * 500, why, (TODAY, TODAY + timedelta(days=7))))


def test_a_date_is_shown_with_its_weekday_and_its_time_if_it_has_one() -> None:
    assert understood(date(2024, 3, 15), time(17)) == "17:00 thứ Sáu 15/3/2024"
    assert understood(date(2026, 12, 15)) == "thứ Ba 15/12/2026"
    assert understood(date(2026, 12, 15), time(0)) == "00:00 thứ Ba 15/12/2026"
