"""Review: comments on rows, the versions of figures, the leader's approval, entering on behalf of a unit."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ANSWERED = (
    "(answered_at is null) = (answered_by_id is null) and (answered_at is null) = (answer = '')"
    " and (answered_at is null or sent_at is not null)"
)
_HANDED_IN_BEFORE = (
    "(SELECT count(*) FROM report_event WHERE report_event.report_id = {0}.report_id"
    " AND report_event.what = 'submitted' AND report_event.at < {1})"
)
_NEXT_AT = (  # when the same row was entered again
    "(SELECT min(later.at) FROM (SELECT report_id, row_key, at FROM figure UNION ALL"
    " SELECT report_id, row_key, at FROM earlier_figure) AS later"
    " WHERE later.report_id = earlier_figure.report_id AND later.row_key = earlier_figure.row_key"
    " AND later.at > earlier_figure.at)"
)


def upgrade() -> None:
    op.create_table(
        "report_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("row_key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("text <> ''", name="text_given"),
        sa.CheckConstraint(_ANSWERED, name="answer_shape"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"]),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"]),
        sa.ForeignKeyConstraint(["answered_by_id"], ["officer.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_report_comment_report_id"), "report_comment", ["report_id"])
    _number_the_versions()
    with op.batch_alter_table("report") as batch_op:
        batch_op.drop_constraint("state_known", type_="check")
        batch_op.create_check_constraint(
            "state_known", "state in ('drafting', 'awaiting', 'submitted', 'returned', 'accepted')"
        )
    with op.batch_alter_table("round") as batch_op:
        batch_op.add_column(sa.Column("approval", sa.String(), nullable=False, server_default="none"))
        batch_op.create_check_constraint("approval_known", "approval in ('none', 'leader')")
    _keep_explanations_apart("rule", "on_figures", instead_of=("rule",))
    with op.batch_alter_table("place") as batch_op:
        batch_op.add_column(sa.Column("behalf", sa.JSON(), nullable=False, server_default="{}"))


def _number_the_versions() -> None:
    """A figure that nothing followed in its row was taken away by "none arose", most often before it was handed in at all."""
    for table in ("figure", "earlier_figure"):
        op.add_column(table, sa.Column("since", sa.Integer(), nullable=False, server_default="1"))
        op.execute(f"UPDATE {table} SET since = 1 + {_HANDED_IN_BEFORE.format(table, f'{table}.at')}")  # noqa: S608 - ours
    op.add_column("earlier_figure", sa.Column("until", sa.Integer(), nullable=False, server_default="0"))
    handed_in = _HANDED_IN_BEFORE.format("earlier_figure", _NEXT_AT)
    op.execute(f"UPDATE earlier_figure SET until = {handed_in} WHERE {_NEXT_AT} IS NOT NULL")  # noqa: S608 - ours


def _keep_explanations_apart(*by: str, instead_of: tuple[str, ...]) -> None:
    with op.batch_alter_table("explanation", naming_convention={"uq": "%(table_name)s_%(column_0_N_name)s_key"}) as batch_op:
        batch_op.drop_constraint("_".join(("explanation_report_id", *instead_of, "key")), type_="unique")
        batch_op.create_unique_constraint("_".join(("explanation_report_id", *by, "key")), ["report_id", *by])


def downgrade() -> None:
    op.execute("DELETE FROM explanation WHERE id NOT IN (SELECT max(id) FROM explanation GROUP BY report_id, rule)")
    _keep_explanations_apart("rule", instead_of=("rule", "on_figures"))
    op.execute("UPDATE report SET state = 'drafting' WHERE state = 'awaiting'")
    with op.batch_alter_table("place") as batch_op:
        batch_op.drop_column("behalf")
    with op.batch_alter_table("round") as batch_op:
        batch_op.drop_constraint("approval_known", type_="check")
        batch_op.drop_column("approval")
    with op.batch_alter_table("report") as batch_op:
        batch_op.drop_constraint("state_known", type_="check")
        batch_op.create_check_constraint("state_known", "state in ('drafting', 'submitted', 'returned', 'accepted')")
    op.drop_column("earlier_figure", "until")
    for table in ("figure", "earlier_figure"):
        op.drop_column(table, "since")
    op.drop_table("report_comment")
