"""A qualification created, answered mission by mission, sent, opened again or removed."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import NotFound, Refused
from app.models import (
    Organisation,
    Qualification,
    QualificationComment,
    QualificationLevel,
    QualificationStatus,
    SentBy,
    User,
)
from app.qualification.queries import BACK, HERE, Said, Sheet, read_sheet
from app.qualification.versions import current_version

SENT = "Cette qualification est envoyée\u202f: elle se lit, et ne change plus."


def create_qualification(
    session: Session,
    *,
    organisation: Organisation,
    territory_label: str,
    region_code: str | None,
    held_on: date,
    user: User | None,
) -> Qualification:
    """With the version of the grid in force that day; a newer one never changes what is being answered."""
    made = Qualification(
        organisation_id=organisation.id,
        grid_id=current_version(session).id,
        territory_label=territory_label,
        region_code=region_code,
        held_on=held_on,
    )
    keep(session, made, user=user)
    return made


def update_qualification(
    session: Session, record: Qualification, *, version: int | None, user: User | None, **columns: object
) -> Qualification:
    hold(session, record.id)
    change(session, record, user=user, version=version, **columns)
    return record


def hold(session: Session, qualification_id: int) -> Qualification:
    """Until the end of the transaction; refused once it is sent."""
    query = select(Qualification).where(Qualification.id == qualification_id).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("Cette qualification n’existe pas, ou plus.", HERE, BACK)
    if found.is_sent:
        raise Refused(SENT, f"{HERE}/{found.id}", "La lire")
    return found


def save_mission(
    session: Session,
    *,
    sheet: Sheet,
    mission: str,
    said: Mapping[str, Said],
    comment: str,
    user: User | None,
    now: datetime,
) -> int:
    """How many answers changed; only those are written."""
    record = hold(session, sheet.record.id)
    known = sheet.version.grid.mission(mission)
    if known is None or not set(said) <= {own.code for own in known.asked}:
        raise Refused("Cette version de la grille ne demande pas cette pratique.")
    changed = {code: own for code, own in said.items() if sheet.said.get(code) != own}
    for code, own in changed.items():
        _write(session, record.id, code, own)
    commented = _comment(session, record.id, mission, sheet.comments.get(mission, ""), comment)
    if changed or commented:
        change(session, record, user=user, updated_at=now)
    return len(changed)


def send(session: Session, *, record: Qualification, by: SentBy, name: str, user: User | None, now: datetime) -> None:
    """What was left blank stays without opinion; nothing at all cannot be sent."""
    held = hold(session, record.id)
    if not read_sheet(session, held.id).levels:
        raise Refused("Aucune pratique n’a de niveau\u202f: dites-en au moins un avant d’envoyer.")
    change(session, held, user=user, status=QualificationStatus.SENT, sent_by=by, sent_at=now, sender_name=name)


def reopen(session: Session, *, record: Qualification, user: User | None) -> None:
    """To correct it; who sent it is in the journal."""
    prepared = QualificationStatus.PREPARED
    change(session, record, user=user, status=prepared, sent_by=None, sent_at=None, sender_name="")


def remove(session: Session, *, record: Qualification) -> None:
    """Only while it is being prepared."""
    session.delete(hold(session, record.id))
    session.flush()


def _write(session: Session, qualification_id: int, code: str, said: Said) -> None:
    own = QualificationLevel
    values = {"level": said.level, "evidence": said.evidence}
    statement = insert(own).values(qualification_id=qualification_id, practice_code=code, **values)
    session.execute(
        statement.on_conflict_do_update(index_elements=[own.qualification_id, own.practice_code], set_=values)
    )


def _comment(session: Session, qualification_id: int, mission: str, before: str, after: str) -> bool:
    own = QualificationComment
    if before == after:
        return False
    if after:
        statement = insert(own).values(qualification_id=qualification_id, mission_code=mission, comment=after)
        keys = [own.qualification_id, own.mission_code]
        session.execute(statement.on_conflict_do_update(index_elements=keys, set_={"comment": after}))
    else:
        session.execute(delete(own).where(own.qualification_id == qualification_id, own.mission_code == mission))
    return True
