"""The read-only JSON API: the same figures as the pages, for programs."""

from typing import Any

from fastapi import Request, Response
from starlette.responses import JSONResponse

from app import clock
from app.api.access import REFUSALS, ApiRouter
from app.api.answers_projects import Project, Projects
from app.api.answers_results import Regions, Results
from app.api.asked import AskedChoice, AskedMoment, AskedPage
from app.api.results import published, regions_at
from app.db import Reading
from app.errors import Refused
from app.exchanges.command import check_filters
from app.exchanges.routes import XLSX
from app.exchanges.service import export_portfolio
from app.investments.queries import project_card as money_card
from app.keyset import reads
from app.milestones.queries import project_card as milestones_card
from app.partners.card import project_card as partners_card
from app.projects.portfolio import read_portfolio
from app.projects.queries import get_project, get_whole_project
from app.projects.sorting import Sort, sort_keys
from app.web.auth import Right, visitor_of

router = ApiRouter()
BY_CODE = Sort("code", False)


class Workbook(Response):
    media_type = XLSX


# A file is refused in JSON too, which its own media type does not tell.
REFUSED: dict[int | str, dict[str, Any]] = {
    status: {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
    for status in REFUSALS
}


@router.get("/openapi.json", right=Right.CONSULT, include_in_schema=False)
def description(request: Request) -> Response:
    return JSONResponse(request.app.openapi())


@router.get("/projects", right=Right.CONSULT, response_model=Projects)
def projects(asked: AskedPage, session: Reading) -> Projects:
    """Les projets par code, page par page, et les totaux de tout ce que les filtres gardent."""
    check_filters(session, asked.filter)
    if asked.after and not reads(asked.after, sort_keys(BY_CODE)):
        raise Refused("Le paramètre «\u00a0after\u00a0» ne vient pas d’une page précédente.")
    today = clock.today()
    found = read_portfolio(session, asked.filter, BY_CODE, today=today, after=asked.after, size=asked.limit)
    return Projects.model_validate(
        {"projects": found.lines, "totals": found.totals, "next": found.next or None}, from_attributes=True
    )


@router.get("/projects/{code}", right=Right.CONSULT, response_model=Project)
def project(code: str, session: Reading) -> Project:
    """Un projet\u00a0: ce qu’il est, ses montants, ses partenaires et ses jalons."""
    found = get_whole_project(session, code)
    return Project.model_validate(
        {
            "project": found,
            "money": money_card(session, found),
            "partners": partners_card(session, found).lines,
            "milestones": milestones_card(session, found).lines,
        }
    )


@router.get("/projects/{code}/results", right=Right.CONSULT, response_model=Results)
def results(code: str, session: Reading) -> Results:
    """Les résultats publiés d’un projet, campagne par campagne."""
    return published(session, get_project(session, code))


@router.get("/regions", right=Right.CONSULT, response_model=Regions)
def regions(asked: AskedMoment, session: Reading) -> Regions:
    """Les régions à un moment, par leur nom, sans classement."""
    return regions_at(session, asked.moment)


@router.get("/export/portfolio.xlsx", right=Right.EXPORT, response_class=Workbook, responses=REFUSED)
def workbook(request: Request, asked: AskedChoice, session: Reading) -> Response:
    """Le classeur du portefeuille, tel que la page Exports le donne."""
    check_filters(session, asked.filter)
    visitor = visitor_of(request)
    author = visitor.name if visitor else ""
    return Workbook(export_portfolio(session, chosen=asked.filter, today=clock.today(), author=author))
