"""The journal taken away, all of it or what the filters keep; taking it away is written in it."""

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from app import clock
from app.db import Bind, Writing, reading
from app.errors import Refused
from app.exchanges.journal.rows import HEADERS, as_csv, rows
from app.exchanges.reports.kinds import XLSX
from app.journal.context import note
from app.journal.filters import asked_of
from app.journal.queries import Wanted, count_of, with_project
from app.journal.verification import seal
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted
from imports.export.opendata import PlainSheet, write_plain

router = Router()
MOST = 20_000
TOO_LONG = (
    "Un classeur tient 20\u202f000\u00a0lignes du journal au plus\u00a0: gardez une période ou un projet, "
    "ou prenez le fichier CSV."
)
TITLE = "Journal du Fonds ODD 17"


@router.post("/journal/export", right=Right.ADMIN)
def export(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    asked = asked_of(posted)
    wanted, kind = with_project(session, asked.wanted), "xlsx" if posted.get("format") == "xlsx" else "csv"
    if kind == "xlsx" and count_of(session, wanted, MOST) > MOST:
        raise Refused(TOO_LONG, "/journal", "Revenir au journal")
    seal(session)
    note(session, "journal", "export", format=kind, filters=", ".join(f"{k} {v}" for k, v in asked.used.items()))
    name = f'attachment; filename="journal-fonds-odd-17-{clock.today():%Y-%m-%d}.{kind}"'
    bind, headers = request.app.state.bind, {"Content-Disposition": name, "Cache-Control": "no-store"}
    if kind == "csv":
        return StreamingResponse(as_csv(bind, wanted), media_type="text/csv; charset=utf-8", headers=headers)
    return Response(as_workbook(bind, wanted, visitor.name), media_type=XLSX, headers=headers)


def as_workbook(bind: Bind, wanted: Wanted, author: str) -> bytes:
    with reading(bind) as session:
        sheet = PlainSheet("Journal", HEADERS, list(rows(session, wanted)))
    return write_plain([sheet], title=TITLE, author=author, made_on=clock.today())
