"""Added values and coordination times of a test."""

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.models import AddedValue, CoordinationTime, Project
from tests.factories import keep

YEAR = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}


def a_value(session: Session, project: Project, low: str = "12", high: str = "20", **given: Any) -> AddedValue:
    values = {"method_code": "delai_compare", "compared_with": "Chacun de son côté.", "how": "Deux calendriers."} | YEAR
    bounds = {"low": Decimal(low), "high": Decimal(high)}
    return keep(session, AddedValue(project_id=project.id, **values | bounds | given))


def a_time(session: Session, project: Project, days: str | None = "8", **given: Any) -> CoordinationTime:
    values: dict[str, Any] = YEAR | {"days": None if days is None else Decimal(days)}
    return keep(session, CoordinationTime(project_id=project.id, **values | given))
