"""Choices where there are no buttons."""

from collections.abc import Sequence


def written_out(labels: Sequence[str], *, numbered: bool) -> list[str]:
    """Lines that offer the choices: by number, or in words where a number would be taken for a figure."""
    if numbered:
        return [f"{number}. {label}" for number, label in enumerate(labels, start=1)]
    return ["Có thể gõ: " + " · ".join(labels)] if labels else []
