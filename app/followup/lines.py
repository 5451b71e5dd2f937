"""One line of the follow-up: what is known of a respondent, in the words of the page, and what may be done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.clock import PARIS
from app.followup.progress import AxisMark, axis_marks
from app.followup.queries import Facts
from app.followup.words import (
    NOT_SENT,
    State,
    ago,
    invitation_notes,
    last_activity,
    letter_sentence,
    letter_state,
    source_words,
    state_of,
)
from app.letters.queries import LetterState


@dataclass(frozen=True, slots=True)
class Line:
    facts: Facts
    state: State
    letter: State | None
    """What is to be said of the last letter, when the state does not say it."""
    sentence: str
    notes: tuple[str, ...]
    marks: tuple[AxisMark, ...]
    source: str
    active: str
    can_invite: bool
    can_remind: bool

    @property
    def address(self) -> str:
        return f"/campagnes/{self.facts.campaign_id}/suivi/{self.facts.id}"

    @property
    def grid_address(self) -> str:
        return f"/campagnes/{self.facts.campaign_id}/reponses/{self.facts.id}"

    @property
    def answered(self) -> int:
        return sum(mark.answered for mark in self.marks)

    @property
    def asked(self) -> int:
        return sum(mark.asked for mark in self.marks)

    @property
    def has_failed(self) -> bool:
        return NOT_SENT[LetterState.FAILED] in (self.state, self.letter)

    @property
    def whom(self) -> str:
        """« Camille Dupont (camille@exemple.fr) »."""
        facts = self.facts
        email = facts.invited_email or facts.contact_email
        return f"{facts.contact_name} ({email})" if facts.contact_name else email


def make_lines(session: Session, found: Iterable[Facts], now: datetime) -> list[Line]:
    facts = list(found)
    grids = grids_of(session, (one.grid_reference for one in facts)) if facts else {}
    lines = []
    for one in facts:
        state = state_of(one, now)
        letter = letter_state(one, now) if one.is_awaited else None
        lines.append(
            Line(
                facts=one,
                state=state,
                letter=None if letter == state else letter,
                sentence=letter_sentence(one) if letter else "",
                notes=invitation_notes(one, state, now),
                marks=axis_marks(grids[one.grid_reference], one.moment, one.answered, one.out),
                source=source_words(one),
                active=ago(last_activity(one), now),
                can_invite=can_invite(one, now),
                can_remind=can_remind(one, now),
            )
        )
    return lines


def can_invite(facts: Facts, now: datetime) -> bool:
    return facts.is_answerable(now) and facts.invited_at is None and facts.contact_email != ""


def can_remind(facts: Facts, now: datetime) -> bool:
    """Invited by a link that still works, not submitted, and not written to today already."""
    return facts.is_answerable(now) and facts.invited_at is not None and not written_to_today(facts, now)


def written_to_today(facts: Facts, now: datetime) -> bool:
    """An invitation counts as much as a reminder: two letters a day are one too many."""
    today = now.astimezone(PARIS).date()
    return any(letter.queued_at.astimezone(PARIS).date() == today for letter in facts.letters)
