"""Who may pass: the cookie of a session, the token in every form, where a request comes from, and how many of a kind come."""

import hmac
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from bot.people.web_sessions import SESSION_LIFE, keyed
from bot.sending.links import LinkOffice
from bot.web.bodies import limited_body

_LARGEST_FORM, _MOST_FIELDS = 512 * 1024, 4000
_NAME, _WAITING = "dunghan", "dunghan-cho"
_LONGEST_TOKEN = 100
_OURS = {"same-origin", "none"}  # what a browser says of a request of our own pages, and of one that a person typed


@dataclass(frozen=True)
class Gate:
    """The office's pages as browsers reach them: at its own address alone, and over HTTPS but on this very machine."""

    office: LinkOffice

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        parts = urlsplit(self.office.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_plain(self) -> bool:
        """Whether the pages are served without HTTPS, which only this machine itself may be."""
        parts = urlsplit(self.office.public_url)
        return parts.scheme == "http" and _is_loopback(parts.hostname or "")

    def hash_of(self, what: str, token: str) -> str:
        """What is stored of a token."""
        return keyed(self.office.secret_key, what, token)

    def token(self, request: Request, *, waiting: bool = False) -> str:
        """The token of the request's cookie; "" without one."""
        return request.cookies.get(self._cookie(waiting=waiting), "")[:_LONGEST_TOKEN]

    def let_in(self, response: Response, token: str, *, waiting: bool = False) -> None:
        """Give a browser the cookie of a session; `waiting`: that of one that shows a code."""
        response.set_cookie(
            self._cookie(waiting=waiting),
            token,
            max_age=int(SESSION_LIFE.total_seconds()),
            path="/",
            secure=not self.is_plain,
            httponly=True,
            samesite="lax",
        )

    def let_out(self, response: Response, *, waiting: bool = False) -> None:
        """Take the cookie away."""
        name = self._cookie(waiting=waiting)
        response.delete_cookie(name, path="/", secure=not self.is_plain, httponly=True, samesite="lax")

    def _cookie(self, *, waiting: bool) -> str:
        name = _WAITING if waiting else _NAME
        return name if self.is_plain else f"__Host-{name}"

    def form_token(self, token: str) -> str:
        """What every form of a session carries, so that no other site can fill one."""
        return self.hash_of("form", token)

    def is_ours(self, request: Request) -> bool:
        """Whether a request that changes something comes from our own pages."""
        origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
        if origin is not None:
            return origin == self.origin and site in {None, *_OURS}
        return site in _OURS if site is not None else False

    def carries_token(self, form: Mapping[str, str], token: str) -> bool:
        """Whether a form carries the token of this session; compared in constant time."""
        return hmac.compare_digest(form.get("form_token", "").encode(), self.form_token(token).encode())


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def read_form(request: Request) -> dict[str, str] | None:
    """The fields of a form; None for what is no form of ours: too large, of another kind, or not in UTF-8."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        return None
    body = await limited_body(request, _LARGEST_FORM)
    try:
        pairs = parse_qsl((body or b"").decode("ascii"), True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    return None if body is None else {name: _lines(value) for name, value in pairs if "\x00" not in name + value}


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


@dataclass
class Limiter:
    """At most so many in a while, of each who asks; forgotten when the program ends."""

    most: int
    within: timedelta
    clock: Callable[[], datetime]
    _of: dict[str, deque[datetime]] = field(default_factory=dict)

    def allows(self, who: str) -> bool:
        """Whether one more is allowed; it is counted then."""
        now, known = self.clock(), self._of.setdefault(who, deque())
        while known and now - known[0] >= self.within:
            known.popleft()
        if len(known) >= self.most:
            return False
        known.append(now)
        if len(self._of) > 10_000:  # noqa: PLR2004 - addresses; those that rest are forgotten
            self._of = {one: times for one, times in self._of.items() if times and now - times[-1] < self.within}
        return True


def who_asks(request: Request) -> str:
    """Where a request comes from: as the proxy on this machine says, else the other side itself."""
    other = request.client.host if request.client else ""
    forwarded = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
    return forwarded or other if _is_loopback(other) else other
