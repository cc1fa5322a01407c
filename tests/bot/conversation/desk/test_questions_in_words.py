"""Questions as people type them, each with its whole answer or the question back; nobody sees more than theirs."""

import re
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session

from bot.conversation.core.held import Place
from bot.conversation.core.listening import Said
from bot.conversation.core.places import Filling, Guessing, Questioned
from bot.conversation.seeking.sought import Sought
from bot.reading.questions import NamesKnown, called, read_question
from tests.by_row import figures_of
from tests.provinces import NOW, Province, in_the_midst
from tests.talking import data_of
from tracker.calendar.periods import ZONE
from tracker.review.findings import unsettled
from tracker.review.reasons import explain

Q1 = "Báo cáo cải cách hành chính Quý I năm 2024 · hạn nộp 17:00 thứ Sáu 15/3/2024"
Q4 = "Báo cáo cải cách hành chính Quý IV năm 2023 · hạn nộp 17:00 thứ Tư 20/12/2023"
IN_Q1 = "Đã nộp 3/5 · đúng hạn 2 · nộp muộn 1 · chưa nộp 2"
IN_Q4 = "Đã nộp 5/5 · đúng hạn 4 · nộp muộn 1 · chưa nộp 0"
BOARD = f"""{IN_Q1}
○ Chưa bắt đầu 1: xã Lương Bằng
… Đang nhập 1: xã Bản Thi 2/78
↩ Trả lại, đang sửa 1: xã Yên Thịnh
✓ Đã nộp, chờ tiếp nhận 1: xã Xuân Lạc 16/3 (muộn 16 giờ)
✓ Đã tiếp nhận 1: xã Đồng Lạc 14/3
⚠ Chưa khớp 1 (phải sửa hoặc ghi lý do): xã Bản Thi 1 chỗ
☎ Chưa mời cán bộ nào: xã Lương Bằng, xã Yên Thịnh"""
BAN_THI = """xã Bản Thi: Báo cáo cải cách hành chính Quý I năm 2024
Chưa nộp, đã quá hạn: đang nhập 2/78
Hạn nộp 17:00 thứ Sáu 15/3/2024
⚠ Chưa khớp, phải sửa hoặc ghi lý do: 1 chỗ
☎ Hoàng Thị Lan, 0912 345 678
1 kỳ trước: đúng hạn 1 · nộp muộn 0 · chưa nộp 0"""
LUONG_BANG = """xã Lương Bằng: Báo cáo cải cách hành chính Quý I năm 2024
Chưa nộp, đã quá hạn: chưa bắt đầu
Hạn nộp 17:00 thứ Sáu 15/3/2024
☎ Chưa mời cán bộ nào
1 kỳ trước: đúng hạn 0 · nộp muộn 1 · chưa nộp 0"""
BOTH = """• xã Bản Thi: Chưa nộp, đã quá hạn: đang nhập 2/78
• xã Xuân Lạc: Đã nộp 09:00 16/3, nộp muộn 16 giờ, chờ tiếp nhận"""
OWN = """Tình hình nộp của xã Bản Thi
• Báo cáo cải cách hành chính Quý I năm 2024, hạn nộp 17:00 thứ Sáu 15/3/2024
Chưa nộp, đã quá hạn: đang nhập 2/78
• Báo cáo cải cách hành chính Quý IV năm 2023, hạn nộp 17:00 thứ Tư 20/12/2023
Đã nộp 15:00 17/12, đúng hạn, đã tiếp nhận"""
WHO_MAY = (
    "Tôi chỉ cho anh/chị xem được tình hình của xã Bản Thi. Các đơn vị khác do cán bộ theo dõi xem: "
    "Nông Văn Huyen (huyện Chợ Đồn); Nông Văn Tinh (tỉnh Bắc Kạn)."
)
OWING = f"Chưa nộp 2/5: xã Lương Bằng, xã Bản Thi (đang nhập 2/78)\n{IN_Q1}\n☎ Chưa mời cán bộ nào: xã Lương Bằng"
LUONG_BANGS = ("xã Lương Bằng, huyện Chợ Đồn (LUONG-BANG-CD)", "xã Lương Bằng, huyện Na Rì (LUONG-BANG-NR)")
OVER_ROUNDS = f"""huyện Chợ Đồn: các kỳ báo cáo
• Báo cáo cải cách hành chính Quý I năm 2024
{IN_Q1}
• Báo cáo cải cách hành chính Quý IV năm 2023
{IN_Q4}"""
OF_THE_LEADER = """Tình hình nộp của xã Đồng Lạc
• Báo cáo cải cách hành chính Quý IV năm 2023, hạn nộp 17:00 thứ Tư 20/12/2023
Đã nộp 15:00 18/12, đúng hạn, đã tiếp nhận"""
NONE_SUCH = (
    "Không có kỳ báo cáo nào {of}. Các kỳ gần đây:\n"
    "1. Quý I năm 2024: cải cách hành chính\n2. Quý IV năm 2023: cải cách hành chính"
)
WHICH = "là đơn vị nào? Anh/chị chọn một, hoặc gõ tên đầy đủ hay mã đơn vị."


