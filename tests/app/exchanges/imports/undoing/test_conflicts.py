"""An import undone where something stands in the way: it stays, it is told, and nothing breaks."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing import obstacles
from app.investments.service import update_instalment
from app.models import Milestone, Organisation, Project
from app.partners.service import update_organisation
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import importing, undo


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, title="Avant", status="instruction")


def test_a_payment_corrected_since_stays_whole(session: Session, project: Project) -> None:
    instalment = make.an_instalment(session, make.an_investment(session, project))
    with importing(session) as batch:
        instalment.status, instalment.paid_on, instalment.paid_amount_eur = "paid", date(2024, 3, 5), Decimal(5000)
    update_instalment(session, instalment, paid_amount_eur=Decimal(4999), user=None)
    undoing = undo(session, batch)
    assert (instalment.status, instalment.paid_on) == ("paid", date(2024, 3, 5))
    assert any("pour s’accorder avec" in note for note in undoing.notes)


def test_a_number_given_to_another_organisation_since_stays_there(session: Session) -> None:
    first = make.an_organisation(session, siren="732829320")
    with importing(session) as batch:
        first.siren, first.name = None, "Renommée"
    second = make.an_organisation(session, name="La Seconde")
    update_organisation(session, second, siren="732829320", user=None)
    assert "SIREN\u00a0: ne peut pas revenir\u202f: la place est prise par La Seconde." in obstacles(session, batch)[0]
    undo(session, batch)
    assert (first.siren, second.siren) == (None, "732829320")
    assert first.name != "Renommée"


def test_two_carriers_swapped_go_back(session: Session, project: Project) -> None:
    old = make.a_partner(session, project, role_code="porteur")
    new = make.a_partner(session, project)
    with importing(session) as batch:
        old.role_code = "partenaire"
        session.flush()
        new.role_code = "porteur"
    undo(session, batch)
    assert (old.role_code, new.role_code) == ("porteur", "partenaire")


def test_a_number_moved_to_an_organisation_created_goes_back(session: Session) -> None:
    known = make.an_organisation(session, siren="732829320")
    with importing(session) as batch:
        known.siren = None
        session.flush()
        make.an_organisation(session, siren="732829320")
    undo(session, batch)
    assert known.siren == "732829320"
    assert len(session.scalars(select(Organisation)).all()) == 1


def test_shares_that_no_longer_fit_keep_the_whole_project_and_are_told(session: Session, project: Project) -> None:
    investment, other = make.an_investment(session, project, "1000"), make.a_project(session, title="Autre")
    with importing(session) as batch:
        investment.amount_eur, other.title = Decimal(9000), "Importé"
    make.an_allocation(session, investment, make.an_organisation(session), "5000")
    undoing = undo(session, batch)
    assert (investment.amount_eur, other.title) == (Decimal(9000), "Autre")
    assert "les affectations dépasseraient le montant de l’investissement" in undoing.notes[0]


def test_a_record_someone_took_away_since_does_not_come_back(session: Session, project: Project) -> None:
    milestone = make.a_milestone(session, project)
    with importing(session) as batch:
        milestone.title = "Importé"
    session.delete(milestone)
    session.flush()
    assert "il n’y a plus rien à remettre" in obstacles(session, batch)[0]
    undo(session, batch)
    assert session.scalars(select(Milestone)).all() == []


def test_a_former_partner_who_left_for_good_cannot_be_responsible_again(session: Session, project: Project) -> None:
    old, new = make.a_partner(session, project), make.a_partner(session, project)
    milestone = make.a_milestone(session, project, partner_id=old.id)
    with importing(session) as batch:
        milestone.partner_id = new.id
    session.delete(old)
    session.flush()
    assert "ce à quoi cela renvoyait a été retiré depuis (partenaire)" in obstacles(session, batch)[0]
    undo(session, batch)
    assert milestone.partner_id == new.id
