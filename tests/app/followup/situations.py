"""A campaign with a respondent in each state, as its follow-up has to tell them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Answer, Campaign, Invitation, Letter, LetterKind, Project, Respondent, User
from tests import factories as make

DAY = timedelta(days=1)


def an_open_campaign(session: Session, days: int = 20, **given: Any) -> Campaign:
    """Opened two months ago, closing in `days`."""
    today = clock.today()
    project = given.pop("project", None) or make.a_project(session, title="Bien vieillir en Flandre")
    values = {"held_on": today, "opens_on": today - 60 * DAY, "closes_on": today + days * DAY}
    return make.a_campaign(session, project, **values | given)


def a_silent(
    session: Session, campaign: Campaign, name: str, email: str = "camille@exemple.fr", **given: Any
) -> Respondent:
    """Someone to invite, without a link yet."""
    partner = make.a_partner(
        session, session.get_one(Project, campaign.project_id), make.an_organisation(session, name=name)
    )
    contact = {"contact_name": "Camille Dupont" if email else "", "contact_email": email}
    return make.a_respondent(session, campaign, partner, **contact | given)


def an_invited(session: Session, campaign: Campaign, name: str, *, days: int = 8, opened: bool = False) -> Respondent:
    """Invited `days` ago by a letter that left."""
    respondent = a_silent(session, campaign, name)
    at = clock.now() - days * DAY
    invitation = make.an_invitation(session, respondent, created_at=at, opened_at=at + DAY if opened else None)
    a_letter(session, invitation, at)
    return respondent


def a_letter(
    session: Session, invitation: Invitation, at: datetime, kind: LetterKind = LetterKind.INVITATION, **given: Any
) -> Letter:
    """Sent, unless `given` says otherwise."""
    n = next(make.number)
    values = {
        "key": f"{kind}:{invitation.respondent_id}:{n}",
        "kind": kind,
        "respondent_id": invitation.respondent_id,
        "invitation_id": invitation.id,
        "to_email": invitation.contact_email,
        "queued_at": at,
        "started_at": at,
        "sent_at": at,
    }
    return make.keep(session, Letter(**values | given))


def gave(
    session: Session,
    respondent: Respondent,
    *questions: str,
    invitation: Invitation | None = None,
    by: User | None = None,
) -> None:
    """Answered yesterday: by the partner itself, or entered on its behalf."""
    for question in questions:
        answer = Answer(
            respondent_id=respondent.id,
            reading="observed",
            question_code=question,
            level=3,
            answered_at=clock.now() - DAY,
            invitation_id=invitation.id if invitation else None,
            answered_by_id=by.id if by else None,
        )
        make.keep(session, answer)


def live(session: Session, respondent: Respondent) -> Invitation:
    query = select(Invitation).where(Invitation.respondent_id == respondent.id, Invitation.revoked_at.is_(None))
    return session.scalars(query).one()
