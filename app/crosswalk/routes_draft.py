"""The next version of a frame: prepared, read again whole, then signed or given up."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments.gather import grid_of
from app.crosswalk import service
from app.crosswalk.changes import changes_between
from app.crosswalk.checks import checks_of
from app.crosswalk.document import digest
from app.crosswalk.forms import SignatureForm
from app.crosswalk.queries import HERE, Draft, draft_address, frame_address, read_draft
from app.crosswalk.routes_frames import FRAME
from app.crosswalk.views import frame_view
from app.db import Reading, Writing
from app.grids.checks import blocking
from app.grids.queries import published_grids
from app.web.attached import toml_file
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
DRAFT = f"{FRAME}/brouillon"


@router.post(DRAFT, right=Right.EDIT)
def start(request: Request, session: Writing, frame: str, visitor: SignedIn) -> Response:
    service.start_draft(session, code=frame, user=visitor.user)
    return redirect(request, draft_address(frame), flash="Le brouillon copie la version en vigueur, qui ne change pas.")


@router.get(DRAFT, right=Right.CONSULT)
def show(request: Request, session: Reading, frame: str) -> Response:
    draft = read_draft(session, frame)
    return render(
        request,
        "crosswalk/draft.html",
        draft=draft,
        view=frame_view(draft.frame, grid_of(session, draft.frame.grid)),
        checks=checks_of(draft.frame, draft.base, published_grids(session)),
    )


@router.get(f"{DRAFT}/changements", right=Right.CONSULT)
def changes(request: Request, session: Reading, frame: str) -> Response:
    draft = read_draft(session, frame)
    return render(
        request,
        "crosswalk/changes.html",
        title=f"Ce qui change par rapport à la version\u00a0{draft.base.number}",
        label=draft.frame.label,
        trail=[("Lectures", HERE), (draft.frame.label, frame_address(frame)), ("Brouillon", draft.address)],
        groups=changes_between(draft.base.frame, draft.frame),
        versions=(),
    )


@router.get(f"{DRAFT}/fichier", right=Right.CONSULT)
def file_of(session: Reading, frame: str) -> Response:
    return toml_file(read_draft(session, frame).record.source, f"lecture-{frame}-brouillon")


@router.get(f"{DRAFT}/publication", right=Right.PUBLISH)
def prepare(request: Request, session: Reading, frame: str) -> Response:
    draft = read_draft(session, frame)
    return _publication(request, session, draft, fresh(SignatureForm))


@router.post(f"{DRAFT}/publication", right=Right.PUBLISH)
def publish(request: Request, session: Writing, frame: str, posted: Posted, visitor: SignedIn) -> Response:
    form = bind(SignatureForm, posted)
    if not form.has_errors:
        with faults_on(form, session):
            service.publish_draft(session, code=frame, user=visitor.user, now=clock.now(), **form.data.model_dump())
    if form.has_errors:
        return _publication(request, session, read_draft(session, frame), form, 422)
    return redirect(request, frame_address(frame), flash="La nouvelle version est signée et publiée.")


@router.get(f"{DRAFT}/abandon", right=Right.EDIT)
def ask_before_discarding(request: Request, session: Reading, frame: str) -> Response:
    return render(request, "crosswalk/discard.html", draft=read_draft(session, frame))


@router.post(f"{DRAFT}/abandon", right=Right.EDIT)
def discard(request: Request, session: Writing, frame: str) -> Response:
    service.discard_draft(session, code=frame)
    return redirect(
        request, frame_address(frame), flash="Le brouillon est abandonné. Aucune version signée n’a changé."
    )


def _publication(
    request: Request, session: Session, draft: Draft, form: BoundForm[SignatureForm], status: int = 200
) -> Response:
    """The whole text stands above the signature, with its digest."""
    checks = checks_of(draft.frame, draft.base, published_grids(session))
    return render(
        request,
        "crosswalk/publication.html",
        status=status,
        draft=draft,
        form=form,
        checks=checks,
        blocked=bool(blocking(checks)),
        shown=digest(draft.record.source),
        view=frame_view(draft.frame, grid_of(session, draft.frame.grid)),
    )