def unknown(name: str) -> str:
    return f"Tôi không thấy đơn vị nào tên “{name}” trong các đơn vị cấp dưới. Anh/chị gõ lại tên hoặc mã đơn vị.\n"


ANSWERS: list[tuple[str, list[str], str]] = [
    (
        "huyen",
        [
            "/tinhhinh",
            "tình hình",
            "tinh hinh nop bao cao the nao",
            "các xã nộp báo cáo cải cách hành chính thế nào",
            "tình hình huyện Chợ Đồn",
            "các xã nộp chưa?",
            "tiến độ nộp đến đâu rồi",
            "tình hình cchc quý này",
        ],
        f"{Q1}\n{BOARD}",
    ),
    (
        "huyen",
        [
            "xã nào chưa nộp quý 1",
            "xa nao chua nop quy 1",
            "còn thiếu ai",
            "đơn vị nào chưa gửi báo cáo",
            "cho anh hỏi kỳ này còn những xã nào chưa nộp vậy?",
            "chưa nộp",
        ],
        f"{Q1}\n{OWING}",
    ),
    (
        "huyen",
        [
            "ban thi nop chua",
            "tình hình Bản Thi",
            "tình hình Bản Thi quý 1",
            "xã Bản Thi thế nào rồi",
            "BAN-THI",
            "Bản Thi đã nộp chưa em",
        ],
        BAN_THI,
    ),
    (
        "huyen",
        ["tình hình Bản Thi quý 4", "kỳ trước ban thi nop chua", "Bản Thi quý IV năm 2023 nộp chưa"],
        """xã Bản Thi: Báo cáo cải cách hành chính Quý IV năm 2023
Đã nộp 15:00 17/12, đúng hạn, đã tiếp nhận
Hạn nộp 17:00 thứ Tư 20/12/2023
☎ Hoàng Thị Lan, 0912 345 678""",
    ),
    (
        "huyen",
        ["lịch sử Yên Thịnh", "Yên Thịnh các kỳ trước thế nào", "yen thinh may ky gan day ra sao"],
        """xã Yên Thịnh: lịch sử nộp báo cáo
• Báo cáo cải cách hành chính Quý I năm 2024: đúng hạn, trả lại 1 lần
• Báo cáo cải cách hành chính Quý IV năm 2023: đúng hạn, tiếp nhận 15:00 21/12""",
    ),
    (
        "huyen",
        ["ai muon", "don vi nao tre", "xã nào nộp không đúng hạn", "tôi muốn biết xã nào nộp muộn"],
        f"{Q1}\nNộp muộn 1/5: xã Xuân Lạc (muộn 16 giờ)\nQuá hạn chưa nộp 2: xã Bản Thi, xã Lương Bằng\n{IN_Q1}",
    ),
    ("huyen", ["kỳ trước ai nộp muộn", "quy 4 ai nop cham"], f"{Q4}\nNộp muộn 1/5: xã Lương Bằng (muộn 22 giờ)\n{IN_Q4}"),
    (
        "huyen",
        ["xã nào đã nộp", "bao cao quy 1 2024 nop duoc bao nhieu", "có bao nhiêu xã nộp"],
        f"{Q1}\n{IN_Q1}\nxã Yên Thịnh (trả lại), xã Xuân Lạc (muộn 16 giờ), xã Đồng Lạc 14/3",
    ),
    ("huyen", ["xã nào bị trả lại", "ai phai lam lai"], f"{Q1}\nTrả lại 1/5: xã Yên Thịnh\n{IN_Q1}"),
    ("huyen", ["bao nhiêu xã đúng hạn"], f"{Q1}\nĐúng hạn 2/5: xã Yên Thịnh (trả lại), xã Đồng Lạc 14/3\n{IN_Q1}"),
    (
        "huyen",
        ["xã nào chưa nhập xong"],
        f"{Q1}\nChưa nhập xong 3/5: xã Lương Bằng, xã Bản Thi (đang nhập 2/78), xã Yên Thịnh (trả lại)\n{IN_Q1}",
    ),
    ("huyen", ["xã nào chưa bắt đầu"], f"{Q1}\nChưa bắt đầu 1/5: xã Lương Bằng\n{IN_Q1}"),
    ("huyen", ["ai đang nhập dở"], f"{Q1}\nĐang nhập 1/5: xã Bản Thi 2/78\n{IN_Q1}"),
    ("huyen", ["xã nào chưa khớp", "so lieu xa nao bi lech"], f"{Q1}\nChưa khớp 1/5: xã Bản Thi 1 chỗ\n{IN_Q1}"),
    ("huyen", ["xã nào chờ tiếp nhận"], f"{Q1}\nChờ tiếp nhận 1/5: xã Xuân Lạc (muộn 16 giờ)\n{IN_Q1}"),
    ("huyen", ["đã tiếp nhận những xã nào"], f"{Q1}\nĐã tiếp nhận 1/5: xã Đồng Lạc 14/3\n{IN_Q1}"),
    (
        "huyen",
        ["ai quá hạn mà chưa nộp"],
        f"{Q1}\nQuá hạn c{OWING[1:]}",
    ),
    ("huyen", ["lương bằng nộp chưa"], LUONG_BANG),
    ("huyen", ["lạc nộp chưa"], f"“lạc” {WHICH}\n1. xã Đồng Lạc (DONG-LAC)\n2. xã Xuân Lạc (XUAN-LAC)\n3. Thôi"),
    ("huyen", ["tình hình ban thy"], f"{unknown('ban thy')}1. xã Bản Thi (BAN-THI)\n2. Thôi"),
    ("huyen", ["tình hình xã Kim Lư"], f"{unknown('Kim Lư')}1. Thôi"),
    ("huyen", ["tình hình xã Hòa Bình"], f"{unknown('Hòa Bình')}1. Thôi"),
    ("huyen", ["Bản Thi và Xuân Lạc nộp chưa"], f"{Q1}\n{BOTH}\n1. xã Bản Thi\n2. xã Xuân Lạc"),
    ("huyen", ["tình hình quý 2 năm 2022"], NONE_SUCH.format(of="cho quý II năm 2022")),
    ("huyen", ["6 tháng ai chưa nộp"], NONE_SUCH.format(of="như anh/chị hỏi")),
    ("huyen", ["tháng trước xã nào nộp muộn"], NONE_SUCH.format(of="cho tháng 2 năm 2024")),
    (
        "tinh",
        ["lương bằng nộp chưa"],
        f"“lương bằng” {WHICH}\n1. {LUONG_BANGS[0]}\n2. {LUONG_BANGS[1]}\n3. Thôi",
    ),
    ("tinh", ["xã lương bằng huyện na rì nộp chưa", "LUONG-BANG-NR nộp chưa"], LUONG_BANG),
    (
        "tinh",
        ["huyện Chợ Đồn ai chưa nộp"],
        f"huyện Chợ Đồn: {Q1}\n{OWING}",
    ),
    (
        "tinh",
        ["huyện Chợ Đồn các kỳ trước"],
        OVER_ROUNDS,
    ),
    ("lan", ["/tinhhinh", "xã tôi nộp chưa", "ban thi nop chua", "chưa nộp", "tôi nộp báo cáo cchc chưa"], OWN),
    (
        "lan",
        ["xã nào chưa nộp", "tình hình Xuân Lạc", "tình hình xã Hòa Bình", "gửi file excel tình hình"],
        f"{WHO_MAY}\n{OWN}",
    ),
    (
        "leader",
        ["quý 4 đơn vị mình nộp chưa"],
        OF_THE_LEADER,
    ),
]


