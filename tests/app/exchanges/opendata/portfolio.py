"""Grants that are ready, or lack one thing, for the tests of the open data."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.reports.choice import ReportChoice
from app.models import Investment, Organisation, Project
from app.projects.filters import PortfolioFilter
from tests import factories as make

DAY = date(2024, 12, 31)
SIRETS = ("35600000000048", "90000001900019", "90000002700012", "90000003500015")


def choice(*, day: date = DAY, sheets: tuple[str, ...] = (), project: str = "", **chosen: str) -> ReportChoice:
    return ReportChoice(as_of=day, projects=PortfolioFilter(**chosen), sheets=sheets, project=project)


def a_bearer(session: Session, **given: Any) -> Organisation:
    values = {"name": "Association des rives", "siret": SIRETS[1], "rna": "W223000001", "commune_id": None}
    return make.an_organisation(session, **values | given)


def a_ready_grant(
    session: Session, bearer: Organisation | None = None, amount: str = "12000.50", **given: Any
) -> tuple[Project, Investment]:
    """Validated, signed, paid in two instalments, one of them already."""
    values = {
        "title": "Rivières du Trégor",
        "status": "en_cours",
        "region_code": "53",
        "ends_on": date(2025, 12, 31),
        "charter_version": "2023",
        "charter_signed_on": date(2024, 2, 1),
    }
    project = make.a_project(session, **values | given)
    make.a_partner(session, project, bearer or a_bearer(session), role_code="porteur")
    investment = make.an_investment(session, project, amount, copil_number="07", purpose="Restaurer les berges")
    make.a_paid_instalment(session, investment, "7000.50")
    make.an_instalment(session, investment, "5000", label="Tranche 2", due_on=date(2025, 1, 15))
    return project, investment
