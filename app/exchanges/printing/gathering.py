"""Everything printed of the projects chosen, in a number of queries that does not grow with them."""

from sqlalchemy.orm import Session

from app.exchanges.printing.campaigns import campaigns_of, spoken_for
from app.exchanges.printing.course import indicators_of, milestones_of, partners_of
from app.exchanges.printing.days import Limit
from app.exchanges.printing.evaluations import evaluations_of
from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.gained import gained_of
from app.exchanges.printing.identities import Ids, identities
from app.exchanges.printing.levers import levers_of
from app.exchanges.printing.money import money_of
from app.exchanges.printing.told import Gained
from app.exchanges.printing.voices import spoken_of
from app.indicators.queries import IndicatorsCard
from app.investments.lines import MoneyCard
from app.milestones.queries import MilestonesCard
from app.partners.card import PartnersCard
from evaluation import attainment

NO_PARTNERS, NO_MILESTONES, NO_INDICATORS = PartnersCard(()), MilestonesCard((), 0, 0), IndicatorsCard(())


def gather(session: Session, ids: Ids, limit: Limit) -> list[ProjectFacts]:
    """In the order of regions, then of codes."""
    partners, milestones = partners_of(session, ids, limit), milestones_of(session, ids, limit)
    money, indicators = money_of(session, ids, limit), indicators_of(session, ids, limit)
    gained, levers = gained_of(session, ids, limit, partners), levers_of(session, ids, limit)
    campaigns = campaigns_of(session, ids, limit)
    pairs = {project_id: spoken_for(lines) for project_id, lines in campaigns.items()}
    published = [(chosen, before) for chosen, before in pairs.values() if chosen]
    evaluations = evaluations_of(session, published)
    spoken = spoken_of(session, [chosen.result_id for chosen, _ in published if chosen.result_id])
    gathered = []
    for project in identities(session, ids, limit):
        key, evaluation = project.id, evaluations.get(project.id)
        measured = indicators.get(key, NO_INDICATORS)
        waiting = [line for line in campaigns.get(key, ()) if line.result_id is None and line.is_opened]
        gathered.append(
            ProjectFacts(
                project=project,
                partners=partners.get(key, NO_PARTNERS),
                money=money.get(key, MoneyCard((), (), limit.day)),
                milestones=milestones.get(key, NO_MILESTONES),
                indicators=measured,
                attained=attainment(line.progress for line in measured.lines),
                evaluation=evaluation,
                pending=tuple(line.pending for line in waiting),
                spoken=spoken.get(evaluation.campaign_id, ()) if evaluation else (),
                gained=gained[key],
                levers=levers[key],
            )
        )
    return gathered


def gather_sums(session: Session, ids: Ids, limit: Limit) -> list[ProjectFacts]:
    """What the synthesis adds up, and nothing of what only the page of a project says."""
    money, milestones = money_of(session, ids, limit), milestones_of(session, ids, limit)
    return [
        ProjectFacts(
            project=project,
            partners=NO_PARTNERS,
            money=money.get(project.id, MoneyCard((), (), limit.day)),
            milestones=milestones.get(project.id, NO_MILESTONES),
            indicators=NO_INDICATORS,
            attained=attainment(()),
            evaluation=None,
            pending=(),
            spoken=(),
            gained=Gained(),
            levers=(),
        )
        for project in identities(session, ids, limit)
    ]