@pytest.fixture
def province(session: Session) -> Province:
    return in_the_midst(session)


@pytest.mark.parametrize(("who", "text", "answer"), [(who, text, answer) for who, texts, answer in ANSWERS for text in texts])
def test_a_question_is_answered_with_exactly_what_stands(province: Province, who: str, text: str, answer: str) -> None:
    said = province.says(who, text)
    if who in {"lan", "leader"}:  # nobody is moved: the menu stands below the answer
        said, menu = re.split(r"\n[^\n•]+ · xã [^\n]+\n", said)
        assert "Xem tình hình nộp" in menu
    assert said == answer


def test_there_are_many_questions() -> None:
    assert sum(len(texts) for _, texts, _ in ANSWERS) >= 60


def test_a_unit_that_is_chosen_is_answered_with_what_was_asked(province: Province) -> None:
    province.says("tinh", "lịch sử lương bằng")
    assert province.says("tinh", "1").startswith("xã Lương Bằng: lịch sử nộp báo cáo\n")
    province.says("huyen", "lạc quý 4 nộp chưa")
    assert province.says("huyen", "2").startswith("xã Xuân Lạc: Báo cáo cải cách hành chính Quý IV năm 2023\n")


def test_of_several_forms_the_latest_due_is_answered_and_the_others_are_offered(province: Province) -> None:
    province.open("2024-M03", datetime(2024, 3, 25, 17, tzinfo=ZONE), "dinh-ca-2024")
    replies = province.hear("huyen", "xã nào chưa nộp")
    assert "hợp với 2 kỳ" in replies[-1].lead
    assert "Tháng 3 năm 2024" in replies[-1].title
    assert "Chưa nộp 5/5" in replies[-1].text
    again = province.hear("huyen", "quý i năm 2024: cải cách hành chính")
    assert (again[-1].title, again[-1].text.splitlines()[0]) == (
        Q1,
        "Chưa nộp 2/5: xã Lương Bằng, xã Bản Thi (đang nhập 2/78)",
    )


