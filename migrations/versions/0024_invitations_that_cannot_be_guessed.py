"""Links of 128 bits, digits that somebody confirms; rows that the program alone may change have a seal."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.add_column(sa.Column("link_hash", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("invited_by", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint("invitation_link_hash_key", ["link_hash"])
        batch_op.create_foreign_key("invitation_invited_by_fkey", "officer", ["invited_by"], ["id"])
    # their digits were hashed in another way, and opened the door without anybody's confirmation
    op.execute("UPDATE invitation SET expires_at = CURRENT_TIMESTAMP WHERE used_at IS NULL AND expires_at > CURRENT_TIMESTAMP")
    op.create_table(
        "join_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel", "address", name="join_request_channel_address_key"),
    )
    op.create_table(
        "wrong_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day"),
    )
    op.create_table(
        "row_seal",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("seal", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", "key"),
    )
    op.create_table(
        "table_seal",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("total", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    op.drop_table("table_seal")
    op.drop_table("row_seal")
    op.drop_table("wrong_day")
    op.drop_table("join_request")
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_constraint("invitation_invited_by_fkey", type_="foreignkey")
        batch_op.drop_constraint("invitation_link_hash_key", type_="unique")
        batch_op.drop_column("invited_by")
        batch_op.drop_column("link_hash")
