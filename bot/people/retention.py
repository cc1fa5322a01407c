"""For how long what goes to and fro is kept; figures, reports and the log of who did what stay for good."""

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class Retention:
    """Days: of messages that we sent and announcements; of the marks of those that came; of links and invitations after
    their end; of people's wishes about their data after the answer.
    """  # noqa: D205 - one list

    sent: int = 180
    received: int = 30
    links: int = 90
    wishes: int = 730


OF_STRANGERS = timedelta(
    days=2
)  # what went to and fro with an address that is nobody's: services bring a message twice till then


@dataclass
class InForce:
    """What this office has decided, for the transaction."""

    retention: Retention = field(default_factory=Retention)
