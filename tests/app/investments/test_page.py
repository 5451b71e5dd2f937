from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app.investments.routes import router
from app.models import Allocation, Cofinancing, Instalment, Investment, Project
from tests.factories import (
    a_cofinancing,
    a_milestone,
    a_paid_instalment,
    a_partner,
    a_project,
    an_allocation,
    an_instalment,
    an_investment,
    an_organisation,
)
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, kept_form, opened_form
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def base(project: Project) -> str:
    return f"/projets/{project.code}"


@pytest.fixture
def here(base: str) -> str:
    return f"{base}/investissements"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_page_says_what_is_missing_to_the_plan(
    client: Client, session: Session, project: Project, here: str
) -> None:
    investment = an_investment(session, project, "24500", copil_number="9")
    a_paid_instalment(session, investment, "12250", payment_reference="VIR-7")
    a_cofinancing(session, project, an_organisation(session), amount_eur=61000)
    client.sign_in("lecteur")
    page = plain(client.get(here).text)
    for part in ("Il manque 12 250 €", "COPIL n° 9", "VIR-7", "2,5", "24 500 € restent à affecter"):
        assert part in page
    assert "Modifier" not in page


def test_an_empty_page_says_where_to_begin(client: Client, here: str) -> None:
    client.sign_in()
    assert "Aucun investissement" in client.get(here).text


def test_an_investment_is_added_and_corrected(client: Client, session: Session, here: str) -> None:
    client.sign_in()
    client.post_form(f"{here}/nouveau", {"amount_eur": "12 000,50 €", "copil_on": "12/1/2024"}, page=f"{here}/nouveau")
    kept = session.scalars(select(Investment)).one()
    assert (kept.amount_eur, kept.copil_on) == (Decimal("12000.50"), date(2024, 1, 12))
    client.post_form(f"{here}/{kept.id}", {"amount_eur": "-5"}, page=f"{here}/{kept.id}")
    answer = client.post_form(f"{here}/{kept.id}", {"copil_number": "9"}, page=f"{here}/{kept.id}")
    session.refresh(kept)
    assert (answer.headers["Location"], kept.copil_number) == (here, "9")


def test_an_amount_below_the_shares_is_refused_on_its_field(
    client: Client, session: Session, project: Project, here: str
) -> None:
    investment = an_investment(session, project, "1000")
    an_allocation(session, investment, an_organisation(session), "800")
    client.sign_in()
    address = f"{here}/{investment.id}"
    answer = client.post_form(address, {"amount_eur": "700", "purpose": "Mon objet"}, page=address)
    assert answer.status_code == 422
    assert "Mon objet" in answer.text
    assert "amount_eur-error" in answer.text


def test_a_share_is_added_by_the_name_of_its_funder(
    client: Client, session: Session, project: Project, here: str, base: str
) -> None:
    investment = an_investment(session, project, "1000")
    funder = an_organisation(session, name="Fondation Été")
    an_organisation(session, name="Fondation Été du Sud")
    client.sign_in()
    address = f"{here}/{investment.id}/affectations/nouvelle"
    client.post_form(address, {"funder": "fondation ete", "amount_eur": "600"}, page=address)
    share = session.scalars(select(Allocation)).one()
    assert (share.funder_id, share.amount_eur) == (funder.id, 600)
    own = f"{base}/affectations/{share.id}"
    assert client.post_form(own, {"amount_eur": "1001"}, page=own).status_code == 422
    client.post_form(f"{own}/suppression", page=own)
    assert session.scalars(select(Allocation.id)).all() == []


def test_a_funder_that_is_unknown_unclear_or_already_there_is_said(
    client: Client, session: Session, project: Project, here: str
) -> None:
    investment = an_investment(session, project, "1000")
    one = an_organisation(session, name="Fondation A")
    an_organisation(session, name="Fondation B")
    an_allocation(session, investment, one, "100")
    client.sign_in()
    address = f"{here}/{investment.id}/affectations/nouvelle"
    for typed, sentence in (
        ("Personne", "Aucune organisation connue"),
        ("fondation", "Plusieurs organisations"),
        ("Fondation A", "a déjà une part"),
    ):
        answer = client.post_form(address, {"funder": typed, "amount_eur": "100"}, page=address)
        assert answer.status_code == 422
        assert sentence in answer.text


