"""An administrator takes a form into use by sending its blank appendix to the bot."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.people.addresses import join
from bot.storage.database import transaction
from bot.texts.office import importing, menu
from tests.blank_forms import as_workbook, tall
from tests.conftest import Clock, District
from tests.correcting import put
from tests.filling import edited
from tests.house import ROOT
from tests.talking import Talk, text
from tracker.forms.catalogue import FormVersion, official_form, published_codes, published_form
from tracker.forms.files import file_of
from tracker.forms.form import Form
from tracker.forms.row import Adding
from tracker.kernel.grids import Grid, Value
from tracker.office.officers import Role, add_officer
from tracker.office.units import unit_by_code
from tracker.uploads.reading import read_grids

HOA_GIAI: list[list[Value]] = [
    ["Phụ lục 3"],
    ["KẾT QUẢ CÔNG TÁC HÒA GIẢI QUÝ I NĂM 2026"],
    ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"],
    ["1", "Hòa giải"],
    ["1.1", "Số vụ", "Vụ"],
    ["1.2", "Số tổ hòa giải", "Tổ"],
]
Admin = Callable[[str], str]


@pytest.fixture
def admin(engine: Engine, clock: Clock, stored_district: District) -> Admin:  # noqa: ARG001 - the units
    """Gives the address of a new administrator of the unit with that code."""

    def of(code: str) -> str:
        with transaction(engine) as session:
            officer = add_officer(session, "Đỗ Văn An", unit_by_code(session, code), Role.ADMIN)
            join(session, "terminal", str(officer.id), officer, clock())
            return str(officer.id)

    return of


def codes(engine: Engine) -> list[str]:
    with transaction(engine) as session:
        return published_codes(session)


def form(engine: Engine, code: str) -> Form:
    with transaction(engine) as session:
        return published_form(session, code)


def test_a_clear_appendix_is_in_use_after_its_code(engine: Engine, clock: Clock, admin: Admin) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    understood, question = talk.send_file(an, "hòa giải.xlsx", as_workbook([Grid("Biểu", HOA_GIAI)]))
    assert "Đọc được 3 dòng" in understood.text
    assert importing.NO_DOUBT in understood.text
    assert "Gõ mã biểu" in question.text
    assert "chưa dùng làm mã được" in text(talk.say(an, "Hòa Giải"))
    assert "hoa-giai-2026" not in codes(engine)
    assert "Đã đưa vào dùng biểu hoa-giai-2026, phiên bản 1, 3 dòng" in text(talk.say(an, "hoa-giai-2026"))
    assert [row.key for row in form(engine, "hoa-giai-2026").rows] == ["1", "1.1", "1.2"]


def test_what_is_uncertain_is_named_and_corrected_in_the_sheet_that_came_back(
    engine: Engine, clock: Clock, admin: Admin
) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    unclear: list[list[Value]] = [*HOA_GIAI[:-1], ["1.2", "Người phụ trách"]]
    understood, question = talk.send_file(an, "hòa giải.xlsx", as_workbook([Grid("Biểu", unclear)]))
    assert "Trang “Biểu”, dòng 6" in understood.text
    assert "Còn 1 chỗ chưa chắc" in question.text
    assert understood.attachment
    assert understood.attachment.name == importing.SHEET_NAME
    corrected = edited(understood.attachment.content, lambda sheet: put(sheet, "1.2", "đơn vị tính", "Người"))
    again = edited(corrected, lambda sheet: put(sheet, "1.2", "loại", "số đếm"))
    understood, question = talk.send_file(an, "đã sửa.xlsx", again)
    assert understood.attachment is None
    assert "chưa chắc" not in question.text
    talk.say(an, "hoa-giai-2026")
    row = form(engine, "hoa-giai-2026").by_key["1.2"]
    assert (row.kind.value, row.unit) == ("count", "Người")


def test_a_form_that_is_known_gets_its_next_version_by_a_button(engine: Engine, clock: Clock, admin: Admin) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    talk.send_file(an, "biểu.xlsx", as_workbook([Grid("Biểu", HOA_GIAI)]))
    talk.say(an, "hoa-giai")
    _, question = talk.send_file(
        an, "biểu.xlsx", as_workbook([Grid("Biểu", [*HOA_GIAI, ["1.3", "Số vụ hòa giải thành", "Vụ"]])])
    )
    (label,) = [button.label for button in question.buttons if button.label != importing.DROP]
    assert label == importing.next_version("hoa-giai")
    assert "hoa-giai, phiên bản 2, 4 dòng" in text(talk.say(an, label))
    _, question = talk.send_file(
        an, "biểu.xlsx", as_workbook([Grid("Biểu", [*HOA_GIAI, ["1.3", "Số vụ hòa giải thành", "Vụ"]])])
    )
    assert "không có gì thay đổi" in text(talk.say(an, "1"))


def test_an_appendix_of_121_rows_with_doubts_can_be_left(engine: Engine, clock: Clock, admin: Admin) -> None:
    talk, an, before = Talk(engine, clock), admin("CHO-DON"), codes(engine)
    understood, _ = talk.send_file(an, "biểu.xlsx", as_workbook(tall(official_form("ban-thi-2024"))))
    assert "Đọc được 121 dòng" in understood.text
    assert menu.LEFT in text(talk.say(an, importing.DROP))
    assert codes(engine) == before


def workbook(engine: Engine, code: str) -> bytes | None:
    with transaction(engine) as session:
        return file_of(session, session.exec(select(FormVersion.id).where(FormVersion.code == code)).one())


@pytest.mark.parametrize("name", ["made-hainam", "congdoan-danhsach"])
def test_an_offices_form_is_taken_with_its_workbook(engine: Engine, clock: Clock, admin: Admin, name: str) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    content = (ROOT / "tests" / "data" / "forms" / f"{name}.xlsx").read_bytes()
    understood, _ = talk.send_file(an, "biểu.xlsx", content)
    assert "Mỗi đơn vị được hỏi" in understood.text
    talk.say(an, "our-form")
    assert form(engine, "our-form").tables
    assert workbook(engine, "our-form") == content


def test_the_workbook_is_kept_after_a_correction(engine: Engine, clock: Clock, admin: Admin) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    content = (ROOT / "tests" / "data" / "forms" / "made-hainam.xlsx").read_bytes()
    understood, _ = talk.send_file(an, "biểu.xlsx", content)
    assert understood.attachment
    talk.send_file(
        an, "đã sửa.xlsx", edited(understood.attachment.content, lambda sheet: put(sheet, "1", "cách cộng", "không cộng"))
    )
    talk.say(an, "our-form")
    assert form(engine, "our-form").by_key["1"].adding is Adding.NOT
    kept = workbook(engine, "our-form")
    assert kept
    assert [grid.name for grid in read_grids(kept)] == [grid.name for grid in read_grids(content)]


def test_a_mistake_in_the_corrected_workbook_is_named_and_nothing_is_taken(engine: Engine, clock: Clock, admin: Admin) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    understood, _ = talk.send_file(an, "biểu.xlsx", as_workbook([Grid("Biểu", HOA_GIAI)]))
    assert understood.attachment
    wrong = edited(understood.attachment.content, lambda sheet: put(sheet, "1.2", "hỏi cùng dòng", "9"))
    said = text(talk.send_file(an, "đã sửa.xlsx", wrong))
    assert "Trang “Sửa dòng”, dòng 4, cột hỏi cùng dòng" in said
    assert "chưa lấy gì từ tệp này" in said


def test_a_secret_form_and_a_file_without_a_table_are_refused(engine: Engine, clock: Clock, admin: Admin) -> None:
    talk, an = Talk(engine, clock), admin("CHO-DON")
    secret = text(talk.send_file(an, "biểu.xlsx", as_workbook([Grid("Biểu", [["TỐI MẬT"], *HOA_GIAI])])))
    assert "Báo cáo mật" in secret
    assert "Tôi không thấy bảng nào" in text(talk.send_file(an, "a.xlsx", as_workbook([Grid("Biểu", [["Họ tên"]])])))


def test_only_an_administrator_of_the_whole_tree_takes_forms_into_use(
    engine: Engine, clock: Clock, admin: Admin, stored_district: District
) -> None:
    talk, before = Talk(engine, clock), codes(engine)
    for address in (admin("BAN-THI"), str(stored_district.desk.id), str(stored_district.officer.id)):
        talk.send_file(address, "biểu.xlsx", as_workbook([Grid("Biểu", HOA_GIAI)]))
        talk.say(address, "hoa-giai")
        assert codes(engine) == before
