"""Names of units as tables have them, and found by what they were called before."""

import pytest
from sqlmodel import Session

from tracker.office.unit_names import plain_level, plain_name
from tracker.office.units import Unit, UnitLine, import_units, unit_by_code, units_called


@pytest.mark.parametrize(
    ("name", "level", "plain"),
    [
        ("Xã Linh Sơn", "Xã", "Linh Sơn"),
        ("XÃ LINH SƠN", "xã", "Linh Sơn"),
        ("xa Linh Sơn", "xã", "Linh Sơn"),
        ("LINH SƠN", "xã", "LINH SƠN"),
        ("Thị trấn  Bằng Lũng", "thị trấn", "Bằng Lũng"),
        ("Phường 5", "Phường", "5"),
        ("Xã", "xã", "Xã"),
        ("Tỉnh Gia", "huyện", "Tỉnh Gia"),
        ("HĐND - UBND huyện", "văn phòng", "HĐND - UBND huyện"),
    ],
)
def test_the_word_of_the_level_is_no_part_of_the_name(name: str, level: str, plain: str) -> None:
    assert plain_name(name, level) == plain
    assert plain_name(plain, level) == plain
    assert plain_level(" Thị  Trấn ") == "thị trấn"


def test_a_former_name_is_found_after_the_names_of_today(session: Session) -> None:
    import_units(session, [UnitLine(2, "A", "Bản Thi", "xã", ""), UnitLine(3, "B", "Xuân Lạc", "xã", "")])
    import_units(session, [UnitLine(2, "A", "Yên Thịnh", "phường", "")])
    units: list[Unit] = [unit_by_code(session, code) for code in "AB"]
    assert units_called(units, "bản thi") == units_called(units, "xa ban thi") == [units[0]]
    import_units(session, [UnitLine(3, "B", "Bản Thi", "xã", "")])
    assert units_called(units, "Bản Thi") == [units[1]]  # it is called so today
    assert units[0].former_names == ["Bản Thi", "xã Bản Thi"]
    import_units(session, [UnitLine(2, "A", "Bản Thi", "xã", "")])
    assert "Bản Thi" not in units[0].former_names
