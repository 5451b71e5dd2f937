"""Qualifications and versions of their grid, as the tests of this folder find them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.models import (
    Organisation,
    Qualification,
    QualificationComment,
    QualificationLevel,
    QualificationStatus,
    SentBy,
    User,
)
from app.qualification import drafting
from app.qualification.document import digest
from app.qualification.versions import Version, current_version, draft_record
from evaluation.qualification import QualificationGrid
from tests import factories as make

HERE = "/qualifications"
GRID = "/methode/qualification"
DRAFT = f"{GRID}/brouillon"
PLACE = "Pays de Questembert"
NOTE = "Relue avec quatre catalyseurs."


def a_qualification(
    session: Session, organisation: Organisation | None = None, sent: bool = True, **given: Any
) -> Qualification:
    """`given` mixes columns with practice codes: `DT1=2`, `DT2=None` when nobody can tell."""
    levels = {name: given.pop(name) for name in list(given) if name.isupper() or name[:2].isupper()}
    columns = {"territory_label": PLACE, "region_code": "53", "held_on": date(2025, 5, 6)} | given
    organisation = organisation or make.an_organisation(session)
    made = Qualification(organisation_id=organisation.id, grid_id=current_version(session).id, **columns)
    session.add(made)
    session.flush()
    for code, level in levels.items():
        session.add(QualificationLevel(qualification_id=made.id, practice_code=code, level=level))
    session.flush()
    if sent:
        sent_by(made)
        session.flush()
    return made


def sent_by(made: Qualification, by: SentBy = SentBy.ORGANISATION, name: str = "Lia Morvan") -> None:
    made.status, made.sent_by, made.sent_at, made.sender_name = QualificationStatus.SENT, by, clock.now(), name


def commented(session: Session, made: Qualification, mission: str, comment: str) -> None:
    session.add(QualificationComment(qualification_id=made.id, mission_code=mission, comment=comment))
    session.flush()


def published(
    session: Session, *edits: Callable[[QualificationGrid], QualificationGrid], user: User | None = None
) -> Version:
    """The next version of the grid, edited and published."""
    user = user or make.a_user(session, name="Claire Martin")
    drafting.start_draft(session, user=user)
    for edit in edits:
        drafting.edit_draft(session, edit=edit, user=user)
    record = draft_record(session)
    assert record is not None
    drafting.publish_draft(
        session, shown=digest(record.source), decided_on=clock.today(), note=NOTE, user=user, now=clock.now()
    )
    return current_version(session)
