"""Measures of the roadmap as the tests need them; the twenty-one are rows of the migration."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Investment, Project, ReferenceFigure, RoadmapMeasure
from app.roadmap.evidence import add_evidence
from app.roadmap.ties import link_investment, link_project
from tests.factories import a_paid_instalment, a_project, an_investment


def measure(session: Session, number: int = 7, **given: Any) -> RoadmapMeasure:
    found = session.scalars(select(RoadmapMeasure).where(RoadmapMeasure.number == number)).one()
    for name, value in given.items():
        setattr(found, name, value)
    session.flush()
    return found


def a_tied_project(session: Session, *numbers: int, amount: str = "10000", paid: str = "4000") -> Project:
    """One investment, one instalment paid, linked entire to these measures."""
    project = a_project(session)
    investment = an_investment(session, project, amount)
    a_paid_instalment(session, investment, paid)
    for number in numbers:
        link_project(session, measure(session, number), project)
    return project


def a_tied_investment(session: Session, *numbers: int, amount: str = "5000") -> Investment:
    investment = an_investment(session, a_project(session), amount)
    for number in numbers:
        link_investment(session, measure(session, number), investment)
    return investment


def of_the_roadmap(session: Session) -> dict[str, object]:
    """A proof of measure 7, a national reference and its figure: none belongs to a project."""
    given = {"dated_on": date(2026, 1, 1), "sentence": "Constat.", "user": None, "today": date(2026, 2, 1)}
    figure = session.scalars(select(ReferenceFigure).order_by(ReferenceFigure.id).limit(1)).one()
    return {
        "evidence_id": add_evidence(session, measure(session), **given).id,
        "reference_id": figure.reference_id,
        "chiffres/figure_id": figure.id,
    }
