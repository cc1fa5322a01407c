"""Links to files and upload pages, with every use of them; files that came with their content; what people were told last."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), sa.ForeignKey("officer.id"), nullable=False),
        sa.Column("unit_id", sa.Integer(), sa.ForeignKey("unit.id"), nullable=False),
        sa.Column("report_id", sa.Integer(), sa.ForeignKey("report.id"), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sa.CheckConstraint("way in ('tai', 'gui')", name="way_known"),
    )
    op.create_index("ix_link_officer_id", "link", ["officer_id"])
    op.create_index("ix_link_expires_at", "link", ["expires_at"])
    op.create_table(
        "link_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_key", sa.String(), sa.ForeignKey("link.key"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_link_use_link_key", "link_use", ["link_key"])
    with op.batch_alter_table("incoming_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("content", sa.LargeBinary(), nullable=True))
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.add_column(sa.Column("told", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("told_earlier", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_column("told_earlier")
        batch_op.drop_column("told")
    with op.batch_alter_table("incoming_file", schema=None) as batch_op:
        batch_op.drop_column("content")
    op.drop_table("link_use")
    op.drop_table("link")
