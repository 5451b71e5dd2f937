"""Where a sheet is filled: by the voice itself behind its door, or by a person of the fund on its behalf."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import CampaignStatus, DoorKind, Programme, ProgrammeReview, ProgrammeVoice, User
from app.restitution.disclosure import least_of
from app.reviews.cells import Cells
from app.reviews.gather import programme_grid_of
from app.reviews.queries import get_review, get_voice, review_address
from app.reviews.service import stored_cells
from app.reviews.sheet import VoiceSheet, make_voice_sheet
from app.web.door import DoorNeeded, Entered
from evaluation.programme_grid import ProgrammeGrid
from evaluation.programme_words import Phase, Viewpoint


@dataclass(frozen=True)
class Place:
    """`entered` when the voice answers itself, else `user` enters for it. `address`: of its first page."""

    address: str
    voice: ProgrammeVoice
    review: ProgrammeReview
    programme: Programme
    grid: ProgrammeGrid
    sheet: VoiceSheet
    entered: Entered | None = None
    user: User | None = None

    @property
    def is_own(self) -> bool:
        return self.entered is not None

    @property
    def base(self) -> str:
        """The layout its pages are drawn in."""
        return "reviews/sheet/guest.html" if self.is_own else "reviews/sheet/fund.html"

    @property
    def phase(self) -> Phase:
        return Phase(self.review.phase)

    @property
    def viewpoint(self) -> Viewpoint:
        return Viewpoint(self.voice.viewpoint)

    @property
    def is_open(self) -> bool:
        return self.review.status == CampaignStatus.OPEN and (self.entered is None or self.entered.may_answer)

    @property
    def editable(self) -> bool:
        return self.is_open and self.voice.submitted_at is None

    @property
    def least(self) -> int:
        return least_of(self.grid.grid)

    def address_of(self, part: str) -> str:
        return f"{self.address}/{part}"

    def holding(self, cells: Cells) -> "Place":
        """The same once something was saved."""
        return replace(self, sheet=make_voice_sheet(self.grid, self.phase, self.voice.viewpoint, cells))


def own_place(session: Session, entered: Entered) -> Place:
    """Behind a door, never taken from the address: the holder of another kind of door finds nothing here."""
    if entered.kind is not DoorKind.PROGRAMME:
        raise DoorNeeded
    query = select(ProgrammeVoice).where(ProgrammeVoice.id == entered.subject_id)
    loaded = joinedload(ProgrammeVoice.review).joinedload(ProgrammeReview.programme)
    voice = session.scalars(query.options(loaded)).one_or_none()
    if voice is None:
        raise DoorNeeded
    address = f"{entered.address}/programme"
    return _place(session, address, voice, voice.review, voice.review.programme, entered=entered)


def fund_place(session: Session, code: str, review_id: int, voice_id: int, user: User) -> Place:
    programme, review = get_review(session, code, review_id)
    if review.status == CampaignStatus.PREPARATION:
        raise NotFound(
            "L’évaluation n’est pas encore ouverte\u202f: il n’y a rien à saisir.",
            review_address(code, review_id),
            "Revenir à l’évaluation",
        )
    voice = get_voice(session, review, voice_id)
    address = f"{review_address(programme.code, review.id)}/voix/{voice.id}/reponses"
    return _place(session, address, voice, review, programme, user=user)


def _place(
    session: Session,
    address: str,
    voice: ProgrammeVoice,
    review: ProgrammeReview,
    programme: Programme,
    *,
    entered: Entered | None = None,
    user: User | None = None,
) -> Place:
    grid = programme_grid_of(session, review.grid_reference)
    sheet = make_voice_sheet(grid, Phase(review.phase), voice.viewpoint, stored_cells(session, voice))
    return Place(address, voice, review, programme, grid, sheet, entered, user)
