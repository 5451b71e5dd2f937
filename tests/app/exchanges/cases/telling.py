"""A finished project with all a case may tell: partners, money, milestones, publications, words, deliverables."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import Campaign, Project
from tests.app.capitalisation.closing import a_finished_project, an_agreed_case, with_every_pillar
from tests.app.restitution.situations import an_alliance, published, says
from tests.factories import (
    a_cofinancing,
    a_measurement,
    a_milestone,
    a_paid_instalment,
    an_indicator,
    an_investment,
    an_organisation,
)

ALLOWED = "Nous le referions dès demain."
SILENT = "Nous n’avons jamais été invités à la table."


def a_told_project(session: Session, *, shows_money: bool = True, status: str = "termine") -> Project:
    """Three associations and three towns answered; one association lets its words be quoted, one does not."""
    project = a_finished_project(
        session,
        status=status,
        starts_on=date(2024, 1, 5),
        region_code="53",
        territory_label="Presqu’île de Rhuys",
        scale_code="bassin_de_vie",
        phase_code="modelisation",
        category_code="innovation_societale",
        mode_code="co_innovation",
        objective_code="territoire",
        engineering_code="projet",
        need="Plus un commerce dans trois villages.",
        answer="Une épicerie tenue à plusieurs.",
    )
    answered(session, project)
    with_every_pillar(session, project)
    an_agreed_case(session, project, shows_money=shows_money)
    a_paid_instalment(session, an_investment(session, project, "10000"), "4000")
    a_cofinancing(session, project, an_organisation(session, name="Banque des Rives"), amount_eur=25000)
    a_milestone(session, project, title="Ouverture de l’épicerie", done_on=date(2024, 6, 1), evidence="Procès-verbal")
    a_milestone(session, project, title="Bilan", due_on=date(2030, 1, 1))
    a_measurement(session, an_indicator(session, project, unit="foyers"), 300, source="Registre", evidence=2)
    session.commit()
    return project


def answered(session: Session, project: Project) -> Campaign:
    campaign, respondents = an_alliance(session, *["association"] * 3, *["collectivite"] * 3, project=project)
    first, second, *others = respondents
    says(session, first, 3, comments={"A1.1": ALLOWED})
    says(session, second, 4, comments={"A1.1": SILENT})
    for one in others:
        says(session, one, 3)
    first.quotes_allowed = True
    session.flush()
    return published(session, campaign)
