"""A small portfolio with one of everything, for the tests of the export."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Project
from tests import factories as make


def two_projects(session: Session) -> tuple[Project, Project]:
    """A Breton project with money, delays and codes that begin with zero; an interregional one with nothing."""
    programme = make.a_programme(session, code="PLAN-A", title="Plan A")
    breton = make.a_project(
        session, title="Rivières du Trégor", region_code="53", programme_id=programme.id, status="en_cours"
    )
    leader = make.an_organisation(session, name="Association des rives", siren="005520135", rna="W223000001")
    make.a_partner(session, breton, leader, role_code="porteur")
    funder = make.an_organisation(session, name="Fondation des rivages", profile_code="fondation")
    investment = make.an_investment(session, breton, "10000.50", copil_number="07", purpose="=1+1")
    make.an_allocation(session, investment, funder, "6000")
    make.a_paid_instalment(session, investment, "5000")
    make.an_instalment(session, investment, "5000.50", label="Tranche 2", due_on=date(2024, 4, 1))
    make.a_milestone(session, breton)
    other = make.a_project(session, title="Réseau des catalyseurs", region_code=None)
    return breton, other
