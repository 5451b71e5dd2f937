"""Registrations begun and not finished name organisations too."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from app.models import RegistrationDraft
from app.partners.merging.work import Pair, Work
from app.steps import Step, Values, rows_where, set_columns

CHOSEN = "-organisation_id"


def drafts(session: Session, pair: Pair) -> Iterator[Work]:
    query = select(RegistrationDraft.id).where(
        RegistrationDraft.finished_at.is_(None),
        cast(RegistrationDraft.steps, Text).contains(json.dumps([str(pair.removed)]), autoescape=True),
    )
    for draft_id in session.scalars(query.order_by(RegistrationDraft.id)).all():
        row = rows_where(session, "registration_draft", "id", draft_id)[0]
        steps = _renamed(row["steps"], pair)
        if steps != row["steps"]:
            yield Work(f"Enregistrement commencé\u00a0: {row['title'] or 'sans titre'}", _act(row, steps))


def _act(row: Values, renamed: dict[str, Any]) -> Callable[[Session], list[Step]]:
    def act(session: Session) -> list[Step]:
        return [set_columns(session, "registration_draft", row, {"steps": renamed})]

    return act


def _renamed(steps: dict[str, Any], pair: Pair) -> dict[str, Any]:
    return {slug: step | {"values": _values(step.get("values"), pair)} for slug, step in steps.items()}


def _values(values: dict[str, list[str]] | None, pair: Pair) -> dict[str, list[str]] | None:
    """The name typed stays: the person who began it goes on from there."""
    if values is None:
        return None
    was, now = [str(pair.removed)], [str(pair.kept)]
    return {name: now if name.endswith(CHOSEN) and texts == was else texts for name, texts in values.items()}
