"""What every page of a partner's grid starts from."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments.cells import Cells, Value, value_label
from app.assessments.gather import grid_of
from app.assessments.queries import respondent_priorities
from app.assessments.service.answers import stored_cells
from app.assessments.sheet import CriterionSheet, Sheet, make_sheet
from app.models import Campaign, CampaignStatus, Moment, Project, Respondent
from app.respondents.audience import Audience
from app.respondents.queries import count_invited, get_own
from app.respondents.screens import REVIEW, Screen, make_screens
from app.respondents.words import EVIDENCE_WORDS, PRIORITY_OPTIONS
from app.web.guest import Guest
from evaluation import Grid


@dataclass(frozen=True)
class Arrival:
    """A partner before its grid, which is not read yet."""

    guest: Guest
    respondent: Respondent
    project: Project

    @property
    def address(self) -> str:
        return self.guest.address

    @property
    def campaign(self) -> Campaign:
        return self.respondent.campaign

    @property
    def editable(self) -> bool:
        return self.guest.may_answer and self.respondent.submitted_at is None


@dataclass(frozen=True)
class Place(Arrival):
    """A partner in its grid."""

    grid: Grid
    sheet: Sheet
    screens: tuple[Screen, ...]

    @property
    def moment(self) -> Moment:
        return Moment(self.campaign.moment)

    @property
    def is_published(self) -> bool:
        return self.campaign.status == CampaignStatus.PUBLISHED

    @property
    def keeps(self) -> str:
        """Under which name this browser keeps what is not sent yet: another contact never finds it."""
        return f"{self.respondent.id}-{self.guest.invitation_id}"

    @property
    def started(self) -> bool:
        return self.sheet.answered > 0

    @property
    def saved_at(self) -> datetime | None:
        """The last answer kept."""
        times = [cell.stored.at for axis in self.sheet.axes for cell in axis.cells if cell.stored.at]
        return max(times, default=None)

    def address_of(self, screen: str) -> str:
        return f"{self.address}/{screen if screen == REVIEW else f'axes/{screen}'}"

    @property
    def has_comments(self) -> bool:
        return any(cell.stored.content.comment for axis in self.sheet.axes for cell in axis.cells)

    @property
    def evidence(self) -> list[tuple[str, str]]:
        """What an answer rests on, explained when the grid uses the usual words."""
        explained = ((value, label, EVIDENCE_WORDS.get(label)) for value, label in self.sheet.evidence)
        return [(value, f"{label}\u00a0: {words}" if words else label) for value, label, words in explained]

    def label_of(self, value: Value) -> str:
        return value_label(self.grid, value)

    def priority_label(self, criterion: CriterionSheet) -> str:
        found = (
            f"{words} {more}".strip() for value, words, more in PRIORITY_OPTIONS if value == criterion.shown_priority
        )
        return next(found, "")

    def screen(self, code: str) -> Screen | None:
        return next((screen for screen in self.screens if screen.code == code), None)


def arrive(session: Session, guest: Guest) -> Arrival:
    respondent = get_own(session, guest.respondent_id)
    return Arrival(guest, respondent, respondent.campaign.project)


def place_of(session: Session, guest: Guest) -> Place:
    return enter(session, arrive(session, guest))


def enter(session: Session, arrival: Arrival, cells: Cells | None = None) -> Place:
    """`cells` when they have just been read."""
    respondent, campaign = arrival.respondent, arrival.campaign
    grid = grid_of(session, campaign.grid_reference)
    sheet = make_sheet(
        grid,
        campaign.moment,
        respondent.profile_code,
        stored_cells(session, respondent) if cells is None else cells,
        respondent_priorities(session, respondent.id),
    )
    screens = make_screens(sheet, grid, respondent.profile_code)
    return Place(arrival.guest, respondent, arrival.project, grid, sheet, screens)


def audience_of(session: Session, place: Place) -> Audience:
    invited, alike = count_invited(session, place.respondent)
    return Audience(invited, alike, place.respondent.profile.label)
