"""The follow-up workbook, from its cells to the records: all of it or nothing, and twice is once."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from app.exchanges.importing import MEANWHILE, attempt, import_projects, refused, told
from app.models import (
    Domain,
    Instalment,
    Investment,
    Organisation,
    Partner,
    Project,
    project_domain,
)
from imports.faults import Fault
from imports.projects import ProjectValues, State
from imports.projects.apply import NotPermitted, apply_plan
from imports.workbook import Workbook, read_workbook
from tests import factories
from tests.app.exchanges.workbooks import changed, counts
from tests.imports.support import FOLLOW_UP
from tests.support.queries import counted

TODAY = date(2026, 3, 2)

REFUSE_THE_LAST_PROJECT = """
CREATE FUNCTION refuse_the_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.code = 'ODD17-2023-033' THEN RAISE check_violation; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_the_last BEFORE INSERT ON project FOR EACH ROW EXECUTE FUNCTION refuse_the_last();
"""


@pytest.fixture(scope="module")
def follow_up() -> Workbook:
    return read_workbook(FOLLOW_UP.read_bytes())


def test_the_thirty_three_projects_and_their_534_000_euros_arrive(
    connection: Connection, session: Session, follow_up: Workbook
) -> None:
    done = import_projects(connection, follow_up, dry_run=False, user=None, today=TODAY)
    assert done.count(State.NEW) == session.scalar(select(func.count(Project.id))) == 33
    assert session.scalar(select(func.sum(Investment.amount_eur))) == 534_000
    assert session.scalar(select(func.sum(Instalment.amount_eur))) == 534_000
    assert session.scalar(select(func.count(Partner.id)).where(Partner.role_code == "porteur")) == 33
    assert told(done, dry_run=False).endswith("Import enregistré.")


def test_a_rehearsal_says_the_same_and_writes_nothing(
    connection: Connection, session: Session, follow_up: Workbook
) -> None:
    before = counts(session)
    with counted(connection) as statements:
        done = import_projects(connection, follow_up, dry_run=True, user=None, today=TODAY)
    assert done.count(State.NEW) == 33
    assert not [each for each in statements if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert counts(session) == before
    assert told(done, dry_run=True).endswith("rien n’a été écrit.")


def test_an_organisation_recorded_before_is_not_added_again(
    connection: Connection, session: Session, follow_up: Workbook
) -> None:
    known = factories.an_organisation(session, name="Association Loire & Beauce", siren="999994064")
    import_projects(connection, follow_up, dry_run=False, user=None, today=TODAY)
    session.refresh(known)
    assert (known.name, known.siret) == ("Association Loire & Beauce", "99999406400072")
    assert session.scalar(select(func.count()).where(Organisation.siren == "999994064")) == 1


def test_a_retired_value_is_still_read(connection: Connection, session: Session, follow_up: Workbook) -> None:
    session.get_one(Domain, "numerique").active = False
    session.flush()
    assert import_projects(connection, follow_up, dry_run=True, user=None, today=TODAY).faults == ()


def test_the_lists_are_those_of_the_database(connection: Connection, session: Session) -> None:
    session.add(Domain(code="foret", label="Forêts et haies", position=99))
    session.flush()
    done = import_projects(connection, changed({"Suivi!H5": "forets et haies"}), dry_run=False, user=None, today=TODAY)
    assert done.faults == ()
    assert session.scalars(select(project_domain.c.project_id).where(project_domain.c.domain_code == "foret")).one()


def test_one_fault_leaves_the_database_as_it_was(connection: Connection, session: Session) -> None:
    before = counts(session)
    done = import_projects(connection, changed({"Suivi!K20": "12k€"}), dry_run=False, user=None, today=TODAY)
    assert [(fault.sheet, fault.cell, fault.read) for fault in done.faults] == [("Suivi", "K20", "12k€")]
    assert (done.count(State.REFUSED), done.count(State.NEW)) == (1, 32)
    assert counts(session) == before


def test_an_error_of_the_database_halfway_leaves_nothing(
    connection: Connection, session: Session, follow_up: Workbook
) -> None:
    before = counts(session)
    session.execute(text(REFUSE_THE_LAST_PROJECT))
    done = import_projects(connection, follow_up, dry_run=False, user=None, today=TODAY)
    assert [(fault.sheet, fault.field, fault.expected) for fault in done.faults] == [("", "Fichier", MEANWHILE)]
    assert told(done, dry_run=False) == MEANWHILE
    assert counts(session) == before


def test_a_rule_met_while_writing_names_the_project(
    connection: Connection, session: Session, follow_up: Workbook
) -> None:
    import_projects(connection, follow_up, dry_run=False, user=None, today=TODAY)
    made = attempt(session, changed({"Suivi!B20": "Un autre intitulé"}))
    values = replace(cast(ProjectValues, made.plan.projects[15].values), domain_codes=("inconnu",))
    wrong = replace(made.plan.projects[15], values=values)
    projects = tuple(wrong if each.code == wrong.code else each for each in made.plan.projects)
    with pytest.raises(NotPermitted) as caught:
        apply_plan(session, replace(made.plan, projects=projects), made.existing, user=None, today=TODAY)
    done = refused(made, caught.value)
    assert done.faults == (Fault("Suivi", "A20", "N°", "ODD17-2024-016", "Valeur inconnue\u202f: inconnu."),)
    assert (done.count(State.REFUSED), done.count(State.SAME)) == (1, 32)
