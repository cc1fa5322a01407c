"""The office's own workbook beside the version of the form that was made from it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0020"
down_revision: str | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "form_file",
        sa.Column("form_version_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["form_version_id"], ["form_version.id"]),
        sa.PrimaryKeyConstraint("form_version_id"),
    )


def downgrade() -> None:
    op.drop_table("form_file")
