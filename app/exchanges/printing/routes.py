"""The pages to print and their PDF: the sheet of a project, that of a region, the report of a choice of projects."""

from fastapi import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from app import clock
from app.db import Reading
from app.errors import Refused
from app.exchanges.printing.documents import project_sheet
from app.exchanges.printing.pdf import check_makes_pdf, makes_pdf, to_pdf
from app.exchanges.printing.regional_sheet import regional_sheet
from app.exchanges.printing.report import funder_report, report_summary
from app.exchanges.reports.choice import DateStyle, ReportChoice
from app.exchanges.reports.command import day_of
from app.projects.filters import PortfolioFilter, matching_projects
from app.web.attached import attached
from app.web.auth import Right, Router, SignedIn

router = Router()
SHEET = "/projets/{code}/fiche"
REGION = "/regions/{code}/imprimer"
REPORT = "/exports/rapport"
MOST = 50
MOST_AS_PDF = 12
"""Projects of a report made while one waits, a second each as a PDF; beyond, its synthesis alone, or the exports."""


@router.get(SHEET, right=Right.CONSULT)
def sheet_page(request: Request, code: str, session: Reading, visitor: SignedIn) -> Response:
    choice = asked(request, project=code)
    back = ("Revenir au projet", f"/projets/{code}")
    return shown(project_sheet(session, choice, visitor.name, back=back, pdf=pdf_address(request)))


@router.get(f"{SHEET}.pdf", right=Right.CONSULT)
def sheet_pdf(request: Request, code: str, session: Reading, visitor: SignedIn) -> Response:
    check_makes_pdf()
    choice = asked(request, project=code)
    return sent(to_pdf(project_sheet(session, choice, visitor.name, alone=True)), f"fiche-{code}", choice)


@router.get(REGION, right=Right.CONSULT)
def region_page(request: Request, code: str, session: Reading, visitor: SignedIn) -> Response:
    back = ("Revenir à la région", f"/regions/{code}")
    return shown(regional_sheet(session, asked(request), code, visitor.name, back=back, pdf=pdf_address(request)))


@router.get(f"{REGION}.pdf", right=Right.CONSULT)
def region_pdf(request: Request, code: str, session: Reading, visitor: SignedIn) -> Response:
    check_makes_pdf()
    choice = asked(request).at(clock.today())
    return sent(to_pdf(regional_sheet(session, choice, code, visitor.name, alone=True)), f"region-{code}", choice)


@router.get(REPORT, right=Right.EXPORT)
def report_page(request: Request, session: Reading, visitor: SignedIn) -> Response:
    choice = asked(request)
    count, back = count_of(session, choice), ("Revenir aux exports", exports_of(choice))
    if count > MOST:
        return shown(report_summary(session, choice, visitor.name, back=back, most=MOST).html)
    pdf = pdf_address(request) if count <= MOST_AS_PDF else ""
    return shown(funder_report(session, choice, visitor.name, back=back, pdf=pdf).html)


@router.get(f"{REPORT}.pdf", right=Right.EXPORT)
def report_pdf(request: Request, session: Reading, visitor: SignedIn) -> Response:
    check_makes_pdf()
    choice = asked(request)
    check_size(session, choice)
    html = funder_report(session, choice, visitor.name, alone=True).html
    return sent(to_pdf(html), "rapport-fonds-odd-17", choice)


def asked(request: Request, project: str = "") -> ReportChoice:
    """`au`: the day; `dates`: fr, en or iso; `accessible`: anything typed; and the filters of the list."""
    typed = request.query_params
    styles = {str(style): style for style in DateStyle}
    return ReportChoice(
        as_of=min(day_of(typed.get("au", "").strip()), clock.today()),
        projects=PortfolioFilter() if project else PortfolioFilter.from_query(typed),
        project=project,
        frame=typed.get("lecture", ""),
        accessible=bool(typed.get("accessible")),
        dates=styles.get(typed.get("dates", ""), DateStyle.FRENCH),
    )


def check_size(session: Session, choice: ReportChoice) -> None:
    count = count_of(session, choice)
    if count > MOST_AS_PDF:
        raise Refused(
            f"Ce rapport compterait {count} projets\u00a0: au-delà de {MOST_AS_PDF}, demandez-le depuis les exports, "
            "il sera préparé pendant que vous travaillez.",
            exports_of(choice),
            "Aller aux exports",
        )


def count_of(session: Session, choice: ReportChoice) -> int:
    matching = matching_projects(choice.projects, choice.as_of)
    return session.scalar(select(func.count()).select_from(matching.subquery())) or 0


def exports_of(choice: ReportChoice) -> str:
    return f"/exports?{choice.projects.query()}".rstrip("?")


def pdf_address(request: Request) -> str:
    """The same choice, as a PDF; nothing where none can be made."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}.pdf{query}" if makes_pdf() else ""


def shown(html: str) -> Response:
    return HTMLResponse(html)


def sent(content: bytes, name: str, choice: ReportChoice) -> Response:
    return attached(content, "application/pdf", f"{name}-{choice.as_of:%Y-%m-%d}.pdf")
