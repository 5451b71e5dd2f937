"""Portfolios drawn at random from a seed, published by the product itself."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random

from sqlalchemy.orm import Session

from app.assessments.service.publication import publish
from app.models import Answer, Campaign, CampaignStatus, Project, RespondentPriority
from evaluation import READINGS, Grid, Moment
from tests import factories as make

NOW = datetime(2025, 5, 1, 9, 30, tzinfo=UTC)
PROFILES = ("association", "collectivite", "entreprise", "fondation")
REGIONS = ("53", "32", "01", None)
PROOF_LEVELS = (0, 1, 2)


def drawn_portfolio(session: Session, seed: int, grids: Sequence[Grid], projects: int = 8) -> list[Project]:
    """Projects with money, and campaigns with sans objet, NSP, silences, priorities, corrections and lone profiles."""
    draw = Random(seed)
    funders = [make.an_organisation(session, name=f"Fondation {seed} {n}", profile_code="fondation") for n in range(3)]
    made = []
    for _ in range(projects):
        project = make.a_project(
            session, region_code=draw.choice(REGIONS), status=draw.choice(("en_cours", "termine", "instruction"))
        )
        investment = make.an_investment(session, project, f"{draw.randint(5, 60)}000.{draw.randint(10, 99)}")
        make.an_allocation(session, investment, draw.choice(funders), f"{draw.randint(1, 4)}000")
        make.a_paid_instalment(session, investment, f"{draw.randint(1, 4)}500.10")
        make.an_instalment(session, investment, "1200", due_on=date(2024, draw.randint(1, 12), 5))
        make.a_cofinancing(session, project, funders[0], amount_eur=draw.randint(1, 9) * 1000)
        indicator = make.an_indicator(
            session, project, target=draw.choice((400, 0, None)), baseline=draw.choice((0, None, 10))
        )
        make.a_measurement(session, indicator, draw.randint(0, 500))
        make.a_milestone(session, project, done_on=draw.choice((None, date(2024, 2, 3))))
        for moment in draw.sample(tuple(Moment), draw.randint(1, 3)):
            drawn_campaign(session, draw, project, moment, draw.choice(grids))
        made.append(project)
    return made


def drawn_campaign(session: Session, draw: Random, project: Project, moment: Moment, grid: Grid) -> Campaign:
    campaign = make.a_campaign(
        session, project, moment, grid_reference=grid.reference, held_on=date(2025, draw.randint(1, 4), 1),
        status=CampaignStatus.CLOSED,
    )  # fmt: skip
    kinds = PROFILES[:1] if draw.random() < 0.15 else PROFILES
    for _ in range(draw.randint(1, 7)):
        drawn_respondent(session, draw, campaign, grid, draw.choice(kinds))
    publish(session, campaign=campaign, user=None, now=NOW)
    if draw.random() < 0.3:
        correct(session, draw, campaign, grid)
    return campaign


def drawn_respondent(session: Session, draw: Random, campaign: Campaign, grid: Grid, profile: str) -> None:
    organisation = make.an_organisation(session, name=f"Alliée {draw.getrandbits(40):x}", profile_code=profile)
    project = session.get_one(Project, campaign.project_id)
    partner = make.a_partner(session, project, organisation)
    respondent = make.a_respondent(session, campaign, partner, profile_code=profile, contact_name="Dominique Lenoir")
    for code in grid.prioritised_criteria:
        if draw.random() < 0.7:
            session.add(
                RespondentPriority(respondent_id=respondent.id, criterion_code=code, value=draw.choice((0, 1, 1, 2)))
            )
    manner = draw.choice(("full", "full", "patchy", "mostly_na", "silent"))
    for reading in READINGS[Moment(campaign.moment)] if manner != "silent" else ():
        for axis in grid.axes_of(reading):
            for question in axis.questions:
                given = answer_of(draw, grid, manner)
                if given is not None:
                    session.add(an_answer(respondent.id, str(reading), question.code, given, draw.choice(PROOF_LEVELS)))
    session.flush()


def answer_of(draw: Random, grid: Grid, manner: str) -> int | str | None:
    level = draw.randint(grid.scale.min, grid.scale.max)
    if manner == "mostly_na":
        return draw.choice(("NA", "NA", "NA", "NSP", level))
    if manner == "patchy":
        return draw.choice((level, level, "NA", "NSP", None))
    return draw.choice((level,) * 9 + ("NA",))


def an_answer(respondent: int, reading: str, question: str, given: int | str, evidence: int) -> Answer:
    level, word = (given, None) if isinstance(given, int) else (None, given)
    return Answer(
        respondent_id=respondent, reading=reading, question_code=question, level=level, no_level=word, evidence=evidence
    )


def correct(session: Session, draw: Random, campaign: Campaign, grid: Grid) -> None:
    """A late answer, then a second result that replaces the first."""
    campaign.status = CampaignStatus.CLOSED
    drawn_respondent(session, draw, campaign, grid, "entreprise")
    publish(session, campaign=campaign, user=None, now=NOW, reason="Une réponse reçue après coup.")
