"""Headings that are like another by their words."""

from tracker.written.outline import Outline, OutlineHeading
from tracker.written.wording import words_of


def headings_like(outline: Outline, name: str, most: int) -> list[OutlineHeading]:
    """Those that take words, the one that shares most of its words with the name first; then the last ones of the outline."""
    wanted = words_of(name)

    def shared(one: OutlineHeading) -> float:
        words = words_of(one.name)
        return len(words & wanted) / max(len(words | wanted), 1)

    takes = [one for one in outline.headings if one.words]
    alike = sorted((one for one in takes if shared(one) > 0), key=lambda one: -shared(one))
    rest = [one for one in reversed(takes) if one not in alike]
    return [*alike, *rest][:most]
