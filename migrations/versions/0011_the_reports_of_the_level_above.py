"""Rounds and schedules for a level that has units below itself; which units a desk's own report was filled from."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ONCE = "round_form_code_period_of_unit_id_key"  # as PostgreSQL named it; on SQLite it has no name of its own
_ONCE_A_LEVEL = "round_form_code_period_of_unit_id_level_key"


def upgrade() -> None:
    with op.batch_alter_table("schedule") as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("round", naming_convention={"uq": _ONCE}) as batch_op:
        batch_op.add_column(sa.Column("level", sa.String(), nullable=False, server_default=""))
        batch_op.drop_constraint(_ONCE, type_="unique")
        batch_op.create_unique_constraint(_ONCE_A_LEVEL, ["form_code", "period", "of_unit_id", "level"])
    op.create_table(
        "tally",
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=False),
        sa.Column("counted", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("partly", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("report_id"),
    )


def downgrade() -> None:
    """Refused by the database where a unit has rounds of one form and period for several levels."""
    op.drop_table("tally")
    with op.batch_alter_table("round", naming_convention={"uq": _ONCE}) as batch_op:
        batch_op.drop_constraint(_ONCE_A_LEVEL, type_="unique")
        batch_op.create_unique_constraint(_ONCE, ["form_code", "period", "of_unit_id"])
        batch_op.drop_column("level")
    with op.batch_alter_table("schedule") as batch_op:
        batch_op.drop_column("level")
