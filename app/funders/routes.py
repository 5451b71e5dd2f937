"""The pages of a funder: the projects its money is in, one of them, the files it may take."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.printing.days import limit_of
from app.exchanges.printing.gathering import gather
from app.exchanges.reports.downloads import sent
from app.exchanges.reports.options import document_words
from app.funders import files
from app.funders.queries import HERE, funded_page, funded_project, funder_named, share_of, synthesis
from app.models import IssuedFile, IssueState, Project, ProjectStatus
from app.web.auth import Right, Router, SignedIn
from app.web.forms import Posted
from app.web.templating import redirect, render

router = Router()


class FileView(NamedTuple):
    address: str
    document: str
    about: str
    asked_at: datetime
    state: IssueState


ONE = f"{HERE}/projets/{{code}}"
FILES = f"{HERE}/fichiers"
FILE = f"{FILES}/{{issued_id}}"


@router.get(HERE, right=Right.FUNDED)
def home(request: Request, session: Reading, visitor: SignedIn, apres: str = "", avant: str = "") -> Response:
    funder_id, today = visitor.user.funder_id, clock.today()
    rows, page = funded_page(session, funder_id, today, after=apres, before=avant)
    return render(
        request,
        "funders/home.html",
        funder=funder_named(session, funder_id),
        money=synthesis(session, funder_id, today),
        rows=[(row, ProjectStatus(row.status)) for row in rows],
        previous=f"{HERE}?avant={page.previous}" if page.previous else "",
        next=f"{HERE}?apres={page.next}" if page.next else "",
        files=_told(files.own_files(session, visitor.user, clock.now())),
    )


@router.get(ONE, right=Right.FUNDED)
def one(request: Request, session: Reading, visitor: SignedIn, code: str) -> Response:
    """Read as what leaves the alliance: no answer, no respondent, no score that would tell one."""
    funder_id, today = visitor.user.funder_id, clock.today()
    project_id = funded_project(session, funder_id, code)
    (facts,) = gather(session, select(Project.id).where(Project.id == project_id), limit_of(today))
    share = share_of(session, funder_id, project_id, today)
    return render(request, "funders/project.html", facts=facts, share=share, here=f"{HERE}/projets/{code}")


@router.post(FILES, right=Right.FUNDED)
def ask(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    """The workbook, unless the report is asked for."""
    kind = "rapport" if posted.get("document") == "rapport" else "classeur"
    issued = files.ask_file(session, kind, user=visitor.user, now=clock.now())
    return redirect(request, f"{FILES}/{issued.id}")


@router.post(f"{ONE}/fiche", right=Right.FUNDED)
def ask_sheet(request: Request, session: Writing, visitor: SignedIn, code: str) -> Response:
    issued = files.ask_file(session, "fiche", user=visitor.user, now=clock.now(), code=code)
    return redirect(request, f"{FILES}/{issued.id}")


@router.get(FILE, right=Right.FUNDED)
def file(request: Request, session: Reading, visitor: SignedIn, issued_id: int) -> Response:
    issued = files.own_file(session, visitor.user, issued_id, clock.now())
    (told,) = _told([issued])
    return render(request, "funders/file.html", block="etat", file=told, here=f"{FILES}/{issued.id}")


@router.get(f"{FILE}/telechargement", right=Right.FUNDED)
def download(request: Request, session: Reading, visitor: SignedIn, issued_id: int) -> Response:
    issued = files.own_file(session, visitor.user, issued_id, clock.now())
    return sent(request, session, issued, f"{FILES}/{issued.id}")


def _told(issued: Sequence[IssuedFile]) -> list[FileView]:
    return [
        FileView(
            address=f"{FILES}/{each.id}",
            document=document_words(each.kind, each.suffix),
            about=each.about if each.kind == "fiche" else "",
            asked_at=each.asked_at,
            state=each.stage,
        )
        for each in issued
    ]
