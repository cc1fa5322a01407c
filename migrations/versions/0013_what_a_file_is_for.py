"""What a file that comes by a link is for."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for table in ("link", "incoming_file"):
        with op.batch_alter_table(table) as altered:
            altered.add_column(sa.Column("action", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    for table in ("incoming_file", "link"):
        with op.batch_alter_table(table) as altered:
            altered.drop_column("action")
