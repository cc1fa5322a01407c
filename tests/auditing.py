"""An office whose log is looked at, and spoiled by somebody who can write the database."""

from collections.abc import Sequence

from sqlalchemy import Engine, insert, text
from sqlmodel import Session, col, select

from bot.storage.database import transaction
from tracker.audit.keys import NO_KEY, SealKey
from tracker.audit.log import AuditLine
from tracker.audit.row_seals import WATCHED
from tracker.audit_log.verifying import Chain, Fault, unlike_log, unlike_seals

KEPT = ("audit_line", "earlier_figure", "report_event", "task_event")


def log_of(session: Session) -> Sequence[AuditLine]:
    return session.exec(select(AuditLine).order_by(col(AuditLine.number))).all()


def said(engine: Engine, what: str) -> list[tuple[str, str, str, str]]:
    """Step, subject, old and new of each line of this kind."""
    with transaction(engine) as session:
        return [(line.step, line.subject, line.old, line.new) for line in log_of(session) if line.what == what]


def verified(engine: Engine, *keys: SealKey, head: str = "") -> tuple[Chain, list[Fault]]:
    """The log followed to its end, and all that is wrong with it and with what stands."""
    chain = Chain([NO_KEY, *keys], head)
    with transaction(engine) as session:
        while chain.follow(session):
            pass
        wrong, after = [fault for fault in [chain.conclude()] if fault], 0
        while True:
            found, last = unlike_log(session, after)
            wrong += found
            if last is None:
                break
            after = last
        return chain, wrong + [fault for name in WATCHED for fault in unlike_seals(session, name, chain.keys)]


def wrong_with(engine: Engine, *keys: SealKey, head: str = "") -> list[str]:
    return [fault.words for fault in verified(engine, *keys, head=head)[1]]


def spoil(engine: Engine, *statements: str, **values: object) -> None:
    """Change the database behind the program's back, as whoever owns it can: without its triggers, which stand again after."""
    with engine.begin() as connection:
        triggers: dict[str, str] = {}
        if engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
            triggers = {row.name: row.sql for row in found}
        for name in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for statement in statements:
            used = {name: value for name, value in values.items() if f":{name}" in statement}
            connection.execute(text(statement), used)
        for made in triggers.values():
            connection.exec_driver_sql(made)


def slip_in(engine: Engine, number: int, **changed: object) -> None:
    """A line like the one before it, at this number."""
    with Session(engine) as session:
        like = session.get_one(AuditLine, number - 1).model_dump()
    with engine.begin() as connection:
        connection.execute(insert(AuditLine), [{**like, "number": number, **changed}])
