"""Formulas and rules between cells: exact sums, rates rounded half up, nothing of nothing, comparisons."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.forms.cell import Cell
from tracker.forms.rules import Broken, Facts, Formula, Level, parse_formula, parse_rule

COUNTS = st.integers(0, 10**18 - 1).map(Decimal)
AMOUNTS = st.decimals(min_value=0, max_value=10**18 - 1, places=6)


A, B, C, D = (Cell(row) for row in "abcd")


def rate(over: Decimal | int | str, under: Decimal | int | str) -> Decimal | None:
    return parse_formula("a / b").value({A: Decimal(over), B: Decimal(under)})


def test_formulas_are_read_from_a_forms_words() -> None:
    assert parse_formula("1.2.2 / 1.2.1") == Formula((Cell("1.2.2"),), Cell("1.2.1"))
    assert parse_formula("a+b +  c") == Formula((A, B, C))
    assert parse_formula("a / b").cells == (A, B)
    assert parse_formula("a + b").cells == (A, B)


@pytest.mark.parametrize(
    ("over", "under", "expected"),
    [
        (17, 41, "41.46"),
        (5, 28, "17.86"),  # 17.857…
        (4, 231, "1.73"),
        (231, 231, "100"),
        (1, 3, "33.33"),
        (2, 3, "66.67"),
        (1, 8, "12.5"),
        (1, 800, "0.13"),  # 0.125: half goes up
        (3, 800, "0.38"),  # 0.375
        (1, 10**6, "0"),
        (0, 5, "0"),
        ("13545000", "95000000", "14.26"),
        (1481, 1492, "99.26"),
    ],
)
def test_a_rate_is_in_per_cent_rounded_half_up_to_two_places(over: int | str, under: int | str, expected: str) -> None:
    assert str(rate(over, under)) == expected


def test_a_rate_of_nothing_has_no_value_but_is_known_to_be_of_nothing() -> None:
    formula = parse_formula("a / b")
    zero = {A: Decimal(0), B: Decimal(0)}
    assert formula.value(zero) is None
    assert formula.is_of_nothing(zero)
    assert formula.is_of_nothing({B: Decimal(0)})
    assert not formula.is_of_nothing({A: Decimal(0)})
    assert not formula.is_of_nothing({B: Decimal(1)})
    assert not parse_formula("a + b").is_of_nothing(zero)


@pytest.mark.parametrize("missing", [A, B])
def test_a_rate_waits_for_both_its_parts(missing: Cell) -> None:
    known = {A: Decimal(1), B: Decimal(2)}
    del known[missing]
    assert parse_formula("a / b").value(known) is None


def test_a_sum_adds_the_parts_that_are_known() -> None:
    formula = parse_formula("a + b + c")
    assert formula.value({A: Decimal("0.1"), B: Decimal("0.2"), C: Decimal(3)}) == Decimal("3.3")
    assert formula.value({B: Decimal(114)}) == 114
    assert formula.value({A: Decimal(0)}) == 0
    assert formula.value({}) is None


def test_rules_are_read_from_a_forms_words() -> None:
    rule = parse_rule("1.4.2 + 1.4.3 <= 1.4.1")
    assert (rule.left, rule.op, rule.right.cells, rule.limit, rule.level) == (
        (Cell("1.4.2"), Cell("1.4.3")),
        "<=",
        (Cell("1.4.1"),),
        None,
        Level.WARN,
    )
    assert rule.cells == (Cell("1.4.2"), Cell("1.4.3"), Cell("1.4.1"))
    assert rule.about == Cell("1.4.2")
    limit = parse_rule("7.1a + 7.1b <= 100%", Level.BLOCK)
    assert (limit.left, limit.cells) == ((Cell("7.1a"), Cell("7.1b")), limit.left)
    assert (limit.limit, limit.level) == (Decimal(100), Level.BLOCK)


def test_a_rule_may_compare_two_columns_of_a_row() -> None:
    rule = parse_rule("3.2.1[nam] <= 3.2.1")
    assert rule.cells == (Cell("3.2.1", "nam"), Cell("3.2.1"))
    known = {Cell("3.2.1"): Decimal(3), Cell("3.2.1", "nam"): Decimal(4)}
    assert rule.check(Facts(known, set(), set(), set())) == Broken(Decimal(4), Decimal(3))


@pytest.mark.parametrize("text", ["", "a", "a <= ", "a >= b", "a<=b", "<= b"])
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the form says which rule, see FormWrong
        parse_rule(text)


def held(waiting: set[Cell] = frozenset(), /, **figures: float | str) -> Facts:  # type: ignore[assignment]
    """Facts in which the cells of rows hold these figures; a text is a choice."""
    known = {Cell(key): Decimal(str(figure)) for key, figure in figures.items() if not isinstance(figure, str)}
    return Facts(known, {Cell(key) for key, figure in figures.items() if figure}, waiting, set())


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        ("a <= b", {"a": 3, "b": 3}, {"a": 4, "b": 3}),
        ("a < b", {"a": 3, "b": 4}, {"a": 3, "b": 3}),
        ("a < b", {"a": 0, "b": 0}, {"a": 5, "b": 3}),
        ("a = b", {"a": 166, "b": 166}, {"a": 148, "b": 166}),
        ("a = b + c", {"a": 531, "b": 500, "c": 31}, {"a": 531, "b": 5, "c": 437}),
        ("a = b / c", {"a": 30, "b": 3, "c": 10}, {"a": 100, "b": 39, "c": 1481}),
        ("a = b / c", {"a": 41, "b": 17, "c": 41}, {"a": 17.85, "b": 5, "c": 28}),
        ("a = b / c", {"a": 99.3, "b": 1482, "c": 1492}, {"a": 99.4, "b": 1482, "c": 1492}),
        ("a != b", {"a": 110, "b": 83}, {"a": 83, "b": 83}),
        ("a != b", {"a": 0, "b": 0}, {"a": 1, "b": 1}),
        ("a needs b", {"a": "2", "b": 305}, {"a": "2", "b": 0}),
        ("a needs b + c", {"a": 0, "b": 0}, {"a": 1482, "b": 0}),
        ("a + b <= 100%", {"a": 99.9, "b": 0.1}, {"a": 100, "b": 0.2}),
    ],
)
def test_each_kind_of_rule_holds_and_breaks(rule: str, right: dict[str, float], wrong: dict[str, float]) -> None:
    assert parse_rule(rule).check(held(**right)) is None
    assert parse_rule(rule).check(held(**wrong)) is not None


@pytest.mark.parametrize("rule", ["a <= b", "a = b + c", "a needs b"])
def test_a_rule_waits_while_a_row_that_it_needs_is_open(rule: str) -> None:
    assert parse_rule(rule).check(held({B}, a=9, c=1)) is None


def test_a_rule_compares_both_sides_once_every_row_is_known() -> None:
    rule = parse_rule("a + b <= c + d")
    known = {A: Decimal(1), B: Decimal(2), C: Decimal(3)}
    assert rule.check(Facts(known, set(), set(), set())) is None
    assert rule.check(Facts(known | {D: Decimal("-0.5")}, set(), set(), set())) == Broken(Decimal(3), Decimal("2.5"))
    assert parse_rule("a <= 100%").check(held(a=100.01)) == Broken(Decimal("100.01"), Decimal(100))


@given(COUNTS, COUNTS)
@example(Decimal(0), Decimal(0))
def test_a_rate_of_a_part_is_between_0_and_100(one: Decimal, other: Decimal) -> None:
    part, whole = sorted((one, other))
    value = rate(part, whole)
    if whole == 0:
        assert value is None
    else:
        assert value is not None
        assert 0 <= value <= 100
        assert abs(value - 100 * part / whole) <= Decimal("0.0050000001")


@given(AMOUNTS, AMOUNTS)
@example(Decimal(10**18 - 1), Decimal("0.000001"))
def test_a_rate_of_any_two_amounts_that_can_be_typed_has_a_value(over: Decimal, under: Decimal) -> None:
    assert (rate(over, under) is None) == (under == 0)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_a_sum_is_exact(parts: list[Decimal]) -> None:
    keys = [f"r{place}" for place in range(len(parts))]
    total = parse_formula(" + ".join(keys)).value(dict(zip(map(Cell, keys), parts, strict=True)))
    assert total is not None
    assert int(total.scaleb(6)) == sum(int(part.scaleb(6)) for part in parts)
