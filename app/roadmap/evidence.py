"""Verbs on what shows that a measure moved: added, corrected, removed."""

from datetime import date

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Document, RoadmapEvidence, RoadmapMeasure, User


def add_evidence(
    session: Session,
    measure: RoadmapMeasure,
    *,
    dated_on: date,
    sentence: str,
    source: str = "",
    document_id: int | None = None,
    user: User | None,
    today: date,
) -> RoadmapEvidence:
    _check_evidence(session, dated_on, document_id, today)
    made = RoadmapEvidence(measure_id=measure.id, dated_on=dated_on, sentence=sentence.strip())
    made.source, made.document_id = source.strip(), document_id
    keep(session, made, user=user)
    return made


def update_evidence(
    session: Session,
    evidence: RoadmapEvidence,
    *,
    dated_on: date,
    sentence: str,
    source: str,
    document_id: int | None,
    user: User | None,
    today: date,
    version: int | None = None,
) -> RoadmapEvidence:
    _check_evidence(session, dated_on, document_id, today)
    texts = {"sentence": sentence.strip(), "source": source.strip()}
    change(session, evidence, user=user, version=version, dated_on=dated_on, document_id=document_id, **texts)
    return evidence


def remove_evidence(session: Session, evidence: RoadmapEvidence) -> None:
    session.delete(evidence)
    session.flush()


def _check_evidence(session: Session, dated_on: date, document_id: int | None, today: date) -> None:
    if dated_on > today:
        raise Refused("Cette date est à venir\u00a0: une preuve constate ce qui a eu lieu.", field="dated_on")
    if document_id is not None and session.get(Document, document_id) is None:
        raise Refused("Ce document n’existe pas, ou plus.", field="document_id")
