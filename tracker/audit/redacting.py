"""Lines of the log of which a person's name or address is taken out, as the law may want: the chain still holds.

A line keeps its hash, on which the next one stands. What it says now is in a line of its own, which is sealed like every
other: who has no key cannot make one, and so cannot alter a line under the name of erasing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlmodel import Session, col, select

from tracker.audit.keys import NO_KEY
from tracker.audit.log import SEALED, AuditLine, Deed, What, note, seal

ERASED = "erased"  # what stands where something was taken out; the database lets nothing else be written there
REDACTED = "redacted"
MAY_BE_ERASED = ("subject", "old", "new", "reason")


def redact(session: Session, lines: Iterable[AuditLine], columns: Collection[str]) -> int:
    """Take out what these columns say, which are some of MAY_BE_ERASED; gives how many lines said anything there."""
    count = 0
    for line in lines:
        said = [name for name in columns if getattr(line, name) not in {"", ERASED}]
        for name in said:
            setattr(line, name, ERASED)
        if said:
            session.add(line)
            note(
                session,
                Deed(What.DATABASE, REDACTED, subject=f"{line.number}", new=digest([getattr(line, s) for s in SEALED])),
            )
            count += 1
    session.flush()
    return count


def digest(values: Sequence[object]) -> str:
    """What a line says, in the order of SEALED, as the line that tells of its redaction has it."""
    return seal(NO_KEY, "", values)


def redactions(session: Session) -> Mapping[int, str]:
    """By the number of the line that something was taken out of: the digest of what it says since."""
    about = (col(AuditLine.what) == What.DATABASE, col(AuditLine.step) == REDACTED)
    lines = session.exec(select(AuditLine.subject, AuditLine.new).where(*about).order_by(col(AuditLine.number)))
    return {int(subject): said for subject, said in lines if subject.isdecimal()}
