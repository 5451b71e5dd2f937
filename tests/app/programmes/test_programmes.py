"""Programmes: list, creation, change."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.models import Programme
from app.programmes.service import update_programme
from app.web.rights import Right
from tests.factories import a_programme, a_project, a_user, an_investment
from tests.support.client import Client, with_all_rights_but
from tests.support.html import find_form, form_values, text_of
from tests.support.queries import counted

NEW = "/programmes/nouveau"
WHOLE = {
    "code": "plan-2026",
    "title": "Plan 2026-2028",
    "starts_on": "01/01/2026",
    "ends_on": "31/12/2028",
    "envelope_eur": "1 500 000 €",
    "envelope_source": "Rapport annuel",
    "envelope_dated_on": "12/03/2026",
}


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def kept(session: Session, code: str) -> Programme:
    return session.scalars(select(Programme).where(Programme.code == code), execution_options={
        "populate_existing": True}).one()  # fmt: skip


def test_a_programme_is_created_with_its_envelope(client: Client, session: Session) -> None:
    client.sign_in()
    assert client.post_form(NEW, WHOLE, page=NEW).status_code == 303
    programme = kept(session, "PLAN-2026")
    assert (programme.envelope_eur, programme.envelope_dated_on) == (Decimal(1_500_000), date(2026, 3, 12))
    client.get("/programmes")
    assert "1\u202f500\u202f000\u00a0€" in shown(client)
    assert "Rapport annuel, 12/03/2026" in shown(client)


def test_the_list_says_what_is_committed_under_each(client: Client, session: Session) -> None:
    programme = a_programme(
        session, envelope_eur=100_000, envelope_source="Rapport", envelope_dated_on=date(2024, 1, 1)
    )
    an_investment(session, a_project(session, programme_id=programme.id), "25000")
    client.sign_in("lecteur")
    client.get("/programmes")
    assert "25\u202f000\u00a0€" in shown(client)
    assert "25\u00a0% de l’enveloppe" in shown(client)


@pytest.mark.parametrize("absent", ["envelope_eur", "envelope_source", "envelope_dated_on"])
def test_amount_source_and_date_go_together(client: Client, absent: str) -> None:
    client.sign_in()
    answer = client.post_form(NEW, WHOLE | {absent: ""}, page=NEW)
    assert answer.status_code == 422
    assert f'href="#{absent}"' in answer.text
    assert "Plan 2026-2028" in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "plan 2026/é"}, "lettres sans accent"),
        ({"ends_on": "01/01/2020"}, "La fin ne peut pas précéder le début."),
        ({"title": ""}, "Renseignez ce champ."),
        ({"envelope_eur": "beaucoup"}, "Écrivez un montant en euros"),
        ({"envelope_eur": "9999999999999"}, "moins que"),
    ],
)
def test_a_fault_is_said_at_its_field(client: Client, typed: dict[str, str], sentence: str) -> None:
    client.sign_in()
    assert client.post_form(NEW, WHOLE | typed, page=NEW).status_code == 422
    assert sentence in shown(client)


def test_a_code_already_taken_is_said_at_its_field(client: Client, session: Session) -> None:
    a_programme(session, code="PLAN-2026")
    client.sign_in()
    assert client.post_form(NEW, WHOLE, page=NEW).status_code == 422
    assert "déjà celui d’un autre programme" in shown(client)


def test_a_form_sent_twice_creates_once(client: Client, session: Session) -> None:
    client.sign_in()
    for _ in range(2):
        assert client.post_form(NEW, WHOLE | {"idempotency_key": "une-seule"}).status_code == 303
    assert kept(session, "PLAN-2026").title == "Plan 2026-2028"


def test_a_programme_is_changed(client: Client, session: Session) -> None:
    page = f"/programmes/{a_programme(session, code='ANCIEN').code}/modifier"
    client.sign_in()
    assert client.post_form(page, {"title": "Nouveau titre"}, page=page).status_code == 303
    assert kept(session, "ANCIEN").title == "Nouveau titre"


def test_two_tabs_never_overwrite_each_other(client: Client, session: Session) -> None:
    programme = a_programme(session, code="COMMUN")
    page = "/programmes/COMMUN/modifier"
    client.sign_in()
    client.get(page)
    assert client.page is not None
    mine = form_values(find_form(client.page, page)) | {"title": ["Le mien"]}
    update_programme(session, programme, version=None, user=a_user(session, name="Camille"), title="Le sien")
    assert client.post_form(page, mine).status_code == 409
    for part in ("Le mien", "Le sien", "Camille"):
        assert part in shown(client)
    assert kept(session, "COMMUN").title == "Le sien"


def test_the_number_of_queries_does_not_grow(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()
    a_programme(session)
    with counted(connection) as few:
        client.get("/programmes")
    for _ in range(10):
        an_investment(session, a_project(session, programme_id=a_programme(session).id))
    with counted(connection) as lots:
        client.get("/programmes")
    assert len(few) == len(lots)


def test_an_unknown_programme_is_not_found(client: Client) -> None:
    client.sign_in()
    assert client.get("/programmes/INCONNU/modifier").status_code == 404


def test_programmes_ask_for_their_rights(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    page = f"/programmes/{a_programme(session).code}/modifier"
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    for address in (NEW, page):
        assert client.get(address).status_code == 403
        assert client.post_form(address, WHOLE).status_code == 403
    client.sign_in(with_all_rights_but(Right.CONSULT, monkeypatch))
    assert client.get("/programmes").status_code == 403
