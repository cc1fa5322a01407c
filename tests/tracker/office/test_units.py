"""The tree of units: imported in any order, all or nothing, with circles and bad lines refused."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.storage.database import transaction
from tracker.kernel.errors import UnitTableWrong, UnitUnknown
from tracker.office.merged import merged_units
from tracker.office.units import (
    Unit,
    UnitLine,
    Validity,
    import_units,
    reporting_units,
    subtree_ids,
    unit_by_code,
    units_above,
    units_called,
)

DAY = date(2026, 6, 14)
TABLE = [
    UnitLine(2, "BAC-KAN", "Bắc Kạn", "tỉnh", ""),
    UnitLine(3, "CHO-DON", "Chợ Đồn", "huyện", "BAC-KAN"),
    UnitLine(4, "YEN-THINH", "Yên Thịnh", "xã", "CHO-DON"),
    UnitLine(5, "BAN-THI", "Bản Thi", "xã", "CHO-DON"),
    UnitLine(6, "NA-RI", "Na Rì", "huyện", "BAC-KAN"),
]


def codes(session: Session) -> set[str]:
    return {unit.code for unit in session.exec(select(Unit))}


def stored(engine: Engine) -> dict[str, tuple[str, str, int | None]]:
    with transaction(engine) as session:
        return {unit.code: (unit.name, unit.level, unit.parent_id) for unit in session.exec(select(Unit))}


@pytest.mark.parametrize("order", [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3]])
def test_units_are_imported_in_any_order(session: Session, order: list[int]) -> None:
    assert len(import_units(session, [TABLE[place] for place in order]).added) == 5
    district = unit_by_code(session, "CHO-DON")
    assert district.full_name == "huyện Chợ Đồn"
    assert district.parent_id == unit_by_code(session, "BAC-KAN").id
    assert unit_by_code(session, "BAN-THI").parent_id == district.id
    assert unit_by_code(session, "BAC-KAN").parent_id is None


def test_a_second_import_renames_and_moves_without_adding(session: Session) -> None:
    import_units(session, TABLE)
    before = unit_by_code(session, "BAN-THI").id
    changed = [UnitLine(2, "BAN-THI", "Bản Thi mới", "phường", "NA-RI"), UnitLine(3, "CHO-MOI", "Chợ Mới", "huyện", "BAC-KAN")]
    assert import_units(session, changed) == (["CHO-MOI"], ["BAN-THI"], [])
    unit = unit_by_code(session, "BAN-THI")
    assert (unit.id, unit.full_name) == (before, "phường Bản Thi mới")
    assert unit.parent_id == unit_by_code(session, "NA-RI").id
    assert len(codes(session)) == 6


def test_the_same_table_twice_changes_nothing(engine: Engine) -> None:
    for _ in range(2):
        with transaction(engine) as session:
            import_units(session, TABLE)
    assert set(stored(engine)) == {line.code for line in TABLE}


BAD_TABLES = [
    ([UnitLine(7, "bac-kan", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "BẮC-KẠN", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "BAC KAN", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "BAC-", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "BAC--KAN", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "BAC-KAN\n", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "", "Bắc Kạn", "tỉnh", "")], 7, "upper-case ASCII"),
    ([UnitLine(7, "X", "", "tỉnh", "")], 7, "name and level"),
    ([UnitLine(7, "X", "Bắc Kạn", "", "")], 7, "name and level"),
    ([UnitLine(7, "X", "Một", "xã", ""), UnitLine(9, "X", "Hai", "xã", "")], 9, "stands in row 7 already"),
    ([UnitLine(7, "X", "Một", "xã", "NOWHERE")], 7, "'NOWHERE', is neither in the table nor known"),
    (
        [UnitLine(7, "A", "Một", "xã", "B"), UnitLine(8, "B", "Hai", "xã", "A")],
        7,
        "A stands below itself; row 8: B stands below itself",
    ),
    ([UnitLine(7, "A", "Một", "xã", "A")], 7, "stands below itself"),
    (
        [UnitLine(7, "x y", "Một", "xã", ""), UnitLine(9, "B", "", "xã", "C")],
        7,
        "row 9: name and level.*row 9: the unit above",
    ),
]


def test_a_table_with_one_bad_line_is_refused_and_nothing_is_imported(engine: Engine) -> None:
    good = UnitLine(2, "GOOD", "Tốt", "tỉnh", "")
    for lines, row, why in BAD_TABLES:
        with pytest.raises(UnitTableWrong, match=why) as refused, transaction(engine) as session:
            import_units(session, [good, *lines])
        assert refused.value.facts["row"] == row
        assert stored(engine) == {}


CIRCLES = [
    [UnitLine(2, "CHO-DON", "Chợ Đồn", "huyện", "BAN-THI")],
    [UnitLine(2, "BAC-KAN", "Bắc Kạn", "tỉnh", "BAC-KAN")],
    [UnitLine(2, "BAC-KAN", "Bắc Kạn", "tỉnh", "YEN-THINH"), UnitLine(3, "NEW", "Mới", "xã", "BAN-THI")],
    [UnitLine(2, "CHO-DON", "Chợ Đồn", "huyện", "NA-RI"), UnitLine(3, "NA-RI", "Na Rì", "huyện", "CHO-DON")],
]


def test_a_circle_is_refused_and_the_tree_stays_as_it_was(engine: Engine) -> None:
    with transaction(engine) as session:
        import_units(session, TABLE)
    before = stored(engine)
    for lines in CIRCLES:
        with pytest.raises(UnitTableWrong, match="stands below itself"), transaction(engine) as session:
            import_units(session, lines)
        assert stored(engine) == before


def test_a_unit_is_found_by_its_code_in_any_case(session: Session) -> None:
    import_units(session, TABLE)
    assert unit_by_code(session, " ban-thi ").name == "Bản Thi"
    with pytest.raises(UnitUnknown, match="'BAN'"):
        unit_by_code(session, "BAN")


def test_a_subtree_is_the_unit_and_all_below_it(session: Session) -> None:
    import_units(session, TABLE)
    by_id = {unit.id: unit.code for unit in session.exec(select(Unit))}

    def below(code: str) -> set[str]:
        return {by_id[number] for number in subtree_ids(session, unit_by_code(session, code).id)}

    assert below("BAC-KAN") == codes(session)
    assert below("CHO-DON") == {"CHO-DON", "BAN-THI", "YEN-THINH"}
    assert below("BAN-THI") == {"BAN-THI"}
    assert subtree_ids(session, 0) == set()


def test_those_without_units_below_report_in_the_order_of_their_names(session: Session) -> None:
    import_units(session, TABLE)
    province, commune = unit_by_code(session, "BAC-KAN"), unit_by_code(session, "BAN-THI")
    assert [unit.code for unit in reporting_units(session, province, DAY)] == ["BAN-THI", "NA-RI", "YEN-THINH"]
    assert reporting_units(session, commune, DAY) == []


NEW = UnitLine(8, "CHO-RA", "Chợ Rã", "xã", "BAC-KAN", Validity(date(2026, 7, 1), None, ""))
MERGED = UnitLine(7, "BAN-THI", "Bản Thi", "xã", "CHO-DON", Validity(None, date(2026, 6, 30), "CHO-RA"))


def test_a_unit_exists_from_its_first_day_to_its_last_both_included(session: Session) -> None:
    import_units(session, [*TABLE, MERGED._replace(code="OLD"), NEW])
    old, new = unit_by_code(session, "OLD"), unit_by_code(session, "CHO-RA")
    assert [(old.exists_on(day), new.exists_on(day)) for day in (date(2026, 6, 30), date(2026, 7, 1))] == [
        (True, False),
        (False, True),
    ]
    assert old.merged_into_id == new.id
    assert unit_by_code(session, "NA-RI").exists_on(date(1999, 1, 1))


def test_those_that_report_are_those_that_exist_on_the_day(session: Session) -> None:
    import_units(session, TABLE)
    import_units(session, [MERGED, NEW])
    province = unit_by_code(session, "BAC-KAN")
    assert [unit.code for unit in reporting_units(session, province, date(2026, 6, 14))] == ["BAN-THI", "NA-RI", "YEN-THINH"]
    assert [unit.code for unit in reporting_units(session, province, date(2026, 12, 14))] == ["CHO-RA", "NA-RI", "YEN-THINH"]


def test_a_later_import_without_dates_keeps_them_and_one_with_empty_dates_clears_them(session: Session) -> None:
    import_units(session, [*TABLE, NEW])
    import_units(session, [MERGED])
    import_units(session, [MERGED._replace(name="Bản Thi cũ", validity=None)])
    unit = unit_by_code(session, "BAN-THI")
    assert (unit.name, unit.valid_until) == ("Bản Thi cũ", date(2026, 6, 30))
    import_units(session, [MERGED._replace(validity=Validity(None, None, ""))])
    assert (unit.valid_until, unit.merged_into_id) == (None, None)


@pytest.mark.parametrize(
    ("validity", "why"),
    [
        (Validity(date(2026, 7, 1), date(2026, 6, 30), ""), "ends on 2026-06-30, before it begins"),
        (Validity(None, date(2026, 6, 30), "NOWHERE"), "merge into 'NOWHERE'"),
        (Validity(None, date(2026, 6, 30), "BAN-THI"), "merge into 'BAN-THI'"),
        (Validity(None, None, "NA-RI"), "no last day"),
    ],
)
def test_a_life_that_cannot_be_is_refused(engine: Engine, validity: Validity, why: str) -> None:
    with pytest.raises(UnitTableWrong, match=why), transaction(engine) as session:
        import_units(session, [*TABLE[:3], *TABLE[4:], MERGED._replace(validity=validity)])
    assert stored(engine) == {}


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("yen thinh", ["YEN-THINH"]),
        ("xã Yên Thịnh", ["YEN-THINH"]),
        ("yen-thinh", ["YEN-THINH"]),
        ("THỊNH", ["YEN-THINH"]),
        ("Chợ  Đồn", ["CHO-DON"]),
        ("na", ["NA-RI"]),
        ("xã", ["YEN-THINH", "BAN-THI"]),
        ("huyện", ["CHO-DON", "NA-RI"]),
        ("thi", ["BAN-THI"]),
        ("ban th", []),
        ("", []),
        ("-", []),
    ],
)
def test_a_unit_is_found_by_what_people_call_it(session: Session, words: str, codes: list[str]) -> None:
    import_units(session, TABLE)
    units = [unit_by_code(session, line.code) for line in TABLE]
    assert [unit.code for unit in units_called(units, words)] == codes


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Văn Lang", ["VAN-LANG"]),
        ("van-lang", ["VAN-LANG"]),
        ("xã văn lăng", ["B"]),
        ("van lang", ["VAN-LANG", "B"]),
        ("Hoà Bình", ["C"]),
        ("Hóa Bình", ["D"]),
        ("hoa binh", ["C", "D"]),
    ],
)
def test_a_name_that_is_typed_with_its_marks_goes_before_those_that_are_alike(words: str, codes: list[str]) -> None:
    names = {"VAN-LANG": "Văn Lang", "B": "Văn Lăng", "C": "Hòa Bình", "D": "Hóa Bình"}
    units = [Unit(id=number, code=code, name=name, level="xã") for number, (code, name) in enumerate(names.items())]
    assert [unit.code for unit in units_called(units, words)] == codes


def test_a_unit_that_merged_leads_to_the_one_that_it_is_a_part_of(session: Session) -> None:
    ended = Validity(None, date(2026, 5, 31), "GIUA")
    again = Validity(date(2026, 6, 1), date(2026, 6, 10), "BAN-THI")
    gone = [UnitLine(6, "CU", "Cũ", "xã", "CHO-DON", ended), UnitLine(7, "GIUA", "Giữa", "xã", "CHO-DON", again)]
    import_units(session, [*TABLE, *gone])
    district = unit_by_code(session, "CHO-DON")
    assert [(one.unit.code, one.into.code) for one in merged_units(session, district, DAY)] == [
        ("CU", "BAN-THI"),
        ("GIUA", "BAN-THI"),
    ]
    assert merged_units(session, unit_by_code(session, "NA-RI"), DAY) == []


def test_a_whole_name_goes_before_a_part_of_another() -> None:
    units = [Unit(id=1, code="A", name="Yên", level="xã"), Unit(id=2, code="B", name="Yên Thịnh", level="xã")]
    assert [unit.code for unit in units_called(units, "yên")] == ["A"]


def test_the_units_above_go_up_to_the_top(session: Session) -> None:
    import_units(session, TABLE)
    codes = ("BAN-THI", "CHO-DON", "BAC-KAN")
    assert units_above(session, unit_by_code(session, "BAN-THI").id) == [unit_by_code(session, code).id for code in codes]
