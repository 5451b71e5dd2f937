"""A version being written: read whole, compared with the one it copies, published or given up."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.db import Reading, Writing
from app.grids import service
from app.grids.changes import changes_between
from app.grids.checks import blocking, checks_of
from app.grids.forms import PublicationForm
from app.grids.queries import HERE, Draft, get_draft, profiles, published_grids, read_draft, version_address
from app.grids.words import PARTS, shown_value, thresholds_of
from app.web.attached import toml_file
from app.web.auth import Right, Router, SignedIn
from app.web.filters import date_long
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render
from evaluation import equivalence

router = Router()
DRAFT = f"{HERE}/brouillons/{{draft_id}}"


@router.get(DRAFT, right=Right.CONSULT)
def show(request: Request, session: Reading, draft_id: int) -> Response:
    draft = read_draft(session, draft_id)
    return render(
        request,
        "grids/draft.html",
        draft=draft,
        grid=draft.grid,
        names=dict(profiles(session, draft.grid)),
        checks=checks_of(draft.grid, draft.base, published_grids(session)),
        retired_criteria=_retired_criteria(draft),
        retired_questions=_retired_questions(draft),
        parts=PARTS,
        thresholds_of=thresholds_of,
        shown_value=shown_value,
    )


@router.get(f"{DRAFT}/changements", right=Right.CONSULT)
def changes(request: Request, session: Reading, draft_id: int) -> Response:
    draft = read_draft(session, draft_id)
    versions = published_grids(session) | {draft.grid.reference: draft.grid}
    return render(
        request,
        "grids/changes.html",
        draft=draft,
        groups=changes_between(draft.base, draft.grid),
        comparison=equivalence(versions, draft.base.reference, draft.grid.reference),
        names=dict(profiles(session, draft.grid)),
    )


@router.get(f"{DRAFT}/fichier", right=Right.CONSULT)
def file_of(request: Request, session: Reading, draft_id: int) -> Response:
    draft = get_draft(session, draft_id)
    return toml_file(draft.source, draft.reference)


@router.get(f"{DRAFT}/publication", right=Right.PUBLISH)
def prepare(request: Request, session: Reading, draft_id: int) -> Response:
    draft = read_draft(session, draft_id)
    return _publication(request, session, draft, fresh(PublicationForm, {"source": draft.grid.source}))


@router.post(f"{DRAFT}/publication", right=Right.PUBLISH)
def publish(request: Request, session: Writing, draft_id: int, posted: Posted, visitor: SignedIn) -> Response:
    draft, form = read_draft(session, draft_id), bind(PublicationForm, posted)
    if not form.has_errors:
        with faults_on(form, session):
            service.publish_draft(session, draft_id=draft_id, user=visitor.user, **form.data.model_dump())
    if form.has_errors:
        return _publication(request, session, read_draft(session, draft_id), form, 422)
    flash = f"La version {draft.grid.version} est publiée, à compter du {date_long(form.data.published_on)}."
    return redirect(request, version_address(draft.grid.reference), flash=flash)


def _publication(
    request: Request, session: Session, draft: Draft, form: BoundForm[PublicationForm], status: int = 200
) -> Response:
    checks = checks_of(draft.grid, draft.base, published_grids(session))
    return render(
        request,
        "grids/publication.html",
        status=status,
        draft=draft,
        form=form,
        checks=checks,
        blocked=bool(blocking(checks)),
    )


def _retired_criteria(draft: Draft) -> list[tuple[str, str]]:
    kept = {own.code for axis in draft.grid.axes for own in axis.criteria}
    return [(own.code, own.label) for axis in draft.base.axes for own in axis.criteria if own.code not in kept]


def _retired_questions(draft: Draft) -> list[tuple[str, str]]:
    """Those of criteria still there; a retired criterion comes back with its own."""
    kept = {own.origin for own in draft.grid.questions.values()}
    criteria = {own.code for axis in draft.grid.axes for own in axis.criteria}
    return [
        (question.code, question.text)
        for axis in draft.base.axes
        for criterion in axis.criteria
        if criterion.code in criteria
        for question in criterion.questions
        if question.code not in kept
    ]
