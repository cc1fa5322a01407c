"""A column of a table while it is being understood."""

from dataclasses import dataclass, field, replace

from tracker.forms.row import Column, ColumnRole
from tracker.kernel.reasons import Reason
from tracker.printed_sheet.column_titles import Titled


@dataclass
class Draft:
    """A column while it is being understood."""

    titled: Titled
    column: Column
    why: list[Reason] = field(default_factory=list)

    @property
    def role(self) -> ColumnRole:
        """What it is for."""
        return self.column.role

    def settle(self, **changes: object) -> None:
        """Change what is known of it."""
        self.column = replace(self.column, **changes)  # type: ignore[arg-type]
