"""The pages where campaigns are listed, prepared and led to their publication."""

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.assessments import service
from app.models import Campaign, Project, Respondent, Result
from app.web.rights import Right
from tests import factories as make
from tests.app.assessments.situations import NOW, a_campaign_of, a_closed_campaign, answer
from tests.support.bulk import many_campaigns
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.queries import counted


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def test_the_list_says_the_state_and_how_many_grids_are_submitted(client: Client, session: Session) -> None:
    campaign, (first, _) = a_campaign_of(session, "association", "collectivite")
    answer(session, first, "A1.1", 3)
    service.submit(session, respondent=first, user=None, now=NOW)
    client.sign_in("lecteur")
    client.get("/campagnes")
    assert "1 / 2" in shown(client)
    assert "ouverte" in shown(client)
    assert f"/campagnes/{campaign.id}" in client.get("/campagnes").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("moment=in_itinere", True),
        ("moment=ex_post", False),
        ("statut=ouverte", True),
        ("statut=publiee", False),
        ("region=32", True),
        ("region=interregional", False),
        ("q=EVEIL+flandre", True),
        ("q=bretagne", False),
        ("projet=ODD17-2024-900", True),
        ("apres=nimporte_quoi", True),
    ],
)
def test_the_list_is_filtered_and_searched_without_accents(
    client: Client, session: Session, query: str, found: bool
) -> None:
    project = make.a_project(session, code="ODD17-2024-900", title="Éveil", territory_label="Flandre", region_code="32")
    make.a_campaign(session, project)
    client.sign_in("lecteur")
    assert ("Éveil" in client.get(f"/campagnes?{query}").text) is found


def test_the_list_goes_on_and_comes_back_by_key(client: Client, session: Session) -> None:
    project = make.a_project(session)
    ids = [make.a_campaign(session, project).id for _ in range(30)]
    client.sign_in("lecteur")
    first = client.get("/campagnes").text
    assert f'"/campagnes/{ids[-1]}"' in first
    assert f'"/campagnes/{ids[0]}"' not in first
    second = client.get(f"/campagnes?apres=2025-02-01_{ids[5]}").text
    assert f'"/campagnes/{ids[0]}"' in second
    assert client.get(f"/campagnes?avant=2025-02-01_{ids[4]}").text.count('"row"') == 25


def test_the_list_asks_the_same_queries_for_33_or_1000(
    client: Client, session: Session, connection: Connection
) -> None:
    client.sign_in("lecteur")
    counts = []
    for size, first in ((33, 20_000), (967, 30_000)):
        many_campaigns(session, size, first)
        with counted(connection) as statements:
            client.get("/campagnes")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 8


def test_a_campaign_is_prepared_with_the_partners_ticked(client: Client, session: Session) -> None:
    client.sign_in("evaluateur")
    project = make.a_project(session)
    kept, _left = make.a_partner(session, project), make.a_partner(session, project)
    page = f"/projets/{project.code}/campagnes/nouvelle"
    typed = {"moment": "ex_ante", "held_on": "01/03/2025", "opens_on": "", "partners": [str(kept.id)]}
    reply = client.post_form(f"/projets/{project.code}/campagnes", typed, page=page)
    campaign = session.scalars(select(Campaign).where(Campaign.project_id == project.id)).one()
    assert (reply.status_code, reply.headers["Location"]) == (303, f"/campagnes/{campaign.id}")
    assert (campaign.moment, campaign.status) == ("ex_ante", "ouverte")
    invited = session.scalars(select(Respondent.organisation_id).where(Respondent.campaign_id == campaign.id))
    assert list(invited) == [kept.organisation_id]


def test_a_faulty_campaign_keeps_what_was_typed(client: Client, session: Session) -> None:
    client.sign_in("evaluateur")
    project = make.a_project(session)
    make.a_partner(session, project)
    page = f"/projets/{project.code}/campagnes/nouvelle"
    typed = {"moment": "ex_post", "held_on": "32/13/2025", "closes_on": "31/03/2025"}
    reply = client.post_form(f"/projets/{project.code}/campagnes", typed, page=page)
    assert reply.status_code == 422
    assert "32/13/2025" in reply.text
    assert 'href="#held_on"' in reply.text
    typed = {"moment": "ex_post", "held_on": "01/03/2025", "opens_on": "02/03/2025", "closes_on": "01/03/2025"}
    reply = client.post_form(f"/projets/{project.code}/campagnes", typed, page=page)
    assert (reply.status_code, "La clôture ne peut pas précéder" in reply.text) == (422, True)


