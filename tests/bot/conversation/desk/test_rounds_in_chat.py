"""A round opened by the desk from a letter: UBND huyện Cẩm Xuyên's Công văn 1649/UBND-NV of 10/6/2021, as it was written."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.conversation.core.held import Place
from bot.conversation.desk.round_draft import OpeningRound, RoundPart
from bot.conversation.desk.round_parts import by_part
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.storage.database import transaction
from tests.conftest import Clock
from tests.talking import Talk, data_of, text
from tracker.calendar.periods import ZONE
from tracker.office.officers import Role, add_officer
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report
from tracker.reports.rounds import Round

WRITTEN = datetime(2021, 6, 10, 8, 0, tzinfo=ZONE)
UNITS = (
    ("HA-TINH", "Hà Tĩnh", "tỉnh", ""),
    ("CAM-XUYEN", "Cẩm Xuyên", "huyện", "HA-TINH"),
    ("P-NOI-VU", "Nội vụ", "phòng", "CAM-XUYEN"),
    ("P-TC-KH", "Tài chính - Kế hoạch", "phòng", "CAM-XUYEN"),
    ("P-TU-PHAP", "Tư pháp", "phòng", "CAM-XUYEN"),
    ("P-VH-TT", "Văn hóa - Thông tin", "phòng", "CAM-XUYEN"),
    ("P-KT-HT", "Kinh tế - Hạ tầng", "phòng", "CAM-XUYEN"),
    ("VP", "HĐND - UBND huyện", "văn phòng", "CAM-XUYEN"),
    ("CAM-BINH", "Cẩm Bình", "xã", "CAM-XUYEN"),
    ("CAM-VINH", "Cẩm Vịnh", "xã", "CAM-XUYEN"),
    ("THACH-HA", "Thạch Hà", "huyện", "HA-TINH"),
    ("P-NOI-VU-TH", "Nội vụ", "phòng", "THACH-HA"),
)
RECIPIENTS = {"P-NOI-VU", "P-TC-KH", "P-TU-PHAP", "P-VH-TT", "P-KT-HT", "VP"}
WHOM = """\
Kính gửi:
- Trưởng các phòng: Nội vụ; Tài chính - Kế hoạch,
Tur pháp, Văn hóa - Thông tin, Kinh tế - Hạ tầng;
- Văn phòng HĐND - UBND huyện."""
WHEN = """\
Căn cứ: Công văn số 1649/UBND-NV ngày 10/6/2021
Thời gian chốt số liệu tính từ ngày 15/12/2020 đến ngày 14/6/2021.
Chậm nhất 9h, ngày 15/6/2021"""


@pytest.fixture
def talk(engine: Engine, clock: Clock) -> Talk:
    """The desks of Cẩm Xuyên and of its neighbour, and an officer of the department of the interior."""
    clock.now = WRITTEN
    with transaction(engine) as session:
        import_units(session, [UnitLine(row, *line) for row, line in enumerate(UNITS)])
        for address, unit, role in (
            ("desk", "CAM-XUYEN", Role.DESK),
            ("other desk", "THACH-HA", Role.DESK),
            ("officer", "P-NOI-VU", Role.OFFICER),
        ):
            join(session, "terminal", address, add_officer(session, address, unit_by_code(session, unit), role), WRITTEN)
    return Talk(engine, clock)


def rounds(engine: Engine) -> list[tuple[Round, set[str]]]:
    """What each round asks, and of whom."""
    with Session(engine) as session:
        opened = session.exec(select(Round).order_by(col(Round.id))).all()
        asked = select(Unit.code).join(Report, col(Report.unit_id) == Unit.id)
        return [(one, set(session.exec(asked.where(Report.round_id == one.id)))) for one in opened]


def prepare(talk: Talk, *lines: str) -> list[Outgoing]:
    return [reply for line in lines for reply in talk.say("desk", line)]


def test_the_round_of_the_letter_is_opened_as_the_letter_says(engine: Engine, talk: Talk) -> None:
    asked = prepare(talk, "mở kỳ báo cáo", "cam-xuyen-2021", "6 tháng đầu năm 2021", WHEN, WHOM)
    assert "[17:00 thứ Ba 15/6/2021]" in text(asked[2:3])
    assert "“Tur pháp”" in text(asked[-1:])
    summary = talk.press("desk", data_of(asked[-1], "phòng Tư pháp (P-TU-PHAP)"))
    for said in (
        "Số liệu: từ 15/12/2020 đến hết 14/6/2021",
        "Hạn nộp: 09:00 thứ Ba 15/6/2021",
        "Khóa sổ: không",
        "Căn cứ: Công văn số 1649/UBND-NV ngày 10/6/2021",
        "Nơi nhận: 6 đơn vị: ",
        "hạn nộp sớm nhất là 17:00 thứ Ba 15/6/2021",
    ):
        assert said in text(summary)
    assert rounds(engine) == []
    assert "Đã mở Báo cáo cải cách hành chính 6 tháng đầu năm 2021 cho 6 đơn vị" in text(
        talk.press("desk", data_of(summary[-1], "Mở kỳ báo cáo"))
    )
    ((opened, units),) = rounds(engine)
    assert (opened.form_code, opened.period, opened.basis) == (
        "cam-xuyen-2021",
        "2021-H1",
        "Công văn số 1649/UBND-NV ngày 10/6/2021",
    )
    assert (opened.window_from, opened.window_to) == (date(2020, 12, 15), date(2021, 6, 14))
    assert opened.due_at == datetime(2021, 6, 15, 9, 0, tzinfo=ZONE)
    assert (opened.locks_at, opened.moved_from, opened.opened_at) == (None, None, WRITTEN)
    assert units == RECIPIENTS
    assert "hạn nộp 09:00 thứ Ba 15/6/2021" in text(talk.say("officer", "/baocao"))


def test_a_level_stands_for_all_of_its_units(engine: Engine, talk: Talk) -> None:
    prepare(talk, "mở kỳ báo cáo 6 tháng đầu năm 2021", "cam-xuyen-2021", "9h 15/6", "nơi nhận: các phòng, văn phòng")
    prepare(talk, "mở kỳ báo cáo")
    assert rounds(engine)[0][1] == RECIPIENTS


def test_nobody_named_is_everybody_that_reports(engine: Engine, talk: Talk) -> None:
    prepare(talk, "mở kỳ báo cáo 6 tháng đầu năm 2021", "cam-xuyen-2021", "9h 15/6")
    prepare(talk, "nơi nhận: nội vụ", "nơi nhận: tất cả", "mở kỳ báo cáo")
    assert rounds(engine)[0][1] == RECIPIENTS | {"CAM-BINH", "CAM-VINH"}


def test_a_desk_reaches_no_unit_but_those_below_it(engine: Engine, talk: Talk) -> None:
    lines = ("mở kỳ báo cáo 6 tháng đầu năm 2021", "cam-xuyen-2021", "9h 15/6", "nơi nhận: nội vụ, P-TU-PHAP")
    said = [reply for line in lines for reply in talk.say("other desk", line)]
    assert "Tôi không thấy đơn vị nào tên “P-TU-PHAP”" in text(said[-1:])
    with Session(engine) as session:
        forged = unit_by_code(session, "P-TU-PHAP").id
        place = session.exec(select(Place).where(Place.at == OpeningRound.at)).one()
        step, officer = place.step, place.officer_id
    with transaction(engine) as session:
        session.get_one(Place, officer).offered = [["Tư pháp", f"recipient {forged}"]]
    assert "P-TU-PHAP" in text(talk.press("other desk", f"{step}|recipient {forged}"))
    talk.say("other desk", "bỏ tên này")
    talk.say("other desk", "mở kỳ báo cáo")
    assert rounds(engine)[0][1] == {"P-NOI-VU-TH"}


def test_nothing_is_opened_without_a_yes(engine: Engine, talk: Talk) -> None:
    summary = prepare(talk, "mở kỳ báo cáo 6 tháng đầu năm 2021", "cam-xuyen-2021", "9h 15/6")
    yes = data_of(summary[-1], "Mở kỳ báo cáo")
    prepare(talk, "để xem", "1 2", "hủy")
    assert "“Mở kỳ báo cáo” là lựa chọn của câu trước" in text(talk.press("desk", yes))
    for forged in ("|openround", "|newround"):
        talk.press("desk", forged)
    assert rounds(engine) == []


def test_only_a_desk_opens_rounds_wherever_it_stands(engine: Engine, talk: Talk) -> None:
    talk.say("officer", "/baocao")
    draft = {"form": "cam-xuyen-2021", "period": "2021-H1", "due": "2021-06-15T09:00:00+07:00"}
    for said in ("mở kỳ báo cáo", "nơi nhận: tất cả", "/trogiup", "hạn nộp 20/6"):
        with transaction(engine) as session:
            place = session.exec(select(Place)).one()
            place.at, place.held, place.offered = OpeningRound.at, draft, [["Mở kỳ báo cáo", "openround"]]
        assert "do cán bộ theo dõi" in text(talk.say("officer", said))
    assert rounds(engine) == []


@pytest.mark.parametrize(
    ("typed", "asked", "parts"),
    [
        ("Kỳ Anh, Kỳ Sơn", RoundPart.RECIPIENTS, [(RoundPart.RECIPIENTS, "Kỳ Anh, Kỳ Sơn")]),
        ("nơi nhận: Kỳ Anh,\nKỳ Sơn", None, [(RoundPart.RECIPIENTS, "Kỳ Anh,\nKỳ Sơn")]),
        ("kỳ: quý 1", None, [(RoundPart.PERIOD, "quý 1")]),
        ("hạn 9h 15/6", RoundPart.DUE, [(RoundPart.DUE, "hạn 9h 15/6")]),
        (
            "9h 15/6\nKhóa sổ 20/6\nCAN CU: số 9",
            RoundPart.DUE,
            [(RoundPart.DUE, "9h 15/6"), (RoundPart.LOCK, "20/6"), (RoundPart.BASIS, "số 9")],
        ),
        ("xin chào", None, []),
    ],
)
def test_a_line_names_its_part_or_answers_the_question(
    typed: str, asked: RoundPart | None, parts: list[tuple[RoundPart, str]]
) -> None:
    assert by_part(typed, asked) == parts
