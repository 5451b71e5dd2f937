"""An act done on the page: the record changes, the line is gone, and the person is back where it pressed."""

from datetime import timedelta

from sqlalchemy.orm import Session

from app import clock
from app.models import Project, User
from tests import factories as make
from tests.support.client import Client
from tests.support.html import text_of

PAGE = "/mon-travail?vue=equipe"


def late(days: int = 1) -> object:
    return clock.today() - timedelta(days=days)


def a_project(session: Session, **given: object) -> Project:
    return make.a_project(session, status="en_cours", **given)


def press(client: Client, address: str, page: str = PAGE) -> str:
    answer = client.post_form(address, page=page)
    assert (answer.status_code, answer.headers["Location"]) == (303, page)
    client.get(page)
    assert client.page is not None
    return text_of(client.page)


def test_a_milestone_is_done_today_and_its_line_is_gone(client: Client, session: Session) -> None:
    client.sign_in()
    milestone = make.a_milestone(session, a_project(session, referent_id=client.user.id), title="Oublié", due_on=late())
    text = press(client, f"/mon-travail/jalons/{milestone.id}/achevement")
    assert "Oublié\u202f: c’est fait." in text
    assert f"/mon-travail/jalons/{milestone.id}" not in text
    session.refresh(milestone)
    assert milestone.done_on == clock.today()


def test_a_milestone_done_meanwhile_keeps_its_own_day(client: Client, session: Session) -> None:
    client.sign_in()
    milestone = make.a_milestone(session, a_project(session), title="Oublié", due_on=late(9))
    client.get(PAGE)
    milestone.done_on = late(3)
    session.flush()
    assert client.post_form(f"/mon-travail/jalons/{milestone.id}/achevement").status_code == 303
    session.refresh(milestone)
    assert milestone.done_on == late(3)


def test_a_tranche_is_signed_for_then_waits_for_someone_else(client: Client, session: Session) -> None:
    ada = client.sign_in()
    investment = make.an_investment(session, a_project(session))
    instalment = make.an_instalment(session, investment, label="Solde", due_on=late())
    text = press(client, f"/mon-travail/tranches/{instalment.id}/mise-en-paiement")
    assert "mise en paiement par vous" in text
    session.refresh(instalment)
    assert (instalment.status, instalment.payable_by_id) == ("payable", ada.id)


def test_a_tranche_that_waits_is_refused_with_what_it_waits_for(client: Client, session: Session) -> None:
    client.sign_in()
    project = a_project(session)
    milestone = make.a_milestone(session, project, title="Comité", due_on=late())
    investment = make.an_investment(session, project)
    instalment = make.an_instalment(session, investment, due_on=late(), milestone_id=milestone.id)
    answer = client.post_form(f"/mon-travail/tranches/{instalment.id}/mise-en-paiement", {})
    assert answer.status_code == 422
    assert "Comité" in answer.text


def test_a_campaign_is_opened_then_closed(client: Client, session: Session) -> None:
    client.sign_in("evaluateur")
    project = a_project(session)
    campaign = make.a_campaign(session, project, status="preparation", opens_on=late(), closes_on=clock.today())
    make.a_respondent(session, campaign, make.a_partner(session, project))
    press(client, f"/mon-travail/campagnes/{campaign.id}/ouverture")
    session.refresh(campaign)
    campaign.closes_on = late()
    session.flush()
    press(client, f"/mon-travail/campagnes/{campaign.id}/cloture")
    session.refresh(campaign)
    assert campaign.status == "close"


def test_a_project_without_referent_is_taken_in_one_press(client: Client, session: Session) -> None:
    ada = client.sign_in()
    gone = make.a_user(session, name="Zoé Martin", active=False)
    free, left = a_project(session), a_project(session, referent_id=gone.id)
    client.get(PAGE)
    assert client.page is not None
    assert "le compte de Zoé Martin est fermé" in text_of(client.page)
    for project in (free, left):
        press(client, f"/mon-travail/projets/{project.code}/referent")
        session.refresh(project)
        assert project.referent_id == ada.id


def test_the_way_back_never_leaves_the_site(client: Client, session: Session) -> None:
    client.sign_in()
    project = a_project(session)
    answer = client.post_form(f"/mon-travail/projets/{project.code}/referent", {"retour": "https://ailleurs.example/"})
    assert answer.headers["Location"] == "/mon-travail"


def test_an_act_on_nothing_is_told(client: Client, session: Session) -> None:
    client.sign_in()
    for address in ("jalons/999/achevement", "tranches/999/mise-en-paiement", "campagnes/999/cloture"):
        assert client.post_form(f"/mon-travail/{address}", {}).status_code == 404


def test_each_count_is_that_of_its_list(client: Client, session: Session) -> None:
    """With the filter of a person, too."""
    client.sign_in()
    zoe: User = make.a_user(session, name="Zoé Martin")
    for referent in (zoe.id, zoe.id, None):
        make.a_milestone(session, a_project(session, referent_id=referent), due_on=late())
    client.get(f"{PAGE}&referent={zoe.id}")
    assert client.page is not None
    assert "En retard 2" in text_of(client.page)
    client.get(f"/mon-travail/retards?vue=equipe&referent={zoe.id}")
    assert "2\u00a0lignes" in text_of(client.page)
