"""What belongs to people more than to projects: drafts, imports, planned files."""

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from app.clock import PARIS
from app.models import (
    BatchStatus,
    ImportBatch,
    IssuedFile,
    IssueState,
    RegistrationDraft,
    SavedExport,
    User,
)
from app.web.rights import Right
from app.work.lines import Act, Line
from app.work.queries.parts import Conditions, Found, Group
from app.work.scope import Scope
from app.work.words import since_words

TOLD_OF_DRAFTS = select(RegistrationDraft.id, RegistrationDraft.title, RegistrationDraft.updated_at)
TOLD_OF_IMPORTS = select(
    ImportBatch.id, ImportBatch.file_name, ImportBatch.status, ImportBatch.received_at, User.name
).outerjoin(User, User.id == ImportBatch.received_by_id)
TOLD_OF_FILES = select(
    IssuedFile.id, SavedExport.name, IssuedFile.failure, IssuedFile.finished_at, IssuedFile.asked_at
).join(SavedExport, SavedExport.id == IssuedFile.saved_export_id)


def _drafts(scope: Scope) -> Conditions:
    return RegistrationDraft.owner_id == scope.user_id, RegistrationDraft.finished_at.is_(None)


def _imports(scope: Scope) -> Conditions:
    waiting = ImportBatch.status.in_((BatchStatus.COLUMNS, BatchStatus.PLANNED))
    return waiting, *scope.of_person(ImportBatch.received_by_id.expression)


def _files(scope: Scope) -> Conditions:
    """A planned file that failed, until the same plan gives one again."""
    later = aliased(IssuedFile)
    return (
        IssuedFile.state == IssueState.FAILED,
        IssuedFile.due_on.is_not(None),
        SavedExport.archived_at.is_(None),
        ~exists().where(later.saved_export_id == IssuedFile.saved_export_id, later.id > IssuedFile.id),
        or_(SavedExport.is_shared, SavedExport.owner_id == scope.user_id),
        *scope.of_person(SavedExport.owner_id.expression),
    )


def _draft_line(row: Found, scope: Scope) -> Line:
    address = f"/enregistrement/{row.id}"
    when = f"laissé {_since(row.updated_at, scope)}"
    return Line(
        f"brouillon-{row.id}", row.title or "Sans titre", address, when, "quiet", act=_open("Reprendre", address)
    )


def _import_line(row: Found, scope: Scope) -> Line:
    address = f"/imports/{row.id}"
    note = BatchStatus(row.status).label + (f", reçu par {row.name}" if row.name and not scope.mine else "")
    when = f"reçu {_since(row.received_at, scope)}"
    return Line(f"import-{row.id}", row.file_name, address, when, "due", note=note, act=_open("Décider", address))


def _file_line(row: Found, scope: Scope) -> Line:
    address = f"/exports/{row.id}"
    when = f"échec {_since(row.finished_at or row.asked_at, scope)}"
    act = Act("Voir et refaire", address, Right.EXPORT)
    return Line(f"fichier-{row.id}", row.name, address, when, "late", note=row.failure, act=act)


def _open(label: str, address: str) -> Act:
    return Act(label, address, Right.EDIT)


def _since(moment: datetime, scope: Scope) -> str:
    return since_words(moment.astimezone(PARIS).date(), scope.today)


DRAFTS = Group(
    "brouillons",
    "Enregistrements à finir",
    Right.EDIT,
    TOLD_OF_DRAFTS,
    _drafts,
    (RegistrationDraft.id.expression,),
    _draft_line,
    mine_only=True,
)
IMPORTS = Group(
    "imports", "Imports à décider", Right.EDIT, TOLD_OF_IMPORTS, _imports, (ImportBatch.id.expression,), _import_line
)
FILES = Group(
    "fichiers",
    "Fichiers prévus qui ont échoué",
    Right.EXPORT,
    TOLD_OF_FILES,
    _files,
    (IssuedFile.id.expression,),
    _file_line,
)
