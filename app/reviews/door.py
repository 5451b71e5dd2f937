"""A voice's personal door: what it asks, who sees what, and until when it takes answers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.doors.kinds import Kind, register
from app.models import CampaignStatus, DoorKind, Programme, ProgrammeReview, ProgrammeVoice


def is_open(session: Session, voice_id: int) -> bool:
    """While the review is open; sent answers may be taken back until it closes."""
    query = select(ProgrammeReview.status).join(ProgrammeVoice, ProgrammeVoice.review_id == ProgrammeReview.id)
    return session.scalar(query.where(ProgrammeVoice.id == voice_id)) == CampaignStatus.OPEN


def title_of(session: Session, voice_id: int) -> str:
    query = (
        select(ProgrammeReview.title, Programme.title)
        .join(Programme, Programme.id == ProgrammeReview.programme_id)
        .join(ProgrammeVoice, ProgrammeVoice.review_id == ProgrammeReview.id)
    )
    row = session.execute(query.where(ProgrammeVoice.id == voice_id)).one_or_none()
    return f"{row[0]}, {row[1]}" if row else ""


KIND = register(
    DoorKind.PROGRAMME,
    Kind(
        label="Évaluation d’un programme",
        start=lambda door_id: f"/acces/{door_id}/programme",
        sentence=(
            "Le Fonds ODD 17 fait évaluer un de ses programmes depuis quatre points de vue\u00a0: porteurs, "
            "territoires, investisseurs sociétaux, acteurs publics. Il vous demande le vôtre."
        ),
        who_sees=(
            "L’équipe du Fonds qui anime l’évaluation lit vos réponses. Hors du Fonds, aucune voix n’est nommée, et "
            "vos mots ne sortent que si vous l’acceptez. Tout est redit avant la première question."
        ),
        is_open=is_open,
        title_of=title_of,
        duration="une vingtaine de minutes",
    ),
)
