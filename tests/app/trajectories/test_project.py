"""The trajectory of one project: states, scores on each side, what to plan next, the picture as a file."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models import Role
from app.web.filters import date_fr
from tests import factories as make
from tests.app.regions.test_figures import publish
from tests.app.regions.test_map import opened
from tests.app.trajectories.situations import a_lever, aged, ex_post, held
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


def spaced(client: Client, address: str) -> str:
    return text_of(opened(client, address)).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_young_project_only_has_signals_and_a_milestone_is_proposed(client: Client, session: Session) -> None:
    project = aged(session, 6)
    publish(session, project, {"performance": 41.0, "innovation": 52.5}, held(project, 4))
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    due = date_fr(held(project, 18))
    assert f"devient un constat à partir du {due}. Aucun jalon ne la prévoit encore." in text
    assert f"Le projet a 6 mois. Performance : signal jusqu’au {due}, dans" in text
    assert "52,5 sur 100" in text
    assert text.count("rien encore") == 4
    link = next(own for own in client.page.iter("a") if text_of(own) == "Prévoir ce jalon")  # type: ignore[union-attr]
    opened(client, link.get("href", ""))
    values = {field.get("name"): field.get("value") for field in client.page.iter("input")}  # type: ignore[union-attr]
    assert (values["title"], values["due_on"]) == ("Évaluation ex post, impact performance", due)
    chosen = [own.get("value") for own in client.page.iter("option") if own.get("selected") is not None]  # type: ignore[union-attr]
    assert chosen == ["evaluation_ex_post"]


def test_a_proposed_milestone_is_saved_like_any_other_and_then_named(client: Client, session: Session) -> None:
    project = aged(session, 6)
    client.sign_in()
    form = f"/projets/{project.code}/jalons/nouveau"
    address = f"{form}?nature=evaluation_ex_post&intitule=Ex+post&echeance={date_fr(held(project, 18))}"
    assert client.post_form(form, page=address).status_code == 303
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert f"le jalon « Ex post » la prévoit le {date_fr(held(project, 18))}." in text


def test_a_milestone_before_the_horizon_comes_too_early(client: Client, session: Session) -> None:
    project = aged(session, 6)
    make.a_milestone(session, project, kind_code="evaluation_ex_post", title="Ex post", due_on=held(project, 12))
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert f"le jalon « Ex post », prévu le {date_fr(held(project, 12))}, vient trop tôt." in text
    assert "Déplacer le jalon" in text


def test_past_the_horizon_a_campaign_is_to_be_prepared(client: Client, session: Session) -> None:
    project = aged(session, 20)
    make.a_partner(session, project)
    publish(session, project, {"performance": 41.0}, held(project, 12))
    client.sign_in(Role.EVALUATEUR)
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert f"constat possible depuis le {date_fr(held(project, 18))}, pas encore publié" in text
    assert "serait un constat" in text
    link = next(own for own in client.page.iter("a") if text_of(own) == "Préparer la campagne ex post")  # type: ignore[union-attr]
    opened(client, link.get("href", ""))
    checked = [own.get("value") for own in client.page.iter("input") if own.get("checked") is not None]  # type: ignore[union-attr]
    assert "ex_post" in checked


def test_an_ex_post_after_the_horizon_makes_a_statement_of_one_impact_only(client: Client, session: Session) -> None:
    project = aged(session, 30)
    publish(session, project, {"performance": 41.0}, held(project, 12))
    ex_post(session, project, 24, performance=66.0, innovation=70.0)
    client.sign_in(Role.LECTEUR)
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert f"Performance : constaté par l’ex post du {date_fr(held(project, 24))} ; innovation : signal" in text
    assert "41,0 sur 100" in text
    assert "66,0 sur 100" in text
    assert "de l’impact innovation devient un constat" in text
    assert "Prévoir ce jalon" not in text


def test_what_is_seen_on_the_way_past_the_horizon_waits_for_an_ex_post(client: Client, session: Session) -> None:
    project = aged(session, 30)
    publish(session, project, {"performance": 41.0}, held(project, 20))
    client.sign_in()
    assert "déjà observé en chemin, un ex post le dira" in spaced(client, f"/projets/{project.code}/trajectoire")


def test_an_ex_post_with_too_few_answers_states_nothing(client: Client, session: Session) -> None:
    project = aged(session, 30)
    publish(session, project, {"performance": 41.0}, held(project, 24), moment="ex_post", status="provisional")
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert "sans assez de réponses sur l’impact performance" in text
    assert "Préparer une autre campagne" in text


def test_a_campaign_under_way_is_named(client: Client, session: Session) -> None:
    project = aged(session, 20)
    make.a_campaign(session, project, moment="ex_post", held_on=held(project, 19))
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert (
        f"La campagne ex post du {date_fr(held(project, 19))} pourra faire de l’impact performance un constat" in text
    )


def test_without_a_start_nothing_is_dated(client: Client, session: Session) -> None:
    project = make.a_project(session, starts_on=None)
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert "Le projet n’a pas de date de départ. Performance : sans date de départ, rien ne se date" in text
    assert "Donner la date de départ" in text
    assert "aujourd’hui" not in {text_of(own) for own in client.page.iter("text")}  # type: ignore[union-attr]


def test_what_was_expected_is_not_shown_here(client: Client, session: Session) -> None:
    project = aged(session, 6)
    publish(session, project, {"performance": 93.5}, held(project, 1), reading="expected", moment="ex_ante")
    client.sign_in()
    assert "93,5" not in spaced(client, f"/projets/{project.code}/trajectoire")


def test_an_abandoned_project_has_nothing_left_to_plan(client: Client, session: Session) -> None:
    project = aged(session, 6)
    project.status = "abandonne"
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}/trajectoire")
    assert "rien n’est plus à prévoir" in text
    assert "Prévoir ce jalon" not in text


@pytest.mark.parametrize("months", [-5, 0, 17, 18, 90, 340, 400])
def test_the_line_is_drawn_at_any_age(client: Client, session: Session, months: int) -> None:
    project = aged(session, months)
    ex_post(session, project, max(months - 1, 0), performance=50.0)
    client.sign_in(Role.LECTEUR)
    answer = client.get(f"/projets/{project.code}/trajectoire.svg")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "28\u00a0ans" in answer.text
    assert "aujourd’hui" in answer.text


def test_the_block_of_the_project_says_the_same(client: Client, session: Session) -> None:
    project = aged(session, 6)
    a_lever(session, project)
    client.sign_in()
    text = spaced(client, f"/projets/{project.code}")
    assert "Trajectoire" in text
    assert "Deux leviers restent à décrire : richesses humaines et ressources financières." in text
    assert f"signal jusqu’au {date_fr(held(project, 18))}" in text


def test_as_many_queries_whatever_was_evaluated(client: Client, session: Session) -> None:
    project = aged(session, 30)
    client.sign_in()
    opened(client, f"/projets/{project.code}/trajectoire")
    sent = []
    for more in (2, 24):
        for n in range(more):
            publish(session, project, {"performance": 50.0}, held(project, 4) + timedelta(days=more + n))
            make.a_milestone(session, project, kind_code="evaluation_ex_post", due_on=clock.today())
        session.commit()
        with counted(session.connection()) as statements:
            opened(client, f"/projets/{project.code}/trajectoire")
        sent.append(len(statements))
    assert sent[0] == sent[1]