def test_two_tabs_never_overwrite_silently(client: Client, session: Session, project: Project, here: str) -> None:
    investment = an_investment(session, project, "1000")
    client.sign_in()
    address = f"{here}/{investment.id}"
    client.post_form(address, {"purpose": "Premier onglet"}, page=address)
    answer = client.post_form(address, {"amount_eur": "2000", "purpose": "Second onglet", "version": "1"})
    assert answer.status_code == 409
    assert "Premier onglet" in answer.text
    session.refresh(investment)
    assert investment.amount_eur == 1000


def test_the_conflict_page_tells_what_each_side_changed(
    client: Client, session: Session, project: Project, here: str
) -> None:
    investment = an_investment(session, project, "1000")
    client.sign_in()
    address = f"{here}/{investment.id}"
    mine = opened_form(client, address) | {"amount_eur": ["2 000"], "purpose": ["Deux véhicules"]}
    client.post_form(address, {"purpose": "Un véhicule"}, page=address)
    assert client.post(address, data=mine).status_code == 409
    rows = conflict_rows(client)
    assert rows["Montant changé par vous seulement"] == ["2 000", "1\u202f000", "1\u202f000"]
    assert rows["Objet changé des deux côtés"] == ["Deux véhicules", "Un véhicule", "—"]
    assert client.post(address, data=kept_form(client, address)).status_code == 303
    session.refresh(investment)
    assert (investment.amount_eur, investment.purpose) == (2000, "Deux véhicules")


def test_a_cofinancing_is_added_corrected_and_removed(
    client: Client, session: Session, project: Project, base: str
) -> None:
    partner = a_partner(session, project, an_organisation(session, name="La Ville"))
    client.sign_in()
    new = f"{base}/cofinancements/nouveau"
    assert "La Ville" in client.get(new).text
    answer = client.post_form(new, {"organisation": "La Ville", "kind": "competences", "note": "Prêt"}, page=new)
    assert answer.status_code == 422
    assert "nombre de jours" in answer.text
    client.post_form(new, {"organisation": "La Ville", "kind": "competences", "days": "2,5"}, page=new)
    kept = session.scalars(select(Cofinancing)).one()
    assert (kept.organisation_id, kept.days, kept.confirmed) == (partner.organisation_id, Decimal("2.5"), False)
    own = f"{base}/cofinancements/{kept.id}"
    client.post_form(own, {"confirmed": "oui", "amount_eur": "1 200"}, page=own)
    session.refresh(kept)
    assert (kept.confirmed, kept.amount_eur) == (True, 1200)
    client.post_form(f"{own}/suppression", page=own)
    assert session.scalars(select(Cofinancing.id)).all() == []


def test_each_page_asks_for_its_right(
    client: Client, session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    investment, organisation = an_investment(session, project), an_organisation(session)
    values = {
        "code": project.code,
        "investment_id": investment.id,
        "allocation_id": an_allocation(session, investment, organisation, "10").id,
        "instalment_id": an_instalment(session, investment).id,
        "cofinancing_id": a_cofinancing(session, project, organisation).id,
    }
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_queries_do_not_grow_with_instalments(
    client: Client, session: Session, project: Project, here: str, connection: Connection
) -> None:
    a_milestone(session, project)
    client.sign_in()
    counts = []
    for size in (33, 967):
        investment = an_investment(session, project)
        row = {"investment_id": investment.id, "label": "T", "due_on": date(2025, 1, 1), "amount_eur": 1}
        session.execute(insert(Instalment), [row] * size)
        session.commit()
        with counted(connection) as statements:
            client.get(here)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12


def test_the_amount_of_a_closed_project_is_read_only_with_the_reason_and_its_dates_still_move(
    client: Client, session: Session
) -> None:
    project = a_project(session, status="termine")
    instalment = an_instalment(session, an_investment(session, project))
    client.sign_in()
    own = f"/projets/{project.code}/tranches/{instalment.id}"
    shown = client.get(own).text
    assert "seule l’administration change encore ses montants" in shown
    assert "readonly" in shown
    assert client.post_form(own, {"due_on": "01/04/2024"}, page=own).status_code == 303
    assert client.post_form(own, {"amount_eur": "1"}, page=own).status_code == 403
