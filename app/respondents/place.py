"""What every page of a partner's grid starts from."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments.cells import Value, value_label
from app.assessments.gather import grid_of
from app.assessments.queries import respondent_priorities
from app.assessments.service.answers import stored_cells
from app.assessments.sheet import CriterionSheet, Sheet, make_sheet
from app.models import Campaign, CampaignStatus, Moment, Project, Respondent
from app.respondents.audience import Audience
from app.respondents.queries import count_invited, get_own
from app.respondents.screens import REVIEW, Screen, make_screens
from app.respondents.words import PRIORITY_OPTIONS
from app.web.guest import Guest
from evaluation import Grid


@dataclass(frozen=True)
class Place:
    guest: Guest
    respondent: Respondent
    project: Project
    grid: Grid
    sheet: Sheet
    screens: tuple[Screen, ...]

    @property
    def address(self) -> str:
        return self.guest.address

    @property
    def campaign(self) -> Campaign:
        return self.respondent.campaign

    @property
    def moment(self) -> Moment:
        return Moment(self.campaign.moment)

    @property
    def editable(self) -> bool:
        return self.guest.may_answer and self.respondent.submitted_at is None

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

    def label_of(self, value: Value) -> str:
        return value_label(self.grid, value)

    def priority_label(self, criterion: CriterionSheet) -> str:
        found = (
            f"{words} {more}".strip() for value, words, more in PRIORITY_OPTIONS if value == criterion.shown_priority
        )
        return next(found, "")

    def screen(self, code: str) -> Screen | None:
        return next((screen for screen in self.screens if screen.code == code), None)


def place_of(session: Session, guest: Guest) -> Place:
    respondent = get_own(session, guest.respondent_id)
    grid = grid_of(session, respondent.campaign.grid_reference)
    sheet = read_sheet(session, respondent, grid)
    screens = make_screens(sheet, grid, respondent.profile_code)
    return Place(guest, respondent, respondent.campaign.project, grid, sheet, screens)


def read_again(session: Session, place: Place) -> Place:
    """The same place once something was saved."""
    sheet = read_sheet(session, place.respondent, place.grid)
    return replace(place, sheet=sheet, screens=make_screens(sheet, place.grid, place.respondent.profile_code))


def read_sheet(session: Session, respondent: Respondent, grid: Grid) -> Sheet:
    return make_sheet(
        grid,
        respondent.campaign.moment,
        respondent.profile_code,
        stored_cells(session, respondent),
        respondent_priorities(session, respondent.id),
    )


def audience_of(session: Session, place: Place) -> Audience:
    invited, alike = count_invited(session, place.respondent)
    return Audience(invited, alike, place.respondent.profile.label)