NO_QUESTIONS = [
    "hôm nay trời mưa",
    "tôi không nộp được vì cả xã mất điện",
    "chưa có",
    "cảm ơn em",
    "41 17",
    "số liệu chưa chính xác lắm để tôi kiểm tra lại với công an xã",
    "nộp kế hoạch CCHC chưa",
    "giao Bản Thi nộp báo cáo",
]


@pytest.mark.parametrize("text", NO_QUESTIONS)
def test_what_is_no_question_is_not_understood(province: Province, text: str) -> None:
    names = {called(name) for name in ("Bản Thi", "xã Bản Thi", "BAN-THI")}
    question = read_question(text, NOW.date(), NamesKnown(names))
    assert question is None or question.left
    assert "Đã nộp" not in province.says("huyen", text)


BY_DAYS = {  # asked on Monday the 18th, of what was due on Friday the 15th at 17:00
    "ai quá hạn 2 ngày rồi mà chưa nộp": "Quá hạn chưa nộp từ 2 ngày trở lên 2/5: xã Lương Bằng, xã Bản Thi",
    "qua han tren 1 ngay": "Quá hạn chưa nộp từ 1 ngày trở lên 2/5",
    "xã nào quá hạn trên 3 ngày": "Quá hạn chưa nộp từ 3 ngày trở lên 0/5",
    "muộn quá 3 ngày": "Nộp muộn từ 3 ngày trở lên 0/5",
    "những xã trễ từ 1 ngày trở lên quý 4": "Nộp muộn từ 1 ngày trở lên 0/5",
    "nộp trễ 2 bữa": "Quá hạn chưa nộp từ 2 ngày trở lên 2: xã Bản Thi, xã Lương Bằng",
}


@pytest.mark.parametrize("text", BY_DAYS)
def test_how_late_somebody_is_narrows_the_group(province: Province, text: str) -> None:
    assert BY_DAYS[text] in province.says("huyen", text)


def test_a_workbook_or_an_order_does_not_pass_over_how_late(province: Province) -> None:
    assert "2 ngày" in province.says("huyen", "nhắc mấy xã quá hạn 2 ngày")
    assert "không riêng phần anh/chị hỏi" in province.says("huyen", "danh sách xã quá hạn trên 2 ngày ra excel")


@pytest.mark.parametrize(
    "sought", [Sought(), Sought(late_by=3), Sought(levels="xa", but="4+5", late_by=1), Sought(days="1-9")]
)
def test_what_is_looked_for_is_read_as_it_is_carried(sought: Sought) -> None:
    choice = sought._replace(unit_id=7).choice("x")
    assert Sought.read(Said.offered(choice.data).text) == sought._replace(unit_id=7)


MIDST = ["chưa nộp", "không nộp", "đã nộp 3", "muộn", "41", "đúng hạn 2", "trả lại", "chưa xong", "thiếu", "bản thi"]


