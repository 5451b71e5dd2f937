"""What can be settled without asking: organisations and territories typed in full, rows left blank."""

from sqlalchemy.orm import Session

from app.registration.organisations import settle_organisations
from app.registration.places import settle_territories
from app.registration.steps import Step
from app.registration.values import Values, compact


def settled(session: Session, step: Step, values: Values) -> Values:
    if step.slug == "territoire":
        settle_territories(session, values)
    if step.group in ("partners", "funders"):
        settle_organisations(session, values, step.group)
    return compact(values, step.group, fixed=step.fixed_rows, ignored=step.ignored) if step.group else values
