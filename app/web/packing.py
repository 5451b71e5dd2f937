"""Pages sent smaller, to who says it reads them so.

A page holds a secret of its session beside words that an address may choose: its length would tell about the one to
who watches it change with the others. Each answer is therefore longer by a number of bytes drawn at random, where the
format has room for a name that nobody reads.
"""

import secrets
import zlib
from struct import pack

from starlette.requests import Request
from starlette.responses import Response

LEAST = 1_000
LEVEL = 2
MOST_PADDING = 100
HEAD = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff"  # gzip, with a name, made at no time


def accepts_gzip(accept: str) -> bool:
    asked = [part.strip().partition(";") for part in accept.lower().split(",")]
    return any(name.strip() == "gzip" and weight.replace(" ", "") not in ("q=0", "q=0.0") for name, _, weight in asked)


def shrink(request: Request, response: Response) -> None:
    response.headers.add_vary_header("Accept-Encoding")
    if len(response.body) < LEAST or not accepts_gzip(request.headers.get("Accept-Encoding", "")):
        return
    response.body = gzipped(bytes(response.body))
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))


def gzipped(content: bytes) -> bytes:
    machine = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    name = b"." * secrets.randbelow(MOST_PADDING) + b"\0"
    end = pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return HEAD + name + machine.compress(content) + machine.flush() + end
