"""Each finds what it may consult: comments by the rules of the restitution, accounts by the administration alone."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import Answer, Campaign, ImportBatch, Organisation, Project, Respondent, Role
from app.privacy.matching import identity
from app.privacy.person.service import erase
from app.search.routes import router
from app.settings import settings
from tests import factories as make
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.app.search.conftest import Search, addresses
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.rights import assert_rights_are_needed

BEFORE, SAID = datetime(2020, 1, 1, tzinfo=UTC), "Une gouvernance vraiment partagée, dit la mairie."
FOUND = "gouvernance partagee"
NAMES = select(Organisation.name).join(Respondent, Respondent.organisation_id == Organisation.id)


@pytest.fixture
def said(session: Session) -> Answer:
    """A comment in an open campaign, that nobody published."""
    project, partners = a_project_with_partners(session)
    respondent = make.a_respondent(session, make.a_campaign(session, project), partners[0])
    answer = make.answers(session, respondent, C1_1=3)[0]
    answer.comment = SAID
    session.flush()
    return answer


def a_published_comment(session: Session, answered_at: datetime) -> Campaign:
    project, partners = a_project_with_partners(session)
    campaign, _ = a_published_campaign(session, project, partners, 3, 3, 2)
    one = select(Answer).join(Respondent, Respondent.id == Answer.respondent_id)
    answer = session.scalars(one.where(Respondent.campaign_id == campaign.id)).first()
    assert answer is not None
    answer.comment, answer.answered_at = SAID, answered_at
    session.flush()
    return campaign


@pytest.mark.parametrize("role", [Role.EVALUATEUR, Role.GESTIONNAIRE])
def test_who_runs_evaluations_finds_every_comment_and_opens_its_question(
    client: Client, search: Search, said: Answer, role: Role
) -> None:
    client.sign_in(role)
    assert len(search(FOUND)) == 1
    (address,) = addresses(client)
    assert address.endswith(f"/reponses/{said.respondent_id}#q-observed-C1-1")
    page, _, anchor = address.partition("#")
    client.get(page)
    assert client.page is not None
    assert [one for one in client.page.iter() if one.get("id") == anchor]


def test_a_reader_does_not_find_a_comment_before_it_is_published(client: Client, search: Search, said: Answer) -> None:
    client.sign_in(Role.LECTEUR)
    assert search(FOUND) == []
    assert search(FOUND, type="commentaires") == []


def test_a_reader_finds_what_the_published_restitution_shows(client: Client, search: Search, session: Session) -> None:
    campaign = a_published_comment(session, BEFORE)
    client.sign_in(Role.LECTEUR)
    assert len(search(FOUND)) == 1
    (address,) = addresses(client)
    assert address == f"/campagnes/{campaign.id}/restitution?lecture=observed"
    assert SAID in client.get(address).text


def test_a_comment_written_after_the_publication_waits_for_the_next(
    client: Client, search: Search, session: Session
) -> None:
    a_published_comment(session, clock.now() + timedelta(days=400))
    client.sign_in(Role.LECTEUR)
    assert search(FOUND) == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.LECTEUR])
def test_a_result_never_says_whose_comment_it_is(client: Client, search: Search, session: Session, role: Role) -> None:
    campaign = a_published_comment(session, BEFORE)
    client.sign_in(role)
    search(FOUND)
    shown = client.page is not None and text_of(client.page)
    assert shown
    assert "gouvernance" in shown
    names = session.scalars(NAMES.where(Respondent.campaign_id == campaign.id)).all()
    assert names
    assert not [name for name in names if name in shown]


def test_a_funder_and_a_stranger_search_nothing(client: Client) -> None:
    assert client.get("/recherche?q=projet").status_code in (303, 401)
    client.sign_in(Role.FINANCEUR)
    assert client.get("/recherche?q=projet").status_code == 403
    assert client.get("/recherche/propositions?q=projet").status_code == 403


def test_accounts_are_for_the_administration_colleagues_for_all(
    client: Client, search: Search, session: Session
) -> None:
    make.a_user(session, name="Ada Perrot", email="perrot@fonds.fr")
    make.a_user(session, "financeur", name="Guy Perrot")
    make.a_user(session, name="Zoé Perrot", active=False)
    client.sign_in(Role.LECTEUR)
    assert search("perrot", type="personnes") == ["Ada Perrot"]
    assert addresses(client)[0].startswith("/projets?referent=")
    assert search("perrot fonds.fr") == []
    client.sign_in(Role.ADMIN)
    assert search("perrot", type="personnes") == ["Ada Perrot", "Guy Perrot", "Zoé Perrot"]
    assert search("perrot@fonds.fr") == ["Ada Perrot"]
    assert addresses(client)[0].startswith("/comptes/")


def test_imports_are_found_by_those_who_may_open_them(client: Client, search: Search, session: Session) -> None:
    make.keep(session, ImportBatch(file_name="reprise-2023.xlsx"))
    client.sign_in(Role.LECTEUR)
    assert search("reprise") == []
    assert search("reprise", type="imports") == []
    client.sign_in(Role.GESTIONNAIRE)
    assert search("reprise") == ["reprise-2023.xlsx"]


def test_an_erased_person_is_found_no_more(
    search: Search, session: Session, island: Project, tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    partner = make.a_partner(session, island, contact_name="Zoé Lœwen", contact_email="zoe@exemple.org")
    campaign = make.a_campaign(session, island)
    make.a_respondent(session, campaign, partner, contact_name="Zoé Lœwen", contact_email="autre@exemple.org")
    assert search("loewen") == ["Zoé Lœwen", "Zoé Lœwen"]
    person = identity(["Zoé Lœwen"], ["zoe@exemple.org", "autre@exemple.org"])
    erase(session, person, reason="demande", user=make.a_user(session, "admin"), now=clock.now())
    session.expire_all()
    assert search("loewen") == []
    assert search("zoe exemple.org") == []


def test_searching_asks_for_its_right(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_rights_are_needed(client, router.routes, {}, monkeypatch)
