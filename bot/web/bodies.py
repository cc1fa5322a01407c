"""Bodies of requests, never more of them than was agreed."""

from starlette.requests import ClientDisconnect, Request


async def limited_body(request: Request, most: int) -> bytes | None:
    """The body; None if it is larger than so many bytes, of which no more are kept, or if the other side went away."""
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit() or len(declared) > len(str(most)) or int(declared) > most:
        return None
    body = bytearray()
    try:
        async for piece in request.stream():
            body += piece
            if len(body) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(body)
