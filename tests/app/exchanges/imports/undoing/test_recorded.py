"""An undoing is recorded, once, as it was shown."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.exchanges.imports.undoing import preview_undo
from app.indicators.service import update_indicator
from app.models import BatchStatus, ImportChange, Project
from tests import factories as make
from tests.app.exchanges.imports.undoing.situations import importing, undo


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session, title="Avant", status="instruction")


def test_what_was_not_offered_cannot_be_chosen(session: Session, project: Project) -> None:
    with importing(session) as batch:
        project.title = "Après"
    with pytest.raises(Conflict):
        undo(session, batch, f"project:{project.id}:title")


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
