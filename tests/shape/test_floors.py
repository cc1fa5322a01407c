"""Imports lead downward only, from folder to folder as from file to file, and no folder grows too large."""

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.house import CODE, FLOORS, ROOT, arrows_up, circles, folder_of, imports_of, module_name, tree

MOST_FILES = 20
TREES = {module_name(path): tree(path) for path in CODE}
FOLDERS = {module_name(path): folder_of(path) for path in CODE}


def folders_of(imports: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {folder: set() for folder in FOLDERS.values()}
    for name, others in imports.items():
        found[FOLDERS[name]] |= {FOLDERS[other] for other in others} - {FOLDERS[name]}
    return {folder: frozenset(others) for folder, others in found.items()}


IMPORTS = dict(imports_of(TREES))


def test_the_scan_finds_the_code() -> None:
    assert len(CODE) > 200
    assert sum(map(len, IMPORTS.values())) > 1000
    assert set(FLOORS) == set(FOLDERS.values()), "correct FLOORS"


def test_no_import_leads_up() -> None:
    assert arrows_up(IMPORTS, FOLDERS) == []


def test_no_circle_of_files() -> None:
    assert circles(IMPORTS) == []


def test_no_circle_of_folders() -> None:
    assert circles(folders_of(IMPORTS)) == []


@pytest.mark.parametrize("folder", sorted(FLOORS))
def test_no_folder_grows_too_large(folder: str) -> None:
    assert Counter(FOLDERS.values())[folder] <= MOST_FILES


def test_tests_stand_in_the_folders_of_what_they_test() -> None:
    here = ROOT / "tests"
    files = Counter(path.parent.relative_to(here) for path in here.rglob("test_*.py"))
    assert files.total() > 100
    assert [folder for folder in files if folder != Path("shape") and not (ROOT / folder / "__init__.py").is_file()] == []
    assert max(files.values()) <= MOST_FILES


@pytest.mark.parametrize(
    ("file", "statement"),
    [
        ("tracker.kernel.names", "from tracker.forms.form import Form"),
        ("tracker.review.findings", "from bot.texts.common import wording"),
        ("bot.conversation.core.turn", "from bot.conversation import report"),
        ("bot.channels.zalo_bot", "import bot.running.app"),
    ],
)
def test_an_import_that_leads_up_is_seen(file: str, statement: str) -> None:
    planted = dict(imports_of({**TREES, file: ast.parse(statement)}))
    assert [wrong for wrong in arrows_up(planted, FOLDERS) if wrong.startswith(f"{file} -> ")]


def test_a_circle_of_files_in_one_folder_is_seen() -> None:
    a, b = "tracker.kernel.names", "tracker.kernel.reasons"
    planted = {a: ast.parse(f"import {b}"), b: ast.parse("from tracker.kernel import names")}
    assert circles(imports_of({**TREES, **planted})) == [frozenset({a, b})]


def test_a_circle_of_folders_is_seen() -> None:
    low, high = "tracker.kernel.names", "tracker.forms.form"
    planted = dict(imports_of({**TREES, low: ast.parse(f"import {high}")}))
    assert any({"tracker.kernel", "tracker.forms"} <= group for group in circles(folders_of(planted)))


def test_a_folder_without_a_floor_is_seen() -> None:
    assert arrows_up({**IMPORTS, "bot.new.thing": frozenset()}, {**FOLDERS, "bot.new.thing": "bot.new"})
