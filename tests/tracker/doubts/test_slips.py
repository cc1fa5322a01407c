"""What was meant is among the values that slips of the finger lead back to."""

from decimal import Decimal

import pytest

from tracker.doubts.slips import Slip, meant_by


@pytest.mark.parametrize(
    ("typed", "meant", "slip"),
    [
        ("21", "231", Slip.DROPPED),
        ("31", "231", Slip.DROPPED),
        ("7.3", "7.13", Slip.DROPPED),
        ("4.9", "4.98", Slip.DROPPED),
        ("2231", "231", Slip.DOUBLED),
        ("62.55", "62.5", Slip.DOUBLED),
        ("213", "231", Slip.SWAPPED),
        ("241", "231", Slip.KEY),
        ("2310", "231", Slip.ZERO_MORE),
        ("23", "230", Slip.DROPPED),
        ("23", "23000", Slip.THOUSAND),
        ("231000", "231", Slip.THOUSAND),
        ("1.492", "1492", Slip.COMMA),
        ("-21", "-12", Slip.SWAPPED),
    ],
)
def test_a_slip_leads_back_to_what_was_meant(typed: str, meant: str, slip: Slip) -> None:
    found = meant_by(Decimal(typed))
    assert found[Decimal(meant)][0] is slip


def test_keys_far_apart_are_not_taken_for_each_other() -> None:
    assert Decimal(231) not in meant_by(Decimal(201))


def test_only_a_share_is_taken_for_a_fraction() -> None:
    assert meant_by(Decimal("0.41"), is_share=True)[Decimal(41)][0] in {Slip.FRACTION, Slip.COMMA}
    assert Slip.FRACTION not in {slip for slip, _ in meant_by(Decimal("0.41")).values()}


def test_no_value_starts_with_a_0_or_is_what_was_typed() -> None:
    for typed in ("0", "7", "100", "1.05", "5005"):
        found = meant_by(Decimal(typed))
        assert Decimal(typed) not in found
        assert all(0 < chance < 1 for _, chance in found.values())


def test_the_chances_of_a_kind_add_up_to_no_more_than_the_kind_has() -> None:
    """From one value all that a doubled digit makes of it: 231 becomes 2231, 2331 or 2311, each with a third of the kind."""
    chances = [meant_by(Decimal(typed))[Decimal(231)][1] for typed in ("2231", "2331", "2311")]
    assert sum(chances) == pytest.approx(sum(chances[:1]) * 3)
