"""Static files: the address carries a hash of the content, so that browsers may keep them for a year."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parents[1] / "static"


def static(path: str) -> str:
    file = FOLDER / path
    return f"/static/{path}?v={_digest(file, file.stat().st_mtime_ns)}"


@lru_cache(maxsize=256)
def _digest(file: Path, _modified: int) -> str:
    return sha256(file.read_bytes()).hexdigest()[:12]


class HashedFiles(StaticFiles):
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if hashed else "no-cache"
        return response
