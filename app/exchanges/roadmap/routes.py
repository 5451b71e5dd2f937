"""The ministerial roadmap taken away: a workbook, or one plain table, of the measures on the page."""

from fastapi import Response
from starlette.requests import Request

from app import clock
from app.db import Reading
from app.exchanges.reports.kinds import MEDIA_TYPES
from app.exchanges.roadmap.content import as_csv, workbook
from app.roadmap.filtering import RoadmapFilter
from app.web.attached import attached
from app.web.auth import Right, Router, SignedIn

router = Router()


@router.get("/feuille-de-route.xlsx", right=Right.EXPORT)
def roadmap_workbook(request: Request, session: Reading, visitor: SignedIn) -> Response:
    chosen, today = RoadmapFilter.from_query(request.query_params), clock.today()
    return _file(workbook(session, chosen, today, visitor.name), ".xlsx")


@router.get("/feuille-de-route.csv", right=Right.EXPORT)
def roadmap_table(request: Request, session: Reading) -> Response:
    return _file(b"".join(as_csv(session, RoadmapFilter.from_query(request.query_params))), ".csv")


def _file(content: bytes, suffix: str) -> Response:
    return attached(content, MEDIA_TYPES[suffix], f"feuille-de-route-{clock.today():%Y-%m-%d}{suffix}")
