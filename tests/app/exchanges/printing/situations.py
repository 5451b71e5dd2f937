"""Projects to print: an ordinary one, and one where every list and every text is too long."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Domain, Lever, ModelLever, Organisation, Project, SustainableGoal
from tests import factories as make
from tests.app.addedvalues.saying import a_time, a_value
from tests.app.restitution.situations import an_alliance, published, says

LONG = (
    "Les habitants de la vallée disent manquer d’un lieu où se retrouver, d’un transport pour s’y rendre et de "
    "personnes pour l’animer. "
)
WORDY = "Communauté de communes des Hautes-Terres, du Val-d’Or et des Monts-du-Lyonnais-Beaujolais réunis"


def a_funded_project(session: Session) -> Project:
    """24 500 € engaged in 2025, half of it paid in March 2026; a milestone done in January, one that is late."""
    project = make.a_project(
        session,
        title="Pacte local de l’alimentation",
        region_code="32",
        status="en_cours",
        need="Manger mieux. Tout près.",
        territory_label="Flandre intérieure",
    )
    leader = make.an_organisation(session, name="Collectif Flandre en commun")
    make.a_partner(session, project, leader, role_code="porteur", contact_name="Camille Contact")
    funder = make.an_organisation(session, name="Fondation Horizons", profile_code="fondation")
    investment = make.an_investment(session, project, "24500", copil_on=date(2025, 11, 3))
    make.an_allocation(session, investment, funder, "20000")
    paid = {"paid_on": date(2026, 3, 15), "due_on": date(2026, 3, 1)}
    make.a_paid_instalment(session, investment, "12250", **paid)
    make.an_instalment(session, investment, "12250", label="Tranche 2", due_on=date(2026, 9, 1))
    make.a_cofinancing(session, project, leader, amount_eur=61250)
    make.a_milestone(session, project, title="Lancement", due_on=date(2026, 1, 15), done_on=date(2026, 1, 20))
    make.a_milestone(session, project, title="Point d’étape", due_on=date(2026, 6, 1))
    indicator = make.an_indicator(session, project, label="Foyers touchés", target=400)
    make.a_measurement(session, indicator, 100, measured_on=date(2026, 2, 1))
    make.a_measurement(session, indicator, 318, measured_on=date(2026, 8, 1))
    session.commit()
    return project


def an_overflowing_project(session: Session, many: int = 12, times: int = 12) -> Project:
    """Twelve partners, as many funders, cofinancings and added values, 24 milestones, texts of a page."""
    project = make.a_project(
        session,
        title=(WORDY + " : ") * 3,
        region_code="93",
        status="en_cours",
        summary=LONG * times,
        need=LONG * times,
        answer=LONG * times,
        territory_label=WORDY * 2,
        charter_version="2",
        ends_on=date(2027, 1, 15),
        scale_code="bassin_de_vie",
        phase_code="modelisation",
        domains=list(session.scalars(select(Domain))),
        goals=list(session.scalars(select(SustainableGoal))),
        programme_id=make.a_programme(session, title=WORDY * 2).id,
    )
    profiles = (["association", "collectivite", "entreprise", "academique"] * 3)[:many]
    campaign, respondents = an_alliance(session, *profiles, project=project)
    for place, respondent in enumerate(respondents):
        respondent.quotes_allowed = True
        session.get_one(Organisation, respondent.organisation_id).name = f"{WORDY} {place}"
        says(
            session,
            respondent,
            place % 4,
            {"A1.1": LONG * 9, "B1.1": LONG * 9 + str(place), "C1.1": LONG, "D1.1": LONG},
        )
    for place in range(many):
        organisation = make.an_organisation(session, name=f"{WORDY} financeur {place}")
        investment = make.an_investment(session, project, "123456789.50")
        make.an_allocation(session, investment, organisation, "1234567.25")
        make.an_instalment(session, investment, "9876543.25", label=WORDY, due_on=date(2024, 1 + place, 1))
        make.a_cofinancing(session, project, organisation, amount_eur=1234567)
        make.an_indicator(session, project, label=WORDY * 2)
        for month in (0, 1):
            make.a_milestone(session, project, title=WORDY * 2, due_on=date(2025 + month, 1 + place, 1))
        year = {"starts_on": date(2010 + place, 1, 1), "ends_on": date(2010 + place, 12, 31)}
        a_value(session, project, "1234567.25", "9876543.75", method_code="depense_evitee", **year)
    a_time(session, project, "12345.5")
    for lever in Lever:
        a_lever(session, project, lever, before=LONG * 9, after=LONG * 9)
    session.flush()
    published(session, campaign)
    return project


def a_lever(session: Session, project: Project, lever: Lever, *, before: str = "", after: str = "") -> ModelLever:
    """Described at the end of 2023 for what was before, in June 2026 for what is."""
    days = {"before_on": date(2023, 12, 31) if before else None, "after_on": date(2026, 6, 30) if after else None}
    return make.keep(session, ModelLever(project_id=project.id, lever=lever, before=before, after=after, **days))
