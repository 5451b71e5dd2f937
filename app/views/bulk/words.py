"""What was, or would be, in words: the same on the preview, the report and the list of past bulk edits."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Act, MilestoneKind, PartnershipMode, ProjectStatus
from app.projects.choices import Choice, form_choices
from app.views.bulk.acts import LISTS

Choices = dict[str, list[Choice]]


def read_words(session: Session) -> Choices:
    """Two queries."""
    kinds = session.execute(
        select(MilestoneKind.code, MilestoneKind.label, MilestoneKind.active).order_by(
            MilestoneKind.position, MilestoneKind.code
        )
    )
    named = [Choice("kind_code", code, label, active) for code, label, active in kinds]
    return form_choices(session) | {"kind_code": named}


def read_modes(session: Session) -> dict[str, tuple[str, str]]:
    """Code → its category and its name."""
    rows = session.execute(select(PartnershipMode.code, PartnershipMode.category_code, PartnershipMode.label))
    return {code: (category, label) for code, category, label in rows}


def in_words(act: Act, value: Any, choices: Choices) -> str:
    """One value of a project."""
    if act is Act.MILESTONE:
        return f"{value['title']}, {date.fromisoformat(value['due_on']):%d/%m/%Y}" if value else "–"
    if act is Act.STATUS:
        return ProjectStatus(value).label
    if isinstance(value, list):
        return ", ".join(_label(act, code, choices) for code in value) or "aucun"
    return _label(act, value, choices)


def asked_in_words(act: Act, value: dict[str, Any], choices: Choices) -> str:
    """« Phase d’innovation : déploiement », of the whole bulk edit."""
    if act is not Act.MILESTONE:
        return f"{act.label}\u00a0: {in_words(act, value['value'], choices)}"
    if value["due_on"]:
        return f"{act.label}\u00a0: {in_words(act, value, choices)}"
    months = value["months"]
    when = f"{abs(months)}\u00a0mois {'avant' if months < 0 else 'après'} le début"
    return f"{act.label}\u00a0: {value['title']}, {when}"


def _label(act: Act, value: Any, choices: Choices) -> str:
    if value in (None, ""):
        return "aucun"
    named = choices.get(LISTS.get(act, ""), [])
    return next((choice.label for choice in named if choice.value == str(value)), str(value))
