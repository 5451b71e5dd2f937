"""« Exports » from the choice to the file: its pages, without script."""

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.exchanges.reports.issuing.storing import whole
from app.exchanges.reports.routes import router
from app.models import IssuedFile, IssueState
from tests.app.exchanges.reports.conftest import Desk
from tests.support.client import Client
from tests.support.html import form_values, text_of
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed

TYPED = {"document": "essai.xlsx", "arrete_le": "31/03/2026"}


def seen(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def ask(client: Client, page: str = "/exports", **typed: str) -> str:
    client.get(page)
    answer = client.post("/exports", data=posting_values(client) | TYPED | typed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def latest(session: Session) -> IssuedFile:
    session.expire_all()
    return session.scalars(select(IssuedFile).order_by(IssuedFile.id.desc()).limit(1)).one()


def test_what_is_chosen_is_what_is_asked_for(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    client.get("/exports?region=53")
    answer = client.post_form("/exports", TYPED | {"region": "53", "dates": "iso", "accessible": "oui"})
    issued = latest(desk.session)
    assert answer.headers["Location"] == f"/exports/{issued.id}"
    assert (issued.kind, issued.suffix, issued.about) == ("essai", ".xlsx", "Région\u00a0: Bretagne")
    choice = issued.choice
    assert (choice["as_of"], choice["dates"], choice["accessible"]) == ("2026-03-31", "iso", True)
    assert choice["projects"]["region"] == "53"


def test_the_filters_of_the_page_are_posted_with_the_document(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    page = client.get("/exports?region=53").text
    assert 'form="emission"' in page
    assert 'name="region"' in page.partition('id="choix"')[2]


def test_one_follows_the_making_then_finds_the_file(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    here = ask(client)
    assert "En attente de son tour" in client.get(here).text
    assert client.get_part(f"{here}/avancement").status_code == 200
    desk.work()
    moved = client.get_part(f"{here}/avancement")
    assert (moved.text, moved.headers["HX-Redirect"]) == ("", here)
    client.get(here)
    assert "Le document est prêt" in seen(client)
    assert f"{here}/fichier" in client.get(here).text


def test_the_bytes_downloaded_are_the_bytes_made_and_nothing_keeps_them_on_the_way(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    issued = desk.issue()
    assert issued.content_id is not None
    answer = client.get(f"/exports/{issued.id}/fichier")
    assert answer.content == whole(desk.session, issued.content_id)
    headers = answer.headers
    assert headers["Content-Disposition"] == f'attachment; filename="{issued.file_name}"'
    assert headers["Content-Length"] == str(len(answer.content))
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_form_sent_twice_issues_one_file(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    client.get("/exports")
    typed = posting_values(client) | TYPED
    first, second = (client.post("/exports", data=typed).headers["Location"] for _ in range(2))
    assert first == second
    assert desk.session.scalar(select(func.count()).select_from(IssuedFile)) == 1


def posting_values(client: Client) -> dict[str, Any]:
    """Of the form that posts: another of the page, that filters, has the same address."""
    assert client.page is not None
    return form_values(next(form for form in client.page.iter("form") if form.get("id") == "emission"))


def test_a_fault_is_told_where_it_was_typed_and_nothing_typed_is_lost(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    typed = {"document": "fiche.pdf", "projet": "ODD17-1900-000", "arrete_le": "31/03/2026", "region": "53"}
    answer = client.post_form("/exports", typed)
    assert answer.status_code == 422
    assert "Aucun projet n’a le code «\u00a0ODD17-1900-000\u00a0»." in answer.text
    assert 'value="31/03/2026"' in answer.text
    assert 'value="53"' in answer.text
    assert desk.session.scalar(select(func.count()).select_from(IssuedFile)) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"document": "fiche.pdf"}, "Dites de quel projet"),
        ({"document": "essai.csv"}, "n’existe pas dans ce format"),
        ({"document": "rien.xlsx"}, "ne s’exporte pas"),
        ({"document": "essai.xlsx", "arrete_le": "31/02/2026"}, "n’existe pas dans le calendrier"),
        ({"document": "essai.xlsx", "programme": "ZZ"}, "n’existe pas."),
    ],
)
def test_each_fault_has_its_sentence(desk: Desk, client: Client, typed: dict[str, str], sentence: str) -> None:
    client.sign_in("lecteur")
    answer = client.post_form("/exports", typed)
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_failure_is_shown_with_a_way_to_start_again(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    issued = desk.issue("echec", region="53")
    page = client.get(f"/exports/{issued.id}").text
    assert "Il manque le SIRET de quatre bénéficiaires." in page
    assert "/exports?region=53&amp;document=echec.xlsx" in page
    assert client.get(f"/exports/{issued.id}/fichier").status_code == 422


def test_the_making_is_interrupted_from_its_page(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    here = ask(client)
    client.post_form(f"{here}/interruption", page=here)
    desk.work()
    assert latest(desk.session).stage is IssueState.STOPPED
    assert "interrompue" in client.get(here).text


def test_sheets_and_columns_left_out_are_not_asked_for(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    page = client.get("/exports")
    assert page.status_code == 200
    boxes = {
        "document": "essai.xlsx",
        "choisies": "oui",
        "feuilles": ["Synthèse", "Projets"],
        "colonnes": ["Projets|Intitulé"],
    }
    assert client.post_form("/exports", boxes).status_code == 303
    choice = latest(desk.session).choice
    assert choice["sheets"] == ["Synthèse", "Projets"]
    assert "Intitulé" in choice["columns"]["Projets"]
    assert "Code du projet" in choice["columns"]["Projets"], "the formulas of the file read it"
    assert "Programme" not in choice["columns"]["Projets"]


def test_everything_ticked_is_no_choice(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    ask(client)
    choice = latest(desk.session).choice
    assert (choice["sheets"], choice["columns"]) == ([], {})


def test_keeping_the_choice_opens_the_form_of_a_kept_export_filled_with_it(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    answer = client.post_form("/exports", TYPED | {"region": "53", "bouton": "garder"})
    there = answer.headers["Location"]
    assert there.startswith("/exports/modeles/nouveau?region=53&document=essai.xlsx")
    page = client.get(there).text
    assert '<option value="53" selected>' in page
    assert desk.session.scalar(select(func.count()).select_from(IssuedFile)) == 0


def test_the_history_finds_what_was_issued_and_gives_it_back(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    breton, every = desk.issue(region="53"), desk.issue()
    assert [f"/exports/{issued.id}/fichier" in client.get("/exports/historique").text for issued in (breton, every)]
    found = client.get("/exports/historique?cherche=bretagne").text
    assert f"/exports/{breton.id}/fichier" in found
    assert f"/exports/{every.id}/fichier" not in found
    assert "Aucun fichier émis ne correspond" in client.get("/exports/historique?etat=failed").text
    assert "Aucun fichier émis ne correspond" in client.get("/exports/historique?envoye=oui").text


def test_the_history_turns_pages_by_key_and_asks_as_much_whatever_its_length(desk: Desk, client: Client) -> None:
    client.sign_in("lecteur")
    desk.ask()
    with counted(desk.bind) as few:
        client.get("/exports/historique")
    for _ in range(30):
        desk.ask()
    with counted(desk.bind) as many:
        page = client.get("/exports/historique").text
    assert len(many) <= len(few)
    assert "25\u00a0fichiers sur cette page" in page
    assert "apres=" in page


def test_every_address_needs_the_right_to_export(desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert_rights_are_needed(client, router.routes, {"issued_id": 1, "saved_id": 1}, monkeypatch)


@pytest.mark.parametrize(
    "address", ["/exports/999", "/exports/999/fichier", "/exports/99999999999999999999/avancement"]
)
def test_what_was_never_issued_is_not_found(desk: Desk, client: Client, address: str) -> None:
    client.sign_in("lecteur")
    assert client.get(address).status_code == 404
