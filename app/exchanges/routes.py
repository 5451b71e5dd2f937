"""« Exports »: choose, see how much will leave, download."""

from typing import Any

from fastapi import Response
from starlette.requests import Request

from app import clock
from app.db import Reading
from app.exchanges.described import described
from app.exchanges.imports.routes import router as imports
from app.exchanges.offline.routes import router as fund_workbooks
from app.exchanges.offline.routes_guest import router as own_workbook
from app.exchanges.routes_templates import router as templates
from app.exchanges.service import export_portfolio
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import all_options
from app.projects.portfolio import read_totals
from app.web.auth import Right, Router, SignedIn
from app.web.templating import render
from imports.export.portfolio import SHEETS

FILTERS = (
    ("programme", "Programme", "Tous"),
    ("region", "Région", "Toutes"),
    ("statut", "Statut", "Tous"),
    ("financeur", "Financeur", "Tous"),
    ("domaine", "Domaine", "Tous"),
    ("phase", "Phase", "Toutes"),
    ("categorie", "Catégorie", "Toutes"),
    ("suivi", "À suivre", "Tout"),
)
router = Router()
router.include_router(fund_workbooks)
router.include_router(own_workbook)
router.include_router(imports)
router.include_router(templates)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/exports", right=Right.EXPORT)
def exports(request: Request, session: Reading) -> Any:
    chosen = PortfolioFilter.from_query(request.query_params)
    return render(
        request,
        "exchanges/exports.html",
        block="choix",
        chosen=chosen,
        totals=read_totals(session, chosen, clock.today()),
        words=described(session, chosen),
        options=all_options(read_choices(session)),
        names=FILTERS,
        sheets=SHEETS,
        download=f"/exports/portefeuille.xlsx?{chosen.query()}".rstrip("?"),
    )


@router.get("/exports/portefeuille.xlsx", right=Right.EXPORT)
def portfolio_workbook(request: Request, session: Reading, visitor: SignedIn) -> Response:
    chosen, today = PortfolioFilter.from_query(request.query_params), clock.today()
    content = export_portfolio(session, chosen=chosen, today=today, author=visitor.name)
    name = f"portefeuille-fonds-odd-17-{today:%Y-%m-%d}.xlsx"
    return Response(content, media_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
