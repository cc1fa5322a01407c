"""Questions that were put about figures, with what may have been meant, and kinds of them that are struck for a form."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0031"
down_revision: str | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "figure_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("on_figures", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("stands", sa.String(length=60), nullable=True),
        sa.Column("meant", sa.String(length=60), nullable=True),
        sa.Column("mentioned", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("report_id", "rule", "on_figures"),
    )
    op.create_table(
        "struck_kind",
        sa.Column("form_code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("form_code", "kind"),
    )


def downgrade() -> None:
    """What was asked is forgotten, and what was struck is asked again."""
    op.drop_table("struck_kind")
    op.drop_table("figure_question")
