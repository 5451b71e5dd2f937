"""Static files: the address carries a hash of the content, so that browsers may keep them for a year.

They change with the program, which is then started again: each is read and compressed once.
"""

import gzip
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.web.packing import LEAST, accepts_gzip

FOLDER = Path(__file__).parents[1] / "static"
KEPT = "public, max-age=31536000, immutable"


class File(NamedTuple):
    content: bytes
    packed: bytes
    """Empty when it would be no shorter."""
    kind: str
    digest: str


@cache
def static(path: str) -> str:
    return f"/static/{path}?v={read_file(path).digest}"


@cache
def names() -> frozenset[str]:
    """What may be asked for: a file of the folder as it is now, and nothing else whatever is written."""
    return frozenset(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("[!.]*") if file.is_file())


@cache
def read_file(path: str) -> File:
    content = (FOLDER / path).read_bytes()
    packed = gzip.compress(content, 9, mtime=0) if len(content) >= LEAST else b""
    kind = guess_type(path)[0] or "application/octet-stream"
    text = kind.startswith("text/")
    return File(
        content,
        packed if len(packed) < len(content) else b"",
        f"{kind}; charset=utf-8" if text else kind,
        sha256(content).hexdigest()[:12],
    )


class HashedFiles:
    """The application that serves them."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await answer(scope)(scope, receive, send)


def answer(scope: Scope) -> Response:
    path = scope["path"].removeprefix(f"{scope.get('root_path', '')}/")
    if scope["method"] not in ("GET", "HEAD"):
        raise HTTPException(405, headers={"Allow": "GET, HEAD"})
    if path not in names():
        raise HTTPException(404)
    file, asked = read_file(path), Headers(scope=scope)
    is_packed = bool(file.packed) and accepts_gzip(asked.get("Accept-Encoding", ""))
    tag = f'"{file.digest}{"-gzip" if is_packed else ""}"'
    headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": _how_long(scope, file)}
    if tag in asked.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    content = file.packed if is_packed else file.content
    headers |= {"Content-Type": file.kind, "Content-Length": str(len(content))}
    return Response(b"" if scope["method"] == "HEAD" else content, headers=headers)


def _how_long(scope: Scope, file: File) -> str:
    """For ever, under the address of this very content: an older page must not keep a newer file under its name."""
    return KEPT if scope["query_string"] == f"v={file.digest}".encode() else "no-cache"
