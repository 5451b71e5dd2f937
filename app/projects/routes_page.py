"""One project: its page, and its moves from one status to the next."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.addedvalues.sheet import sheet_of as added_values_of
from app.capitalisation.queries import closing_card
from app.db import Reading, Writing
from app.documents.queries import project_card as documents_card
from app.indicators.queries import project_card as indicators_card
from app.investments.queries import project_card as money_card
from app.milestones.queries import project_card as milestones_card
from app.partners.card import project_card as partners_card
from app.projects import overview
from app.projects.forms import StatusChange
from app.projects.queries import get_project, get_whole_project
from app.projects.service import move_status
from app.results.queries import project_card as results_card
from app.roadmap.linking import links_of
from app.trajectories.card import project_card as course_card
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}"
MEANWHILE = "Quelque chose a changé entre-temps\u202f: relisez ce qui manque, puis recommencez."
MOVE_RULES = {
    "ck_project_status_move": ("", MEANWHILE),
    "ck_project_copil": ("", MEANWHILE),
    "ck_project_charter_signed": ("", MEANWHILE),
    "ck_project_instalments": ("", MEANWHILE),
    "ck_project_pillars": ("", MEANWHILE),
}


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, code: str, session: Reading) -> Response:
    return _page(request, session, code, fresh(StatusChange))


@router.post(f"{HERE}/statut", right=Right.EDIT)
def move(request: Request, code: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    project = get_project(session, code)
    form = bind(StatusChange, posted)
    if not form.has_errors:
        data, user = form.data, visitor.user
        with faults_on(form, session, MOVE_RULES):
            move_status(session, project, to=data.to, reason=data.reason, user=user, today=clock.today())
    if form.has_errors:
        return _page(request, session, code, form, 422)
    return redirect(request, f"/projets/{code}", flash=f"Le projet est maintenant «\u00a0{project.stage.label}\u00a0».")


def _page(request: Request, session: Session, code: str, form: BoundForm[StatusChange], status: int = 200) -> Response:
    project = get_whole_project(session, code)
    asked, step = overview.read_asked(session, project), overview.read_step(session, project)
    money = money_card(session, project)
    return render(
        request,
        "projects/show.html",
        status=status,
        form=form,
        forward=fresh(StatusChange),
        project=project,
        labels=overview.read_labels(session, project),
        moves=overview.read_moves(session, project),
        asked=asked,
        step=step,
        action=overview.next_action(project, step, asked),
        invested_label=overview.invested_label(money.investments),
        money=money,
        course=course_card(session, project),
        milestones=milestones_card(session, project),
        partners=partners_card(session, project),
        indicators=indicators_card(session, project),
        results=results_card(session, project),
        closing=closing_card(session, project),
        added_values=added_values_of(session, project),
        documents=documents_card(session, project),
        roadmap=links_of(session, project),
    )
