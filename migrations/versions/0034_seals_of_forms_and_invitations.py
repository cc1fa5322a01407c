"""Versions of forms and invitations are sealed row by row, as the other tables that the log speaks of; no column changes.

The rows that stand are sealed at the end of `dunghan db upgrade`, which every new revision brings about.
"""

from collections.abc import Sequence

revision: str = "0034"
down_revision: str | None = "0033"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
