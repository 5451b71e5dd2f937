"""The texts of the case, and the agreement that covers them word for word."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.capitalisation.publishing import withdraw_agreement
from app.capitalisation.readiness import readiness
from app.models import CaseAgreement, CaseStudy, Project
from tests.app.capitalisation.closing import TEXTS, a_case, a_finished_project, an_agreed_case
from tests.factories import a_partner, a_project, an_organisation
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, opened_form
from tests.support.html import text_of


@pytest.fixture(autouse=True)
def a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 6, 7))


def shown(client: Client) -> str:
    assert client.page is not None
    return " ".join(text_of(client.page).split())


def address(project: Project, word: str) -> str:
    return f"/projets/{project.code}/capitalisation/{word}"


def missing(session: Session, project: Project) -> list[str]:
    return [sentence for sentence, *_ in readiness(session, project).missing]


def test_a_case_starts_from_the_title_of_its_project(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    contact = a_partner(session, project, an_organisation(session, name="Les Ateliers"))
    client.sign_in()
    page = address(project, "cas")
    assert opened_form(client, page)["title"] == ["Épicerie partagée"]
    typed = TEXTS | {"contact_partner_id": str(contact.id)}
    assert client.post_form(page, typed, page=page).status_code == 303
    case = session.scalars(select(CaseStudy)).one()
    assert (case.title, case.lessons, case.contact_partner_id) == (TEXTS["title"], TEXTS["lessons"], contact.id)


def test_a_draft_is_kept_even_incomplete(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    client.sign_in()
    page = address(project, "cas")
    assert client.post_form(page, {"title": "Une épicerie", "summary": "Un début."}, page=page).status_code == 303
    (sentence, _) = missing(session, project)
    assert sentence == (
        "Il manque au cas\u00a0: «\u00a0Ce que nous avons appris\u00a0» et «\u00a0À quelles conditions ailleurs\u00a0»."
    )


def test_what_is_too_long_is_refused_where_it_was_typed(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    client.sign_in()
    long = "Un mot. " * 300
    answer = client.post_form(address(project, "cas"), TEXTS | {"summary": long})
    assert answer.status_code == 422
    assert "Écrivez 1\u202f500 caractères au plus." in answer.text
    assert long.strip() in answer.text


@pytest.mark.parametrize("opened", ["before anyone wrote", "after the first words"])
def test_two_tabs_on_one_case_show_both(client: Client, session: Session, opened: str) -> None:
    project = a_finished_project(session)
    client.sign_in()
    page = address(project, "cas")
    if opened == "after the first words":
        a_case(session, project)
    late = opened_form(client, page)
    assert client.post_form(page, {"title": "Le sien"}, page=page).status_code == 303
    assert client.post(page, data=late | {"title": "Le mien"}).status_code == 409
    assert conflict_rows(client)["Titre changé des deux côtés"][:2] == ["Le mien", "Le sien"]


def test_the_agreement_says_who_when_and_whether_money_may_be_told(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    a_case(session, project)
    client.sign_in()
    page = address(project, "accord")
    typed = {"agreed_by": "Le comité, par la voix des Ateliers", "agreed_on": "06/05/2025", "shows_money": "oui"}
    assert client.post_form(page, typed, page=page).status_code == 303
    found = readiness(session, project)
    assert (found.missing, found.shows_money) == ([], True)
    assert found.agreement is not None
    assert found.agreement.agreed_on == date(2025, 5, 6)
    client.get(page)
    assert "Le comité, par la voix des Ateliers" in shown(client)


def test_no_agreement_on_texts_that_are_not_written(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    client.sign_in()
    client.get(address(project, "accord"))
    assert "L’accord se donne sur des textes complets" in shown(client)
    answer = client.post_form(address(project, "accord"), {"agreed_by": "Le comité", "agreed_on": "06/05/2025"})
    assert answer.status_code == 422
    assert "Le cas n’est pas encore écrit." in shown(client)


def test_an_agreement_is_not_dated_tomorrow(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    a_case(session, project)
    client.sign_in()
    page = address(project, "accord")
    answer = client.post_form(page, {"agreed_by": "Le comité", "agreed_on": "08/06/2025"}, page=page)
    assert answer.status_code == 422
    assert "L’accord ne peut pas être daté d’un jour à venir." in shown(client)
    assert session.scalars(select(CaseAgreement)).all() == []


def test_words_changed_after_the_agreement_ask_for_another(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    an_agreed_case(session, project)
    assert missing(session, project) == []
    client.sign_in()
    page = address(project, "cas")
    client.post_form(page, {"lessons": "Tout était facile."}, page=page)
    (sentence,) = missing(session, project)
    assert "Le cas a changé depuis l’accord du 06/05/2025 (Ce que nous avons appris)" in sentence
    client.post_form(page, {"lessons": TEXTS["lessons"]}, page=page)
    assert missing(session, project) == []


@pytest.mark.parametrize(("field", "label"), [("need", "Le besoin"), ("answer", "La réponse")])
def test_the_words_of_the_project_that_go_with_the_case_are_agreed_to_as_well(
    session: Session, field: str, label: str
) -> None:
    project = a_finished_project(session, need="Plus de commerce.\r\nPlus d’école.", answer="Une épicerie.")
    an_agreed_case(session, project)
    project.need = "Plus de commerce.\nPlus d’école."
    session.flush()
    assert missing(session, project) == []
    setattr(project, field, "Tout autre chose.")
    session.flush()
    (sentence,) = missing(session, project)
    assert f"({label})" in sentence


def test_an_agreement_is_not_given_to_words_nobody_saw(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    case = a_case(session, project)
    client.sign_in()
    page = address(project, "accord")
    late = opened_form(client, page)
    case.summary = "Tout autre chose."
    session.flush()
    answer = client.post(page, data=late | {"agreed_by": "Le comité"})
    assert answer.status_code == 409
    assert "Les textes du cas ont changé pendant votre saisie" in shown(client)
    assert session.scalars(select(CaseAgreement)).all() == []


def test_an_agreement_withdrawn_stays_in_the_history_and_stops_the_case(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    an_agreed_case(session, project)
    client.sign_in()
    page = address(project, "accord")
    assert client.post_form(f"{page}/retrait", page=page).status_code == 303
    assert missing(session, project) == ["L’alliance a retiré son accord à la publication."]
    client.get(page)
    assert "Le comité, par Ana" in shown(client)
    assert "retiré le" in shown(client)


def test_withdrawing_ends_every_agreement_recorded_so_far(session: Session) -> None:
    project = a_finished_project(session)
    case = an_agreed_case(session, project)
    withdraw_agreement(session, case, now=clock.now())
    assert readiness(session, project).live is None


def test_only_a_finished_project_is_told(session: Session) -> None:
    project = a_project(session, status="en_cours")
    an_agreed_case(session, project)
    assert missing(session, project) == [
        "Le projet est «\u00a0En cours\u00a0»\u00a0: seul un projet terminé se publie."
    ]
