"""What a measured figure may start from: proposed by the site, checked by a person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.models import Indicator, Measurement, ProgrammeReview, Project


def project_indicators(
    session: Session, review: ProgrammeReview, indicator_id: int | None = None, limit: int = 200
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The indicators of the programme's projects, each with its latest measurement: what a figure may start from."""
    latest = (
        select(Measurement)
        .where(Measurement.indicator_id == Indicator.id)
        .order_by(Measurement.measured_on.desc(), Measurement.id.desc())
        .limit(1)
        .lateral()
    )
    query = (
        select(
            Indicator.id,
            Indicator.label,
            Indicator.unit,
            Indicator.baseline,
            Indicator.target,
            Project.code,
            Project.title,
            latest.c.value,
            latest.c.measured_on,
            latest.c.source,
            latest.c.evidence,
        )
        .join(Project, Project.id == Indicator.project_id)
        .outerjoin(latest, latest.c.indicator_id == Indicator.id)
        .where(Project.programme_id == review.programme_id)
        .order_by(Project.code, Indicator.id)
        .limit(limit)
    )
    if indicator_id is not None:
        query = query.where(Indicator.id == indicator_id)
    return session.execute(query).all()
