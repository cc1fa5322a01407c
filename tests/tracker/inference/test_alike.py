"""Which concept a row of a new form is: each official form read as if it were new, held against the other four."""

from collections import Counter
from functools import cache

import pytest

from tests.blank_forms import official
from tracker.blank_form import read_blank_form
from tracker.forms.catalogue import official_codes, official_form
from tracker.forms.concepts import cells_of_concepts, concepts
from tracker.inference import understand
from tracker.inference.alike import Alike, concepts_of, known_rows
from tracker.inference.kinds import readings
from tracker.inference.tree import plant

CODES = official_codes()


@cache
def found_without_itself(code: str) -> dict[str, Alike]:
    tree = plant(read_blank_form(official(official_form(code))).rows)
    others = tuple(row for other in CODES if other != code for row in known_rows(official_form(other)))
    return concepts_of(tree, readings(tree), others)


def alone(code: str) -> dict[str, str]:
    """By row the concept that it is by itself, where another form has a row that is it by itself."""
    shared = [c for c in concepts() if sum(len(cells) == 1 for cells in c.cells.values()) > 1]
    return {c.cells[code][0].row: c.key for c in shared if len(c.cells.get(code, ())) == 1}


def judged(code: str) -> Counter[str]:
    found, right = found_without_itself(code), alone(code)
    judged = Counter("right" if right.get(key) == alike.concept else "wrong" for key, alike in found.items())
    judged["missed"] = len(right.keys() - found.keys())
    return judged


def test_most_rows_are_found_and_hardly_one_is_taken_for_another() -> None:
    total = sum((judged(code) for code in CODES), Counter[str]())
    assert total["right"] > 0.9 * (total["right"] + total["missed"])
    assert total["wrong"] <= 0.02 * total["right"]


def test_what_is_taken_wrongly_is_among_the_doubts() -> None:
    wrong = [
        (code, key)
        for code in CODES
        for key, alike in found_without_itself(code).items()
        if alone(code).get(key) != alike.concept and alike.sure
    ]
    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_an_official_form_read_again_is_itself(code: str) -> None:
    understood = understand(read_blank_form(official(official_form(code))))
    assert {row.key: row.concept for row in understood.rows if row.concept}.items() <= {
        (cells[0].row, concept) for concept, cells in cells_of_concepts(official_form(code)).items() if len(cells) == 1
    }
    assert len([row for row in understood.rows if row.concept]) > 30
