"""What the demonstration has none of, so that every kind of record has its hostile texts."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.accounts.tokens import create_token
from app.exchanges.reports.choice import ReportChoice
from app.journal.context import because
from app.models import Base, Organisation, Project, User
from tests import factories as make
from tests.app.documents.situations import a_document
from tests.security.payloads import CORPUS

SOME = "à remplacer"


def complete(session: Session) -> User:
    """The administrator who looks at everything."""
    because(session, CORPUS[0])
    user, other = make.a_user(session, "admin"), make.a_user(session, "lecteur")
    for person in (user, other):
        open_session(session, user=person, now=clock.now(), ip="192.0.2.1", agent="Navigateur")
    create_token(session, user=user, name=SOME, now=clock.now(), scopes=["projects:read"])
    project = session.scalars(select(Project).order_by(Project.code).limit(1)).one()
    _of_exports(session, user)
    _of_imports(session, user)
    _of_organisations(session)
    _of_bulk_edits(session, user, project)
    _of_gazettes(session)
    _of_references(session)
    for table, values in _rows(user, project).items():
        _add(session, table, **values)
    document = a_document(session, project, title=SOME, note=SOME)
    session.flush()
    _add(session, "document", project_id=project.id, kind="autre", title=SOME, withdrawal_reason=SOME,
         withdrawn_at=clock.now())  # fmt: skip
    assert document.id
    return user


def _rows(user: User, project: Project) -> dict[str, dict[str, Any]]:
    return {
        "account_event": {"user_id": user.id, "at": clock.now(), "kind": "signed_in", "agent": SOME},
        "calendar_feed": {"user_id": user.id, "token_sha256": b"k", "label": SOME, "created_at": clock.now()},
        "registration_draft": {"owner_id": user.id, "title": SOME},
        "saved_view": {"owner_id": user.id, "name": SOME, "query": "region=53"},
        "status_move": {"project_id": project.id, "from_status": "en_cours", "to_status": "termine", "reason": SOME},
        "erasure": {"salt": b"sel", "digests": [b"e"], "reason": SOME},
        "backup": {"asked_at": clock.now(), "state": "failed", "sentence": SOME, "file_name": SOME},
        "treatment": {"code": "partenaires"}
        | dict.fromkeys(("purpose", "legal_basis", "persons", "recipients", "measures"), SOME),
    }


def _of_exports(session: Session, user: User) -> None:
    choice = ReportChoice(clock.today()).as_json()
    saved = {"kind": "classeur", "suffix": "xlsx", "choice": choice, "name": SOME, "message": SOME, "owner_id": user.id}
    _add(session, "saved_export", **saved)
    issued = {"kind": "classeur", "suffix": "xlsx", "choice": choice, "author": SOME, "about": SOME, "funder": SOME}
    number = _add(session, "issued_file", **issued, state="failed", failure=SOME, file_name=SOME)
    sending = {"issued_id": number, "name": SOME, "email": SOME, "message": SOME, "queued_at": clock.now()}
    _add(session, "issued_sending", **sending, failed_at=clock.now(), failure=SOME)


def _of_imports(session: Session, user: User) -> None:
    refused = {"file_name": SOME, "status": "unreadable", "refusal": SOME, "received_by_id": user.id}
    _add(session, "import_batch", **refused)
    applied = {"file_name": SOME, "kind": "jalons", "status": "applied", "applied_at": clock.now()}
    number = _add(session, "import_batch", **applied, counts={"new": 1})
    line = {"batch_id": number, "position": 1, "state": "new", "kind": "jalons", "sheet": SOME, "row": 2, "label": SOME}
    _add(session, "import_line", **line)


def _of_references(session: Session) -> None:
    number = session.execute(text("SELECT min(id) FROM national_reference")).scalar()
    retired = {"retired_on": clock.today(), "retired_reason": SOME}
    _add(session, "reference_figure", reference_id=number, percent=50, dated_on=clock.today(), source=SOME, **retired)


def _of_gazettes(session: Session) -> None:
    number = session.execute(text("SELECT max(id) FROM gazette WHERE sent_at IS NOT NULL")).scalar()
    failed = {"gazette_id": number, "email": SOME, "name": SOME, "queued_at": clock.now(), "failed_at": clock.now()}
    _add(session, "gazette_sending", **failed, failure=SOME)
    _add(session, "gazette_subscriber", email=SOME, name=SOME, added_at=clock.now())


def _of_bulk_edits(session: Session, user: User, project: Project) -> None:
    done = {"act": "phase", "value": {"value": "emergence"}, "projects": 1, "journal_mark": 0}
    number = _add(session, "bulk_edit", **done, applied_at=clock.now(), applied_by_id=user.id)
    line = {"bulk_edit_id": number, "project_id": project.id, "before": None, "after": "emergence", "version": 1}
    _add(session, "bulk_edit_line", **line)


def _of_organisations(session: Session) -> None:
    kept = session.scalars(select(Organisation).order_by(Organisation.id).limit(1)).one()
    gone = (session.scalar(select(func.max(Organisation.id))) or 0) + 1
    merge = {
        "kept_id": kept.id,
        "removed_id": gone,
        "removed_name": SOME,
        "removed": {},
        "kept_before": {},
        "moved": [],
    }
    _add(session, "organisation_merge", **merge, merged_at=clock.now() - timedelta(days=1), undone_at=clock.now())


def _add(session: Session, table: str, **values: Any) -> int:
    found = Base.metadata.tables[table]
    returned = session.execute(found.insert().values(**values).returning(next(iter(found.primary_key)))).scalar()
    return returned if isinstance(returned, int) else 0
