"""A gazette as its readers see it, on a page to print, in one file, or in Markdown."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.errors import NotFound
from app.gazette.edition import read_issue
from app.gazette.files import alone, file_name
from app.gazette.markdown import written
from app.gazette.months import month_of
from app.gazette.queries import address_of, get_gazette
from app.gazette.routes_write import ONE
from app.models import GazetteStatus
from app.web.attached import attached
from app.web.auth import Right, Router
from app.web.templating import render

router = Router()
WRITERS = {"html": (alone, "text/html; charset=utf-8"), "md": (written, "text/markdown; charset=utf-8")}


@router.get(f"{ONE}/page", right=Right.CONSULT)
def page(request: Request, session: Reading, gazette_id: int) -> Response:
    gazette = get_gazette(session, gazette_id)
    return render(
        request,
        "gazette/page.html",
        gazette=gazette,
        month=month_of(gazette.month),
        here=address_of(gazette),
        issue=read_issue(session, gazette),
        stage=GazetteStatus(gazette.status),
    )


@router.get(f"{ONE}/fichier", right=Right.EXPORT)
def download(session: Reading, gazette_id: int, format: str = "html") -> Response:
    gazette, suffix = get_gazette(session, gazette_id), format
    if suffix not in WRITERS:
        raise NotFound("La gazette se télécharge en page ou en Markdown.", f"{address_of(gazette)}/page", "La lire")
    write, media_type = WRITERS[suffix]
    return attached(write(read_issue(session, gazette)), media_type, f"{file_name(gazette)}.{suffix}")
