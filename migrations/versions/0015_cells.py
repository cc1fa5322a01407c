"""Figures, earlier figures and comments stand in cells: a row and a column; a form's version has a fingerprint."""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ONCE = "figure_report_id_row_key_key"  # as PostgreSQL named it; on SQLite it has no name of its own
_ONCE_A_CELL = "figure_report_id_row_key_column_key_key"


def upgrade() -> None:
    """Whatever stands was entered in the one column of its form, whose key is empty."""
    for table in ("earlier_figure", "report_comment"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.add_column(_column())
    with op.batch_alter_table("figure", naming_convention={"uq": _ONCE}) as batch_op:
        batch_op.add_column(_column())
        batch_op.drop_constraint(_ONCE, type_="unique")
        batch_op.create_unique_constraint(_ONCE_A_CELL, ["report_id", "row_key", "column_key"])
    with op.batch_alter_table("form_version") as batch_op:
        batch_op.add_column(sa.Column("fingerprint", sa.String(), nullable=False, server_default=""))
    _take_fingerprints()


def _column() -> "sa.Column[str]":
    return sa.Column("column_key", sa.String(), nullable=False, server_default="")


def _take_fingerprints() -> None:
    """SHA-256 in hexadecimal, which no database of ours reckons alike."""
    connection, version = op.get_bind(), sa.table("form_version", sa.column("id"), sa.column("body"), sa.column("fingerprint"))
    taken = [
        {"this": number, "found": sha256(body.encode()).hexdigest()}
        for number, body in connection.execute(sa.select(version.c.id, version.c.body))
    ]
    if taken:
        change = version.update().where(version.c.id == sa.bindparam("this")).values(fingerprint=sa.bindparam("found"))
        connection.execute(change, taken)


def downgrade() -> None:
    """Refused by the database where a row has figures in several columns."""
    with op.batch_alter_table("form_version") as batch_op:
        batch_op.drop_column("fingerprint")
    with op.batch_alter_table("figure", naming_convention={"uq": _ONCE}) as batch_op:
        batch_op.drop_constraint(_ONCE_A_CELL, type_="unique")
        batch_op.create_unique_constraint(_ONCE, ["report_id", "row_key"])
        batch_op.drop_column("column_key")
    for table in ("report_comment", "earlier_figure"):
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_column("column_key")
