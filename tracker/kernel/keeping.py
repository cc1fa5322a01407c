"""What a transaction keeps in mind beside its rows, in the one place where anything is kept.

Each kind of it is a class in the file that changes what it stands for, so that whoever changes that also renews it. Another
process may write as soon as the transaction ends: everything is forgotten then.
"""

from typing import TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

_Kind = TypeVar("_Kind")
_PLACE = "kept"


def kept(session: Session, kind: type[_Kind]) -> _Kind:
    """This transaction's object of the kind; made, with nothing in it, when it is first asked for."""
    objects: dict[type[object], object] = session.info.setdefault(_PLACE, {})
    found = objects.get(kind)
    if not isinstance(found, kind):
        found = objects[kind] = kind()
    return found


class UntilChange:
    """A kind of what is kept that rests on more than one file changes: it is forgotten whenever `note_change` is told."""


def note_change(session: Session) -> None:
    """A report took a step, or units or tasks were changed: what rests on them is read again."""
    objects: dict[type[object], object] = session.info.get(_PLACE, {})
    for kind in [kind for kind in objects if issubclass(kind, UntilChange)]:
        del objects[kind]


def forget(session: Session) -> None:
    """Keep nothing of what was read: rows were changed past the code that says so."""
    session.info.pop(_PLACE, None)


def _end(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        forget(session)


event.listen(Session, "after_transaction_end", _end)
