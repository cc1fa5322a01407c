"""Words of texts and of labels made comparable: folded, phrases joined, what says nothing left out."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from tracker.kernel.names import fold, tidy

_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[a-z_0-9]+")


@cache
def _table() -> Mapping[str, list[tuple[str, str]]]:
    lines = (files("tracker.written") / "words.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        word = row["word"] if row["kind"] == "phrase" else fold(row["word"])
        found[row["kind"]].append((word, row["means"] or ""))
    return found


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, str]]:
    known = dict(_table()["phrase"])
    longest = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<![\w]){'(?:' + '|'.join(map(re.escape, longest)) + ')'}(?![\w])"), known


@cache
def _units() -> tuple[re.Pattern[str], Mapping[str, str]]:
    known = dict(_table()["unit"])
    longest = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest))})(?!\w)"), known


def listed(kind: str) -> frozenset[str]:
    """The single words of a kind: "stop", "tail"."""
    return frozenset(word for words, _ in _table()[kind] for word in words.split())


def phrases_of(kind: str) -> tuple[str, ...]:
    """The phrases of a kind, folded: "aim", "ahead", "elsewhere"."""
    return tuple(words for words, _ in _table()[kind])


@cache
def family_of() -> Mapping[str, str]:
    """By word the family of parts to which it belongs: all parts of one family make the whole."""
    return dict(_table()["family"])


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Folded, with phrases as one word each; these are found by their marks: "cung cấp" is not "cùng cấp"."""
    pattern, known = _phrases()
    return fold(pattern.sub(lambda found: known[found[0]], tidy(text).casefold()))


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """The words that tell one figure from another, without what stands in brackets, and without units."""
    said = _BRACKETS.sub(" ", plain(text))
    pattern, _ = _units()
    said = pattern.sub(" ", said)
    return frozenset(word for word in _WORD.findall(said) if word not in listed("stop") and len(word) > 1)


def unit_at(text: str) -> tuple[str, int]:
    """The unit with which a plain text begins, and where it ends; "" for none that is known."""
    pattern, known = _units()
    lead = re.match(r"\s*", text)
    start = lead.end() if lead else 0
    found = pattern.match(text, start)
    return (known[found[0]], found.end()) if found else ("", start)


@lru_cache(maxsize=4096)
def unit_of(text: str) -> str:
    """The unit that a form prints: "Số lượng hồ sơ" counts files; one that is not known is itself."""
    said = plain(text)
    pattern, known = _units()
    found = pattern.search(said)
    return known[found[0]] if found else said.strip()
