"""One partner's answers on one page: saved one by one as they are given, or all together without script."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments import service
from app.assessments.forms import Reason, TypedPriority, read_grid
from app.assessments.pages import Place, both_versions, page_of, part_of, place_of, sheet_of
from app.assessments.voices import voices_of
from app.db import Reading, Writing
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.errors import answer
from app.web.forms import Posted, bind, faults_on, fresh
from app.web.htmx import read_htmx
from app.web.templating import redirect, render

router = Router()


@router.get("/campagnes/{campaign_id}/reponses/{respondent_id}", right=Right.EVALUATE)
def grid_page(request: Request, session: Reading, campaign_id: int, respondent_id: int, visitor: SignedIn) -> Response:
    """A named partner and what it answered: only for who leads the evaluations (docs/method.md, « Qui voit quoi »)."""
    return page_of(request, session, place_of(session, campaign_id, respondent_id), visitor, fresh(Reason))


@router.post("/campagnes/{campaign_id}/reponses/{respondent_id}", right=Right.EVALUATE)
def save(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    place, typed = place_of(session, campaign_id, respondent_id), read_grid(posted)
    saved = service.save_answers(
        session, respondent=place.respondent, cells=typed.cells, user=visitor.user, now=clock.now()
    )
    _set_priorities(session, place, typed.priorities, visitor)
    if read_htmx(request).partial:
        return part_of(request, session, place, saved.conflicts, posted.get("cell"))
    if saved.conflicts:
        response = answer(request, both_versions(session, place, saved.conflicts, saved.cells))
        request.state.refused = False  # the other answers of the page stay saved
        return response
    return redirect(request, place.address, flash=_saved_words(len(typed.cells) + len(typed.priorities)))


@router.get("/campagnes/{campaign_id}/reponses/{respondent_id}/soumission", right=Right.EVALUATE)
def check_before(request: Request, session: Reading, campaign_id: int, respondent_id: int) -> Response:
    place = place_of(session, campaign_id, respondent_id)
    sheet = sheet_of(session, place)
    return render(
        request,
        "assessments/submission.html",
        place=place,
        sheet=sheet,
        voices=voices_of(sheet),
        form=fresh(Reason),
    )


@router.post("/campagnes/{campaign_id}/reponses/{respondent_id}/soumission", right=Right.EVALUATE)
def submit(request: Request, session: Writing, campaign_id: int, respondent_id: int, visitor: SignedIn) -> Response:
    place = place_of(session, campaign_id, respondent_id)
    service.submit(session, respondent=place.respondent, user=visitor.user, now=clock.now())
    name = place.respondent.organisation.name
    return redirect(request, f"/campagnes/{campaign_id}", flash=f"La grille de {name} est soumise.")


@router.post("/campagnes/{campaign_id}/reponses/{respondent_id}/reouverture", right=Right.EVALUATE)
def reopen(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    place, form = place_of(session, campaign_id, respondent_id), bind(Reason, posted)
    if not form.has_errors:
        with faults_on(form, session):
            service.reopen(
                session,
                respondent=place.respondent,
                reason=form.data.reason,
                user=visitor.user,
                now=clock.now(),
            )
    if form.has_errors:
        return page_of(request, session, place, visitor, form, 422)
    return redirect(request, place.address, flash="La grille est rouverte\u202f: ses réponses peuvent être corrigées.")


def _set_priorities(session: Session, place: Place, priorities: list[TypedPriority], visitor: Visitor) -> None:
    for priority in priorities:
        service.set_priority(
            session,
            respondent=place.respondent,
            criterion_code=priority.criterion,
            value=priority.value,
            user=visitor.user,
            seen_value=priority.seen,
            check_seen=True,
        )


def _saved_words(count: int) -> str:
    if count == 0:
        return "Rien n’avait changé."
    return "Une réponse est enregistrée." if count == 1 else f"{count} réponses sont enregistrées."
