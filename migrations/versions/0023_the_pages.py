"""Links and codes that let people in to the pages, and their sessions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0023"
down_revision: str | None = "0021"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "web_link",
        *_standing(),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key_hash"),
        *_of_people(),
    )
    op.create_table(
        "web_session",
        *_standing(),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash"),
        *_of_people(),
    )
    for table in ("web_link", "web_session"):
        op.create_index(f"ix_{table}_officer_id", table, ["officer_id"])
        op.create_index(f"ix_{table}_expires_at", table, ["expires_at"])
    op.create_table(
        "web_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("browser_hash", sa.String(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("code"),
        sa.UniqueConstraint("browser_hash"),
    )
    op.create_index("ix_web_code_expires_at", "web_code", ["expires_at"])
    op.create_table(
        "wrong_web_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_wrong_web_code_officer_id", "wrong_web_code", ["officer_id"])


def _standing() -> list[sa.Column[object]]:
    return [
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    ]


def _of_people() -> list[sa.ForeignKeyConstraint]:
    return [sa.ForeignKeyConstraint([column], [of]) for column, of in (("officer_id", "officer.id"), ("unit_id", "unit.id"))]


def downgrade() -> None:
    for table in ("wrong_web_code", "web_code", "web_session", "web_link"):
        op.drop_table(table)
