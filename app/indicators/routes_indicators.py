"""The indicators of a project: the list with their measurements, and each one added, corrected, taken away."""

from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.indicators import service
from app.indicators.forms import INDICATOR_LABELS, IndicatorForm
from app.indicators.pages import refuse_lost_update, values_of
from app.indicators.queries import get_indicator, project_card
from app.models import Indicator, Project
from app.projects.queries import get_project
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/indicateurs"


@router.get(HERE, right=Right.CONSULT)
def listing(request: Request, session: Reading, code: str) -> Response:
    project = get_project(session, code)
    return render(request, "indicators/list.html", project=project, card=project_card(session, project))


@router.get(f"{HERE}/nouveau", right=Right.EDIT)
def new(request: Request, session: Reading, code: str) -> Response:
    return _page(request, get_project(session, code), fresh(IndicatorForm))


@router.post(f"{HERE}/nouveau", right=Right.EDIT)
def add(request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str) -> Response:
    project = get_project(session, code)
    form = bind(IndicatorForm, posted)
    if form.has_errors:
        return _page(request, project, form, status=422)
    service.add_indicator(session, project=project, **form.data.model_dump(), user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Indicateur ajouté.")


@router.get(f"{HERE}/{{indicator_id}}", right=Right.EDIT)
def edit(request: Request, session: Reading, code: str, indicator_id: int) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = fresh(IndicatorForm, values_of(indicator, INDICATOR_LABELS), version=indicator.version)
    return _page(request, project, form, indicator)


@router.post(f"{HERE}/{{indicator_id}}", right=Right.EDIT)
def update(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, code: str, indicator_id: int
) -> Response:
    project = get_project(session, code)
    indicator = get_indicator(session, project, indicator_id)
    form = bind(IndicatorForm, posted)
    refuse_lost_update(session, indicator, form, INDICATOR_LABELS, code, f"indicateurs/{indicator_id}")
    if form.has_errors:
        return _page(request, project, form, indicator, status=422)
    service.update_indicator(session, indicator, **form.data.model_dump(), user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Indicateur enregistré.")


@router.post(f"{HERE}/{{indicator_id}}/suppression", right=Right.EDIT)
def remove(request: Request, session: Writing, visitor: SignedIn, code: str, indicator_id: int) -> Response:
    indicator = get_indicator(session, get_project(session, code), indicator_id)
    service.remove_indicator(session, indicator, user=visitor.user)
    return redirect(request, f"/projets/{code}/indicateurs", flash="Indicateur retiré.")


def _page(
    request: Request,
    project: Project,
    form: BoundForm[IndicatorForm],
    indicator: Indicator | None = None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "indicators/form.html",
        status=status,
        form=form,
        project=project,
        indicator_id=indicator.id if indicator else None,
    )
