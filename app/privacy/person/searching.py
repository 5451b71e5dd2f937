"""Everything the fund holds of one person, gathered."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models import Answer, Campaign, Project, Respondent, UserSession
from app.privacy.matching import Identity, by_name
from app.privacy.person.holding import Files, files_naming
from app.privacy.person.journal import texts_in_the_journal
from app.privacy.person.scanning import Place, places, summary


@dataclass(frozen=True)
class Held:
    """``journal``: how many texts the journal keeps apart for this person."""

    person: Identity
    places: list[Place]
    files: Files
    journal: int

    @cached_property
    def changed(self) -> list[tuple[str, list[Place]]]:
        return summary([place for place in self.places if not place.kept])

    @cached_property
    def kept(self) -> list[Place]:
        return [place for place in self.places if place.kept]

    @property
    def records(self) -> int:
        return len({place.id for place in self.places})

    @property
    def is_empty(self) -> bool:
        return not self.places and not self.files and not self.journal

    def accounts(self) -> set[int]:
        return {int(place.id.partition(":")[2]) for place in self.places if place.table == "user"}


def held(session: Session, person: Identity) -> Held:
    matcher = by_name(person)
    found = places(session, matcher, person)
    return Held(person, found, files_naming(session, matcher), len(texts_in_the_journal(session, matcher)))


def answers_given(session: Session, found: Held) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the person answered by its own links: project, question, reading, level, comment, when."""
    invitations = [int(place.id.partition(":")[2]) for place in found.places if place.table == "invitation"]
    return session.execute(
        select(Project.code, Answer.question_code, Answer.reading, Answer.level, Answer.comment, Answer.answered_at)
        .join(Respondent, Respondent.id == Answer.respondent_id)
        .join(Campaign, Campaign.id == Respondent.campaign_id)
        .join(Project, Project.id == Campaign.project_id)
        .where(Answer.invitation_id.in_(invitations))
        .order_by(Project.code, Answer.respondent_id, Answer.reading, Answer.question_code)
    ).all()


def connections_of(session: Session, found: Held) -> Sequence[Row[*tuple[Any, ...]]]:
    """Of its accounts: when, from where, with what."""
    return session.execute(
        select(UserSession.created_at, UserSession.last_seen_at, UserSession.ip, UserSession.agent)
        .where(UserSession.user_id.in_(found.accounts()))
        .order_by(UserSession.created_at)
    ).all()
