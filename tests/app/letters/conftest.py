"""A partner invited to an open campaign, and its letters."""

from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from app import clock
from app.letters.service import queue_letter
from app.models import Campaign, Invitation, Project, Respondent, User
from app.models.letter import Letter, LetterKind
from tests import factories as make
from tests.support.jobs import run_jobs
from tests.support.letters import letters

TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=clock.PARIS)
CLOSES = date(2026, 12, 12)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    return Clock(monkeypatch)


@dataclass
class Clock:
    monkeypatch: pytest.MonkeyPatch

    def at(self, moment: datetime) -> datetime:
        self.monkeypatch.setattr(clock, "now", lambda: moment)
        self.monkeypatch.setattr(clock, "today", lambda: moment.astimezone(clock.PARIS).date())
        return moment


@dataclass
class Situation:
    session: Session
    bind: Connection | Engine
    outbox: Path
    project: Project
    campaign: Campaign
    respondent: Respondent
    invitation: Invitation
    user: User

    def queue(self, kind: LetterKind = LetterKind.INVITATION, key: str = "", *, commit: bool = True) -> Letter | None:
        letter = queue_letter(
            self.session,
            kind=kind,
            respondent=self.respondent,
            invitation=self.invitation,
            key=key or f"{kind}:{self.invitation.id}",
            user=self.user,
            now=clock.now(),
        )
        if commit:
            self.session.commit()
        return letter

    def run(self, *, later: bool = False, failures: bool = False) -> list[EmailMessage]:
        """Every letter sent so far, once what waits has been done."""
        run_jobs(self.bind, later=later, failures=failures)
        self.session.expire_all()
        return letters(self.outbox)

    def letter(self) -> Letter:
        return self.session.scalars(select(Letter).order_by(Letter.id.desc())).first() or Letter()


def a_situation(session: Session, bind: Connection | Engine, outbox: Path, moment: str = "in_itinere") -> Situation:
    project = make.a_project(session, title="Jardins d’Été & Cie")
    campaign = make.a_campaign(session, project, moment, closes_on=CLOSES)
    partner = make.a_partner(session, project, make.an_organisation(session, name="Les Amis du Lac"))
    respondent = make.a_respondent(session, campaign, partner, contact_email="camille@exemple.fr")
    invitation = make.an_invitation(session, respondent)
    user = make.a_user(session, name="Claire Martin", email="claire@fonds.exemple.fr")
    session.commit()
    return Situation(session, bind, outbox, project, campaign, respondent, invitation, user)


@pytest.fixture
def here(session: Session, connection: Connection, outbox: Path, on: Clock) -> Situation:
    on.at(TUESDAY)
    return a_situation(session, connection, outbox)
