"""A file in the chat: every filled cell is told with its place before the yes, and one bad cell does not cost the others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine
from sqlmodel import Session

from bot.people.addresses import join
from bot.storage.database import transaction
from tests.by_row import figures_of
from tests.conftest import Clock, District
from tests.filling import edited, filled_in
from tests.sent_forms import matrix
from tests.talking import Talk, text
from tracker.calendar.periods import parse_period
from tracker.forms.catalogue import official_form
from tracker.forms.files import keep_file
from tracker.office.officers import Role, add_officer
from tracker.office.units import UnitLine, import_units, unit_by_code
from tracker.reports.figures import standing_figures
from tracker.reports.reports import reports_of
from tracker.reports.rounds import Terms, open_round
from tracker.workbooks.appendices import report_to_fill

FORM = official_form("ban-thi-2024")


@pytest.fixture
def lan(stored_district: District) -> str:
    return str(stored_district.officer.id)


@pytest.fixture
def sends(engine: Engine, stored_district: District, talk: Talk, lan: str) -> Callable[..., str]:
    """Lan sends the round's sheet after she has worked on it; gives what she reads."""

    def send(edit: Callable[[Worksheet], object] = lambda _: None, **figures: str) -> str:
        with transaction(engine) as session:
            _, content = report_to_fill(session, stored_district.report(session))
        typed = {key.removeprefix("r").replace("_", "."): words for key, words in figures.items()}
        return text(talk.send_file(lan, "bieu.xlsx", edited(filled_in(content, FORM, typed), edit)))

    return send


@pytest.fixture
def talk(engine: Engine, clock: Clock) -> Talk:
    return Talk(engine, clock)


def entered(engine: Engine, district: District) -> dict[str, str]:
    with Session(engine) as session:
        return {key: str(figure.amount) for key, figure in figures_of(session, district.report(session)).items()}


def test_one_unreadable_cell_is_asked_about_and_the_others_are_taken(
    engine: Engine, stored_district: District, talk: Talk, lan: str, sends: Callable[..., str]
) -> None:
    said = sends(r1_1="2", r1_2_1="bốn mốt", r1_2_2="17")
    assert "• ô D11 (1.2.1) ghi “bốn mốt”: chưa hiểu là số nào" in said
    assert "• 1.1 = 2, ô D9" in said
    assert "• 1.2.2 = 17, ô D12" in said
    assert "Tệp để trống: 1.4.1" in said
    taken = text(talk.say(lan, "2"))
    assert "Còn 1 ô chưa đọc được" in taken
    assert "1.2.1 Số nhiệm vụ đề ra" in taken
    now = entered(engine, stored_district)
    assert (now["1.1"], now["1.2.2"], now["1.4.1"]) == ("2", "17", "None")
    assert "1.2.1" not in now


def test_what_has_no_place_is_named_by_line_and_column(sends: Callable[..., str]) -> None:
    def work(sheet: Worksheet) -> None:
        sheet["F7"], sheet["F9"], sheet["F11"] = "Kỳ trước", 99, 88
        sheet.insert_rows(10)
        sheet["B10"], sheet["D10"] = "Số cuộc họp", 3

    said = sends(work, r1_1="2")
    assert "• ô F7 ghi “Kỳ trước”, ô F9 ghi “99”, ô F12 ghi “88”: cột này không có trong biểu" in said
    assert "• ô B10 ghi “Số cuộc họp”, ô D10 ghi “3” (dòng “Số cuộc họp”): dòng này không có trong biểu" in said
    assert "không có chỗ: 5" in said


def test_a_formula_without_a_result_is_said_to_be_one(sends: Callable[..., str]) -> None:
    said = sends(lambda sheet: sheet.cell(9, 4, "=10+2"), r1_2_1="41")
    assert "• ô D9 (1.1) là công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi" in said
    assert "để trống: 1.1" not in said


