"""Units by command: a table as offices have it, what it would do, and one unit added, renamed, merged, ended, revived."""

import json
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from tests.bot.cli.test_cli import Office, bare_office  # noqa: F401 - the fixture

HEAD = ("TT", "Mã", "Tên đơn vị", "Cấp", "Đơn vị cấp trên")
TABLE: Sequence[Sequence[object]] = (
    ("DANH SÁCH ĐƠN VỊ", None, None, None, None),
    (None, None, None, None, None),
    HEAD,
    (1, "THAI-NGUYEN", "Tỉnh Thái Nguyên", "Tỉnh", None),
    (2, "LINH-SON", "XÃ LINH SƠN", "Xã", "THAI-NGUYEN"),
    (3, "YEN-THINH", "Yên Thịnh", "xã", "thai-nguyen"),
    (4, "DAI-TU", "xã Đại Từ", "XÃ", "THAI-NGUYEN"),
)


def save(office: Office, rows: Sequence[Sequence[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(office.folder / "units.xlsx")


@pytest.fixture
def province(bare_office: Office) -> Office:  # noqa: F811 - the fixture
    save(bare_office, TABLE)
    bare_office.does("unit", "import", "units.xlsx")
    return bare_office


def listed(office: Office) -> dict[str, dict[str, object]]:
    return {unit["code"]: unit for unit in json.loads(office.does("unit", "list", "--json"))}


def test_the_natural_table_of_an_office_is_read(province: Office) -> None:
    assert {code: unit["name"] for code, unit in listed(province).items()} == {
        "DAI-TU": "xã Đại Từ",
        "LINH-SON": "xã Linh Sơn",
        "THAI-NGUYEN": "tỉnh Thái Nguyên",
        "YEN-THINH": "xã Yên Thịnh",
    }


def test_it_says_what_is_new_renamed_and_unchanged_and_tries_first(province: Office) -> None:
    assert "4 units imported: 0 new, 0 changed, 4 unchanged." in province.does("unit", "import", "units.xlsx")
    renamed = (2, "LINH-SON", "Phường Linh Sơn", "Phường", "THAI-NGUYEN")
    save(province, [*TABLE[:4], renamed, *TABLE[5:], (5, "BA-BE", "Ba Bể", "xã", "THAI-NGUYEN")])
    for arguments, would in ((("--dry-run",), "would be "), ((), "")):
        said = province.does("unit", "import", "units.xlsx", *arguments)
        assert "new\tBA-BE\txã Ba Bể" in said
        assert "renamed\tLINH-SON\tphường Linh Sơn (was xã Linh Sơn)" in said
        assert f"5 units {would}imported: 1 new, 1 changed, 3 unchanged." in said
        assert ("BA-BE" in listed(province)) == (not would)
    province.does("audit", "verify")


def test_all_mistakes_are_told_together(province: Office) -> None:
    save(
        province,
        [
            *TABLE[:3],
            (1, "ba be", "Ba Bể", "xã", "THAI-NGUYEN"),
            (2, "X", None, "xã", "NOWHERE"),
            (3, "A", "A", "xã", "B"),
            (4, "B", "B", "xã", "A"),
        ],
    )
    refused = province.refuses("unit", "import", "units.xlsx")
    for said in (
        "Row 4 of the unit table: the code 'BA BE'",
        "row 5: name and level must be filled",
        "row 5: the unit above, 'NOWHERE', is neither in the table nor known",
        "row 6: A stands below itself",
        "row 7: B stands below itself",
        "nothing was imported",
    ):
        assert said in refused
    assert len(listed(province)) == 4


def test_dates_that_are_none_are_told_together(province: Office) -> None:
    head = (*HEAD, "valid_until")
    save(province, [head, (1, "A", "A", "xã", None, "mai"), (2, "B", "B", "xã", None, "31/2/2026")])
    refused = province.refuses("unit", "import", "units.xlsx")
    assert "'mai' is no date" in refused
    assert "row 3: '31/2/2026' is no date" in refused


def test_a_table_without_its_columns_is_refused(province: Office) -> None:
    save(province, [("Mã", "Tên đơn vị"), ("A", "A")])
    assert "there is no column level, parent" in province.refuses("unit", "import", "units.xlsx")


def test_one_unit_is_added_renamed_and_still_found(province: Office) -> None:
    province.does("unit", "add", "ba-be", "--name", "Xã Ba Bể", "--level", "Xã", "--parent", "THAI-NGUYEN")
    assert "xã Ba Bể" in province.refuses("unit", "add", "BA-BE", "--name", "x", "--level", "xã")
    assert "xã Ba Bể is phường Ba Bể Mới now" in province.does(
        "unit", "rename", "BA-BE", "--name", "Ba Bể Mới", "--level", "phường"
    )
    assert listed(province)["BA-BE"]["former"] == ["Ba Bể", "xã Ba Bể"]
    assert province.run("unit", "rename", "BA-BE").code == 2
    assert "neither in the table nor known" in province.refuses(
        "unit", "add", "C", "--name", "C", "--level", "xã", "--parent", "D"
    )


def test_a_unit_merges_ends_and_goes_on(province: Office) -> None:
    merge = ("unit", "merge", "YEN-THINH", "--into", "DAI-TU", "--on", "2026-06-30")
    assert "would end on 2026-06-30, merged into DAI-TU" in province.does(*merge, "--dry-run")
    assert listed(province)["YEN-THINH"]["valid_until"] is None
    province.does(*merge)
    assert listed(province)["YEN-THINH"]["merged_into"] == "DAI-TU"
    province.does("unit", "revive", "YEN-THINH")
    assert listed(province)["YEN-THINH"]["valid_until"] is None
    assert "units below it go on" in province.refuses("unit", "end", "THAI-NGUYEN", "--on", "2026-06-30")
    province.does("officer", "invite", "--unit", "YEN-THINH", "--name", "Lan")
    ended = province.run("unit", "end", "YEN-THINH", "--on", "2026-06-30")
    assert (ended.code, "1 people belong to it" in ended.err) == (0, True)
    assert "cannot merge into" in province.refuses("unit", "merge", "DAI-TU", "--into", "DAI-TU", "--on", "2026-06-30")
    province.does("audit", "verify")


def test_a_mistyped_code_is_told_with_what_is_like_it(bare_office: Office) -> None:  # noqa: F811 - the fixture
    bare_office.does("unit", "add", "THAI-NGUYEN", "--name", "Thái Nguyên", "--level", "tỉnh")
    said = bare_office.refuses("officer", "invite", "--unit", "thai-nguyn", "--name", "Lan")
    assert "(did you mean 'THAI-NGUYEN'?)" in said
    missing = bare_office.refuses("unit", "import", "nowhere/units.xlsx")
    assert missing == "nowhere/units.xlsx: No such file or directory\n"
