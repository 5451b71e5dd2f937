"""The register of what the fund knows of persons, and the notice for partners."""

import pytest
from sqlalchemy.orm import Session

from app.models import Role, Treatment
from app.privacy.treatments import PROPOSED
from app.web.rights import Right
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of

HERE = "/donnees-personnelles"
ONE = f"{HERE}/registre/contacts/modifier"
TYPED = {
    "purpose": "Joindre nos partenaires.",
    "legal_basis": "Intérêt légitime.",
    "persons": "Les contacts.",
    "recipients": "Le Fonds.",
    "measures": "Des mots de passe.",
}


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def test_anyone_with_an_account_reads_every_treatment_and_only_an_admin_changes_it(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    client.get(HERE)
    assert all(entry.title in shown(client) for entry in PROPOSED)
    assert "proposition à confirmer par le Fonds" in shown(client)
    assert "modifier" not in client.get(HERE).text
    assert client.get(ONE).status_code == 403


def test_a_treatment_worded_again_and_confirmed_shows_so(client: Client, session: Session) -> None:
    client.sign_in(Role.ADMIN)
    assert client.post_form(ONE, TYPED | {"confirmed": "oui"}, page=ONE).status_code == 303
    client.get(HERE)
    assert "Joindre nos partenaires." in shown(client)
    assert "confirmé le" in shown(client)
    assert client.post_form(ONE, TYPED | {"persons": "Tous les contacts."}, page=ONE).status_code == 303
    session.expire_all()
    assert session.get_one(Treatment, "contacts").persons == "Tous les contacts."


def test_a_treatment_changed_meanwhile_shows_both_versions(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    client.get(ONE)
    assert client.post_form(ONE, TYPED | {"version": "0"}).status_code == 303
    answer = client.post_form(ONE, TYPED | {"version": "0", "purpose": "Autre chose."})
    assert answer.status_code == 409
    assert "Joindre nos partenaires." in shown(client)
    assert "Autre chose." in shown(client)


def test_a_blank_text_says_so_and_the_rest_stays(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    answer = client.post_form(ONE, TYPED | {"purpose": ""}, page=ONE)
    assert answer.status_code == 422
    assert "Renseignez ce champ." in shown(client)
    assert "Les contacts." in answer.text


def test_the_register_opens_in_a_french_spreadsheet_without_any_formula(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    client.post_form(ONE, TYPED | {"purpose": "=1+1"}, page=ONE)
    answer = client.get(f"{HERE}/registre.csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == len(PROPOSED) + 1
    assert lines[0].startswith("Traitement;Pourquoi;Base légale")
    assert "'=1+1" in answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_partners_read_the_notice_without_an_account(client: Client) -> None:
    assert client.get("/vos-donnees").status_code == 200
    assert "24 mois après la fin du projet" in shown(client)
    assert "CNIL" in shown(client)


@pytest.mark.parametrize("address", [f"{HERE}/registre/inconnu/modifier", f"{HERE}/durees/inconnue/modifier"])
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    client.sign_in(Role.ADMIN)
    assert client.get(address).status_code == 404


def test_pages_of_administration_ask_for_their_right(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.ADMIN, monkeypatch))
    for address in (ONE, f"{HERE}/durees", f"{HERE}/purge", f"{HERE}/durees/sessions/modifier"):
        assert client.get(address).status_code == 403
    for address in (ONE, f"{HERE}/purge", f"{HERE}/durees/sessions/modifier", f"{HERE}/durees/purge-mensuelle"):
        assert client.post_form(address, {}).status_code == 403
