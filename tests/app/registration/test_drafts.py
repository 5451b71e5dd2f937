"""A registration stays as it was typed: faults, other people, two tabs, signing in again."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import RegistrationDraft
from app.web.rights import Right
from tests.app.registration.conftest import Walk
from tests.support.client import Client, with_all_rights_but
from tests.support.html import find_form, form_values


def test_a_fault_keeps_everything_typed(walk: Walk) -> None:
    assert walk.send("projet", title="", summary="Des trajets partagés", domain_codes=["mobilite", "emploi"]) == 422
    assert "Donnez un titre au projet." in walk.said()
    assert "Des trajets partagés" in walk.read("projet")
    assert walk.values("projet")["domain_codes"] == ["mobilite", "emploi"]
    assert "À corriger" in walk.read()


def test_a_faulty_step_can_be_corrected_and_sent_again(walk: Walk) -> None:
    assert walk.send("projet", title="") == 422
    assert walk.send("projet", title="Mobilité") == 303
    assert walk.answer.headers["Location"] == f"{walk.address}/territoire"


def test_a_mode_of_another_category_is_told(walk: Walk) -> None:
    assert walk.send("projet", title="Mobilité", category_code="mecenat", mode_code="consortium") == 422
    assert "Ce mode n’appartient pas à la catégorie choisie." in walk.said()


def test_the_task_list_says_how_far_each_step_is(walk: Walk) -> None:
    walk.send("projet", title="Mobilité")
    walk.send("montant", amount="12 000", bouton="plus-tard")
    assert walk.answer.headers["Location"] == walk.address
    said = walk.read()
    assert "Complet" in said
    assert "En cours" in said
    assert "À compléter" in said


def test_a_draft_is_found_again_after_signing_in(walk: Walk, client: Client) -> None:
    walk.send("projet", title="Mobilité solidaire")
    user = client.user
    client.sign_out()
    assert client.get(f"{walk.address}/projet").headers["Location"].startswith("/connexion")
    client.sign_in(user=user)
    client.get("/investissements/nouveau")
    assert "Mobilité solidaire" in walk.said()
    assert walk.send("territoire") == 303


def test_another_person_neither_sees_nor_changes_a_draft(walk: Walk, client: Client) -> None:
    walk.send("projet", title="Mobilité solidaire")
    client.sign_in("admin")
    client.get("/investissements/nouveau")
    assert "Mobilité solidaire" not in walk.said()
    for place in ("", "/projet", "/verification", "/confirmation"):
        assert client.get(walk.address + place).status_code == 404
    for place in ("/projet", "/verification", "/abandon"):
        assert client.post_form(walk.address + place, {"title": "Pris"}).status_code == 404
    assert walk.values("projet")["title"] == ["Mobilité solidaire"]


def test_a_draft_is_discarded_on_request(walk: Walk, session: Session) -> None:
    walk.client.post_form(f"{walk.address}/abandon", page=walk.address)
    assert session.scalar(select(func.count()).select_from(RegistrationDraft)) == 0


def test_two_tabs_never_overwrite_silently(walk: Walk) -> None:
    walk.client.get(f"{walk.address}/projet")
    assert walk.client.page is not None
    first_tab = form_values(find_form(walk.client.page, f"{walk.address}/projet"))
    walk.send("projet", title="Écrit dans l’autre onglet")
    answer = walk.client.post(f"{walk.address}/projet", data=first_tab | {"title": ["Écrit ici"]})
    assert answer.status_code == 409
    assert "Écrit ici" in walk.said()
    assert "Écrit dans l’autre onglet" in walk.said()
    assert "changé des deux côtés" in walk.said()
    assert walk.values("projet")["title"] == ["Écrit dans l’autre onglet"]


def test_beginning_twice_with_the_same_form_begins_once(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    client.get("/investissements/nouveau")
    assert client.page is not None
    form = form_values(find_form(client.page, "/investissements/nouveau"))
    answers = [client.post("/investissements/nouveau", data=form) for _ in range(2)]
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert session.scalar(select(func.count()).select_from(RegistrationDraft)) == 1


def test_a_step_that_does_not_exist_is_a_page_that_does_not_exist(walk: Walk) -> None:
    assert walk.client.get(f"{walk.address}/inconnue").status_code == 404
    assert walk.client.get("/enregistrement/999999/projet").status_code == 404


@pytest.mark.parametrize("place", ["/investissements/nouveau", "/enregistrement/recherche/territoires?q=a"])
def test_registering_asks_for_the_right_to_edit(client: Client, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.get(place).status_code == 403
    assert client.post_form("/investissements/nouveau").status_code == 403