def test_a_draft_sheet_is_named_with_its_cells(sends: Callable[..., str]) -> None:
    def draft(sheet: Worksheet) -> None:
        book = sheet.parent
        assert book
        copied = book.copy_worksheet(sheet)
        copied.title = "Nháp"
        copied["D9"] = 999
        book.move_sheet(copied, -1)

    said = sends(draft, r1_1="2")
    assert "• 1.1 = 2, ô D9" in said
    assert "• trang “Nháp”, ô D9 ghi “999”: trang này không phải trang của biểu" in said


def test_a_file_without_a_figure_is_not_taken(engine: Engine, stored_district: District, sends: Callable[..., str]) -> None:
    assert "Tệp này chưa điền ô nào" in sends()
    assert entered(engine, stored_district) == {}


def test_more_than_a_screen_is_gone_through_with_further(talk: Talk, lan: str, sends: Callable[..., str]) -> None:
    keys = [row.key for row in FORM.of_level("xã").rows if row.kind == "count"][:14]
    said = sends(**{f"r{key.replace('.', '_')}": "3" for key in keys})
    assert "dòng nữa, gõ “xem tiếp”" in said
    assert f"• {keys[-1]} = 3" not in said
    further = text(talk.say(lan, "xem tiếp"))
    assert f"• {keys[-1]} = 3" in further
    assert text(talk.say(lan, "tiếp")).startswith(said[:40])


@pytest.fixture
def of_an_office(engine: Engine, clock: Clock) -> tuple[str, int]:
    """The officer of a commune that reports on an office's own workbook, and her report."""
    made = matrix()
    with transaction(engine) as session:
        import_units(session, [UnitLine(2, "H", "Chợ Đồn", "huyện", ""), UnitLine(3, "X", "Bản Thi", "xã", "H")])
        officer = add_officer(session, "Lan", unit_by_code(session, "X"), Role.OFFICER)
        join(session, "terminal", str(officer.id), officer, clock())
        period = parse_period("2024-Q1")
        terms = Terms(period, period.window(), clock() + timedelta(3))
        open_round(session, made.form, terms, unit_by_code(session, "H"), clock())
        report = reports_of(session, unit_by_code(session, "X").id)[0]
        keep_file(session, report.form_version_id, made.workbook)
        return str(officer.id), report.id


def test_a_file_that_names_another_unit_is_told_so(talk: Talk, of_an_office: tuple[str, int]) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["F10"] = "UBND XÃ: TÂN LẬP", 60

    said = text(talk.send_file(of_an_office[0], "bieu.xlsx", edited(matrix().workbook, fill)))
    assert "• ô A1 ghi “UBND XÃ: TÂN LẬP”, báo cáo này là “UBND XÃ: BẢN THI”: anh/chị xem có gửi nhầm tệp không" in said
    assert "ghi tên khác: 1" in said


def test_an_offices_own_workbook_comes_back_filled(engine: Engine, talk: Talk, of_an_office: tuple[str, int]) -> None:
    lan, report_id = of_an_office

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "UBND XÃ: BẢN THI"
        sheet["F9"], sheet["F10"], sheet["F11"], sheet["E10"], sheet["J10"] = 102, 60, 41, 151, "hỏi lại"

    said = text(talk.send_file(lan, "bieu.xlsx", edited(matrix().workbook, fill)))
    assert "ghi tên khác" not in said
    assert "• ô F9 (1 Số lao động có việc làm mới (Năm 2025 > Thực hiện)) ghi “102”; tôi tính ra 101" in said
    assert "• ô E10 (1.1 Làm việc trong tỉnh (Năm 2025 > Kế hoạch)) ghi “151”; biểu giao 150, tôi giữ số được giao" in said
    assert "• ô J10 ghi “hỏi lại”: cột này không có trong biểu" in said
    assert "• 1.1 Làm việc trong tỉnh (Năm 2025 > Thực hiện) = 60, ô F10" in said
    talk.say(lan, "1")
    with Session(engine) as session:
        figures = standing_figures(session, report_id).figures
        stands = {str(cell): figure.entry.text or str(figure.entry.amount) for cell, figure in figures.items()}
    assert stands == {"0.1[w]": "UBND XÃ: BẢN THI", "r2[th]": "102", "r3[th]": "60", "r4[th]": "41"}
