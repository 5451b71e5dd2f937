"""A few projects with everything the API tells of them."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Project
from tests import factories as make
from tests.app.results.published import PROFILES, a_published_campaign

TODAY = date(2026, 11, 22)


def a_whole_project(session: Session, region_code: str | None = "53", title: str = "Le café des possibles") -> Project:
    project = make.a_project(session, title=title, region_code=region_code, status="en_cours")
    organisations = [make.an_organisation(session, profile_code=profile) for profile in PROFILES]
    partners = [make.a_partner(session, project, organisation) for organisation in organisations]
    investment = make.an_investment(session, project, "12250.50")
    make.an_allocation(session, investment, make.an_organisation(session), "2250.50")
    make.a_paid_instalment(session, investment, "5000.10")
    make.an_instalment(session, investment, "7000", due_on=date(2026, 11, 1))
    make.a_cofinancing(session, project, make.an_organisation(session))
    make.a_milestone(session, project, partner_id=partners[0].id)
    a_published_campaign(session, project, partners, 2, 3, 4)
    session.commit()
    return project
