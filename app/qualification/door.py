"""What the personal link of a qualification asks, and what is said before the first question."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.doors.kinds import Kind, register
from app.models import DoorKind, Organisation, Qualification, QualificationStatus

WHO_SEES = (
    "Seules les personnes du Fonds ODD 17 verront ces réponses, avec le nom de votre organisation\u202f; "
    "aucun financeur ne les voit. C’est un profil\u00a0: rien ne s’additionne, rien ne se classe, "
    "et aucun financement n’en dépend."
)
SENTENCE = (
    "Le Fonds ODD 17 vous demande quelles pratiques d’ingénierie votre organisation met en œuvre sur son territoire, "
    "et où elle en est pour chacune. Il saura ainsi qui sait faire quoi, et ce que personne ne fait encore."
)


def start(door_id: int) -> str:
    return f"/acces/{door_id}/qualification"


def is_open(session: Session, subject_id: int) -> bool:
    status = session.scalar(select(Qualification.status).where(Qualification.id == subject_id))
    return status == QualificationStatus.PREPARED


def title_of(session: Session, subject_id: int) -> str:
    """« Pôle des coteaux, Pays de Questembert »."""
    statement = select(Organisation.name, Qualification.territory_label).join(
        Organisation, Organisation.id == Qualification.organisation_id
    )
    row = session.execute(statement.where(Qualification.id == subject_id)).one_or_none()
    return f"{row.name}, {row.territory_label}" if row else ""


KIND = register(
    DoorKind.QUALIFICATION,
    Kind(
        label="Qualification de vos pratiques",
        start=start,
        sentence=SENTENCE,
        who_sees=WHO_SEES,
        is_open=is_open,
        title_of=title_of,
        duration="une vingtaine de minutes",
    ),
)
