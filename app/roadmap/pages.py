"""What the pages of a measure share: where they lead back, and a record that someone else saved meanwhile."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from app.changes import author_of
from app.models import RoadmapEvidence, RoadmapMeasure
from app.roadmap.queries import HERE
from app.web.conflict import check_version
from app.web.forms import BoundForm
from app.web.templating import redirect

ONE = f"{HERE}/mesures/{{number}}"
Choices = Mapping[str, Mapping[str, str]]


def address_of(number: int) -> str:
    return f"{HERE}/mesures/{number}"


def back_to(request: Request, number: int, sentence: str) -> Response:
    return redirect(request, address_of(number), flash=sentence)


def values_of(record: object, labels: Mapping[str, str]) -> dict[str, object]:
    return {name: getattr(record, name) for name in labels}


def refuse_lost_update(
    session: Session,
    record: RoadmapMeasure | RoadmapEvidence,
    form: BoundForm[Any],
    *,
    labels: Mapping[str, str],
    current: Mapping[str, object],
    number: int,
    action: str,
    choices: Choices | None = None,
) -> None:
    check_version(
        record,
        form,
        labels=labels,
        current=current,
        action=action,
        back=address_of(number),
        by=author_of(session, record),
        choices=choices,
    )
