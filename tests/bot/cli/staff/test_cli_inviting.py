"""Invitations from a list: a table as offices have it, tried first, all mistakes together, codes on a sheet that work."""

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook, load_workbook

from bot.people.invitations import redeem
from bot.running.clock import system_clock
from bot.storage.database import make_engine, transaction
from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture
from tracker.office.officers import Officer
from tracker.workbooks.invitations_book import Invited, invitations_workbook

TITLE = ("DANH SÁCH CÁN BỘ", None, None, None, None)
HEAD = ("TT", "Đơn vị", "Họ và tên", "Chức vụ", "Số điện thoại")
PEOPLE: Sequence[Sequence[object]] = (
    TITLE,
    HEAD,
    (1, "Xã Bản Thi", "Ma Thị Hòa", "Công chức", 912345678),
    (2, "Bản Thi", "Ma Thị Hóa", "Chủ tịch", "0912 345 679"),
    (3, "CHO-DON", "Nông Văn Thu", "Cán bộ theo dõi", None),
)


def save(office: Office, rows: Sequence[Sequence[object]], name: str = "people.xlsx") -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(office.folder / name)


@pytest.fixture
def district(bare_office: Office) -> Office:  # noqa: F811 - the fixture
    table = [("Code", "Name", "Level", "Parent"), ("CHO-DON", "Chợ Đồn", "huyện", None)]
    save(
        bare_office, [*table, ("BAN-THI", "Bản Thi", "xã", "CHO-DON"), ("B-THI", "Bản Thi", "phường", "CHO-DON")], "units.xlsx"
    )
    bare_office.does("unit", "import", "units.xlsx")
    save(bare_office, PEOPLE)
    return bare_office


def codes(office: Office, name: str) -> dict[str, str]:
    rows = list(load_workbook(office.folder / name).worksheets[0].values)
    return {str(row[2]): str(row[6]) for row in rows[4:]}


def test_a_name_that_two_units_have_is_a_mistake_told_with_the_others(district: Office) -> None:
    save(district, [*PEOPLE, (4, "Bản", "Lan", "vua", "12"), (5, "Xã Bản Thi", None, None, None)])
    refused = district.refuses("officer", "import", "people.xlsx")
    for said in (
        "Row 4 of the list of people: 2 units are called 'Bản Thi'; give the code",
        "row 6: no unit is called 'Bản'",
        "row 6: 'vua' is no role",
        "row 6: '12' is no telephone number",
        "row 7: unit and name must be filled",
        "nobody was invited",
    ):
        assert said in refused
    assert district.does("officer", "list") == ""
    assert not (district.folder / "invitations.xlsx").exists()


def test_a_list_is_tried_then_taken_and_its_codes_open_the_door(district: Office) -> None:
    save(district, [*PEOPLE[:3], (2, "xã Bản Thi", *PEOPLE[3][2:]), PEOPLE[4]])
    assert "3 people, 3 of them would be invited" in district.does("officer", "import", "people.xlsx", "--dry-run")
    assert district.does("officer", "list") == ""
    said = district.does("officer", "import", "people.xlsx", "--out", "codes.xlsx")
    assert "new\tMa Thị Hòa\tofficer\tBAN-THI\t0912345678" in said
    assert "new\tMa Thị Hóa\tleader\tBAN-THI\t0912 345 679" in said
    assert "3 people invited; their codes are in codes.xlsx and nowhere else." in said
    made = codes(district, "codes.xlsx")
    engine = make_engine(district.database_url)
    with transaction(engine) as session:
        found = redeem(session, made["Ma Thị Hóa"], ("telegram", "1"), system_clock())
        assert isinstance(found, Officer)
        assert found.name == "Ma Thị Hóa"
    engine.dispose()
    assert "already" in district.refuses("officer", "import", "people.xlsx", "--out", "codes.xlsx")
    again = district.does("officer", "import", "people.xlsx", "--out", "again.xlsx")
    assert again.count("unchanged\t") == 3
    assert set(codes(district, "again.xlsx")) == {"Ma Thị Hòa", "Ma Thị Hóa", "Nông Văn Thu"}  # none has written yet


def test_those_who_have_not_joined_are_invited_again(district: Office) -> None:
    for unit, name in (("BAN-THI", "Lan"), ("CHO-DON", "Thu")):
        district.does("officer", "invite", "--unit", unit, "--name", name)
    district.does("chat", "--as", "lan", typed="menu\n")
    assert "1 people invited" in district.does("officer", "invite-again", "--out", "a.xlsx")
    assert set(codes(district, "a.xlsx")) == {"Thu"}
    assert "0 people invited" in district.does("officer", "invite-again", "--below", "BAN-THI", "--out", "b.xlsx")
    assert "no folder" in district.refuses("officer", "invite-again", "--out", "nowhere/a.xlsx")


def test_the_sheet_has_a_square_code_for_each_link() -> None:
    links = ["https://t.me/bot?start=123456"]
    one = Invited("xã Bản Thi", "=1+1", "officer", "", "123456", "a" * 26, system_clock(), links)
    sheet = load_workbook(io.BytesIO(invitations_workbook([one, one._replace(links=[])]))).worksheets[0]
    rows = list(sheet.values)
    assert rows[4][1:4] == ("xã Bản Thi", "=1+1", "điền báo cáo")
    assert (rows[4][5], rows[4][6], rows[4][8]) == ("123 456", "a" * 26, links[0])
    assert sheet["C5"].data_type != "f"
    assert len(sheet._images) == 1  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl has no other way to look at them
