"""The three levers of a project's model: read side by side, described one at a time."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.changes import author_of
from app.db import Reading, Writing
from app.errors import NotFound
from app.indicators.queries import EVIDENCE_LABELS
from app.models import Lever, ModelLever, Project
from app.projects.queries import get_project
from app.trajectories import service
from app.trajectories.forms import LABELS, RULES, LeverForm
from app.trajectories.queries import get_lever, levers_of
from app.trajectories.words import LEVER_HELP
from app.web.auth import Right, Router, SignedIn
from app.web.conflict import check_version
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/projets/{code}/modele"


@router.get(HERE, right=Right.CONSULT)
def show(request: Request, code: str, session: Reading) -> Response:
    project = get_project(session, code)
    lines = levers_of(session, project.id)
    return render(
        request, "trajectories/model.html", project=project, lines=lines, help=LEVER_HELP, evidence=EVIDENCE_LABELS
    )


@router.get(f"{HERE}/{{lever}}", right=Right.EDIT)
def edit(request: Request, code: str, lever: str, session: Reading) -> Response:
    project, own = get_project(session, code), _lever(code, lever)
    record = get_lever(session, project, own)
    form = fresh(LeverForm, _values(record), record.version) if record else fresh(LeverForm, {"evidence": 0})
    return _page(request, project, own, form, record)


@router.post(f"{HERE}/{{lever}}", right=Right.EDIT)
def describe(request: Request, code: str, lever: str, visitor: SignedIn, posted: Posted, session: Writing) -> Response:
    project, own = get_project(session, code), _lever(code, lever)
    form, record = bind(LeverForm, posted), get_lever(session, project, own)
    if record is not None:
        _refuse_lost_update(session, project, record, form)
    if not form.has_errors:
        for name, sentence in form.data.faults(clock.today()):
            form.refuse(name, sentence)
    if not form.has_errors:
        with faults_on(form, session, RULES):
            data = form.data.model_dump()
            service.describe_lever(session, project=project, lever=own, user=visitor.user, **data)
    if form.has_errors:
        return _page(request, project, own, form, record, 422)
    said = "est décrit" if form.data.before or form.data.after else "est de nouveau à décrire"
    return redirect(request, f"/projets/{code}/modele", flash=f"{own.label}\u00a0: ce levier {said}.")


def _lever(code: str, typed: str) -> Lever:
    if typed not in list(Lever):
        raise NotFound("Ce levier n’existe pas.", f"/projets/{code}/modele", "Voir les trois leviers")
    return Lever(typed)


def _values(record: ModelLever) -> dict[str, object]:
    return {name: getattr(record, name) for name in LABELS}


def _refuse_lost_update(session: Session, project: Project, record: ModelLever, form: BoundForm[LeverForm]) -> None:
    back = f"/projets/{project.code}/modele"
    check_version(
        record,
        form,
        labels=LABELS,
        current=_values(record),
        action=f"{back}/{record.lever}",
        back=back,
        by=author_of(session, record),
        choices={"evidence": {str(level): label for level, label in enumerate(EVIDENCE_LABELS)}},
    )


def _page(
    request: Request,
    project: Project,
    lever: Lever,
    form: BoundForm[LeverForm],
    record: ModelLever | None,
    status: int = 200,
) -> Response:
    return render(
        request,
        "trajectories/lever.html",
        status=status,
        form=form,
        project=project,
        lever=lever,
        help=LEVER_HELP[lever],
        number=record.id if record else None,
        levels=list(enumerate(EVIDENCE_LABELS)),
    )
