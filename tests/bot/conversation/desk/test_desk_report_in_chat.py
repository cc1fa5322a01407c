"""A district fills its report from twenty communes in the chat, up to the spreadsheet; who may do so, and who may not."""

from io import BytesIO
from typing import NamedTuple

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import select

from bot.errors.rights import NotYours
from bot.messages.messages import Outgoing
from bot.people.addresses import join
from bot.storage.database import transaction
from bot.texts import refusals
from bot.texts.report import reporting
from bot.texts.report import revising as reporting_again
from tests.by_row import figures_of
from tests.communes import NOW, communes, enter, hand_in, set_up_communes, table
from tests.conftest import Clock
from tests.talking import Talk, data_of, text
from tests.tracker.review.test_desk_report import FORM, ask_level
from tests.tracker.rollup.test_rollup_district import Desk, figures_on
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.reports import Report, Source, State
from tracker.reports.rounds import Round, Terms, open_round
from tracker.workbooks.appendices import report_appendix

NOT_YOURS = refusals.broken(NotYours())
MOST = 150  # messages until the summary; figures drawn by lot contradict each other often


class Office(NamedTuple):
    """The district with its twenty communes, its report, and its desk and the province's, each in a chat."""

    engine: Engine
    talk: Talk
    report_id: int
    desk: str = "desk"
    province: str = "province"

    def state(self) -> str:
        with transaction(self.engine) as session:
            return session.get_one(Report, self.report_id).state

    def figure(self, key: str) -> str:
        with transaction(self.engine) as session:
            return str(figures_of(session, session.get_one(Report, self.report_id))[key].amount)


@pytest.fixture
def office(engine: Engine, clock: Clock) -> Office:
    with transaction(engine) as session:
        set_up_communes(session, communes())
        import_units(session, [UnitLine(2, "HUYEN-2", "Na Rì", "huyện", "TINH")])
        for code, address in (("HUYEN", "desk"), ("TINH", "province"), ("HUYEN-2", "beside")):
            person = add_officer(session, f"Người {code}", unit_by_code(session, code), Role.DESK)
            join(session, "terminal", address, person, NOW)
        report = ask_level(session, "TINH", "huyện")["HUYEN"].id
    return Office(engine, Talk(engine, clock), report)


def go_on(office: Office, said: list[Outgoing]) -> int:
    """Leave blank what is asked and keep what is questioned, up to the summary; how many messages that took."""
    for count in range(MOST):
        labels = [button.label for button in said[-1].buttons]
        if reporting.SUBMIT in labels:
            return count
        keeps = refusals.KEEP in labels
        fixes = refusals.FIX in labels
        answer = "giữ vì đúng theo báo cáo của xã" if keeps else "0" if fixes else "bỏ qua"
        said = office.talk.say(office.desk, answer)
    raise AssertionError(text(said))


def test_the_appendix_that_comes_out_of_the_chat_has_every_total_of_the_papers(office: Office) -> None:
    opening = text(office.talk.say(office.desk, "/baocao"))
    assert "Tổng hợp từ 19/20 đơn vị; còn thiếu: xã Yên Thịnh." in opening
    assert "Biểu dinh-ca-2024 (" in opening, "what other forms cannot give is named before anything is asked"
    count = go_on(office, office.talk.say(office.desk, "lấy số tổng hợp"))
    assert count < MOST
    (receipt,) = office.talk.say(office.desk, "nộp báo cáo")
    assert receipt.attachment
    assert office.state() == State.SUBMITTED
    sheet = load_workbook(BytesIO(receipt.attachment.content)).worksheets[0]
    faces = [str(cell.value) for (cell,) in sheet.iter_rows(max_row=9, max_col=1)]
    assert "Tổng hợp từ 19/20 đơn vị, còn thiếu: xã Yên Thịnh." in faces
    desk, printed = Desk(FORM, communes()), figures_on(sheet, FORM)
    totals = {row["key"]: desk.total(row["key"]) for row in table(FORM)}
    wrong = {key: (printed[key], total) for key, total in totals.items() if total and printed[key] != total}
    assert wrong == {}


def test_who_changed_a_figure_says_that_it_is_a_total(office: Office) -> None:
    office.talk.say(office.desk, "/baocao")
    office.talk.say(office.desk, "lấy số tổng hợp")
    asked = text(office.talk.say(office.desk, "ai đã sửa 7.2.4b"))
    assert "(số tổng hợp từ các đơn vị)" in asked
    assert "rollup" not in asked


