"""The partner's own page: take the grid away, hand it back; its own grid and no other."""

from dataclasses import dataclass
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service as assessments
from app.models import Answer, Invitation, Letter, OfflineGrid, Respondent, RespondentEvent
from tests import factories as make
from tests.app.assessments.situations import NOW, a_campaign_of
from tests.app.exchanges.offline.situations import filled, prepared
from tests.app.exchanges.offline.test_pages import confirm, send
from tests.support.client import Client


@dataclass(frozen=True)
class Own:
    client: Client
    session: Session
    respondent: Respondent
    other: Respondent
    invitation: Invitation

    @property
    def page(self) -> str:
        return f"/ma-grille/{self.respondent.id}/classeur"


@pytest.fixture
def own(client: Client, session: Session) -> Own:
    """The first of two partners, come in by its link."""
    _, (respondent, other) = a_campaign_of(session, "association", "collectivite")
    invitation = make.an_invitation(session, respondent)
    client.enter(invitation)
    return Own(client, session, respondent, other, invitation)


def test_a_partner_takes_its_own_grid_away(own: Own) -> None:
    reply = own.client.post_form(f"{own.page}/preparation", page=own.page)
    book = openpyxl.load_workbook(BytesIO(reply.content))
    assert book["Repères"]["A3"].value == str(own.respondent.id)
    record = own.session.scalars(select(OfflineGrid)).one()
    assert (record.respondent_id, record.issued_by_id) == (own.respondent.id, None)


def test_it_hands_it_back_and_is_its_author(own: Own) -> None:
    content = prepared(own.session, own.respondent)
    send(own.client, own.page, filled(content, {"A1.1": 3}))
    assert confirm(own.client, own.page) == 303
    row = own.session.execute(select(Answer.level, Answer.invitation_id, Answer.answered_by_id)).one()
    assert row == (3, own.invitation.id, None)
    assert own.session.scalars(select(RespondentEvent.invitation_id)).one() == own.invitation.id
    assert own.session.scalars(select(OfflineGrid.received_by_id)).one() is None


def test_sending_the_grid_brings_a_receipt(own: Own) -> None:
    content = prepared(own.session, own.respondent)
    send(own.client, own.page, filled(content, {"A1.1": 3}))
    record = own.session.scalars(select(OfflineGrid.id)).one()
    assert confirm(own.client, own.page, soumettre=str(record)) == 303
    assert own.session.get_one(Respondent, own.respondent.id, populate_existing=True).submitted_at is not None
    assert own.session.execute(select(Letter.kind, Letter.to_email)).one() == ("receipt", "camille@exemple.fr")


def test_the_workbook_of_another_partner_is_refused_without_its_name(own: Own) -> None:
    page = send(own.client, own.page, prepared(own.session, own.other))
    assert "préparé pour un autre partenaire" in page
    assert own.other.organisation.name not in page


def test_another_partner_s_page_does_not_open(own: Own) -> None:
    elsewhere = f"/ma-grille/{own.other.id}/classeur"
    stranger = own.client.get(elsewhere)
    assert stranger.status_code == own.client.get("/ma-grille/999999/classeur").status_code == 401
    reply = own.client.post(f"{elsewhere}/preparation", data={"csrf_token": own.client.csrf_token})
    assert reply.status_code == 401
    assert own.session.scalars(select(OfflineGrid)).all() == []


def test_after_closing_nothing_is_taken_nor_received(own: Own) -> None:
    content = prepared(own.session, own.respondent)
    assessments.close_campaign(own.session, campaign=own.respondent.campaign, user=None, now=NOW)
    assert "ne reçoit plus de réponses" in own.client.get(own.page).text
    reply = own.client.post(
        own.page, data={"csrf_token": own.client.token()}, files=[("files", ("classeur.xlsx", content))]
    )
    assert (reply.status_code, own.session.scalars(select(Answer)).all()) == (422, [])


@pytest.mark.parametrize(
    "path", ["/ma-grille/1/classeur", "/campagnes/1/reponses/1/classeur", "/campagnes/1/classeurs"]
)
def test_a_stranger_that_sends_a_file_is_asked_who_it_is(client: Client, path: str) -> None:
    reply = client.post(path, data={"csrf_token": "faux"}, files=[("files", ("classeur.xlsx", b"PK"))])
    assert reply.status_code == 401


def test_the_page_is_reached_from_the_welcome(own: Own) -> None:
    assert f'href="{own.page}"' in own.client.get(f"/ma-grille/{own.respondent.id}").text
