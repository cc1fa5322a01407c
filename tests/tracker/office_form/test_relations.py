"""What holds between figures, read from the page with its evidence; and where the page does not show it, nothing."""

import pytest

from tests.tracker.office_form.small_forms import Read, sheet
from tracker.understanding.as_form import form_of_office


def relations(text: str, **look: object) -> dict[str, str]:
    """Relations by their texts."""
    grid = sheet(text, **look)  # type: ignore[arg-type]
    return {one.text: one.source.value for one in form_of_office(Read(grid).form, [grid], "-").relations}


ROWS = "TT|Chỉ tiêu|ĐVT|Số liệu\n"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("1|Đất nông nghiệp|ha\n1.1|Đất lúa|ha\n1.2|Đất rừng|ha", {"1 = 1.1 + 1.2": "numbering"}),
        ("1|Dân số|người\n|Trong đó: nữ|người", {"1a <= 1": "among"}),
        ("1|Dân số|người\n|Chia ra: - Nam|người\n|- Nữ|người", {"1 = 1a + 1b": "divided"}),
        ("1|Số thu|đồng\n2|Số chi|đồng\n3|Còn lại (3=1-2)|đồng", {"3 = 1 - 2": "label"}),
        ("1|Bệnh nhân|người\n|- Được xét nghiệm|người\n|- Đã khỏi|người", {"1a <= 1": "among", "1b <= 1": "among"}),
        (
            "1|Lớp học|lớp\n|- Lớp có từ 30 trẻ trở lên|lớp\n|- Lớp có dưới 30 trẻ|lớp",
            {"1 = 1a + 1b": "numbering"},
        ),
        (
            "1|Lớp học|lớp\n|- Lớp có từ 30 trẻ trở lên|lớp\n|- Lớp có dưới 20 trẻ|lớp",
            {"1a <= 1": "among", "1b <= 1": "among"},
        ),
        (
            "|Tổng số|\n1|Chia theo đối tượng|\n|- Tập thể|tập thể\n|- Cá nhân|người",
            {"0a = 1a + 1b": "divided"},
        ),
        (
            "1|Số trẻ|trẻ\n|Chia theo tuổi:|\n|- 4 tuổi|trẻ\n|- 5 tuổi|trẻ\n|Trong đó đúng lớp:|\n|- Trẻ 5 tuổi lớp lá|trẻ",
            {"1 = 1b + 1c": "divided", "1đ <= 1": "among", "1đ <= 1c": "among"},
        ),
        ("1|Diện tích|ha\n1.1|Sản lượng|tấn\n1.2|Năng suất|tạ/ha", {}),  # other units are no parts
        ("1|Học sinh|người\n1.1|Học sinh được hỗ trợ|người\n1.2|Học sinh có học bổng|người", {}),  # of both kinds, maybe
    ],
)
def test_between_rows(rows: str, wanted: dict[str, str]) -> None:
    assert relations(ROWS + rows) == wanted


def test_what_a_heading_says_of_whole_blocks_holds_row_by_row() -> None:
    names = ("Đầu kỳ", "Tăng", "Giảm", "Cuối kỳ (D=A+B-C)")
    rows = [f"{letter}|{name}\n1|Bò|con\n2|Lợn|con" for letter, name in zip("ABCD", names, strict=True)]
    found = relations(ROWS + "\n".join(rows), bold=(2, 5, 8, 11))
    assert found == {"4.1 = 1.1 + 2.1 - 3.1": "label", "4.2 = 1.2 + 2.2 - 3.2": "label"}


def test_headings_divide_the_first_row_of_their_heading() -> None:
    causes = "a|Do người thuê|\n|- Thiếu bảo hộ|vụ\nb|Do người làm|\n|- Sai quy trình|vụ"
    rows = f"1|Tai nạn|\n|Tai nạn|vụ\n1.1|Phân theo nguyên nhân|\n{causes}"
    assert relations(ROWS + rows, bold=(2, 4, 5, 7))["1a = 1.1b + 1.1d"] == "divided"


def test_groups_of_the_same_titles_are_parts_both_ways() -> None:
    """The foreign dead are at most the dead and at most the foreign hurt."""
    head = "Thôn|Tổng số||Số người chết|\n|Tổng số|Nước ngoài|Tổng số|Nước ngoài\nThôn 1\nThôn 2"
    found = relations(head, merged="A1:A2 B1:C1 D1:E1")
    wanted = ("[ts_nn] <= [ts_ts]", "[snc_ts] <= [ts_ts]", "[snc_nn] <= [ts_nn]", "[snc_nn] <= [snc_ts]")
    assert found == dict.fromkeys(wanted, "among")


VILLAGES = "\nThôn 1\nThôn 2"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            "Thôn|Tổng|Lần 1|Lần 2|Lần 3|Lần 4\nA|1=2+3=4+5|2|3|4|5",
            {"[c1] = [c2] + [c3]": "codes", "[c1] = [c4] + [c5]": "codes"},
        ),
        ("Thôn|Số hộ|Số khẩu", {"[sh] <= [sk]": "households"}),
        ("Thôn|Số vụ trong kỳ|Số vụ lũy kế từ đầu năm", {"[svtk] <= [svlktd]": "cumulated"}),
    ],
)
def test_between_columns(head: str, wanted: dict[str, str]) -> None:
    found = relations(head + VILLAGES)
    assert {text: source for text, source in found.items() if source != "among"} == wanted


def test_a_relation_is_asked_in_each_column_but_not_of_averages() -> None:
    grid = sheet(f"{ROWS.strip()}|Năng suất (tạ/ha)\n1|Đất|ha\n1.1|Lúa|ha\n1.2|Ngô|ha")
    form = form_of_office(Read(grid).form, [grid], "-")
    assert form.warn == ("1 = 1.1 + 1.2",)
    assert [rule.text for rule in form.rules if " + " in rule.text] == ["1[sl] = 1.1[sl] + 1.2[sl]"]
