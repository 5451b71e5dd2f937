"""« Exports »: choose, have it made, follow, take it away."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.exchanges.reports.downloads import sent
from app.exchanges.reports.forms import ReportForm, asked_again, filters_in, values_in
from app.exchanges.reports.issuing import queries, service
from app.exchanges.reports.pages import export_values
from app.exchanges.reports.routes_saved import router as saved
from app.exchanges.reports.routes_verify import router as verifying
from app.exchanges.reports.views import again_address, issued_view, size_words, work_view
from app.kept import kept_of
from app.models import IssuedFile, IssueState
from app.projects.filters import PortfolioFilter
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/exports"
ONE = f"{HERE}/{{issued_id}}"


@router.get(HERE, right=Right.EXPORT)
def exports(request: Request, session: Reading) -> Response:
    chosen = PortfolioFilter.from_query(request.query_params)
    return _page(request, session, chosen, fresh(ReportForm, values_in(request.query_params)))


@router.post(HERE, right=Right.EXPORT)
def issue(request: Request, session: Writing, posted: Posted, visitor: SignedIn) -> Response:
    chosen, form = filters_in(posted), bind(ReportForm, posted)
    if posted.get("bouton") == "garder":
        return redirect(request, f"{HERE}/modeles/nouveau?{asked_again(form, chosen)}")
    if not form.has_errors:
        asker = service.Asker(visitor.name, visitor.user)
        with faults_on(form, session):
            issued = service.ask(session, form.data.wanted(chosen), asker, now=clock.now())
    if form.has_errors:
        return _page(request, session, chosen, form, 422)
    return redirect(request, f"{HERE}/{issued.id}")


router.include_router(verifying)
router.include_router(saved)


@router.get(ONE, right=Right.EXPORT)
def one(request: Request, session: Reading, issued_id: int) -> Response:
    issued = queries.get_issued(session, issued_id)
    return _over(request, session, issued) if issued.stage.is_over else _at_work(request, session, issued)


@router.get(f"{ONE}/avancement", right=Right.EXPORT)
def how_far(request: Request, session: Reading, issued_id: int) -> Response:
    """What the page of a file being made asks for each second; once made, it is left for the file."""
    issued = queries.get_issued(session, issued_id)
    return redirect(request, f"{HERE}/{issued_id}") if issued.stage.is_over else _at_work(request, session, issued)


@router.post(f"{ONE}/interruption", right=Right.EXPORT)
def stop(request: Request, session: Writing, issued_id: int) -> Response:
    service.stop(session, issued_id, now=clock.now())
    return redirect(request, f"{HERE}/{issued_id}", flash="Interruption demandée\u00a0: rien n’est gardé.")


@router.get(f"{ONE}/fichier", right=Right.EXPORT)
def download(request: Request, session: Reading, issued_id: int) -> Response:
    issued = queries.get_issued(session, issued_id)
    return sent(request, session, issued, f"{HERE}/{issued_id}")


def _page(
    request: Request, session: Session, chosen: PortfolioFilter, form: BoundForm[ReportForm], status: int = 200
) -> Response:
    values = export_values(kept_of(request, session), session, chosen, form)
    return render(request, "exchanges/exports.html", block="choix", status=status, **values)


def _at_work(request: Request, session: Session, issued: IssuedFile) -> Response:
    view, work = issued_view(issued, (), clock.now()), work_view(session, issued)
    form = fresh(ReportForm)
    return render(request, "exchanges/reports/progress.html", block="avancement", issued=view, work=work, form=form)


def _over(request: Request, session: Session, issued: IssuedFile) -> Response:
    view = issued_view(issued, queries.sendings_of(session, [issued.id]), clock.now())
    return render(
        request,
        "exchanges/reports/issued.html",
        issued=view,
        size=size_words(queries.size_of(session, issued)),
        sha256=queries.sha256_of(session, issued).hex(),
        digest=issued.digest,
        again=again_address(issued, until=clock.today()),
        same=again_address(issued),
        is_done=issued.stage is IssueState.DONE,
        form=fresh(ReportForm),
    )
