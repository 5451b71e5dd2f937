"""The file of a document, its current version or an earlier one."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.documents.handing import answer
from app.documents.pages import HERE
from app.documents.queries import current_version, get_document, get_version
from app.projects.queries import get_project
from app.web.auth import Right, Router

router = Router()
READ = ["GET", "HEAD"]


@router.get(f"{HERE}/{{document_id}}/fichier", right=Right.CONSULT, methods=READ)
def current(request: Request, session: Reading, code: str, document_id: int) -> Response:
    document = get_document(session, get_project(session, code), document_id)
    return answer(request, current_version(session, document.id))


@router.get(f"{HERE}/{{document_id}}/versions/{{number}}/fichier", right=Right.CONSULT, methods=READ)
def earlier(request: Request, session: Reading, code: str, document_id: int, number: int) -> Response:
    document = get_document(session, get_project(session, code), document_id)
    return answer(request, get_version(session, document, number))
