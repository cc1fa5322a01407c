"""The shape of the code: who may import whom, where transactions begin, where the clock is read, how large things grow."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import CODE, ROOT, imported, module_name, tree, within

LONGEST_FILE, LONGEST_FUNCTION, MOST_ARGUMENTS = 300, 40, 5

# What a part must not know beside what stands above it (test_floors.py): libraries, and neighbours that are not its business.
FORBIDDEN = {
    "tracker": ["telegram", "aiohttp", "apscheduler", "typer", "asyncio"],
    "bot.messages": ["tracker", "sqlmodel", "telegram"],
    "bot.reading": ["bot.people", "bot.storage", "telegram", "asyncio"],
    "bot.texts": ["bot.storage", "sqlmodel", "telegram", "asyncio"],
    "bot.channels": ["starlette", "sqlmodel", "sqlalchemy", "bot.storage", "bot.people", "tracker"],
    "bot.channels.registry": ["telegram", "aiohttp", "httpx"],  # what a channel is, is known without its library
    "bot.channels.telegram": ["telegram", "aiohttp", "bot.texts"],
    "bot.channels.zalo": ["httpx", "bot.texts"],
    "bot.sending": ["bot.texts", "bot.channels.registry", "starlette", "telegram"],
    "bot.sending.pace": ["bot.sending.outbox", "bot.storage", "sqlmodel", "tracker"],
    "bot.receiving": ["bot.texts", "telegram", "starlette"],
    "bot.reminders": ["bot.channels", "apscheduler", "telegram", "asyncio"],
    "bot.conversation": ["bot.sending", "bot.receiving", "bot.channels", "bot.storage", "telegram", "asyncio"],
    "bot.running.app": [
        "telegram",
        "httpx",
        "starlette",
        "bot.channels.registry",
        "bot.channels.zalo_bot",
        "bot.channels.telegram_bot",
        "bot.channels.terminal",
    ],
    "bot.web": [
        "bot.conversation",
        "bot.sending.outbox",
        "bot.channels.registry",
        "bot.channels.telegram_bot",
        "bot.channels.zalo_bot",
        "bot.storage",
    ],
}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_point_one_way(package: str) -> None:
    members = [path for path in CODE if within(module_name(path), package)]
    assert members, f"{package} is gone: correct this table"
    for path in members:
        for module in imported(tree(path)):
            if within(module, package):
                continue
            wrong = [name for name in FORBIDDEN[package] if within(module, name)]
            assert not wrong, f"{path.relative_to(ROOT)} must not import {module}"


def attribute_calls(path: Path) -> Iterator[tuple[str, str]]:
    """Every call `owner.name(...)` as (owner, name)."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func.value), node.func.attr


def test_transactions_begin_and_end_in_one_file() -> None:
    openers = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        for owner, name in attribute_calls(path)
        if name in {"commit", "rollback", "begin", "begin_nested"} and "session" in owner
    }
    assert openers == {"bot/storage/database.py"}


def test_the_clock_is_read_in_one_file() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        for owner, name in attribute_calls(path)
        if (name in {"now", "utcnow", "today"} and owner in {"datetime", "date"}) or (owner == "time" and name == "time")
    }
    assert readers == {"bot/running/clock.py"}


def test_nobody_awaits_while_a_session_is_open() -> None:
    """Sessions live on the transaction threads: no coroutine takes one."""
    takers = 0
    for path in CODE:
        for node in ast.walk(tree(path)):
            names = [a.arg for a in node.args.args] if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else []
            takers += "session" in names
            assert not (isinstance(node, ast.AsyncFunctionDef) and "session" in names), f"{path}: {node.name}"
    assert takers


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        assert node.end_lineno is not None
        assert node.end_lineno - node.lineno < LONGEST_FUNCTION, f"{node.name} is too long"
        is_command = "bot/cli/" in path.as_posix()
        is_library_hook = node.name == "do_request"
        if not is_command and not is_library_hook:
            named = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args) if argument.arg != "self"]
            assert len(named) <= MOST_ARGUMENTS, f"{node.name} takes too much"


VIETNAMESE = set("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹàáãèéìíòóõùúýĩũ")
SENTENCE_PLACES = ("bot.texts", "tracker.workbooks", "tracker.papers", "bot.demo", "bot.channels.terminal")
# What people and offices write, for recognising it; nobody is spoken to with it.
VOCABULARIES = (
    "tracker.blank_form",
    "tracker.form_sheet",
    "tracker.forms",
    "tracker.inference",
    "tracker.printed_sheet",
    "tracker.tasks",
    "tracker.uploads",
    "tracker.written",
    "bot.reading.letters",
    "bot.reading.questions",
)
_MARKS = ("Tên đơn vị", "Kỳ báo cáo")  # of a template
NAMES = (*_MARKS, "Đúng Hạn", "Việt Nam", "Nghị định", "khóa sổ", "huyện")  # in the English help of the command line


def said_in(path: Path) -> Iterator[str]:
    """Every text in a file but its docstrings, each f-string as a whole."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def is_vietnamese(text: str) -> bool:
    """Whether it is two words or more, one of them with letters that only Vietnamese has."""
    return len(text.split()) > 1 and not VIETNAMESE.isdisjoint(text.casefold())


def is_spoken_elsewhere(path: Path, text: str) -> bool:
    module = module_name(path)
    if within(module, "bot.cli"):
        for name in NAMES:
            text = text.replace(name, "")
    allowed = any(within(module, place) for place in SENTENCE_PLACES) or module in {f"{v}.vocabulary" for v in VOCABULARIES}
    return is_vietnamese(text) and not allowed


def test_sentences_live_with_the_texts() -> None:
    """No Vietnamese sentence but in the texts, with the printed sheets, and in what recognises words."""
    assert sum(is_vietnamese(text) for path in CODE for text in said_in(path)) > 1000
    assert [(module_name(path), text) for path in CODE for text in said_in(path) if is_spoken_elsewhere(path, text)] == []


@pytest.mark.parametrize("module", VOCABULARIES)
def test_a_vocabulary_speaks_to_nobody(module: str) -> None:
    """It holds words and patterns, and no function that could make a sentence of them."""
    (path,) = [path for path in CODE if module_name(path) == f"{module}.vocabulary"]
    texts = "bot.texts"
    assert not any(within(name, texts) for name in imported(tree(path)))


def test_a_sentence_in_the_wrong_place_is_seen() -> None:
    path = ROOT / "tracker" / "rollup" / "totals.py"
    assert is_spoken_elsewhere(path, "Cộng từ đơn vị")
    assert not is_spoken_elsewhere(path, "added from {counted} of {asked} units")


def test_a_class_name_means_one_thing_in_the_whole_code() -> None:
    names = [node.name for path in CODE for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    public = Counter(name for name in names if not name.startswith("_"))
    assert len(public) > 200
    assert [name for name, count in public.items() if count > 1] == []


def test_a_docstring_does_not_lean_on_the_one_above_it() -> None:
    documented = [
        (f"{module_name(path)}.{node.name}", ast.get_docstring(node) or "")
        for path in CODE
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]
    assert len(documented) > 1000
    assert [name for name, said in documented if re.match(r"The same\b|It (is|was|comes)\b|Its \w+ only", said)] == []
