"""What a figure is expected to be from a unit's own past, whatever kind of row it is."""

import pytest

from tracker.doubts.expecting import Awaited, Expected, expect
from tracker.doubts.past import Point

Q3 = Awaited(2024, (7, 9))
QUARTERS = [(2024, (4, 6)), (2024, (1, 3)), *((2023, (m, m + 2)) for m in (10, 7, 4, 1)), (2022, (10, 12)), (2022, (7, 9))]


def expected(values: list[float], wanted: Awaited = Q3) -> Expected:
    found = expect([Point(year, season, value) for (year, season), value in zip(QUARTERS, values, strict=False)], wanted)
    assert found is not None
    return found


def test_nothing_is_expected_without_a_past() -> None:
    assert expect([], Q3) is None


def test_one_bad_period_among_eight_moves_neither_centre_nor_range() -> None:
    clean = expected([231, 212, 240, 225, 219, 236, 228, 222])
    spoilt = expected([231, 212, 240, 2250, 219, 236, 228, 222])
    assert spoilt.likely == pytest.approx(clean.likely, rel=0.15)
    assert spoilt.chance(2310) < clean.chance(231) / 1000


def test_a_catalogue_stays_and_changes_by_a_few() -> None:
    catalogue = expected([166] * 8)
    assert catalogue.chance(166) > 0.9
    assert catalogue.chance(171) > 20 * catalogue.chance(116)


def test_a_row_of_zeros_lets_a_few_arise() -> None:
    zeros = expected([0, 0, 0, 1, 0, 0, 0, 0])
    assert zeros.chance(0) > 0.8
    assert zeros.chance(3) > 50 * zeros.chance(90)


def test_a_season_is_expected_again() -> None:
    """Third quarters are three times the others: this third quarter's 600 is likelier than last quarter's 200."""
    seasonal = expected([200, 210, 205, 590, 195, 205, 200, 600])
    assert expect([], Q3) is None
    assert seasonal.likely[1] > 200


def test_a_cumulative_figure_is_not_below_last_times() -> None:
    by_label = expected([40, 20, 81, 60, 41, 19, 80, 61], Awaited(2024, (7, 9), is_cumulative=True))
    by_shape = expected([40, 20, 81, 60, 41, 19, 80, 61])
    for one in (by_label, by_shape):
        assert one.chance(60) > 1000 * one.chance(39)
        assert one.likely[0] >= 40


def test_a_share_that_is_always_100_is_expected_to_be() -> None:
    share = expected([100, 100, 100, 92, 100, 100, 100, 100], Awaited(2024, (7, 9), is_share=True))
    assert share.chance(100) > 0.7
    assert share.chance(92) < 0.1


def test_a_longer_past_says_more() -> None:
    values = [231.0, 229, 233, 230, 228, 232, 231, 230]
    one, eight = expected(values[:1]), expected(values)
    assert one.likely[1] - one.likely[0] > 2 * (eight.likely[1] - eight.likely[0])
