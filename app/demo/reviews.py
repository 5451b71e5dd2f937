"""Programme reviews of the demonstration: each age of a programme, each state, silences and disagreements."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.demo.calendar import add_months
from app.demo.review_voices import COUNTED, DEPLOYED, FIGURES, FIRST_COUNT, PREPARED, TOLD, Said
from app.models import (
    Organisation,
    Programme,
    ProgrammeAnswer,
    ProgrammeCount,
    ProgrammeReview,
    ProgrammeStory,
    ProgrammeVoice,
    User,
)
from app.reviews import service
from app.reviews.gather import programme_grid_of
from evaluation.programme_grid import ProgrammeGrid


def review_programmes(session: Session, today: date) -> None:
    """All of it is past when it is loaded, but for the review still open and the one being prepared."""
    first, plan, newest = session.scalars(select(Programme).order_by(Programme.starts_on)).all()
    user = session.scalars(select(User).order_by(User.id).limit(1)).first()
    published(session, first, "Quatre regards sur l’expérimentation", "deploiement", date(2023, 5, 15), DEPLOYED, user)
    counted = add_months(today, -10)
    corrected(session, plan, "Premier compte à mi-plan", "modelisation", counted, FIRST_COUNT, user)
    opened(session, plan, "Deuxième compte à mi-plan", "modelisation", today - timedelta(days=12), COUNTED, user)
    told = max(add_months(today, -2), newest.starts_on or today)
    published(session, newest, "Ce qui commence", "emergence", told, TOLD, user)
    prepared(session, newest, "Ce qui commence, un an après", "emergence", add_months(today, 6), PREPARED, user)


def published(
    session: Session, plan: Programme, title: str, phase: str, day: date, said: Sequence[Said], user: User | None
) -> ProgrammeReview:
    review = opened(session, plan, title, phase, day, said, user)
    service.close_review(session, review=review, user=user, now=at(day, 20))
    service.publish_review(session, review=review, user=user, now=at(day, 26))
    return review


def corrected(
    session: Session, plan: Programme, title: str, phase: str, day: date, said: Sequence[Said], user: User | None
) -> None:
    """Published, then reopened for a voice that had been misheard, and closed again: the correction is to publish."""
    review = published(session, plan, title, phase, day, said, user)
    reason = "Un point de vue avait été saisi à la place d’un autre."
    service.reopen_review(session, review=review, reason=reason, user=user, now=at(day, 40))
    service.close_review(session, review=review, user=user, now=at(day, 42))


def opened(
    session: Session, plan: Programme, title: str, phase: str, day: date, said: Sequence[Said], user: User | None
) -> ProgrammeReview:
    review = prepared(session, plan, title, phase, day, said, user)
    service.start_review(session, review=review, user=user, now=at(day, -8))
    grid = programme_grid_of(session, review.grid_reference)
    for own, voice in zip(said, voices_of(session, review), strict=True):
        answer(session, grid, voice, own, user, at(day, -3))
    if review.phase == "deploiement":
        measure(session, review, user)
    session.flush()
    return review


def prepared(
    session: Session, plan: Programme, title: str, phase: str, day: date, said: Iterable[Said], user: User | None
) -> ProgrammeReview:
    review = service.prepare_review(
        session,
        programme=plan,
        title=title,
        phase=phase,
        held_on=day,
        opens_on=day - timedelta(days=8),
        closes_on=day + timedelta(days=30),
        user=user,
    )
    for number, own in enumerate(said, 1):
        service.add_voice(
            session,
            review=review,
            viewpoint=own.viewpoint,
            name=own.name,
            organisation_id=session.scalar(select(Organisation.id).where(Organisation.name == own.name)),
            contact_name=f"Contact fictif {number}",
            contact_email=f"voix{number}@programme-{review.id}.example",
            user=user,
        )
    return review


def voices_of(session: Session, review: ProgrammeReview) -> Sequence[ProgrammeVoice]:
    query = select(ProgrammeVoice).where(ProgrammeVoice.review_id == review.id).order_by(ProgrammeVoice.id)
    return session.scalars(query).all()


def answer(
    session: Session, grid: ProgrammeGrid, voice: ProgrammeVoice, said: Said, user: User | None, now: datetime
) -> None:
    author = {
        "voice_id": voice.id,
        "answered_at": now,
        "is_own": said.own,
        "answered_by_id": None if said.own or user is None else user.id,
    }
    signs = zip(grid.grid.questions, said.levels.replace(" ", ""), strict=False)
    session.add_all(_answer(code, sign, said, author) for code, sign in signs if sign != "-")
    session.add_all(ProgrammeStory(prompt_code=code, text=text, **author) for code, text in said.stories.items())
    session.add_all(_count(code, typed, author) for code, typed in said.counts.items())
    session.flush()
    if said.sent and (said.levels or said.stories or said.counts):
        service.submit_voice(
            session,
            voice=voice,
            quotes_allowed=said.quotes,
            user=None if said.own else user,
            now=now + timedelta(hours=1),
            is_own=said.own,
        )


def measure(session: Session, review: ProgrammeReview, user: User | None) -> None:
    for label, unit, baseline, target, value, source, evidence in FIGURES:
        service.add_figure(
            session,
            review=review,
            user=user,
            label=label,
            unit=unit,
            baseline=baseline,
            target=target,
            value=value,
            measured_on=None if value is None else review.held_on,
            source=source,
            evidence=evidence,
        )


def at(day: date, days: int) -> datetime:
    return datetime.combine(day + timedelta(days=days), time(10), PARIS)


def _answer(code: str, sign: str, said: Said, author: dict[str, object]) -> ProgrammeAnswer:
    question, comment = said.comment
    return ProgrammeAnswer(
        question_code=code,
        level=int(sign) if sign.isdigit() else None,
        no_level={"x": "NA", "?": "NSP"}.get(sign),
        evidence=said.evidence if sign.isdigit() else 0,
        comment=comment if code == question else "",
        **author,
    )


def _count(code: str, typed: tuple[str, str, int], author: dict[str, object]) -> ProgrammeCount:
    text, source, evidence = typed
    low, _, high = text.partition("-")
    number = {"low": Decimal(low), "high": Decimal(high)} if high else {}
    if not high and text.isdigit():
        number = {"value": Decimal(text)}
    return ProgrammeCount(
        count_code=code,
        no_value={"x": "NA", "?": "NSP"}.get(text),
        source=source,
        evidence=evidence,
        **number,
        **author,
    )
