"""Official templates to download, empty or filled."""

from fastapi import Response
from starlette.requests import Request

from app import clock
from app.db import Reading
from app.exchanges.templates import template_of
from app.projects.filters import PortfolioFilter
from app.web.attached import attached
from app.web.auth import Right, Router

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = Router()


@router.get("/imports/modeles/{file}", right=Right.EDIT)
def template(request: Request, session: Reading, file: str) -> Response:
    """« jalons.xlsx »; `?rempli=oui`, with the choice of projects of the exports, fills it with what is recorded."""
    kind, today = file.removesuffix(".xlsx"), clock.today()
    is_filled = request.query_params.get("rempli") == "oui"
    chosen = PortfolioFilter.from_query(request.query_params) if is_filled else None
    content = template_of(session, kind, filled=chosen, today=today)
    name = f"modele-{kind}-rempli-{today:%Y-%m-%d}.xlsx" if is_filled else f"modele-{kind}.xlsx"
    return attached(content, XLSX, name)
