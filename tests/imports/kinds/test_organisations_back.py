"""Organisations and partners written as templates: what comes back untouched changes nothing, and asks nothing."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.exchanges.imports.memory import recognise_with
from app.models import Project
from imports.projects.recorded import vocabulary_of
from imports.records.entity import Records
from imports.records.recorded import load_records
from tests import factories as make
from tests.imports.templates.support import back, without_identity, written

KINDS = ("organisations", "partenaires")


def awkward(session: Session) -> Project:
    """Two bodies of one name, a close third one, a commune of a common name, numbers of every form, long texts."""
    project = make.a_project(session)
    organisations = [
        make.an_organisation(session, name="Les Jardins", siren="732829320", commune_id="commune-97411"),
        make.an_organisation(session, name="Les Jardins", siret="55208131766522", profile_code="citoyens"),
        make.an_organisation(session, name="Jardins", rna="A6712", website="https://jardins.example"),
        make.an_organisation(session, name="Ville d’Ambérieu – service « eau »", commune_id="commune-01004"),
    ]
    for number, organisation in enumerate(organisations):
        make.a_partner(
            session, project, organisation,
            role_code="porteur" if number == 0 else "financeur",
            joined_on=date(2023, 1, 1), left_on=date(2024, 1, 1) if number == 3 else None,
            contribution="Des vélos\n\net du temps", contact_name="Lia", contact_email="lia@exemple.fr",
            priority_d1=number % 3, priority_d3=0,
        )  # fmt: skip
    return project


def records_of(session: Session, project: Project) -> Records:
    records = load_records(session, KINDS, [project.code])
    recognise_with(session, records, {}, vocabulary_of(session).places)
    return records


@pytest.mark.parametrize("with_numbers", [True, False])
def test_a_filled_template_that_comes_back_changes_nothing(session: Session, with_numbers: bool) -> None:
    """Without the hidden numbers too: an organisation is recognised by its own, or by its name."""
    project, vocabulary = awkward(session), vocabulary_of(session)
    content = written(KINDS, records_of(session, project), vocabulary)
    records = records_of(session, project)
    came_back = back(content if with_numbers else without_identity(content), KINDS, records, vocabulary)
    assert came_back.untouched, (came_back.faults, [row for row in came_back.rows if row.changes])
    assert len(came_back.rows) == 8
    assert records.organisations.questions == []
