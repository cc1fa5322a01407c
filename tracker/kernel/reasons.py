"""Why something is doubted or refused, as data, so that each surface can say it in its own language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

Fact = str | Decimal | date


@dataclass(frozen=True)
class Reason:
    """A kind, whose value is the English sentence, and the facts that fill the sentence's {names}."""

    kind: Enum
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """The sentence for the administrator and the log."""
        return str(self.kind.value).format(**self.facts)
