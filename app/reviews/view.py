"""The page of a review: whose voice is heard, from which viewpoints, and what can be done next."""

from dataclasses import dataclass
from datetime import datetime

from app.doors.queries import LiveDoor
from app.models import CampaignStatus, ProgrammeVoice
from app.models.programme_voice import Given
from app.reviews.gather import GatheredReview
from app.reviews.rows import Sheet
from app.reviews.sheet import answers_by_kind
from evaluation.programme import Balance, balance_of
from evaluation.programme_words import Viewpoint


@dataclass(frozen=True)
class VoiceRow:
    id: int
    name: str
    contact: str
    answered: int
    asked: int
    submitted_at: datetime | None
    tone: str
    state: str
    link: str
    entered: str
    """Who gave its answers: itself, the fund on its behalf, both."""


@dataclass(frozen=True)
class ViewpointRow:
    viewpoint: Viewpoint
    balance: Balance
    voices: tuple[VoiceRow, ...]

    @property
    def tone(self) -> str:
        if self.balance.is_missing:
            return "late"
        return "hatch" if self.balance.is_silent else "done"

    @property
    def said(self) -> str:
        if self.balance.is_missing:
            return "personne n’est invité"
        return f"{self.balance.heard} sur {self.balance.invited}"


def viewpoints_of(gathered: GatheredReview, doors: dict[int, LiveDoor]) -> tuple[ViewpointRow, ...]:
    """The four viewpoints, one without a voice included."""
    asked = sum(answers_by_kind(gathered.grid, gathered.inputs.phase).values())
    balance = balance_of(gathered.inputs.phase, gathered.inputs.voices)
    return tuple(
        ViewpointRow(
            viewpoint,
            balance[viewpoint.value],
            tuple(
                _voice(gathered, voice, asked, doors.get(voice.id))
                for voice in gathered.voices
                if voice.viewpoint == viewpoint
            ),
        )
        for viewpoint in Viewpoint
    )


def _voice(gathered: GatheredReview, voice: ProgrammeVoice, asked: int, door: LiveDoor | None) -> VoiceRow:
    own = next(one for one in gathered.inputs.voices if one.id == str(voice.id))
    phase = gathered.inputs.phase
    answered = len(own.told) if phase.tells else 0
    answered += len(own.answers) if phase.rates else 0
    answered += sum(one.is_said for one in own.counted) if phase.counts else 0
    tone, state = _state(gathered.review.status, voice.submitted_at is not None, answered)
    return VoiceRow(
        id=voice.id,
        name=voice.name,
        contact=voice.contact_name or voice.contact_email,
        answered=answered,
        asked=asked,
        submitted_at=voice.submitted_at,
        tone=tone,
        state=state,
        link=f"lien {door.state.label}" if door else "",
        entered=_entered(gathered.sheets[voice.id]),
    )


def _state(status: str, is_sent: bool, answered: int) -> tuple[str, str]:
    if is_sent:
        return "done", "envoyées"
    if status in (CampaignStatus.CLOSED, CampaignStatus.PUBLISHED):
        return ("due", "non envoyées") if answered else ("hatch", "sans réponse")
    return ("info", "en cours") if answered else ("quiet", "pas commencées")


def _entered(sheet: Sheet) -> str:
    rows: list[Given] = [*sheet.answers, *sheet.stories, *sheet.counts]
    given = {own.is_own for own in rows}
    if given == {True}:
        return "répondu par la voix elle-même"
    if given == {False}:
        return "saisi par le Fonds en son nom"
    return "répondu par la voix, complété par le Fonds" if given else ""
