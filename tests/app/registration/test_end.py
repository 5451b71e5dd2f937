"""The check page and what it records: everything at once, or nothing."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import Allocation, Instalment, Investment, Milestone, Organisation, Partner, Project
from app.registration import checks, finishing
from tests.app.registration.conftest import Walk
from tests.factories import a_user, an_organisation
from tests.support.html import find_form, form_values


def test_everything_is_recorded_in_one_go(walk: Walk, porteur: Organisation, session: Session) -> None:
    walk.fill(porteur)
    assert walk.finish() == 303
    project = session.scalars(select(Project)).one()
    investment = session.scalars(select(Investment)).one()
    assert (project.title, project.status) == ("Mobilité solidaire en Redonnais", "valide")
    assert str(investment.amount_eur) == "12000.50"
    assert session.scalar(select(func.sum(Instalment.amount_eur))) == investment.amount_eur
    assert session.scalars(select(Partner.organisation_id)).all() == [porteur.id]
    assert session.scalar(select(func.count()).select_from(Milestone)) == 14
    assert project.code in walk.read("confirmation")


def test_without_a_copil_date_the_project_stays_under_instruction(
    walk: Walk, porteur: Organisation, session: Session
) -> None:
    walk.fill(porteur)
    walk.send("montant", copil_on="")
    assert walk.finish() == 303
    assert session.scalars(select(Project.status)).one() == "instruction"


def test_territory_partners_and_shares_are_recorded_too(walk: Walk, porteur: Organisation, session: Session) -> None:
    walk.fill(porteur)
    walk.send("territoire", lieu="35236")
    new = {"partners_1_name": "Mairie de Redon", "partners_1_profile_code": "collectivite"}
    walk.send("partenaires", **new, partners_1_role_code="collectivite_accueil")
    walk.send(
        "financeurs", funders_0_name="Mairie de Redon", funders_0_profile_code="collectivite", funders_0_amount="2000"
    )
    assert walk.finish() == 303
    project = session.scalars(select(Project)).one()
    assert (project.region_code, project.scale_code, project.territory_label) == ("53", "commune", "Redon")
    roles = session.execute(select(Organisation.name, Partner.role_code).join(Partner).order_by(Partner.id)).all()
    assert roles == [("Les Ateliers du Canal", "porteur"), ("Mairie de Redon", "collectivite_accueil")]
    assert session.scalars(select(Organisation.name).join(Allocation)).all() == ["Mairie de Redon"]


def test_the_first_instalment_waits_for_the_signature(walk: Walk, porteur: Organisation, session: Session) -> None:
    walk.fill(porteur)
    walk.finish()
    query = select(Milestone.kind_code).join(Instalment, Instalment.milestone_id == Milestone.id)
    assert session.scalars(query.order_by(Instalment.due_on)).all() == ["signature", "point_etape"]


def test_what_is_missing_is_listed_with_links_and_nothing_is_recorded(walk: Walk, session: Session) -> None:
    walk.send("projet", title="")
    assert walk.finish() == 422
    said = walk.said()
    assert "Donnez un titre au projet." in said
    assert "L’étape « Le montant et le COPIL » reste à compléter." in said
    assert walk.client.page is not None
    links = [link.get("href") for link in walk.client.page.iter("a")]
    assert f"{walk.address}/projet#title" in links
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_a_failure_at_the_very_end_leaves_no_half_project(
    walk: Walk, porteur: Organisation, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.fill(porteur)

    def refuse(*_: object, **__: object) -> None:
        raise Refused("Cette tranche n’est pas possible.")

    monkeypatch.setattr(finishing, "add_instalment", refuse)
    assert walk.finish() == 422
    assert "Cette tranche n’est pas possible." in walk.said()
    for record in (Project, Investment, Partner, Milestone):
        assert session.scalar(select(func.count()).select_from(record)) == 0
    assert walk.draft().finished_at is None


def test_a_constraint_refused_by_the_database_is_said_in_french(
    walk: Walk, porteur: Organisation, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk.fill(porteur)
    walk.send(
        "partenaires", partners_1_name="Nouvelle", partners_1_profile_code="association", partners_1_siren="552 081 317"
    )
    monkeypatch.setattr(checks, "known_by_siren", lambda *_: None)
    an_organisation(session, name="Arrivée entre-temps", siren="552081317")
    assert walk.finish() == 422
    assert "déjà celui de « Arrivée entre-temps »" in walk.said()
    assert session.scalar(select(func.count()).select_from(Project)) == 0


def test_sent_twice_it_acts_once(walk: Walk, porteur: Organisation, session: Session) -> None:
    walk.fill(porteur)
    address = f"{walk.address}/verification"
    walk.client.get(address)
    assert walk.client.page is not None
    form = form_values(find_form(walk.client.page, address))
    first, second = walk.client.post(address, data=form), walk.client.post(address, data=form)
    again = walk.client.post(address, data=form | {"idempotency_key": ["autre"]})
    assert {answer.headers["Location"] for answer in (first, second, again)} == {f"{walk.address}/confirmation"}
    assert session.scalar(select(func.count()).select_from(Project)) == 1


def test_once_recorded_the_steps_lead_to_the_confirmation(walk: Walk, porteur: Organisation) -> None:
    walk.fill(porteur)
    walk.finish()
    for place in ("", "/projet", "/verification"):
        assert walk.client.get(walk.address + place).headers["Location"] == f"{walk.address}/confirmation"
    assert walk.client.post_form(f"{walk.address}/projet", {"title": "Autre"}).status_code == 422


def test_whoever_registers_is_proposed_as_referent(walk: Walk, porteur: Organisation, session: Session) -> None:
    walk.fill(porteur)
    assert walk.client.user is not None
    assert f"Référent {walk.client.user.name}" in walk.read("verification")
    assert walk.finish() == 303
    assert session.scalars(select(Project.referent_id)).one() == walk.client.user.id


def test_another_person_or_nobody_may_be_chosen(walk: Walk, porteur: Organisation, session: Session) -> None:
    zoe = a_user(session, "evaluateur")
    walk.fill(porteur)
    assert walk.send("jalons", referent_id=str(a_user(session, "lecteur").id)) == 422
    assert walk.send("jalons", referent_id="") == 303
    assert "Référent Personne encore" in walk.read("verification")
    assert walk.send("jalons", referent_id=str(zoe.id)) == 303
    assert walk.finish() == 303
    assert session.scalars(select(Project.referent_id)).one() == zoe.id
