"""Sentences hold on every channel: none speaks of what only some have, and labels are quoted from where they stand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from bot.texts.report import sheets
from tests.house import CODE, ROOT, module_name, tree, within

BUTTONS = re.compile(r"\b(?:bấm|nút|nhấn|chạm)\b", re.IGNORECASE)
INTO_THE_CHAT = re.compile(r"tệp (?:vào|ở) đây|tệp vào cuộc trò chuyện|gửi vào đây", re.IGNORECASE)
BY_HAND = re.compile(r"chọn “\w", re.IGNORECASE)  # in code a label that is quoted from its constant is no part of the literal
TEXTS = [path for path in CODE if within(module_name(path), "bot.texts")]


def literals(path: Path) -> Iterator[str]:
    nodes = ast.walk(tree(path))
    return (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def found(wrong: re.Pattern[str]) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {said}" for path in TEXTS for said in literals(path) if wrong.search(said)]


def test_no_sentence_speaks_of_buttons_and_no_label_is_quoted_by_hand() -> None:
    assert sum("anh/chị" in said.casefold() for path in TEXTS for said in literals(path)) > 100
    assert BUTTONS.search("Anh/chị bấm “Gửi”")
    assert BUTTONS.search("chọn một nút hoặc gõ")
    assert not BUTTONS.search("sau ít phút")
    assert BY_HAND.search("anh/chị chọn “Gửi”")
    assert found(BUTTONS) == []
    assert found(BY_HAND) == []


def test_only_where_files_come_through_is_one_to_be_sent_into_the_chat() -> None:
    assert INTO_THE_CHAT.search(sheets.SEND_HERE)
    assert not INTO_THE_CHAT.search(sheets.SEND_THERE + sheets.NOT_CARRIED + sheets.HOW_TO_FILL)
    assert len(found(INTO_THE_CHAT)) == 1
