"""The whole site over the demonstration and one record of each kind it lacks; somebody of each role to look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.doors.sessions import open_session as open_door_session
from app.invitations.sessions import open_session as open_guest_session
from app.models import (
    Allocation,
    Campaign,
    Door,
    Invitation,
    ProgrammeReview,
    ProgrammeVoice,
    Qualification,
    Respondent,
    User,
)
from app.models.user import Role
from app.web.cookies import SESSION, cookie_name
from app.web.door import door_cookie
from app.web.guest import guest_cookie
from tests import factories as make
from tests.accessibility.situations import addresses, half_signed_in
from tests.security.records import complete
from tests.support.doors import a_door

ANYBODY, PARTNER, DONE, READER = "visiteur", "partenaire", "partenaire qui a remis", "partenaire informé"
CATALYST, CATALYST_DONE = "catalyseur", "catalyseur qui a envoyé"
VOICE, VOICE_DONE = "voix d’un programme", "voix qui a envoyé"
HALF = "à la seconde étape"


@dataclass
class World:
    """`cookies`: what a browser holds for each role; `starts`: where such a person begins.

    `records`: what fills an address, by how it begins; those of a role go before.
    """

    engine: Engine
    cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    records: dict[str, Mapping[str, object]] = field(default_factory=dict)
    own: dict[str, Mapping[str, object]] = field(default_factory=dict)


def furnish(session: Session, engine: Engine) -> World:
    world = World(engine, {ANYBODY: {}}, {ANYBODY: "/connexion"})
    admin = complete(session)
    people = {role: admin if role is Role.ADMIN else a_person(session, role) for role in Role}
    for role, user in people.items():
        token = open_session(session, user=user, now=clock.now(), ip="192.0.2.1", agent="Navigateur")
        world.cookies[role], world.starts[role] = {cookie_name(SESSION): token}, "/"
    a_guest(session, world, PARTNER, "ouverte", "answer", submitted=False)
    a_guest(session, world, DONE, "ouverte", "answer", submitted=True)
    a_guest(session, world, READER, "publiee", "results", submitted=True)
    a_catalyst(session, world, CATALYST, "prepared")
    a_catalyst(session, world, CATALYST_DONE, "sent")
    a_voice(session, world, VOICE, sent=False)
    a_voice(session, world, VOICE_DONE, sent=True)
    world.cookies[HALF], world.starts[HALF] = half_signed_in(session), "/connexion/code"
    world.records = addresses(session, people)
    session.flush()
    return world


def a_person(session: Session, role: Role) -> User:
    if role is not Role.FINANCEUR:
        return make.a_user(session, role)
    return make.a_user(session, role, funder_id=session.scalars(select(Allocation.funder_id).limit(1)).one())


def a_catalyst(session: Session, world: World, role: str, status: str) -> None:
    """Of the first qualification of that status; by its live door when there is one."""
    query = select(Qualification.id).where(Qualification.status == status).order_by(Qualification.id)
    number = session.scalars(query.limit(1)).one()
    live = select(Door).where(Door.kind == "qualification", Door.subject_id == number, Door.revoked_at.is_(None))
    door = session.scalars(live).first() or a_door(session, number)
    token = open_door_session(session, door=door, now=clock.now())
    world.cookies[role] = {cookie_name(door_cookie(door.id)): token}
    world.starts[role] = f"/acces/{door.id}/qualification"
    world.own[role] = {"door_id": door.id}


def a_voice(session: Session, world: World, role: str, *, sent: bool) -> None:
    """Of the review that is open, by its live door when there is one."""
    query = select(ProgrammeVoice.id).join(ProgrammeReview, ProgrammeReview.id == ProgrammeVoice.review_id)
    query = query.where(ProgrammeReview.status == "ouverte", ProgrammeVoice.submitted_at.is_not(None) == sent)
    number = session.scalars(query.order_by(ProgrammeVoice.id).limit(1)).one()
    live = select(Door).where(Door.kind == "programme", Door.subject_id == number, Door.revoked_at.is_(None))
    door = session.scalars(live).first() or a_door(session, number, kind="programme")
    token = open_door_session(session, door=door, now=clock.now())
    world.cookies[role] = {cookie_name(door_cookie(door.id)): token}
    world.starts[role] = f"/acces/{door.id}/programme"
    world.own[role] = {"door_id": door.id, "part": "comptes"}


def a_guest(session: Session, world: World, role: str, status: str, purpose: str, *, submitted: bool) -> None:
    """Of the campaign of that status that closes last; the invitation is the live one when there is one."""
    query = select(Respondent).join(Campaign).where(Campaign.status == status)
    handed_in = Respondent.submitted_at.is_not(None) if submitted else Respondent.submitted_at.is_(None)
    query = query.where(handed_in).order_by(Campaign.closes_on.desc(), Respondent.id)
    respondent = session.scalars(query.limit(1)).one()
    live = select(Invitation).where(
        Invitation.respondent_id == respondent.id, Invitation.purpose == purpose, Invitation.revoked_at.is_(None)
    )
    invitation = session.scalars(live).first() or make.an_invitation(session, respondent, purpose)
    token = open_guest_session(session, invitation=invitation, now=clock.now())
    world.cookies[role] = {cookie_name(guest_cookie(respondent.id)): token}
    world.starts[role] = f"/ma-grille/{respondent.id}"
    world.own[role] = {"respondent_id": respondent.id}
