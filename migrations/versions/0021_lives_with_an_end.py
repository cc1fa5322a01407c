"""Rounds are cancelled, and another one opened in their place; a unit keeps its former names."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ONCE = "round_form_code_period_of_unit_id_level_key"
_ONCE_STANDING = "round_form_code_period_of_unit_id_level_withdrawn_key"
_KEYS = ["form_code", "period", "of_unit_id", "level"]
_STATES = ("drafting", "awaiting", "submitted", "returned", "accepted")


def upgrade() -> None:
    with op.batch_alter_table("round") as batch_op:
        batch_op.add_column(sa.Column("withdrawn", sa.Integer(), nullable=False, server_default="0"))
        batch_op.drop_constraint(_ONCE, type_="unique")
        batch_op.create_unique_constraint(_ONCE_STANDING, [*_KEYS, "withdrawn"])
    _know(*_STATES, "cancelled")
    with op.batch_alter_table("unit") as batch_op:
        batch_op.add_column(sa.Column("former_names", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    """Refused by the database where a report is cancelled."""
    with op.batch_alter_table("unit") as batch_op:
        batch_op.drop_column("former_names")
    _know(*_STATES)
    with op.batch_alter_table("round") as batch_op:
        batch_op.drop_constraint(_ONCE_STANDING, type_="unique")
        batch_op.create_unique_constraint(_ONCE, _KEYS)
        batch_op.drop_column("withdrawn")


def _know(*states: str) -> None:
    with op.batch_alter_table("report") as batch_op:
        batch_op.drop_constraint("state_known", type_="check")
        batch_op.create_check_constraint("state_known", f"state in ({', '.join(map(repr, states))})")
