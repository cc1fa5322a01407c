"""What else the log speaks of is sealed row by row: files, words, templates, announcements, nudges, links, wishes, sessions.

No column changes. The rows that stand are sealed at the end of `dunghan db upgrade`, which every new revision brings about.
"""

from collections.abc import Sequence

revision: str = "0035"
down_revision: str | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
