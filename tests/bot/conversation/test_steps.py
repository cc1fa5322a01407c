"""Every place has its step, every action does something, and neither can be forgotten or misspelt unseen."""

from dataclasses import MISSING, fields
from typing import Any

import pytest

from bot.conversation import handle, steps
from bot.conversation.core.doing import does
from bot.conversation.core.held import Held, Leaving, held_at
from bot.conversation.core.next import STAY
from bot.conversation.core.step import STEPS, Manner, Step
from bot.messages.actions import ACTIONS, Action, button


def test_every_place_has_a_step_and_every_action_does_something() -> None:
    assert handle
    assert len(STEPS) > 30
    assert len(ACTIONS) > 100
    steps.require_complete()
    assert {step.holds.at for step in STEPS.values()} == STEPS.keys() == Held.kinds.keys()


def test_an_action_that_does_nothing_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ACTIONS, "new", STEPS and ACTIONS["open"])
    with pytest.raises(steps.Incomplete, match="new"):
        steps.require_complete()


def test_a_place_without_a_step_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(STEPS, "summary")
    with pytest.raises(steps.Incomplete, match="summary"):
        steps.require_complete()


def test_a_step_that_forgets_something_cannot_be_made() -> None:
    complete: dict[str, Any] = {field.name: getattr(STEPS["summary"], field.name) for field in fields(Step)}
    assert all(field.default is MISSING and field.default_factory is MISSING for field in fields(Step))
    for name in complete:
        with pytest.raises(TypeError, match=name):
            Step(**{key: value for key, value in complete.items() if key != name})
    with pytest.raises(TypeError):
        Manner(hears=complete["manner"].hears)  # type: ignore[call-arg]


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(ValueError, match="open"):
        Action("open")
    with pytest.raises(ValueError, match="open"):
        does(ACTIONS["open"])(lambda _turn, _rest: STAY)
    with pytest.raises(ValueError, match="summary"):
        Step(**{field.name: getattr(STEPS["summary"], field.name) for field in fields(Step)})
    with pytest.raises(ValueError, match="menu"):

        class Second(Held, at="menu", leaving=Leaving.RECORDED):
            """A second menu."""


@pytest.mark.parametrize("at", sorted(Held.kinds))
def test_what_is_held_is_stored_and_read_again(at: str) -> None:
    held = Held.kinds[at]()
    assert held.stored() == {}
    assert held_at(at, {}) == held


def test_no_words_mean_two_actions() -> None:
    for kind in ("whole", "begins", "at_rest", "at_review", "of_row"):
        words = [word for action in ACTIONS.values() for word in getattr(action, kind)]
        assert words
        assert len(words) == len(set(words)), kind


def test_a_choice_of_what_lasts_carries_no_step() -> None:
    assert button(ACTIONS["open"].choice("Mở", 12), 7).data == "|open 12"
    assert button(ACTIONS["see"].choice("Xem", 12), 7).data == "7|see 12"
