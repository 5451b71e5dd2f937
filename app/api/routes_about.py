"""The description of the API, what its problems mean, and the workbook for programs."""

from typing import Any

from fastapi import Request
from starlette.responses import JSONResponse, Response

from app import clock
from app.api.access import Caller
from app.api.answers import ProblemKind, ProblemKinds
from app.api.asked import AskedChoice, NameInPath
from app.api.description import described
from app.api.filters import check_choice
from app.api.responses import say
from app.api.routing import ApiRouter
from app.db import Reading
from app.errors import NotFound
from app.exchanges.reports.kinds import XLSX
from app.exchanges.service import export_portfolio
from app.models.user import Scope
from app.web.programs import KINDS, TYPES

router = ApiRouter("Description")
exports_router = ApiRouter("Exports")
A_DOCUMENT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Un document OpenAPI 3.1.",
        "content": {"application/json": {"schema": {"type": "object"}, "example": {"openapi": "3.1.0"}}},
    }
}
A_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "Le classeur.", "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}}
}


class Workbook(Response):
    media_type = XLSX


@router.reads("/openapi.json", scope=None, responses=A_DOCUMENT)
def read_description(request: Request) -> Response:
    """Cette description.

    Les adresses, ce qu’elles demandent et tout ce qu’elles peuvent répondre.
    """
    return JSONResponse(described(request.app))


@router.tells("/problems", answer=ProblemKinds)
def list_problems() -> Response:
    """Les refus possibles."""
    return say(ProblemKinds(problems=[_told(name) for name in KINDS]))


@router.tells("/problems/{name}", answer=ProblemKind)
def read_problem(name: NameInPath) -> Response:
    """Un refus possible.

    C’est l’adresse que donne « type ».
    """
    if name not in KINDS:
        raise NotFound
    return say(_told(name))


@exports_router.reads("/export/portfolio.xlsx", scope=Scope.EXPORTS_READ, response_class=Workbook, responses=A_FILE)
def read_workbook(who: Caller, asked: AskedChoice, session: Reading) -> Response:
    """Le classeur du portefeuille.

    Tel que la page Exports le donne.
    """
    check_choice(session, asked.filter)
    return Workbook(export_portfolio(session, chosen=asked.filter, today=clock.today(), author=who.name))


def _told(name: str) -> ProblemKind:
    kind = KINDS[name]
    return ProblemKind(type=f"{TYPES}{name}", title=kind.title, status=kind.status, meaning=kind.meaning)
