"""A link taken back, or a contact replaced: whoever held it is out at once."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Conflict, Refused
from app.invitations import service
from app.models import Answer, Invitation, Letter, Respondent, RespondentEvent
from tests import factories as make
from tests.support.client import Client
from tests.support.grids import add_trial_pages, campaign_of, invited


@pytest.fixture
def invitation(session: Session) -> Invitation:
    return invited(session)


@pytest.fixture
def respondent(session: Session, invitation: Invitation) -> Respondent:
    return session.get_one(Respondent, invitation.respondent_id)


def replace(session: Session, respondent: Respondent, name: str = "Inès Morel", email: str = "Ines@exemple.fr") -> None:
    service.replace_contact(
        session,
        respondent=respondent,
        contact_name=name,
        contact_email=email,
        version=respondent.version,
        user=make.a_user(session),
        now=clock.now(),
    )
    session.commit()


def test_a_revoked_link_and_the_visits_it_opened_are_worth_nothing(
    app: FastAPI, client: Client, session: Session, invitation: Invitation, respondent: Respondent
) -> None:
    add_trial_pages(app)
    make.a_live_token(session, invitation)
    make.answers(session, respondent, A1_1=3)
    client.enter(invitation)
    page = f"/ma-grille/{respondent.id}/essai"
    assert client.get(page).status_code == 200
    service.revoke(session, respondent=respondent, user=make.a_user(session), now=clock.now())
    session.commit()
    assert client.get(page).status_code == 401
    assert client.get("/invitation/jeton-d-essai").status_code == 404
    assert [event.kind for event in session.scalars(select(RespondentEvent))] == ["revoked"]
    assert len(session.scalars(select(Answer)).all()) == 1


def test_a_cookie_of_a_revoked_invitation_opens_nothing_even_if_its_row_were_still_there(
    app: FastAPI, client: Client, session: Session, invitation: Invitation
) -> None:
    add_trial_pages(app)
    client.enter(invitation)
    invitation.revoked_at = clock.now()
    session.commit()
    assert client.get(f"/ma-grille/{invitation.respondent_id}/essai").status_code == 401


def test_there_is_nothing_to_revoke_without_a_link(session: Session, respondent: Respondent) -> None:
    service.revoke(session, respondent=respondent, user=None, now=clock.now())
    with pytest.raises(Refused, match="aucun lien en cours"):
        service.revoke(session, respondent=respondent, user=None, now=clock.now())


def test_a_new_contact_gets_a_link_and_the_former_one_is_out(
    app: FastAPI, client: Client, session: Session, invitation: Invitation, respondent: Respondent
) -> None:
    add_trial_pages(app)
    client.enter(invitation)
    replace(session, respondent)
    assert client.get(f"/ma-grille/{respondent.id}/essai").status_code == 401
    live = session.scalars(select(Invitation).where(Invitation.revoked_at.is_(None))).one()
    assert (live.contact_name, live.contact_email) == ("Inès Morel", "ines@exemple.fr")
    assert session.scalars(select(Letter.to_email)).all() == ["ines@exemple.fr"]
    kinds = session.scalars(select(RespondentEvent.kind).order_by(RespondentEvent.id)).all()
    assert kinds == ["contact", "invited"]


def test_no_letter_leaves_when_nobody_had_been_invited_or_the_campaign_is_over(session: Session) -> None:
    for status, purpose in (("close", "answer"), ("publiee", "results")):
        respondent = session.get_one(Respondent, invited(session, purpose, status=status).respondent_id)
        replace(session, respondent)
    never = make.a_respondent(session, *a_partner_of(session, status="ouverte"))
    replace(session, never)
    assert session.scalars(select(Letter)).all() == []
    assert session.scalars(select(Invitation).where(Invitation.revoked_at.is_(None))).all() == []


def a_partner_of(session: Session, **given: str) -> tuple[object, object]:
    project = make.a_project(session)
    return make.a_campaign(session, project, **given), make.a_partner(session, project)


def test_two_people_replacing_one_contact_do_not_overwrite_each_other(session: Session, respondent: Respondent) -> None:
    seen = respondent.version
    replace(session, respondent)
    with pytest.raises(Conflict):
        service.replace_contact(
            session,
            respondent=respondent,
            contact_name="Ada Diallo",
            contact_email="ada@exemple.fr",
            version=seen,
            user=None,
            now=clock.now(),
        )


def test_the_same_contact_again_changes_nothing(
    session: Session, invitation: Invitation, respondent: Respondent
) -> None:
    replace(session, respondent, "Camille Dupont ", "camille@exemple.fr")
    assert session.scalars(select(RespondentEvent)).all() == []
    assert invitation.revoked_at is None


@pytest.mark.parametrize("email", ["", "camille", "a@b", "a@exemple.fr\nBcc: x@exemple.fr"])
def test_an_address_that_is_none_is_refused_and_nobody_is_put_out(
    session: Session, invitation: Invitation, respondent: Respondent, email: str
) -> None:
    with pytest.raises(Refused) as refusal:
        replace(session, respondent, email=email)
    assert refusal.value.field == "contact_email"
    session.refresh(invitation)
    assert invitation.revoked_at is None


def test_a_link_made_for_a_letter_that_leaves_too_late_is_refused(session: Session, invitation: Invitation) -> None:
    invitation.revoked_at = clock.now()
    session.commit()
    with pytest.raises(Refused, match="remplacée ou retirée"):
        service.issue_token(session, invitation=invitation, now=clock.now())


def test_the_old_cookie_of_a_campaign_that_has_ended_opens_nothing(
    app: FastAPI, client: Client, session: Session, invitation: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_trial_pages(app)
    campaign_of(session, invitation).closes_on = clock.today()
    client.enter(invitation)
    moment = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert client.get(f"/ma-grille/{invitation.respondent_id}/essai").status_code == 401
