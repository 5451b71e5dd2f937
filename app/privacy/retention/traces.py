"""What visits leave behind: sessions, attempts, links, forms already received."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import (
    ApiAnswer,
    Digest,
    DoorSession,
    RespondentSession,
    SignInAttempt,
    SignInLink,
    SubmittedForm,
    UserSession,
)
from app.privacy.retention.counting import rows_of

Dated = tuple[InstrumentedAttribute[datetime], str]
SESSIONS: tuple[Dated, ...] = (
    (UserSession.expires_at, "Connexion d’une personne du Fonds"),
    (RespondentSession.expires_at, "Visite d’un partenaire"),
    (DoorSession.expires_at, "Visite par un accès personnel"),
)
ATTEMPTS: tuple[Dated, ...] = ((SignInAttempt.at, "Essai de connexion"), (SignInLink.expires_at, "Lien de connexion"))
FORMS: tuple[Dated, ...] = (
    (SubmittedForm.created_at, "Formulaire reçu"),
    (ApiAnswer.created_at, "Réponse faite à un programme"),
)
NOTICES: tuple[Dated, ...] = ((Digest.queued_at, "Courriel de rappel, et ce qu’il disait"),)


def sessions(limit: datetime) -> Select[*tuple[Any, ...]]:
    return _found(SESSIONS, limit)


def end_sessions(session: Session, limit: datetime) -> int:
    return _taken(session, SESSIONS, limit)


def attempts(limit: datetime) -> Select[*tuple[Any, ...]]:
    return _found(ATTEMPTS, limit)


def forget_attempts(session: Session, limit: datetime) -> int:
    return _taken(session, ATTEMPTS, limit)


def forms(limit: datetime) -> Select[*tuple[Any, ...]]:
    return _found(FORMS, limit)


def forget_forms(session: Session, limit: datetime) -> int:
    return _taken(session, FORMS, limit)


def notices(limit: datetime) -> Select[*tuple[Any, ...]]:
    return _found(NOTICES, limit)


def forget_notices(session: Session, limit: datetime) -> int:
    return _taken(session, NOTICES, limit)


def _found(kinds: tuple[Dated, ...], limit: datetime) -> Select[*tuple[Any, ...]]:
    each = union_all(
        *(select(date.label("at"), literal(words).label("words")).where(date < limit) for date, words in kinds)
    )
    lines = each.subquery()
    key: ColumnElement[int] = func.row_number().over(order_by=lines.c.at)
    return select(key.label("key"), lines.c.at, lines.c.words)


def _taken(session: Session, kinds: tuple[Dated, ...], limit: datetime) -> int:
    return sum(rows_of(session, delete(date.class_).where(date < limit)) for date, _ in kinds)
