"""What a step holds before anyone typed in it: instalments and milestones are proposed, to be adjusted."""

from datetime import date

from sqlalchemy.orm import Session

from app.investments.proposal import propose_instalments
from app.milestones.proposal import propose_milestones
from app.registration.forms import AmountStep
from app.registration.queries import current_programme
from app.registration.values import Values, from_rows
from app.web.forms import as_typed

UP_TO_COPIL = ("reperage", "dialogue_cadrage", "instruction", "copil")


def first_values(session: Session, slug: str, amount: AmountStep | None, today: date, owner_id: int) -> Values:
    if slug == "projet":
        programme = current_programme(session, today)
        return {"programme_id": [str(programme)]} if programme else {}
    if slug == "tranches" and amount:
        return _instalments(amount, today)
    if slug == "jalons":
        return {"referent_id": [str(owner_id)]} | (_milestones(amount, today) if amount else {})
    return {}


def _instalments(amount: AmountStep, today: date) -> Values:
    start = amount.starts_on or amount.copil_on or today
    proposed = propose_instalments(amount.amount, start, amount.ends_on)
    return from_rows(
        "instalments",
        (
            {
                "label": one.label,
                "due_on": as_typed(one.due_on),
                "amount": as_typed(one.amount_eur),
                "milestone_kind": one.milestone_kind,
            }
            for one in proposed
        ),
    )


def _milestones(amount: AmountStep, today: date) -> Values:
    """What led to a COPIL already held is proposed as done; the rest is for a person to say, whatever the calendar."""
    held = amount.copil_on is not None and amount.copil_on <= today
    proposed = propose_milestones(amount.copil_on, amount.starts_on or amount.copil_on or today, amount.ends_on)
    return from_rows(
        "milestones",
        (
            {"keep": "oui", "kind_code": one.kind_code, "title": one.title, "due_on": as_typed(one.due_on)}
            | ({"done": "oui"} if held and one.kind_code in UP_TO_COPIL else {})
            for one in proposed
        ),
    )
