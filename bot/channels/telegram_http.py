"""python-telegram-bot over aiohttp: its own httpx transport walks every pooled connection for every request."""

import json
from io import BytesIO
from typing import Any

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

_CONNECTIONS = 128


class Garbled(TelegramError):
    """What answered does not speak the Bot API: a proxy's page, half an answer."""


class AiohttpRequest(BaseRequest):
    """One pool of connections; faults carry no address, because the address carries the token."""

    def __init__(self, seconds: float) -> None:
        """Give up on an answer after so many seconds."""
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds that the library adds to a long poll's own."""
        return self._seconds

    async def initialize(self) -> None:
        """Open the pool, on the running loop."""
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=_CONNECTIONS))

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def raw(self, address: str, seconds: float, **fields: object) -> object:
        """The result of a method as the service writes it, which may take `seconds` more than any; raises TelegramError."""
        given = RequestData([RequestParameter.from_input(name, value) for name, value in fields.items()])
        return await self.post(address, given, read_timeout=self._seconds + seconds)

    async def do_request(  # noqa: PLR0913, PLR0917 - the library's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Ask the Bot API; raises TimedOut or NetworkError."""
        if self._session is None:
            raise NetworkError("the connection pool is closed")
        seconds = self._seconds if isinstance(read_timeout, DefaultValue) or read_timeout is None else read_timeout
        timeout = aiohttp.ClientTimeout(total=seconds)
        try:
            async with self._session.request(method, url, data=_form(request_data), timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut from None
        except aiohttp.ClientError as fault:
            raise NetworkError(type(fault).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; raises Garbled. The library's own logs what it cannot read, and lets other JSON pass."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict) or answer.keys().isdisjoint({"result", "description"}):
            raise Garbled("the answer is not the Bot API's")
        return answer


def _form(request_data: RequestData | None) -> Any:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData(quote_fields=False)  # else Vietnamese file names arrive percent-encoded
    for name, text in request_data.json_parameters.items():
        form.add_field(name, text)
    for name, (file_name, content, kind) in request_data.multipart_data.items():
        body = BytesIO(content) if isinstance(content, bytes) else content  # aiohttp warns of large bare bytes
        form.add_field(name, body, filename=file_name, content_type=kind)
    return form
