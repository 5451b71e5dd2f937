"""The report of a published review: to read, to print, as a PDF; and its workbook."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading
from app.exchanges.printing.pdf import check_makes_pdf, to_pdf
from app.exchanges.printing.routes import asked, pdf_address, shown
from app.exchanges.programme_reviews.report import review_report
from app.exchanges.programme_reviews.workbook import review_workbook
from app.exchanges.reports.kinds import XLSX
from app.reviews.restitution import Source
from app.web.attached import attached
from app.web.auth import Right, Router, SignedIn

router = Router()
HERE = "/programmes/{code}/evaluations/{review_id}"


@router.get(f"{HERE}/rapport", right=Right.EXPORT)
def report_page(request: Request, code: str, review_id: int, session: Reading, visitor: SignedIn) -> Response:
    back = ("Revenir à la restitution", f"/programmes/{code}/evaluations/{review_id}/restitution")
    html, _ = review_report(session, asked(request), code, review_id, visitor.name, back=back, pdf=pdf_address(request))
    return shown(html)


@router.get(f"{HERE}/rapport.pdf", right=Right.EXPORT)
def report_pdf(request: Request, code: str, review_id: int, session: Reading, visitor: SignedIn) -> Response:
    check_makes_pdf()
    html, source = review_report(session, asked(request), code, review_id, visitor.name, alone=True)
    return sent(to_pdf(html), source, "rapport", "pdf", "application/pdf")


@router.get(f"{HERE}/classeur.xlsx", right=Right.EXPORT)
def workbook(code: str, review_id: int, session: Reading, visitor: SignedIn) -> Response:
    content, source = review_workbook(session, code, review_id, visitor.name)
    return sent(content, source, "classeur", "xlsx", XLSX)


def sent(content: bytes, source: Source, what: str, suffix: str, media_type: str) -> Response:
    file = f"{what}-evaluation-{source.programme_code}-{source.held_on:%Y-%m-%d}.{suffix}"
    return attached(content, media_type, file)
