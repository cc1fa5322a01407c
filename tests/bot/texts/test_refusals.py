"""Every broken rule has its sentence by its class, with the facts that it is raised with, and never an English name."""

import ast
import importlib
from collections.abc import Iterator
from string import Formatter

import pytest

from bot.texts import refusals
from bot.texts.refusals import reports
from bot.texts.refusals.broken import SENTENCES
from tests.house import CODE, module_name, tree
from tests.shape.test_shape import VIETNAMESE
from tracker.kernel.errors import RowNotAsked, TrackerError


def rules(rule: type[TrackerError] = TrackerError) -> Iterator[type[TrackerError]]:
    """Every broken rule of the code, wherever it is written."""
    for below in rule.__subclasses__():
        if below.__module__.startswith(("bot.", "tracker.")):
            yield below
            yield from rules(below)


def load_all() -> None:
    for path in CODE:
        if path.stem != "__main__":
            importlib.import_module(module_name(path))


load_all()
RULES = sorted(set(rules()), key=lambda rule: rule.__name__)


def facts_given() -> dict[str, list[set[str]]]:
    """By the name of a rule the names of the facts that each place gives it; "**" of facts that are not written there."""
    given: dict[str, list[set[str]]] = {}
    for path in CODE:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                given.setdefault(name, []).append({keyword.arg or "**" for keyword in node.keywords})
    return given


GIVEN = facts_given()


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_the_scan_finds_the_rules() -> None:
    assert len(RULES) > 100
    assert len({rule.__name__ for rule in RULES}) == len(RULES), "the facts below are found by name"
    assert {"code", "like"} in GIVEN["UnitUnknown"]


def test_every_rule_has_a_sentence_and_every_sentence_a_rule() -> None:
    assert SENTENCES.keys() == set(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sentence_uses_facts_that_the_rule_is_always_raised_with(rule: type[TrackerError]) -> None:
    sentence = SENTENCES[rule]
    assert not VIETNAMESE.isdisjoint(sentence)
    assert rule.__name__ not in sentence
    known = set.intersection(*GIVEN[rule.__name__]) if rule.__name__ in GIVEN else set()
    assert fields(sentence) <= known
    said = refusals.broken(rule(**dict.fromkeys(known | fields(rule.sentence), "x")))
    assert "{" not in said
    assert not VIETNAMESE.isdisjoint(said)


def test_a_row_that_another_level_reports_is_said_with_the_level() -> None:
    assert refusals.broken(RowNotAsked(key="1.1", by="huyện")) == reports.ROW_OF_ANOTHER_LEVEL.format(key="1.1", by="huyện")
    assert refusals.broken(RowNotAsked(key="1", by="")) == "Mục 1 là tiêu đề phần."


def test_a_rule_that_nobody_thought_of_is_a_bug_and_not_named_to_anybody() -> None:
    class Unthought(TrackerError):
        """Nobody thought of {this}."""

    with pytest.raises(KeyError):
        refusals.broken(Unthought(this="x"))
