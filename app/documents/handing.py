"""A file handed over: always an attachment, of an exact type, in a sandbox; read again before it leaves."""

import structlog
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from app.documents import storage
from app.documents.contents import disposition
from app.errors import DomainError
from app.models import DocumentVersion

log = structlog.get_logger("odd17.documents")
GONE = (
    "Ce fichier manque ou a été altéré depuis son dépôt\u00a0: il n’est pas remis. "
    "Prévenez l’administrateur, qui le remettra depuis une sauvegarde."
)


def answer(request: Request, version: DocumentVersion) -> Response:
    """Raises a plain refusal when the file is not what was kept."""
    headers = headers_of(version)
    if headers["ETag"] in request.headers.get("If-None-Match", ""):
        return Response(status_code=304, headers=headers)
    _check(version)
    return FileResponse(storage.path_of(version.sha256), media_type=version.media_type, headers=headers)


def headers_of(version: DocumentVersion) -> dict[str, str]:
    return {
        "Content-Disposition": disposition(version.file_name),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Download-Options": "noopen",
        "Cache-Control": "no-store",
        "ETag": f'"{version.sha256.hex()}"',
    }


def _check(version: DocumentVersion) -> None:
    try:
        is_intact = storage.is_intact(version.sha256, version.size_bytes)
    except OSError:
        is_intact = False
    if not is_intact:
        log.error("document_lost", version_id=version.id)
        raise DomainError(410, GONE, title="Fichier introuvable")
