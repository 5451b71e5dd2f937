"""The report of a review, as a page: what may leave, and nothing else, whoever prints it."""

from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.exchanges.printing.brevity import first
from app.exchanges.printing.days import limit_of
from app.exchanges.printing.rendering import page
from app.exchanges.programme_reviews.money import money_of_programme
from app.exchanges.programme_reviews.seal import sealed_digest
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.service import is_demonstration
from app.restitution.disclosure import Circle
from app.reviews.restitution import Source, reread
from app.reviews.restitution_comparison import Comparison, compared
from app.reviews.restitution_missing import missing_of
from app.reviews.restitution_opening import asked_of, opening_of, rules_of
from app.reviews.restitution_source import former_review, grids_between, source_of

GAPS, QUOTES = 12, 8
"""Points of dialogue and comments on paper; the restitution shows them all."""


def review_report(
    session: Session, choice: ReportChoice, code: str, review_id: int, author: str, **web: Any
) -> tuple[str, Source]:
    """The money is that of today, the evaluation that of its publication."""
    source, choice = source_of(session, code, review_id), choice.at(clock.today())
    own = reread(source, Circle.OUTSIDE)
    html = page(
        "printing/programme_review.html",
        choice,
        heading=f"{source.title}, rapport d’évaluation",
        description=f"Rapport d’évaluation du programme {source.programme}, phase {source.phase.label.lower()}.",
        source=source,
        own=own,
        money_=money_of_programme(session, source.programme_id, limit_of(choice.as_of)),
        opening=opening_of(own),
        asked=asked_of(source),
        gaps=first(own.dialogue.gaps, GAPS),
        written=first(own.dialogue.quotes, QUOTES),
        missing=missing_of(own),
        sealed=sealed_digest(session, source),
        rules=rules_of(own.least),
        comparison=comparison_of(session, source, own.least),
        lost=source.content["lost"],
        author=author,
        fictitious=is_demonstration(session),
        **web,
    )
    return html, source


def comparison_of(session: Session, source: Source, least: int) -> Comparison | None:
    before = former_review(session, source)
    if before is None:
        return None
    return compared(before, source, grids_between(session, before, source), Circle.OUTSIDE, least)
