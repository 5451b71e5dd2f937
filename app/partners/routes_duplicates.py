"""Organisations that may be the same: proposed, told apart, merged, and a merge undone."""

from typing import Annotated

from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.db import Reading, Writing
from app.errors import Conflict
from app.models import OrganisationMerge
from app.partners import duplicates, merging
from app.partners.queries import get_organisation
from app.web.auth import Right, Router, SignedIn
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.templating import redirect, render

router = Router()
HERE = "/partenaires/doublons"
PAIR = f"{HERE}/{{kept_id}}/{{removed_id}}"
MERGES = "/partenaires/fusions"
SHOWN = 50
Side = Annotated[str, Field(pattern="^(gardee|retiree)$")]


class MergeForm(BaseModel):
    """Which of the two speaks, field by field; a field on which both agree is not asked."""

    name: Side | None = None
    profile_code: Side | None = None
    siren: Side | None = None
    siret: Side | None = None
    rna: Side | None = None
    commune_id: Side | None = None
    website: Side | None = None


@router.get(HERE, right=Right.EDIT)
def listing(request: Request, session: Reading) -> Response:
    found = duplicates.proposals(session)
    return render(
        request,
        "partners/duplicates.html",
        proposals=found[:SHOWN],
        total=len(found),
        is_partial=duplicates.are_too_many(session),
        apart=duplicates.told_apart(session),
    )


@router.get(PAIR, right=Right.EDIT)
def preview(request: Request, session: Reading, kept_id: int, removed_id: int) -> Response:
    plan = _plan(session, kept_id, removed_id)
    form = fresh(MergeForm, {own.name: own.proposed for own in plan.fields}, version=plan.seen)
    return _page(request, plan, form)


@router.post(PAIR, right=Right.EDIT)
def merge(
    request: Request, session: Writing, posted: Posted, visitor: SignedIn, kept_id: int, removed_id: int
) -> Response:
    plan = _plan(session, kept_id, removed_id)
    form = bind(MergeForm, posted)
    if form.version != plan.seen:
        raise Conflict(
            "Une de ces deux fiches a changé pendant que vous les compariez. Rien n’a été réuni.",
            link=f"{HERE}/{kept_id}/{removed_id}",
            link_label="Comparer de nouveau",
        )
    record: OrganisationMerge | None = None
    if not form.has_errors:
        chosen = form.data.model_dump(exclude_none=True)
        with faults_on(form, session):
            record = merging.merge(
                session, kept=plan.kept, removed=plan.removed, chosen=chosen, user=visitor.user, now=clock.now()
            )
    if record is None:
        return _page(request, _plan(session, kept_id, removed_id), form, 422)
    return redirect(request, f"{MERGES}/{record.id}", flash="Les deux fiches n’en font plus qu’une.")


@router.post(f"{PAIR}/distinction", right=Right.EDIT)
def tell_apart(request: Request, session: Writing, visitor: SignedIn, kept_id: int, removed_id: int) -> Response:
    pair = get_organisation(session, kept_id), get_organisation(session, removed_id)
    duplicates.tell_apart(session, *pair, user=visitor.user, now=clock.now())
    sentence = f"C’est noté\u202f: {pair[0].name} et {pair[1].name} ne sont pas les mêmes."
    return redirect(request, HERE, flash=sentence)


@router.post(f"{PAIR}/distinction/retrait", right=Right.EDIT)
def propose_again(request: Request, session: Writing, kept_id: int, removed_id: int) -> Response:
    duplicates.propose_again(session, get_organisation(session, kept_id), get_organisation(session, removed_id))
    return redirect(request, f"{HERE}/{kept_id}/{removed_id}")


@router.get(f"{MERGES}/{{merge_id}}", right=Right.EDIT)
def done(request: Request, session: Reading, merge_id: int) -> Response:
    record = merging.get_merge(session, merge_id)
    return render(
        request,
        "partners/merged.html",
        merge=record,
        kept=get_organisation(session, record.kept_id),
        followed=[group["what"] for group in record.moved if group["what"]],
        obstacles=[] if record.undone_at else merging.obstacles(session, record),
        later=merging.later_merge(session, record),
        form=fresh(MergeForm),
    )


@router.post(f"{MERGES}/{{merge_id}}/annulation", right=Right.EDIT)
def undo(request: Request, session: Writing, visitor: SignedIn, merge_id: int) -> Response:
    record = merging.get_merge(session, merge_id)
    undone = merging.undo_merge(session, merge=record, user=visitor.user, now=clock.now())
    sentence = f"La fusion est annulée\u202f: {record.removed_name} est de retour."
    left = " ".join(undone.left)
    return redirect(request, f"/partenaires/{record.removed_id}", flash=f"{sentence} {left}".strip())


def _plan(session: Session, kept_id: int, removed_id: int) -> merging.MergePlan:
    return merging.preview_merge(session, get_organisation(session, kept_id), get_organisation(session, removed_id))


def _page(request: Request, plan: merging.MergePlan, form: BoundForm[MergeForm], status: int = 200) -> Response:
    return render(
        request,
        "partners/merge.html",
        status=status,
        plan=plan,
        form=form,
        here=f"{HERE}/{plan.kept.id}/{plan.removed.id}",
        swapped=f"{HERE}/{plan.removed.id}/{plan.kept.id}",
    )
