"""Programmes and their evaluations, as the tests of reviews need them."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import (
    Programme,
    ProgrammeAnswer,
    ProgrammeCount,
    ProgrammeFigure,
    ProgrammeResult,
    ProgrammeReview,
    ProgrammeStory,
    ProgrammeVoice,
)
from app.reviews.service import close_review, publish_review
from evaluation.grids.programmes import load_programme_grid
from tests.factories import a_programme, keep

GRID = "evaluation-programme@1.0"
NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
QUESTIONS = tuple(load_programme_grid(GRID).grid.questions)


def a_review(session: Session, programme: Programme | None = None, **given: Any) -> ProgrammeReview:
    programme = programme or a_programme(session, starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 31))
    values = {
        "programme_id": programme.id,
        "title": "Quatre regards sur le plan",
        "phase": "deploiement",
        "status": "ouverte",
        "held_on": date(2026, 5, 1),
        "grid_reference": GRID,
    }
    return keep(session, ProgrammeReview(**values | given))


def a_voice(session: Session, review: ProgrammeReview, viewpoint: str, name: str = "", **given: Any) -> ProgrammeVoice:
    values = {"review_id": review.id, "viewpoint": viewpoint, "name": name or f"Voix {viewpoint}"}
    return keep(session, ProgrammeVoice(**values | given))


def rates(session: Session, voice: ProgrammeVoice, evidence: int = 1, **levels: int | str) -> None:
    """``rates(session, voice, A1_1=3, A1_2="NA")``"""
    for question, value in levels.items():
        session.add(
            ProgrammeAnswer(
                voice_id=voice.id,
                question_code=question.replace("_", "."),
                level=value if isinstance(value, int) else None,
                no_level=value if isinstance(value, str) else None,
                evidence=evidence,
            )
        )
    session.flush()


def rates_all(session: Session, voice: ProgrammeVoice, level: int, evidence: int = 1, **others: int | str) -> None:
    """Every question at one level, but some."""
    rates(session, voice, evidence, **{code.replace(".", "_"): level for code in QUESTIONS} | others)


def tells(session: Session, voice: ProgrammeVoice, **texts: str) -> None:
    session.add_all(ProgrammeStory(voice_id=voice.id, prompt_code=code, text=text) for code, text in texts.items())
    session.flush()


def counts(session: Session, voice: ProgrammeVoice, code: str, **given: Any) -> ProgrammeCount:
    return keep(session, ProgrammeCount(voice_id=voice.id, count_code=code, **given))


def a_figure(session: Session, review: ProgrammeReview, label: str, **given: Any) -> ProgrammeFigure:
    values = {"baseline": 0, "target": 100, "value": 80, "measured_on": date(2026, 4, 1), "source": "Registre"}
    return keep(session, ProgrammeFigure(review_id=review.id, label=label, **values | given))


def published(session: Session, review: ProgrammeReview) -> ProgrammeResult:
    close_review(session, review=review, user=None, now=NOW)
    return publish_review(session, review=review, user=None, now=NOW)


def a_published_review(session: Session, phase: str = "deploiement", **given: Any) -> ProgrammeResult:
    """Five voices of the four viewpoints: one silent, a disagreement, a « sans objet », a quote allowed or not."""
    review = a_review(session, phase=phase, **given)
    carriers = a_voice(session, review, "porteurs", "Alliance des jardins (fictive)", quotes_allowed=True)
    others = a_voice(session, review, "porteurs", "Alliance des ateliers (fictive)")
    places = a_voice(session, review, "territoires", "Pays d’essai (fictif)", quotes_allowed=True)
    money = a_voice(session, review, "investisseurs", "Fondation d’essai (fictive)")
    a_voice(session, review, "acteurs_publics", "Service d’essai (fictif)")
    rates_all(session, carriers, 3, A1_1=4, C3_1="NA")
    rates_all(session, others, 2, A1_1=3, E2_1="NSP")
    rates_all(session, places, 4, evidence=2)
    rates_all(session, money, 1)
    tells(session, carriers, P1="Un repas, puis une idée.", P5="Le premier lieu était trop loin.")
    tells(session, places, P2="Un marché d’hiver, qui n’existait pas.")
    tells(session, money, P4="Investir dans le temps de se parler.")
    counts(session, carriers, "N1", value=3, source="Registre de l’alliance", evidence=1)
    counts(session, places, "N1", low=4, high=6, source="Mémoire du service")
    counts(session, money, "N4", no_value="NSP")
    a_figure(session, review, "Territoires engagés", unit="territoires", target=50, value=40, evidence=2)
    a_figure(session, review, "Projets menés à terme", unit="projets", target=20, value=25)
    a_figure(session, review, "Emplois", unit="emplois", target=None, value=12)
    return published(session, review)


def of_a_programme_review(session: Session) -> dict[str, object]:
    """One published review with all that its addresses name."""
    programme = a_programme(session)
    result = a_published_review(session, programme=programme)
    voices = select(ProgrammeVoice.id).where(ProgrammeVoice.review_id == result.review_id).order_by(ProgrammeVoice.id)
    figures = select(ProgrammeFigure.id).where(ProgrammeFigure.review_id == result.review_id)
    return {
        "programmes/code": programme.code,
        "review_id": result.review_id,
        "voice_id": session.scalars(voices.limit(1)).one(),
        "programme_figure_id": session.scalars(figures.order_by(ProgrammeFigure.id).limit(1)).one(),
    }
