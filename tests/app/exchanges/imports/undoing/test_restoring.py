"""An import undone: what it changed goes back, unless someone changed it since."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.exchanges.imports.undoing import obstacles, preview_undo
from app.indicators.service import update_indicator
from app.investments.service import update_instalment
from app.milestones.service import update_milestone
from app.models import BatchStatus, ImportChange, Milestone, Organisation, Partner, Project, StatusMove, project_domain
from app.partners.service import update_organisation
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import importing, recorded, undo


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, title="Avant", status="instruction")


def test_fields_go_back_to_what_they_were(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title, project.ends_on = "Après", date(2026, 1, 1)
    undo(session, batch)
    assert (project.title, project.ends_on) == ("Avant", None)


def test_the_version_goes_on_and_says_who_undid(session: Session, project: Project) -> None:
    person = make.a_user(session)
    with importing(session) as batch:
        project.title = "Après"
    imported = project.version
    undo(session, batch, user=person)
    assert (project.version, project.updated_by_id) == (imported + 1, person.id)


def test_only_the_net_change_counts(session: Session, project: Project) -> None:
    with importing(session) as batch:
        for title in ("Une fois", "Deux fois"):
            project.title = title
            session.flush()
    undo(session, batch)
    assert project.title == "Avant"


def test_an_amount_goes_back_to_the_cent_and_a_figure_to_its_last_digit(session: Session, project: Project) -> None:
    investment = make.an_investment(session, project, "0.10")
    indicator = make.an_indicator(session, project, target=Decimal("0.12345678901234567890123"))
    with importing(session) as batch:
        investment.amount_eur, indicator.target = Decimal("1234567890.01"), Decimal(1)
    undo(session, batch)
    assert (investment.amount_eur, indicator.target) == (Decimal("0.10"), Decimal("0.12345678901234567890123"))


def test_a_field_someone_changed_since_stays_and_is_told(session: Session, project: Project) -> None:
    person = make.a_user(session, name="Camille Dupont")
    milestone = make.a_milestone(session, project, title="Ancien", due_on=date(2024, 2, 1))
    with importing(session) as batch:
        milestone.title, milestone.due_on = "Importé", date(2024, 3, 1)
    update_milestone(session, milestone, title="Corrigé", user=person)
    (edited,) = preview_undo(session, batch).edited
    assert edited.what == f"Jalon Corrigé, {project.code}"
    assert (edited.by, edited.key, edited.is_created) == ("Camille Dupont", f"milestone:{milestone.id}", False)
    (field,) = edited.fields
    assert (field.label, field.before, field.written, field.now) == ("Intitulé", "Ancien", "Importé", "Corrigé")
    undoing = undo(session, batch)
    assert (milestone.title, milestone.due_on) == ("Corrigé", date(2024, 2, 1))
    assert "changé depuis par Camille Dupont (Intitulé)" in undoing.notes[0]


@pytest.mark.parametrize("key", ["milestone:{id}", "milestone:{id}:title"])
def test_it_goes_back_all_the_same_when_asked(session: Session, project: Project, key: str) -> None:
    milestone = make.a_milestone(session, project, title="Ancien")
    with importing(session) as batch:
        milestone.title = "Importé"
    update_milestone(session, milestone, title="Corrigé", user=None)
    undo(session, batch, key.format(id=milestone.id))
    assert milestone.title == "Ancien"


def test_what_was_not_offered_cannot_be_chosen(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title = "Après"
    with pytest.raises(Conflict):
        undo(session, batch, f"project:{project.id}:title")


def test_a_field_someone_put_back_is_left_alone(session: Session, project: Project) -> None:
    milestone = make.a_milestone(session, project, title="Ancien")
    with importing(session) as batch:
        milestone.title = "Importé"
    update_milestone(session, milestone, title="Ancien", user=None)
    version = milestone.version
    undo(session, batch)
    assert (milestone.title, milestone.version) == ("Ancien", version)


def test_a_later_import_counts_as_an_edit_and_is_named(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title = "Premier"
    with importing(session, "juillet.xlsx"):
        project.title = "Second"
    (edited,) = preview_undo(session, batch).edited
    assert edited.by.startswith("un import du ")
    assert "juillet.xlsx" in edited.by
    undo(session, batch)
    assert project.title == "Second"


def test_two_imports_undone_from_the_last_leave_nothing(session: Session, project: Project) -> None:
    before = recorded(session.connection())
    with importing(session) as first:
        project.title = "Premier"
        make.a_milestone(session, project)
    with importing(session) as second:
        project.title = "Second"
    undo(session, second)
    undo(session, first)
    assert recorded(session.connection()) == before


def test_links_taken_away_come_back_and_those_added_go(session: Session, project: Project) -> None:
    session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": "sante"}])
    before = recorded(session.connection())
    with importing(session) as batch:
        session.execute(delete(project_domain))
        session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": "emploi"}])
    assert preview_undo(session, batch).counts == (
        "1\u00a0thématique de projet retirée",
        "1\u00a0thématique de projet rétablie",
    )
    undo(session, batch)
    assert recorded(session.connection()) == before


def test_a_status_goes_back_several_steps_and_its_steps_leave_the_history(session: Session, project: Project) -> None:
    make.an_investment(session, project)
    with importing(session) as batch:
        project.status = "valide"
        session.add(StatusMove(project_id=project.id, from_status="instruction", to_status="valide"))
        session.flush()
        project.status = "abandonne"
    undo(session, batch)
    assert project.status == "instruction"
    assert session.scalars(select(StatusMove)).all() == []


def test_a_status_moved_on_since_stays_with_the_steps_that_led_there(session: Session, project: Project) -> None:
    make.an_investment(session, project)
    with importing(session) as batch:
        project.status = "valide"
        session.add(StatusMove(project_id=project.id, from_status="instruction", to_status="valide"))
    project.status = "abandonne"
    plan = preview_undo(session, batch)
    assert "a encore changé de statut depuis" in plan.kept[0].reason
    undo(session, batch)
    assert len(session.scalars(select(StatusMove)).all()) == 1


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


def test_rows_that_an_import_took_away_come_back_with_what_pointed_at_them(session: Session, project: Project) -> None:
    partner = make.a_partner(session, project)
    make.a_milestone(session, project, partner_id=partner.id)
    before = recorded(session.connection())
    with importing(session) as batch:
        session.execute(delete(Partner))
    undo(session, batch)
    assert recorded(session.connection()) == before


def test_an_answer_goes_back_with_who_gave_it(session: Session, project: Project) -> None:
    person = make.a_user(session)
    respondent = make.a_respondent(session, make.a_campaign(session, project), make.a_partner(session, project))
    (answer,) = make.answers(session, respondent, A1_1=3)
    answered_at = answer.answered_at
    with importing(session) as batch:
        answer.level, answer.answered_by_id, answer.answered_at = 1, person.id, answered_at.replace(year=2030)
    undo(session, batch)
    assert (answer.level, answer.answered_by_id, answer.answered_at) == (3, None, answered_at)


def test_undoing_is_recorded_and_keeps_what_it_writes(session: Session, project: Project) -> None:
    person = make.a_user(session)
    with importing(session) as batch:
        project.title = "Après"
    undoing = undo(session, batch, user=person)
    assert (undoing.undoes_id, undoing.status, undoing.applied_by_id) == (batch.id, BatchStatus.APPLIED, person.id)
    assert (batch.status, undoing.counts["restored"]) == (BatchStatus.UNDONE, {"project": 1})
    (change,) = session.scalars(select(ImportChange).where(ImportChange.batch_id == undoing.id))
    assert ((change.before or {})["title"], (change.after or {})["title"]) == ("Après", "Avant")
    project.title = "Plus tard"
    session.flush()
    assert len(session.scalars(select(ImportChange).where(ImportChange.batch_id == undoing.id)).all()) == 1


def test_an_import_is_undone_once_and_an_undoing_never(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title = "Après"
    undoing = undo(session, batch)
    with pytest.raises(Refused, match="déjà annulé"):
        undo(session, batch)
    with pytest.raises(Refused, match="ne s’annule pas"):
        undo(session, undoing)


def test_what_changed_after_the_page_was_read_is_not_undone(session: Session, project: Project) -> None:
    indicator = make.an_indicator(session, project)
    with importing(session) as batch:
        indicator.label = "Importé"
    seen = preview_undo(session, batch).seen
    update_indicator(session, indicator, label="Corrigé", user=None)
    with pytest.raises(Conflict, match="relisez-la"):
        undo(session, batch, seen=seen)
