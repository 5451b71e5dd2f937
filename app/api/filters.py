"""The filters of a list, checked one by one, so that the one that names nothing known is told."""

from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.command import check_filters
from app.projects.filters import PortfolioFilter
from app.web.programs import Problem


def check_choice(session: Session, chosen: PortfolioFilter) -> None:
    errors = []
    for name, value in chosen.chosen.items():
        try:
            check_filters(session, PortfolioFilter(**{name: value}))
        except Refused as refusal:
            errors.append({"parameter": name, "detail": refusal.sentence})
    if errors:
        raise Problem("invalid", " ".join(one["detail"] for one in errors), errors=errors)
