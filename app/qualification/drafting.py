"""The next version of the grid: copied, edited part by part, then published and never touched again."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import NotFound, Refused
from app.grids.checks import blocking
from app.models import QualificationGridDraft, QualificationGridVersion, User
from app.qualification.checks import checks_of
from app.qualification.document import digest, written
from app.qualification.versions import BACK, HERE, current_version, read_draft, read_grid
from evaluation.qualification import QualificationGrid

Edit = Callable[[QualificationGrid], QualificationGrid]


def start_draft(session: Session, *, user: User | None) -> QualificationGridDraft:
    """A copy of the version in force, or the draft already there: one at a time, so that one text is published."""
    base = current_version(session)
    session.execute(
        select(QualificationGridVersion.id)
        .where(QualificationGridVersion.id == base.id)
        .with_for_update(key_share=True)
    )
    found = session.scalar(select(QualificationGridDraft))
    if found is None:
        found = QualificationGridDraft(base_id=base.id, source=written(base.grid))
        keep(session, found, user=user)
    return found


def hold_draft(session: Session) -> QualificationGridDraft:
    """Until the end of the transaction: two people never write over each other's parts."""
    query = select(QualificationGridDraft).with_for_update().execution_options(populate_existing=True)
    found = session.scalar(query)
    if found is None:
        raise NotFound("Aucune nouvelle version n’est en préparation.", HERE, BACK)
    return found


def edit_draft(session: Session, *, edit: Edit, user: User | None) -> QualificationGridDraft:
    record = hold_draft(session)
    change(session, record, user=user, source=written(edit(read_grid(record.source))))
    return record


def publish_draft(
    session: Session, *, shown: str, decided_on: date, note: str, user: User, now: datetime
) -> QualificationGridVersion:
    """`shown`: the digest of the text that was on screen; another one is another text, to be read again."""
    record = hold_draft(session)
    draft, sha256 = read_draft(session), digest(record.source)
    if shown != sha256:
        raise Refused("Le texte a changé depuis que vous avez ouvert cette page\u00a0: relisez-le avant de publier.")
    if blocking(checks_of(draft)):
        raise Refused("Cette version n’est pas prête\u202f: réglez d’abord les points signalés.")
    version = QualificationGridVersion(
        number=draft.number,
        source=record.source,
        sha256=sha256,
        decided_on=decided_on,
        note=note,
        published_at=now,
        published_by_id=user.id,
    )
    session.add(version)
    session.delete(record)
    session.flush()
    return version


def discard_draft(session: Session) -> None:
    session.delete(hold_draft(session))
    session.flush()
