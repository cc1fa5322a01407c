"""Keys that seal the log and the rows that it speaks of."""

from hashlib import sha256
from typing import NamedTuple, Self


class SealKey(NamedTuple):
    """What seals lines: whoever can write the database but has no key cannot write the log anew."""

    secret: bytes = b""
    mark: str = ""

    @classmethod
    def of(cls, secret: str) -> Self:
        """The key of this secret; of "" one that anybody has, which only shows what was changed by mistake."""
        return cls(secret.encode(), sha256(f"dunghan audit {secret}".encode()).hexdigest()[:8]) if secret else cls()


NO_KEY = SealKey()
