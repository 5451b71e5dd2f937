"""An issued file, sent piece by piece."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app.errors import Refused
from app.exchanges.reports.issuing.queries import size_of
from app.exchanges.reports.issuing.storing import pieces
from app.exchanges.reports.kinds import kind_named
from app.models import IssuedFile


def sent(request: Request, session: Session, issued: IssuedFile, page: str) -> Response:
    """`page` is where its making is followed, for a file that is not ready."""
    if issued.content_id is None:
        raise Refused("Ce fichier n’est pas prêt.", page, "Voir où il en est")
    headers = {
        "Content-Disposition": f'attachment; filename="{issued.file_name}"',
        "Content-Length": str(size_of(session, issued)),
        "Cache-Control": "no-store",
    }
    media_type = kind_named(issued.kind).media_type(issued.suffix)
    return StreamingResponse(pieces(request.app.state.bind, issued.content_id), media_type=media_type, headers=headers)
