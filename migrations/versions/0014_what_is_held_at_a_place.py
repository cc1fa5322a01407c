"""What is held at a place: rows, rule, comment and file stood in columns of their own, the place before among the rest."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_PLACE = sa.table(
    "place",
    sa.column("officer_id", sa.Integer),
    sa.column("at", sa.String),
    sa.column("focus", sa.String),
    sa.column("asked", sa.String),
    *(sa.column(name, sa.JSON(none_as_null=True)) for name in ("held", "before", "put_by")),
)
_WITH_FILE = {"importing", "planning"}
_RULES = {"questioned", "explaining"}


def upgrade() -> None:
    with op.batch_alter_table("place") as place:
        place.add_column(sa.Column("before", sa.JSON(), nullable=True))
    connection = op.get_bind()
    for row in connection.execute(sa.select(_PLACE)).mappings().all():
        held = dict(row["held"])
        before = held.pop("before", None)
        new = {
            "held": _held(row["at"], row["focus"], row["asked"], held),
            "before": _where(before) if before else None,
            "put_by": [_where(one) for one in row["put_by"]],
        }
        connection.execute(_PLACE.update().where(_PLACE.c.officer_id == row["officer_id"]).values(new))
    with op.batch_alter_table("place") as place:
        place.drop_column("focus")
        place.drop_column("asked")


def _where(old: dict[str, Any]) -> dict[str, Any]:
    """A place that was put by, or that stood before a question in between."""
    held = {name: value for name, value in old["held"].items() if name != "before"}
    new = _held(old["at"], old["focus"], "", held)
    return {"at": old["at"], "report_id": old["report_id"], "held": new, "behalf": old.get("behalf", {})}


def _held(at: str, focus: str, asked: str, held: dict[str, Any]) -> dict[str, Any]:
    rows = {"asked": asked.split()} if asked else {}
    if at == "filling":
        return ({"again": focus.split()} if focus else {}) | rows
    if at == "revising":
        return {"section": focus}
    if at in _RULES:
        return {"rule": focus}
    if at in {"correcting", "answering"}:
        return {"comment": int(focus)} | rows
    if at == "taking_over":
        return {"file": focus, "entries": held}
    return {"file": focus, **held} if at in _WITH_FILE else held


def downgrade() -> None:
    """What is held now cannot be told apart again; whoever is in the middle of something begins it anew."""
    with op.batch_alter_table("place") as place:
        place.add_column(sa.Column("focus", sa.String(), nullable=False, server_default=""))
        place.add_column(sa.Column("asked", sa.String(), nullable=False, server_default=""))
    nothing = {"at": "menu", "held": {}, "put_by": []}
    op.get_bind().execute(_PLACE.update().values(nothing))
    with op.batch_alter_table("place") as place:
        place.drop_column("before")