@pytest.mark.parametrize("text", MIDST)
def test_an_answer_in_the_middle_of_a_report_is_not_taken_for_a_question(province: Province, text: str) -> None:
    province.hear("lan", "/baocao")
    province.hear("lan", text)
    place = province.session.get_one(Place, province.source.officer_id)
    assert place.at in {Filling.at, Guessing.at, Questioned.at}


@pytest.mark.parametrize("text", ["xã tôi nộp chưa", "tình hình", "ai chưa nộp", "bản thi nộp chưa"])
def test_a_clear_question_in_the_middle_of_a_report_is_answered_and_nothing_is_lost(province: Province, text: str) -> None:
    province.hear("lan", "/baocao")
    assert OWN in province.says("lan", text)
    assert len(figures_of(province.session, province.report(province.quarter, "BAN-THI"))) == 2


@pytest.mark.parametrize("who", ["lan", "leader"])
def test_no_button_shows_an_officer_another_unit(province: Province, who: str) -> None:
    district, kim_lu = province.unit("CHO-DON").id, province.unit("KIM-LU").id
    for unit in (district, kim_lu, province.unit("XUAN-LAC").id):
        for shape in ("text", "history", "workbook", "picture"):
            replies = province.hear(who, pressed=f"|ask all {shape} {province.quarter.id} 1 {unit}")
            assert all(reply.attachment is None and "Xuân Lạc" not in reply.text for reply in replies)
            assert "không thuộc đơn vị của anh/chị" in replies[0].lead


def test_a_desk_sees_no_unit_outside_its_subtree_by_any_button(province: Province) -> None:
    kim_lu = province.unit("KIM-LU").id
    for pressed in (
        f"|ask all text 0 1 {kim_lu}",
        f"|ask all history 0 1 {kim_lu}",
        "|ask all text 0 1",
        "|ask x y z",
        "|ask",
    ):
        replies = province.hear("huyen", pressed=pressed)
        assert "không thuộc đơn vị của anh/chị" in replies[0].lead


def test_buttons_lead_to_the_round_before_and_on_from_there(province: Province) -> None:
    (shown,) = province.hear("huyen", "ai nộp muộn")
    (before,) = province.hear("huyen", pressed=data_of(shown, "Kỳ trước"))
    assert (before.title, before.text.splitlines()[0]) == (Q4, "Nộp muộn 1/5: xã Lương Bằng (muộn 22 giờ)")
    assert "Kỳ trước" not in [button.label for button in before.buttons]


def test_one_unit_alone_is_nudged_and_not_twice(province: Province) -> None:
    province.hear("huyen", "ban thi nop chua")
    assert "Nhắc 1 người của xã Bản Thi còn nợ" in province.says("huyen", "nhắc riêng đơn vị này")
    province.hear("huyen", "ban thi nop chua")
    assert "Kỳ này đã nhắc lúc 09:00" in province.says("huyen", "nhắc riêng đơn vị này")
    province.hear("huyen", "đồng lạc nộp chưa")
    assert "là lựa chọn của câu trước (xã Bản Thi:" in province.says(
        "huyen", "nhắc riêng đơn vị này"
    )  # this one has handed in


def test_what_is_kept_for_a_reason_is_told_apart_from_what_is_unsettled(province: Province) -> None:
    report = province.report(province.quarter, "BAN-THI")
    (broken,) = unsettled(province.session, report)
    explain(province.session, report, broken.rule, "tính cả việc năm trước", province.source)
    said = province.says("huyen", "xã nào chưa khớp")
    assert said == f"{Q1}\nChưa khớp 0/5\n⚠ Giữ số kèm lý do 1: xã Bản Thi 1 chỗ\n{IN_Q1}"
    assert "⚠ Giữ số kèm lý do: 1 chỗ" in province.says("huyen", "tình hình bản thi")


def test_files_are_of_the_round_that_is_asked_for(province: Province) -> None:
    for text, name in (("gửi file excel quý 4", "Tinh-hinh-CHO-DON-2023-Q4.xlsx"), ("ảnh tình hình", "Tinh-hinh-nop.png")):
        (sent,) = province.hear("huyen", text)
        assert sent.attachment
        assert sent.attachment.name == name


def test_a_round_that_a_unit_is_not_asked_for_is_said_so(province: Province) -> None:
    only = province.open("2024-M03", NOW + timedelta(days=9), "dinh-ca-2024")
    report = province.report(only, "YEN-THINH")
    province.session.delete(report)
    province.session.flush()
    assert "Kỳ này xã Yên Thịnh không phải nộp báo cáo." in province.says("huyen", "yên thịnh tháng 3 nộp chưa")
