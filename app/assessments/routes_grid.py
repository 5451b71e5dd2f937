"""One partner's answers on one page: saved one by one as they are given, or all together without script."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app import clock
from app.assessments import service
from app.assessments.cells import BLANK, Cells, Typed, value_label
from app.assessments.forms import Reason, TypedGrid, TypedPriority, read_grid
from app.assessments.gather import gather_one, grid_of, respondent_key
from app.assessments.live import LiveReading, live_scores
from app.assessments.queries import get_campaign, get_respondent, respondent_events, respondent_priorities
from app.assessments.service.answers import stored_cells
from app.assessments.sheet import PRIORITY_SCALE, Sheet, make_sheet
from app.assessments.voices import voices_of
from app.assessments.words import GRID_EVENT_WORDS
from app.db import Reading, Writing
from app.errors import Conflict, ConflictRow, Refused
from app.models import Campaign, CampaignStatus, Moment, Respondent
from app.web.auth import Right, Router, SignedIn, Visitor
from app.web.errors import answer
from app.web.forms import BoundForm, Posted, bind, faults_on, fresh
from app.web.htmx import read_htmx
from app.web.templating import redirect, render

router = Router()


@dataclass(frozen=True)
class Place:
    """What every address below starts from."""

    campaign: Campaign
    respondent: Respondent

    @property
    def address(self) -> str:
        return f"/campagnes/{self.campaign.id}/reponses/{self.respondent.id}"

    @property
    def is_open(self) -> bool:
        return self.campaign.status == CampaignStatus.OPEN and self.respondent.submitted_at is None


@router.get("/campagnes/{campaign_id}/reponses/{respondent_id}", right=Right.EVALUATE)
def grid_page(request: Request, session: Reading, campaign_id: int, respondent_id: int, visitor: SignedIn) -> Response:
    """A named partner and what it answered: only for who leads the evaluations (docs/method.md, « Qui voit quoi »)."""
    return _page(request, session, _place(session, campaign_id, respondent_id), visitor, fresh(Reason))


@router.post("/campagnes/{campaign_id}/reponses/{respondent_id}", right=Right.EVALUATE)
def save(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    place, typed = _place(session, campaign_id, respondent_id), read_grid(posted)
    saved = service.save_answers(
        session, respondent=place.respondent, cells=typed.cells, user=visitor.user, now=clock.now()
    )
    _set_priorities(session, place, typed.priorities, visitor)
    if read_htmx(request).partial:
        return _part(request, session, place, typed, saved.conflicts, posted.get("cell"))
    if saved.conflicts:
        response = answer(request, _both_versions(session, place, saved.conflicts, saved.cells))
        request.state.refused = False  # the other answers of the page stay saved
        return response
    return redirect(request, place.address, flash=_saved_words(len(typed.cells) + len(typed.priorities)))


@router.get("/campagnes/{campaign_id}/reponses/{respondent_id}/soumission", right=Right.EVALUATE)
def check_before(request: Request, session: Reading, campaign_id: int, respondent_id: int) -> Response:
    place = _place(session, campaign_id, respondent_id)
    sheet = _sheet(session, place)
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
    place = _place(session, campaign_id, respondent_id)
    service.submit(session, respondent=place.respondent, user=visitor.user, now=clock.now())
    name = place.respondent.organisation.name
    return redirect(request, f"/campagnes/{campaign_id}", flash=f"La grille de {name} est soumise.")


@router.post("/campagnes/{campaign_id}/reponses/{respondent_id}/reouverture", right=Right.EVALUATE)
def reopen(
    request: Request, session: Writing, campaign_id: int, respondent_id: int, posted: Posted, visitor: SignedIn
) -> Response:
    place, form = _place(session, campaign_id, respondent_id), bind(Reason, posted)
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
        return _page(request, session, place, visitor, form, 422)
    return redirect(request, place.address, flash="La grille est rouverte\u202f: ses réponses peuvent être corrigées.")


def _place(session: Session, campaign_id: int, respondent_id: int) -> Place:
    return Place(get_campaign(session, campaign_id), get_respondent(session, campaign_id, respondent_id))


def _page(
    request: Request, session: Session, place: Place, visitor: Visitor, form: BoundForm[Reason], status: int = 200
) -> Response:
    sheet = _sheet(session, place)
    return render(
        request,
        "assessments/grid.html",
        status=status,
        place=place,
        moment=Moment(place.campaign.moment),
        editable=place.is_open and visitor.can(Right.EVALUATE),
        sheet=sheet,
        voices=voices_of(sheet),
        readings=_live(session, place),
        priority_scale=PRIORITY_SCALE,
        events=[(GRID_EVENT_WORDS[row.kind], row) for row in respondent_events(session, place.respondent.id)],
        form=form,
    )


def _part(
    request: Request,
    session: Session,
    place: Place,
    typed: TypedGrid,
    conflicts: Sequence[Typed],
    named: object,
) -> Response:
    """What changes on the page once one answer is saved: its own state, the progress, the scores."""
    sheet = _sheet(session, place)
    reading, _, code = str(named or "").partition("-")
    criterion, cell = sheet.criterion(reading, code), sheet.cell(reading, code)
    if criterion is None and cell is None:
        raise Refused("Cette question n’est pas posée dans cette campagne.")
    mine = next((cell for cell in conflicts if (cell.reading, cell.question_code) == (reading, code)), None)
    return render(
        request,
        "assessments/saved.html",
        status=409 if conflicts else 200,
        place=place,
        sheet=sheet,
        voices=voices_of(sheet),
        editable=True,
        criterion=criterion,
        cell=cell,
        mine=value_label(grid_of(session, place.campaign.grid_reference), mine.content.value) if mine else "",
        readings=_live(session, place),
    )


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


def _sheet(session: Session, place: Place) -> Sheet:
    return make_sheet(
        grid_of(session, place.campaign.grid_reference),
        place.campaign.moment,
        place.respondent.profile_code,
        stored_cells(session, place.respondent),
        respondent_priorities(session, place.respondent.id),
    )


def _live(session: Session, place: Place) -> tuple[LiveReading, ...]:
    gathered = gather_one(session, place.campaign.id)
    return live_scores(gathered, respondent_key(place.respondent.organisation_id))


def _both_versions(session: Session, place: Place, conflicts: Sequence[Typed], cells: Cells) -> Conflict:
    """Without script: each question answered twice, and a button that keeps what was typed here."""
    grid = grid_of(session, place.campaign.grid_reference)
    rows, hidden = [], []
    for mine in conflicts:
        theirs = cells.get(mine.key, BLANK)
        name = f"{mine.reading}-{mine.question_code}"
        by = f" ({theirs.by})" if theirs.by else ""
        rows.append(
            ConflictRow(
                f"Question {mine.question_code}",
                "",
                value_label(grid, mine.content.value),
                value_label(grid, theirs.content.value) + by,
            )
        )
        hidden += [
            (f"seen-{name}", theirs.seen),
            (f"value-{name}", "" if mine.content.value is None else str(mine.content.value)),
            (f"evidence-{name}", str(mine.content.evidence)),
            (f"comment-{name}", mine.content.comment),
        ]
    sentence = "Une autre personne a répondu aux mêmes questions pendant votre saisie."
    return Conflict(sentence, rows, action=place.address, hidden=hidden, back=place.address)


def _saved_words(count: int) -> str:
    if count == 0:
        return "Rien n’avait changé."
    return "Une réponse est enregistrée." if count == 1 else f"{count} réponses sont enregistrées."