def test_the_parts_of_a_total_name_the_rows_of_other_forms(office: Office) -> None:
    office.talk.say(office.desk, "/baocao")
    (first,) = office.talk.say(office.desk, "vì sao 7.2.4b")
    assert first.text.count("• ") == 19
    assert "xã Hoằng Lưu: 437 (biểu hoang-luu-2024, mục 3.3.1c + 3.3.1d)" in first.text
    assert "Cộng từ " in first.text
    assert "Số hồ sơ" in first.title


def test_a_second_page_has_the_rest(office: Office) -> None:
    with transaction(office.engine) as session:
        lines = [UnitLine(n, f"T-{n}", f"Thêm {n}", "xã", "HUYEN-2") for n in range(25)]
        import_units(session, lines)
        for n, report in enumerate(ask_level(session, "HUYEN-2", "").values()):
            enter(session, report, {"1.1": str(n)}, Source(1, NOW, "test"))
            hand_in(session, report, NOW)
    (first,) = office.talk.say("beside", "nguồn 1.1")
    (second,) = office.talk.say("beside", "xem tiếp")
    named = [line for said in (first, second) for line in said.text.split("\n") if line.startswith("• ")]
    assert (len(named), len(set(named))) == (25, 25)
    assert "Xem tiếp" not in [button.label for button in second.buttons]


def test_another_districts_desk_may_not_open_it_and_its_own_desk_may_not_accept_it(office: Office) -> None:
    open_it = f"|open {office.report_id}"
    assert NOT_YOURS in text(office.talk.press("beside", open_it))
    assert NOT_YOURS in text(office.talk.press(office.province, open_it))
    office.talk.say(office.desk, "/baocao")
    go_on(office, office.talk.say(office.desk, "lấy số tổng hợp"))
    office.talk.say(office.desk, "nộp báo cáo")
    assert NOT_YOURS in text(office.talk.press(office.desk, f"|unlock {office.report_id}"))
    board = office.talk.say(office.province, "/tinhhinh")
    seen = office.talk.press(office.province, data_of(board[-1], "Xem huyện Chợ Đồn"))
    office.talk.press(office.province, data_of(seen[-1], "Tiếp nhận"))
    assert office.state() == State.ACCEPTED


def test_a_province_opens_a_round_for_the_districts_that_a_letter_names_beside_that_of_the_communes(office: Office) -> None:
    with transaction(office.engine) as session:
        terms = Terms(parse_period("2024-H1"), parse_period("2024-H1").window(), NOW)
        open_round(session, official_form(FORM), terms, unit_by_code(session, "TINH"), NOW)
    for words in ("mở kỳ báo cáo 2024-H1", f"biểu: {FORM}", "hạn nộp: 9h 20/6/2024", "nơi nhận: các huyện"):
        said = office.talk.say(office.province, words)
    assert "huyện Chợ Đồn, huyện Na Rì" in text(said)
    assert "Đã mở" in text(office.talk.say(office.province, "mở kỳ báo cáo"))
    with transaction(office.engine) as session:
        opened = session.exec(select(Round).where(Round.period == "2024-H1").order_by(Round.level)).all()
        assert [round_.level for round_ in opened] == ["", "huyện"]


def test_a_desk_is_reminded_of_its_own_report(office: Office) -> None:
    assert "desk" in {message.address for message in office.talk.remind() if "Nhắc hạn nộp" in message.title}


def test_last_periods_figures_are_offered_only_where_the_units_have_none(office: Office) -> None:
    with transaction(office.engine) as session:
        earlier = ask_level(session, "TINH", "huyện", period=parse_period("2023-Q4"))["HUYEN"]
        enter(session, earlier, {"1.1": "7", "1.3.1": "4", "1.3.2": "2", "1.3.3": "2"}, Source(1, NOW, "test"))
        hand_in(session, earlier, NOW)
    opening = text(office.talk.say(office.desk, "/baocao"))
    assert "Lấy số tổng hợp" in opening
    assert reporting_again.KEEP not in opening
    office.talk.say(office.desk, "lấy số tổng hợp")
    assert office.figure("1.1") != "7"


def test_the_appendix_with_the_remark_on_its_face_may_be_sent_back(office: Office) -> None:
    office.talk.say(office.desk, "/baocao")
    office.talk.say(office.desk, "lấy số tổng hợp")
    with transaction(office.engine) as session:
        name, content = report_appendix(session, session.get_one(Report, office.report_id))
    said = text(office.talk.send_file(office.desk, name, content))
    assert "không có số mới nào lấy được" in said
    assert "tôi tính ra" not in said
