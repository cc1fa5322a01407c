"""Questions that a reply answers, updates that could not be read, and when a file was sent and with which words."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0019"
down_revision: str | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", "ref"),
    )
    op.create_index("ix_question_sent_at", "question", ["sent_at"])
    op.create_table(
        "unread_update",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "external_id"),
    )
    op.create_index("ix_unread_update_received_at", "unread_update", ["received_at"])
    with op.batch_alter_table("incoming_file") as file:
        file.add_column(sa.Column("text", sa.String(), nullable=False, server_default=""))
        file.add_column(sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("incoming_file") as file:
        file.drop_column("sent_at")
        file.drop_column("text")
    op.drop_table("unread_update")
    op.drop_table("question")
