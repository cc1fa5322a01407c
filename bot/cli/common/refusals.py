"""What a command that is refused says."""

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from bot.channels.channel import SendFailed
from tracker.kernel.errors import TrackerError


def sentence_of(fault: Exception) -> str | None:
    """The one sentence; None for a fault of ours."""
    if isinstance(fault, TrackerError | SendFailed):
        return str(fault)
    if isinstance(fault, OSError):
        return f"{fault.filename}: {fault.strerror}" if fault.filename and fault.strerror else str(fault)
    if isinstance(fault, ValidationError):
        return "; ".join(f"{str(e['loc'][0]).upper()} in the environment or .env: {e['msg']}" for e in fault.errors())
    if isinstance(fault, DBAPIError) and isinstance(fault.orig, TrackerError):
        return str(fault.orig)
    if isinstance(fault, DBAPIError):
        return f"The database of DATABASE_URL cannot be used: {str(fault.orig).splitlines()[0]}"
    return None
