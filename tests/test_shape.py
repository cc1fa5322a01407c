"""The shape of the code: who may import whom, where transactions begin, where the clock is read, how large things grow."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.conversation import desk, reviewed, steps, tasks

ROOT = Path(__file__).parent.parent
CODE = [path for name in ("bot", "tracker") for path in sorted((ROOT / name).rglob("*.py"))]
LONGEST_FILE, LONGEST_FUNCTION, MOST_ARGUMENTS = 300, 40, 5

# Who must not import what: the first part of a module's name, and what it must not know.
FORBIDDEN = {
    "tracker": ["bot", "telegram", "aiohttp", "apscheduler", "typer", "asyncio"],
    "bot.messages": ["bot", "tracker", "sqlmodel", "telegram"],
    "bot.readers": ["bot", "sqlmodel", "telegram", "asyncio"],
    "bot.texts": ["bot.conversation", "bot.app", "bot.channels", "bot.database", "telegram", "asyncio"],
    "bot.conversation": [
        "bot.app",
        "bot.links",
        "bot.web",
        "bot.channels",
        "bot.database",
        "bot.outbox",
        "bot.inbox",
        "telegram",
        "asyncio",
    ],
    "bot.reminders": ["bot.app", "bot.channels", "bot.outbox", "apscheduler", "telegram", "asyncio"],
    "bot.inbox": ["bot.conversation", "bot.texts", "bot.app", "bot.channels"],
    "bot.outbox": ["bot.conversation", "bot.texts", "bot.app", "bot.channels"],
    "bot.pace": ["bot.outbox", "bot.database", "sqlmodel", "tracker", "telegram"],
    "bot.courier": ["bot.conversation", "bot.texts", "bot.app", "bot.database", "bot.delivery", "bot.channels.telegram"],
    "bot.broadcast": ["bot.conversation", "bot.texts", "bot.app", "bot.database", "bot.delivery", "bot.reminders"],
    "bot.delivery": ["bot.conversation", "bot.texts", "bot.app", "bot.database", "telegram", "bot.channels.telegram"],
    "bot.app": [
        "telegram",
        "httpx",
        "starlette",
        "bot.web",
        "bot.channels.zalo",
        "bot.channels.telegram",
        "bot.channels.terminal",
        "bot.cli",
    ],
    "bot.links": ["bot.conversation", "bot.app", "bot.channels", "bot.outbox", "starlette", "asyncio"],
    "bot.web": ["bot.conversation", "bot.outbox", "bot.channels.telegram", "bot.channels.zalo", "bot.cli", "bot.database"],
    "bot.channels": [
        "bot.links",
        "bot.web",
        "starlette",
        "sqlmodel",
        "sqlalchemy",
        "bot.conversation",
        "bot.app",
        "bot.database",
        "bot.outbox",
        "tracker",
    ],
}


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name their package"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


@pytest.mark.parametrize("package", FORBIDDEN)
def test_imports_point_one_way(package: str) -> None:
    members = [path for path in CODE if within(module_name(path), package)]
    assert members, f"{package} is gone: correct this table"
    for path in members:
        for module in imported(path):
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
    assert openers == {"bot/database.py"}


def test_the_clock_is_read_in_the_app_alone() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in CODE
        for owner, name in attribute_calls(path)
        if (name in {"now", "utcnow", "today"} and owner in {"datetime", "date"}) or (owner == "time" and name == "time")
    }
    assert readers == {"bot/app.py"}


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
SENTENCE_PLACES = ("bot.texts", "bot.demo", "bot.channels.terminal")


def test_sentences_live_with_the_texts() -> None:
    """No Vietnamese sentence (two words or more) in the conversation, the app or the channels."""
    seen = 0
    for path in CODE:
        module = module_name(path)
        if not within(module, "bot"):
            continue
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
                spoken = len(node.value.split()) > 1 and not VIETNAMESE.isdisjoint(node.value.casefold())
                seen += spoken
                if spoken and not any(within(module, place) for place in SENTENCE_PLACES):
                    assert module.startswith("bot.cli"), f"{path.relative_to(ROOT)}: {node.value!r}"
    assert seen


@pytest.mark.parametrize("table", ["DO", "ASK", "HEAR"])
def test_no_two_parts_of_the_conversation_claim_one_action_or_place(table: str) -> None:
    """The tables are put together in bot/conversation/steps.py, where the later of two would silently win."""
    parts = [getattr(part, table) for part in (desk, reviewed, tasks)]
    together = getattr(steps, table)
    assert sum(map(len, parts)) == len({key for part in parts for key in part})
    assert all(together[key] is part[key] for part in parts for key in part)
