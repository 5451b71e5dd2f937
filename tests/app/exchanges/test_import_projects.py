"""The follow-up workbook, from its cells to the records: all of it or nothing, and twice is once."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from app.exchanges.importing import MEANWHILE
from app.exchanges.imports.attempt import Decisions, attempt
from app.models import (
    Domain,
    Instalment,
    Investment,
    Organisation,
    Partner,
    Project,
    project_domain,
)
from imports.projects import ProjectValues, State
from imports.projects.apply import NotPermitted, apply_changes
from imports.projects.recorded import vocabulary_of
from imports.projects.titles import mapping_by_titles
from imports.workbook import read_workbook
from tests import factories
from tests.app.exchanges.imports.files import follow_up_with
from tests.app.exchanges.workbooks import counts, import_follow_up
from tests.support.owner import as_owner
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


def test_the_thirty_three_projects_and_their_534_000_euros_arrive(connection: Connection, session: Session) -> None:
    done = import_follow_up(connection)
    assert done.count(State.NEW) == session.scalar(select(func.count(Project.id))) == 33
    assert session.scalar(select(func.sum(Investment.amount_eur))) == 534_000
    assert session.scalar(select(func.sum(Instalment.amount_eur))) == 534_000
    assert session.scalar(select(func.count(Partner.id)).where(Partner.role_code == "porteur")) == 33


def test_a_rehearsal_says_the_same_and_writes_nothing(connection: Connection, session: Session) -> None:
    before = counts(session)
    with counted(connection) as statements:
        done = import_follow_up(connection, dry_run=True)
    assert done.count(State.NEW) == 33
    assert not [each for each in statements if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert counts(session) == before


def test_an_organisation_recorded_before_is_not_added_again(connection: Connection, session: Session) -> None:
    known = factories.an_organisation(session, name="Association Loire & Beauce", siren="999994064")
    import_follow_up(connection)
    session.refresh(known)
    assert (known.name, known.siret) == ("Association Loire & Beauce", "99999406400072")
    assert session.scalar(select(func.count()).where(Organisation.siren == "999994064")) == 1


def test_a_retired_value_is_still_read(connection: Connection, session: Session) -> None:
    session.get_one(Domain, "numerique").active = False
    session.flush()
    assert import_follow_up(connection, dry_run=True).faults == ()


def test_the_lists_are_those_of_the_database(connection: Connection, session: Session) -> None:
    session.add(Domain(code="foret", label="Forêts et haies", position=99))
    session.flush()
    done = import_follow_up(connection, {"Suivi!H5": "forets et haies"})
    assert done.faults == ()
    assert session.scalars(select(project_domain.c.project_id).where(project_domain.c.domain_code == "foret")).one()


def test_one_fault_leaves_the_database_as_it_was(connection: Connection, session: Session) -> None:
    before = counts(session)
    done = import_follow_up(connection, {"Suivi!K20": "12k€"})
    assert [(fault.sheet, fault.cell, fault.read) for fault in done.faults] == [("Suivi", "K20", "12k€")]
    assert (done.count(State.REFUSED), done.count(State.NEW)) == (1, 32)
    assert counts(session) == before


def test_an_error_of_the_database_halfway_leaves_nothing(connection: Connection, session: Session) -> None:
    before = counts(session)
    with as_owner(session):
        session.execute(text(REFUSE_THE_LAST_PROJECT))
    done = import_follow_up(connection)
    assert [(fault.sheet, fault.field, fault.expected) for fault in done.faults] == [("", "Fichier", MEANWHILE)]
    assert counts(session) == before


def test_a_rule_met_while_writing_names_the_project(connection: Connection, session: Session) -> None:
    import_follow_up(connection)
    workbook = read_workbook(follow_up_with({"Suivi!B20": "Un autre intitulé"}))
    vocabulary = vocabulary_of(session)
    made = attempt(session, workbook, mapping_by_titles(workbook, vocabulary), Decisions({}, {}))
    assert made.plan.followed is not None
    projects = made.plan.followed.plan.projects
    wrong = replace(projects[15], values=replace(cast(ProjectValues, projects[15].values), domain_codes=("inconnu",)))
    plan = replace(made.plan.followed.plan, projects=(wrong,))
    with pytest.raises(NotPermitted, match="Valeur inconnue") as caught:
        apply_changes(session, plan, made.existing, made.plan.followed.organisations, user=None, today=TODAY)
    assert (caught.value.named, caught.value.row) == ("ODD17-2024-016", 20)
