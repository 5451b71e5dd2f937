"""« Exports » and « Imports », wired together; the portfolio workbook, taken at once."""

from fastapi import Response
from starlette.requests import Request

from app import clock
from app.db import Reading
from app.exchanges.imports.routes import router as imports
from app.exchanges.offline.routes import router as fund_workbooks
from app.exchanges.offline.routes_guest import router as own_workbook
from app.exchanges.reports.kinds import XLSX
from app.exchanges.reports.routes import router as reports
from app.exchanges.routes_templates import router as templates
from app.exchanges.service import export_portfolio
from app.projects.filters import PortfolioFilter
from app.web.attached import attached
from app.web.auth import Right, Router, SignedIn

router = Router()
router.include_router(fund_workbooks)
router.include_router(own_workbook)
router.include_router(imports)
router.include_router(templates)


@router.get("/exports/portefeuille.xlsx", right=Right.EXPORT)
def portfolio_workbook(request: Request, session: Reading, visitor: SignedIn) -> Response:
    chosen, today = PortfolioFilter.from_query(request.query_params), clock.today()
    content = export_portfolio(session, chosen=chosen, today=today, author=visitor.name)
    name = f"portefeuille-fonds-odd-17-{today:%Y-%m-%d}.xlsx"
    return attached(content, XLSX, name)


router.include_router(reports)
