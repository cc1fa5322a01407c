"""What a message alters in reports, kept while its transaction lasts so that it can be taken back."""

from collections.abc import Hashable
from typing import Generic, NamedTuple, TypeVar

Of = TypeVar("Of", bound=Hashable)
Stands = TypeVar("Stands")


class Altered(NamedTuple, Generic[Stands]):
    """What stood somewhere before, and what stands there after; None for nothing."""

    before: Stands | None
    after: Stands | None


class Alterations(Generic[Of, Stands]):
    """By report, what was altered since the message came: of each thing what stood before the first change."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.of_report: dict[int, dict[Of, Altered[Stands]]] = {}

    def note(self, report_id: int, of: Of, before: Stands | None, after: Stands | None) -> None:
        """Something was altered once more."""
        mine = self.of_report.setdefault(report_id, {})
        mine[of] = Altered(mine[of].before if of in mine else before, after)
