"""When somebody did what a message says: by the channel's clock if it can be right, else by ours."""

from datetime import datetime, timedelta

from bot.messages.messages import Incoming

# Telegram keeps what it could not bring for a day, and Zalo's webhook says nothing of that: what is older was dated wrongly,
# and a wrong clock must not open what is locked or make a late report one in time.
_OLDEST = timedelta(hours=48)


def done_at(incoming: Incoming, now: datetime) -> datetime:
    """The time by which on time or late, and "hôm nay", are decided."""
    at = incoming.at
    return at if at is not None and now - _OLDEST <= at <= now else now
