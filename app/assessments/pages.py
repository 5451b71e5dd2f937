"""The page of one partner's answers, whole or the part that one answer changes, and both versions of an answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.assessments.cells import BLANK, Cells, Typed, value_label
from app.assessments.forms import Reason
from app.assessments.gather import gather_one, grid_of, respondent_key
from app.assessments.live import LiveReading, live_scores
from app.assessments.queries import get_campaign, get_respondent, respondent_events, respondent_priorities
from app.assessments.service.answers import stored_cells
from app.assessments.sheet import PRIORITY_SCALE, Sheet, make_sheet
from app.assessments.voices import voices_of
from app.assessments.words import GRID_EVENT_WORDS
from app.errors import Conflict, ConflictRow, Refused
from app.models import Campaign, CampaignStatus, Moment, Respondent
from app.web.auth import Right, Visitor
from app.web.forms import BoundForm
from app.web.templating import render


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


def place_of(session: Session, campaign_id: int, respondent_id: int) -> Place:
    return Place(get_campaign(session, campaign_id), get_respondent(session, campaign_id, respondent_id))


def page_of(
    request: Request, session: Session, place: Place, visitor: Visitor, form: BoundForm[Reason], status: int = 200
) -> Response:
    sheet = sheet_of(session, place)
    return render(
        request,
        "assessments/grid.html",
        status=status,
        place=place,
        moment=Moment(place.campaign.moment),
        editable=place.is_open and visitor.can(Right.EVALUATE),
        sheet=sheet,
        voices=voices_of(sheet),
        readings=live_of(session, place),
        priority_scale=PRIORITY_SCALE,
        events=[(GRID_EVENT_WORDS[row.kind], row) for row in respondent_events(session, place.respondent.id)],
        form=form,
    )


def part_of(request: Request, session: Session, place: Place, conflicts: Sequence[Typed], named: object) -> Response:
    """What changes on the page once one answer is saved: its own state, the progress, the scores."""
    sheet = sheet_of(session, place)
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
        readings=live_of(session, place),
    )


def both_versions(session: Session, place: Place, conflicts: Sequence[Typed], cells: Cells) -> Conflict:
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


def sheet_of(session: Session, place: Place) -> Sheet:
    return make_sheet(
        grid_of(session, place.campaign.grid_reference),
        place.campaign.moment,
        place.respondent.profile_code,
        stored_cells(session, place.respondent),
        respondent_priorities(session, place.respondent.id),
    )


def live_of(session: Session, place: Place) -> tuple[LiveReading, ...]:
    gathered = gather_one(session, place.campaign.id)
    return live_scores(gathered, respondent_key(place.respondent.organisation_id))
