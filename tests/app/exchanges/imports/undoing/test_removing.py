"""An import undone: what it created goes, unless someone works with it since."""

from datetime import date

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing import preview_undo
from app.investments.service import update_instalment
from app.milestones.service import add_milestone, update_milestone
from app.models import (
    ImportBatch,
    Instalment,
    Investment,
    Milestone,
    Organisation,
    OrganisationAlias,
    OrganisationMerge,
    Project,
    project_domain,
)
from app.partners.service import update_organisation
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import NOW, count, importing, recorded, undo
from tests.app.exchanges.workbooks import import_follow_up


@pytest.fixture
def batch(session: Session) -> ImportBatch:
    """A whole project, with all that goes with it."""
    with importing(session) as batch:
        project = make.a_project(session, title="Importé")
        session.execute(insert(project_domain), [{"project_id": project.id, "domain_code": "sante"}])
        partner = make.a_partner(session, project, make.an_organisation(session, name="Les Ateliers"))
        milestone = make.a_milestone(session, project, partner_id=partner.id)
        investment = make.an_investment(session, project, "10000")
        make.an_instalment(session, investment, "4000", milestone_id=milestone.id)
        make.an_instalment(session, investment, "6000", label="Solde")
        make.a_measurement(session, make.an_indicator(session, project), 3)
    return batch


ALL = ("project", "partner", "milestone", "investment", "instalment", "indicator", "measurement", "organisation")


def test_all_of_it_goes(session: Session, batch: ImportBatch) -> None:
    plan = preview_undo(session, batch)
    assert (plan.is_whole, plan.removable) == (True, 10)
    assert plan.counts[:2] == ("1\u00a0organisation retirée", "1\u00a0projet retiré")
    assert "2\u00a0tranches retirées" in plan.counts
    undo(session, batch)
    assert [count(session, table) for table in (*ALL, "project_domain")] == [0] * 9


def test_what_existed_is_never_removed(session: Session) -> None:
    project, organisation = make.a_project(session), make.an_organisation(session)
    before = recorded(session.connection())
    with importing(session) as batch:
        make.a_milestone(session, project)
        make.a_partner(session, project, organisation)
    undo(session, batch)
    assert recorded(session.connection()) == before


def test_one_field_edited_keeps_the_record_and_the_whole_project_with_it(session: Session, batch: ImportBatch) -> None:
    milestone = session.scalars(select(Milestone)).one()
    update_milestone(session, milestone, title="Corrigé", user=None)
    plan = preview_undo(session, batch)
    (edited,) = plan.edited
    assert (edited.is_created, edited.what.startswith("Jalon Corrigé"), plan.removable) == (True, True, 0)
    assert edited.keeps.startswith("1\u00a0organisation, 1\u00a0projet, 1\u00a0indicateur, ")
    undo(session, batch)
    assert [count(session, table) for table in ALL] == [1, 1, 1, 1, 2, 1, 1, 1]


def test_it_goes_all_the_same_when_asked(session: Session, batch: ImportBatch) -> None:
    milestone = session.scalars(select(Milestone)).one()
    update_milestone(session, milestone, title="Corrigé", user=None)
    undo(session, batch, f"milestone:{milestone.id}")
    assert count(session, "project") == 0


def test_an_edit_under_an_older_project_keeps_no_more_than_its_own(session: Session) -> None:
    project = make.a_project(session)
    with importing(session) as batch:
        first, second = (make.an_investment(session, project) for _ in range(2))
        kept = make.an_instalment(session, first, "4000")
        make.an_instalment(session, first, "6000")
        make.an_instalment(session, second, "10000")
        make.a_milestone(session, project)
    update_instalment(session, kept, label="Acompte", user=None)
    undo(session, batch)
    assert session.scalars(select(Investment)).all() == [first]
    assert [count(session, table) for table in ("instalment", "milestone", "project")] == [2, 0, 1]


def test_a_milestone_added_by_hand_keeps_the_project(session: Session, batch: ImportBatch) -> None:
    project = session.scalars(select(Project)).one()
    add_milestone(
        session, project=project, kind_code="lancement", title="À la main", due_on=date(2024, 2, 1), user=None
    )
    (kept,) = preview_undo(session, batch).kept
    assert kept.what == f"Projet {project.code}, Importé"
    assert kept.reason == "1\u00a0jalon en dépend, qui ne vient pas de cet import."
    assert "2\u00a0tranches" in kept.keeps
    undoing = undo(session, batch)
    assert (count(session, "milestone"), count(session, "instalment")) == (2, 2)
    assert undoing.notes == [kept.sentence]


