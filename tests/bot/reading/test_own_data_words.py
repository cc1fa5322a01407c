"""What somebody says about the data that is kept of themselves, in many words, and what is none of it."""

import csv
from pathlib import Path

import pytest

from bot.reading.personal import OwnData, read_own_data
from tests.house import ROOT

SEE, CORRECT, DELETE, WISHES = OwnData
SAID = {
    SEE: (
        "dữ liệu của tôi",
        "bot giữ gì về tôi",
        "bot giu gi ve toi?",
        "hệ thống đang lưu những thông tin gì về em ạ",
        "em bị lưu những gì",
        "xem dữ liệu cá nhân",
        "ai đã xem thông tin của tôi",
        "những dữ liệu nào của tôi được lưu",
        "thông tin cá nhân của tôi có những gì",
        "Dữ liệu cá nhân của tôi được lưu bao lâu?",
        "bot lưu trữ thông tin nào của tôi vậy",
    ),
    CORRECT: (
        "sửa số điện thoại của tôi thành 0912345678",
        "tên của em bị ghi sai, đúng là Hoàng Thị Loan",
        "đổi tên em thành Hoa",
        "dạ em muốn đính chính thông tin cá nhân ạ",
        "sđt của em mới là 0912 345 678",
    ),
    DELETE: ("tôi muốn xoá hết thông tin cá nhân của tôi", "yêu cầu xoá dữ liệu cá nhân", "xóa tài khoản của em"),
    WISHES: ("ai yêu cầu xóa dữ liệu", "yêu cầu về dữ liệu cá nhân", "có yêu cầu sửa thông tin nào không"),
    None: (
        "dữ liệu báo cáo của tôi",
        "số liệu của tôi",
        "em ghi nhầm tên đơn vị",
        "thông tin em nhập sai",
        "xóa dữ liệu mục 3",
        "cập nhật dữ liệu quý 3",
        "người phụ trách cũ chuyển đi, đổi sang tên tôi giúp",
    ),
}


@pytest.mark.parametrize(("wanted", "words"), [(wanted, one) for wanted, several in SAID.items() for one in several])
def test_what_is_wanted_of_ones_own_data(wanted: OwnData | None, words: str) -> None:
    assert read_own_data(words) is wanted


def test_figures_in_hand_are_not_ones_own_data() -> None:
    assert read_own_data("xóa dữ liệu của tôi") is DELETE
    assert read_own_data("xóa dữ liệu của tôi", among_figures=True) is None
    assert read_own_data("sửa dữ liệu của em", among_figures=True) is None


def test_what_people_say_of_reports_is_not_taken_for_it() -> None:
    lines = [cell for path in sorted(Path(ROOT / "tests/data/said").glob("*.tsv")) for cell in _cells(path)]
    assert len(lines) > 1000
    assert [line for line in lines if read_own_data(line)] == []


def _cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) for cell in row if " " in cell]
