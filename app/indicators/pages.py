"""What the pages of an indicator and of a measurement share: their values, and a record saved meanwhile."""

from typing import Any

from sqlalchemy.orm import Session

from app.changes import author_of
from app.indicators.queries import EVIDENCE_LABELS
from app.models import Indicator, Measurement
from app.web.conflict import check_version
from app.web.forms import BoundForm


def values_of(record: Indicator | Measurement, labels: dict[str, str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in labels}


def refuse_lost_update(
    session: Session,
    record: Indicator | Measurement,
    form: BoundForm[Any],
    labels: dict[str, str],
    code: str,
    address: str,
) -> None:
    check_version(
        record,
        form,
        labels=labels,
        current=values_of(record, labels),
        action=f"/projets/{code}/{address}",
        back=f"/projets/{code}/indicateurs",
        by=author_of(session, record),
        choices={"evidence": {str(level): label for level, label in enumerate(EVIDENCE_LABELS)}},
    )
