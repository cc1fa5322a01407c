"""The code as the shape tests see it: every file by its module's name, and what it imports."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = [path for name in ("bot", "tracker") for path in sorted((ROOT / name).rglob("*.py"))]

# From the ground up: a folder imports from itself and from those above it in this list, never from one below.
FLOORS = (
    "tracker.kernel",
    "tracker.uploads",
    "tracker.audit",
    "tracker.office",
    "tracker.calendar",
    "tracker.forms",
    "tracker.reports",
    "tracker.narrative",
    "tracker.audit_log",
    "tracker.blank_form",
    "tracker.filled_form",
    "tracker.inference",
    "tracker.printed_sheet",
    "tracker.office_table",
    "tracker.office_form",
    "tracker.understanding",
    "tracker.form_sheet",
    "tracker.tasks",
    "tracker.rollup",
    "tracker.doubts",
    "tracker.review",
    "tracker.written",
    "tracker.workbooks",
    "tracker.workbooks.rolled_up",
    "tracker.papers",
    "tracker",
    "bot.errors",
    "bot.messages",
    "bot.storage",
    "bot.people",
    "bot.reading.dates",
    "bot.reading",
    "bot.reading.groups",
    "bot.reading.questions",
    "bot.reading.tokens",
    "bot.reading.telling",
    "bot.reading.answering",
    "bot.reading.inquiries",
    "bot.reading.letters",
    "bot.texts.common",
    "bot.channels",
    "bot.texts.tasks",
    "bot.texts.refusals",
    "bot.texts.desk",
    "bot.texts.desk.deeds",
    "bot.texts.office",
    "bot.texts.report.cells",
    "bot.texts.report",
    "bot.texts.inquiring",
    "bot.texts.writing",
    "bot.texts.pages",
    "bot.texts",
    "bot.sending",
    "bot.receiving",
    "bot.reminders",
    "bot.keeping",
    "bot.conversation.core",
    "bot.conversation.seeking",
    "bot.conversation.report.asking",
    "bot.conversation.report",
    "bot.conversation.report.lists",
    "bot.conversation.report.looking",
    "bot.conversation.undoing",
    "bot.conversation.tasks",
    "bot.conversation.desk",
    "bot.conversation.writing",
    "bot.conversation.orders",
    "bot.conversation.office",
    "bot.conversation.inquiring",
    "bot.conversation",
    "bot.pages",
    "bot.running",
    "bot.web",
    "bot.demo",
    "bot.cli.common",
    "bot.cli.staff",
    "bot.cli.machine",
    "bot.cli.serving",
    "bot.cli",
    "bot",
)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def folder_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).parts[:-1])


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that are named in import statements, with what is taken from them: "a.b" and "a.b.c"."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their package"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


Imports = Mapping[str, frozenset[str]]  # of each file of ours, those that it imports, by their modules' names


def imports_of(trees: Mapping[str, ast.AST]) -> Imports:
    """Of each file those that it imports; a package stands for its own `__init__` alone."""

    def taken(code: ast.AST) -> Iterator[str]:
        for node in ast.walk(code):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                named = [f"{node.module}.{alias.name}" for alias in node.names]
                yield from (name if name in trees else str(node.module) for name in named)

    return {name: frozenset(taken(code)) & trees.keys() - {name} for name, code in trees.items()}


def circles(arrows: Imports) -> list[frozenset[str]]:
    """The groups of two and more that lead to each other (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    path: list[str] = []
    found: list[frozenset[str]] = []

    def visit(here: str) -> None:
        order[here] = lowest[here] = len(order)
        path.append(here)
        for there in arrows[here]:
            if there not in order:
                visit(there)
            if there in path:
                lowest[here] = min(lowest[here], lowest[there])
        if lowest[here] == order[here]:
            group = frozenset(path[path.index(here) :])
            del path[path.index(here) :]
            if len(group) > 1:
                found.append(group)

    for name in arrows:
        if name not in order:
            visit(name)
    return found


def arrows_up(imports: Imports, folders: Mapping[str, str]) -> list[str]:
    """Every import that leads from a folder to one that stands above it; a folder without a floor counts as one."""
    floor = {folder: height for height, folder in enumerate(FLOORS)}
    wrong = [f"{folder} has no floor: add it to FLOORS" for folder in sorted(set(folders.values()) - set(floor))]
    for name, others in imports.items():
        here = floor.get(folders[name], len(floor))
        wrong += [f"{name} -> {other}" for other in sorted(others) if floor.get(folders[other], -1) > here]
    return wrong
