"""The seven contents of administrative reform (Nghị quyết 76/NQ-CP of 2021 has six; plans put the steering of it first)."""

from importlib.resources import files

from tracker.kernel.names import fold

_LINES = (files("tracker.tasks") / "contents.tsv").read_text(encoding="utf-8").splitlines()[1:]
_WORDS = {content: words.split("; ") for content, words in (line.split("\t") for line in _LINES)}
CONTENTS = tuple(_WORDS)


def content_of(heading: str) -> str | None:
    """The content that a plan's heading names in its own words: "III. Cải cách TTHC" -> "Cải cách thủ tục hành chính"."""
    said = fold(heading)
    return next((content for content, words in _WORDS.items() if any(word in said for word in words)), None)
