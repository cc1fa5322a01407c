"""A line of the audit log, and the seal that ties it to the line before it."""

import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple, Self

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from tracker.kernel.columns import AwareTime


class What(StrEnum):
    """What a line is about; `step` says what became of it."""

    FIGURE = "figure"
    EXPLANATION = "explanation"
    REPORT = "report"
    ROUND = "round"
    SCHEDULE = "schedule"
    DAY = "day"
    FORM = "form"
    UNIT = "unit"
    OFFICER = "officer"
    INVITATION = "invitation"
    ADDRESS = "address"
    TASK = "task"
    NUDGE = "nudge"
    LINK = "link"
    FILE = "file"
    DATABASE = "database"


class AuditLine(SQLModel, table=True):
    """One line; append-only, and numbered without gaps.

    `officer_id` is empty for what nobody of the office did: a tick, the command line. `origin` is the channel or tool,
    with the way of what a desk entered.
    `subject` is a row's key, a rule, a file's name, "task 12": of `what`, which one. `old` and `new` are texts, "" where there
    was or is nothing; numbers in them are exact. `mark` tells which key sealed the line, "" if none did. `at` is empty
    only for what a script did without saying when.
    """

    __tablename__ = "audit_line"
    __table_args__ = (
        CheckConstraint(f"what in ({', '.join(repr(what.value) for what in What)})", name="what_known"),
        Index("ix_audit_line_report_id", "report_id"),
    )

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime | None = Field(sa_type=AwareTime)
    officer_id: int | None = Field(foreign_key="officer.id")
    origin: str
    what: str
    step: str
    unit_id: int | None = Field(foreign_key="unit.id")
    report_id: int | None = Field(foreign_key="report.id")
    subject: str
    old: str
    new: str
    reason: str
    mark: str
    hash: str


SEALED = tuple(name for name in AuditLine.model_fields if name != "hash")  # in this order for good


class SealKey(NamedTuple):
    """What seals lines: whoever can write the database but has no key cannot write the log anew."""

    secret: bytes = b""
    mark: str = ""

    @classmethod
    def of(cls, secret: str) -> Self:
        """The key of this secret; of "" one that anybody has, which only shows what was changed by mistake."""
        return cls(secret.encode(), sha256(f"dunghan audit {secret}".encode()).hexdigest()[:8]) if secret else cls()


NO_KEY = SealKey()


def seal(key: SealKey, before: str, values: Sequence[object]) -> str:
    """The hash of a line's values, in the order of SEALED, and of the hash of the line before it ("" for the first)."""
    text = json.dumps([before, *map(_plain, values)], ensure_ascii=False, separators=(",", ":"))
    return hmac.digest(key.secret, text.encode(), "sha256").hex()


def _plain(value: object) -> object:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def written(answer: str, amount: Decimal | None, text: str | None) -> str:
    """A figure as the log has it: 41, "Có" with its quotes, blank, or - where it does not apply."""
    if amount is not None:
        return format(amount, "f")
    if text is not None:
        return json.dumps(text, ensure_ascii=False)
    return "-" if answer == "not_applicable" else answer