def test_a_project_without_partner_says_where_to_add_one(client: Client, session: Session) -> None:
    client.sign_in("evaluateur")
    project = make.a_project(session)
    client.get(f"/projets/{project.code}/campagnes/nouvelle")
    assert "Ajouter un partenaire" in shown(client)


def test_the_page_of_a_campaign_says_who_answered_and_how_far(client: Client, session: Session) -> None:
    campaign, (first, second) = a_campaign_of(session, "association", "collectivite")
    answer(session, first, "A1.1", 0)
    answer(session, first, "A1.2", "NSP")
    service.set_priority(session, respondent=second, criterion_code="D1", value=0, user=None)
    client.sign_in("lecteur")
    client.get(f"/campagnes/{campaign.id}")
    assert "2 / 28" in shown(client)
    assert "0 / 27" in shown(client)
    assert "en cours" in shown(client)


def test_a_campaign_goes_its_whole_way_by_its_buttons(client: Client, session: Session) -> None:
    campaign = a_closed_campaign(session)
    page = f"/campagnes/{campaign.id}"
    client.sign_in("gestionnaire")
    assert client.post_form(f"{page}/publication", page=page).status_code == 303
    reply = client.post_form(f"{page}/reouverture", {"reason": ""}, page=page)
    assert (reply.status_code, "Renseignez ce champ" in reply.text) == (422, True)
    client.post_form(f"{page}/reouverture", {"reason": "Une erreur."}, page=page)
    client.post_form(f"{page}/cloture", page=page)
    reply = client.post_form(f"{page}/publication", page=page)
    assert (reply.status_code, "Dites pourquoi" in reply.text) == (422, True)
    client.post_form(f"{page}/publication", {"reason": "Corrigé."}, page=page)
    sequences = session.scalars(select(Result.sequence).where(Result.campaign_id == campaign.id))
    assert sorted(sequences) == [1, 2]
    client.get(page)
    assert "Correction 1" in shown(client)


def test_partners_are_invited_and_removed(client: Client, session: Session) -> None:
    campaign, (first, _) = a_campaign_of(session, "association", "collectivite", start=False)
    other = make.a_partner(session, session.get_one(Project, campaign.project_id))
    page = f"/campagnes/{campaign.id}"
    client.sign_in("evaluateur")
    assert client.post_form(f"{page}/repondants", {"partner": str(other.id)}, page=page).status_code == 303
    assert client.post_form(f"{page}/repondants/{first.id}/retrait", page=page).status_code == 303
    invited = session.scalars(select(Respondent.organisation_id).where(Respondent.campaign_id == campaign.id))
    assert other.organisation_id in list(invited)
    assert client.post_form(f"{page}/ouverture", page=page).status_code == 303


def test_dates_changed_in_two_tabs_show_both_versions(client: Client, session: Session) -> None:
    campaign, _ = a_campaign_of(session, "association")
    page = f"/campagnes/{campaign.id}"
    client.sign_in("evaluateur")
    assert client.post_form(f"{page}/dates", {"held_on": "02/02/2025"}, page=page).status_code == 303
    reply = client.post_form(f"{page}/dates", {"held_on": "03/02/2025", "version": "1"}, page=page)
    assert reply.status_code == 409
    assert "03/02/2025" in shown(client)
    assert "02/02/2025" in shown(client)


@pytest.mark.parametrize("action", ["publication", "reouverture"])
def test_publishing_asks_its_own_right(
    client: Client, session: Session, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = a_closed_campaign(session)
    client.sign_in(with_all_rights_but(Right.PUBLISH, monkeypatch))
    reply = client.post_form(f"/campagnes/{campaign.id}/{action}", {"reason": "Pour voir."})
    assert reply.status_code == 403
    assert "Publier les résultats" not in client.get(f"/campagnes/{campaign.id}").text


def test_an_unknown_campaign_is_a_page_not_found(client: Client) -> None:
    client.sign_in("lecteur")
    assert client.get("/campagnes/999999").status_code == 404
