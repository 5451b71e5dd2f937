"""Documents and the rest of the portfolio: organisations merged, imports undone, entries of the journal."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents import service
from app.documents.subjects import about_of
from app.exchanges.imports.undoing import preview_undo
from app.models import Document, Project
from app.models.journal import JournalChange, JournalPerson, JournalTransaction
from app.partners.merging import merge, preview_merge, undo_merge
from app.partners.queries import get_organisation
from tests import factories as make
from tests.app.documents.situations import a_document, an_arrival
from tests.app.exchanges.imports.undoing.situations import NOW, count, importing, undo


def test_a_document_about_an_organisation_follows_it_and_comes_back(session: Session, project: Project) -> None:
    kept, removed = make.an_organisation(session), make.an_organisation(session)
    numbers = kept.id, removed.id
    own = a_document(session, project, title="Statuts", about=about_of(f"organisation-{removed.id}"))
    session.expunge_all()
    kept, removed = (get_organisation(session, number) for number in numbers)
    assert "Document Statuts" in preview_merge(session, kept, removed).moved
    done = merge(session, kept=kept, removed=removed, user=None, now=NOW)
    assert session.get_one(Document, own.id).organisation_id == numbers[0]
    undo_merge(session, merge=done, user=None, now=NOW)
    session.expire_all()
    assert session.get_one(Document, own.id).organisation_id == numbers[1]


def test_a_project_that_has_documents_stays_when_its_import_is_undone(session: Session) -> None:
    with importing(session) as batch:
        project = make.a_project(session, title="Importé")
        make.a_milestone(session, project)
    a_document(session, project)
    (kept,) = preview_undo(session, batch).kept
    assert kept.reason == "1\u00a0document en dépend, qui ne vient pas de cet import."
    undo(session, batch)
    assert (count(session, "project"), count(session, "document_version")) == (1, 1)


def test_the_journal_says_why_a_document_was_withdrawn(session: Session, project: Project) -> None:
    document = a_document(session, project)
    service.add_version(session, document, arrival=an_arrival(content=b"x", name="a.txt"), comment="", user=None)
    service.withdraw(session, document, reason="En double", user=None, now=NOW)
    session.flush()
    changes = session.execute(
        select(JournalChange.action, JournalPerson.value)
        .join(JournalTransaction, JournalTransaction.id == JournalChange.transaction_id)
        .outerjoin(JournalPerson, JournalPerson.id == JournalTransaction.reason_id)
        .where(JournalChange.table_name == "document", JournalChange.record_key == str(document.id))
        .order_by(JournalChange.id)
    )
    *before, last = changes.all()
    assert [row.action for row in before] == ["insert", "update"]
    assert tuple(last) == ("update", "En double")