def test_what_others_attached_is_not_a_matter_of_choice(session: Session, batch: ImportBatch) -> None:
    project = session.scalars(select(Project)).one()
    make.a_campaign(session, project)
    project.title = "Corrigé"
    undo(session, batch, f"project:{project.id}")
    assert (count(session, "project"), project.title) == (1, "Corrigé")


@pytest.mark.parametrize("attached", ["alias", "merge", "partner", "funder", "answer"])
def test_whatever_points_at_a_record_keeps_it(session: Session, attached: str) -> None:
    older = make.a_project(session)
    with importing(session) as batch:
        own = make.an_organisation(session)
        partner = make.a_partner(session, older, own)
        respondent = make.a_respondent(session, make.a_campaign(session, older), partner)
    if attached == "alias":
        session.add(OrganisationAlias(name_key="ateliers", organisation_id=own.id, is_same=True))
    elif attached == "merge":
        kept_before = {"kept_id": own.id, "removed_id": 0, "removed_name": "Autre"}
        session.add(OrganisationMerge(**kept_before, removed={}, kept_before={}, moved=[], merged_at=NOW))
    elif attached == "partner":
        make.a_partner(session, make.a_project(session), own)
    elif attached == "funder":
        make.an_allocation(session, make.an_investment(session, older), own, "10")
    else:
        make.answers(session, respondent, A1_1=2)
    undo(session, batch)
    assert session.get(Organisation, own.id) is not None


def test_an_older_instalment_that_waited_for_it_only_by_the_import_lets_it_go(session: Session) -> None:
    project = make.a_project(session)
    instalment = make.an_instalment(session, make.an_investment(session, project))
    with importing(session) as batch:
        instalment.milestone_id = make.a_milestone(session, project).id
    undo(session, batch)
    assert (instalment.milestone_id, count(session, "milestone")) == (None, 0)


def test_an_older_instalment_tied_to_it_by_hand_keeps_it(session: Session) -> None:
    project = make.a_project(session)
    instalment = make.an_instalment(session, make.an_investment(session, project))
    with importing(session) as batch:
        milestone = make.a_milestone(session, project)
    update_instalment(session, instalment, milestone_id=milestone.id, user=None)
    undo(session, batch)
    assert (instalment.milestone_id, count(session, "milestone")) == (milestone.id, 1)


def test_an_organisation_edited_stays_without_its_partnership(session: Session, batch: ImportBatch) -> None:
    update_organisation(session, session.scalars(select(Organisation)).one(), website="https://a.fr", user=None)
    undo(session, batch)
    assert [count(session, table) for table in ("organisation", "partner", "project")] == [1, 0, 0]


def test_what_someone_removed_already_is_not_missed(session: Session, batch: ImportBatch) -> None:
    session.delete(session.scalars(select(Instalment)).first())
    undo(session, batch)
    assert count(session, "project") == 0


def test_what_another_import_added_keeps_it_until_that_one_is_undone(session: Session) -> None:
    with importing(session) as first:
        project = make.a_project(session)
    with importing(session) as second:
        make.a_milestone(session, project)
    undo(session, first)
    assert count(session, "project") == 1
    undo(session, second)
    assert [count(session, table) for table in ("project", "milestone")] == [1, 0]


def test_the_follow_up_workbook_leaves_nothing_behind(connection: Connection, session: Session) -> None:
    before = recorded(connection)
    import_follow_up(connection)
    batch = session.scalars(select(ImportBatch)).one()
    plan = preview_undo(session, batch)
    assert (plan.is_whole, "33\u00a0projets retirés" in plan.counts) == (True, True)
    undo(session, batch)
    after = recorded(connection)
    assert {table: rows for table, rows in after.items() if rows != before[table]}.keys() <= {"import_line"}


def test_the_follow_up_workbook_sent_again_changed_goes_back_to_the_first(
    connection: Connection, session: Session
) -> None:
    import_follow_up(connection)
    before = recorded(connection)
    import_follow_up(connection, {"Suivi!K5": 6000, "Suivi!B6": "Autre intitulé"})
    undo(session, session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first())
    after = recorded(connection)
    assert {table for table, rows in after.items() if rows != before[table]} <= {"import_line"}
