"""Six measures of the roadmap told, the fifteen others left as the fund finds them. Every title says it is made up."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.calendar import add_months
from app.demo.portfolio import Built
from app.models import Chantier, Investment, MeasureStatus, RoadmapMeasure
from app.roadmap.evidence import add_evidence
from app.roadmap.service import move_status, update_measure
from app.roadmap.ties import link_investment, link_project

S = MeasureStatus
# number → chantier, title, target, figure and unit, months before its deadline (none: no deadline)
TOLD: dict[int, tuple[Chantier | None, str, str, Decimal | None, str, int | None]] = {
    1: (Chantier.MOBILISER, "Titre fictif\u00a0: faire connaître les alliances", "Une rencontre dans chaque région",
        Decimal(18), "régions", 6),
    4: (Chantier.MOBILISER, "Titre fictif\u00a0: outiller les acteurs de terrain", "", None, "", None),
    7: (Chantier.SOUTENIR, "Titre fictif\u00a0: financer des alliances territoriales",
        "Des projets financés et évalués avec leurs partenaires", Decimal(30), "projets", 12),
    9: (Chantier.SOUTENIR, "Titre fictif\u00a0: appuyer l’ingénierie de proximité",
        "Un lieu ressource par territoire pilote", None, "", 18),
    13: (Chantier.EDUQUER, "Titre fictif\u00a0: former les futurs décideurs", "Un module dans chaque école partenaire",
         Decimal(12), "écoles", -2),
    18: (None, "Titre fictif\u00a0: reconnaître l’alliance dans le droit", "", None, "", None),
}  # fmt: skip
# number → (status, months ago, why)
MOVES: dict[int, tuple[tuple[MeasureStatus, int, str], ...]] = {
    1: ((S.UNDER_WAY, 20, "Première rencontre tenue."), (S.REACHED, 3, "Toutes les régions ont eu leur rencontre.")),
    4: ((S.UNDER_WAY, 9, "Un premier guide est écrit."),),
    7: (
        (S.UNDER_WAY, 26, "Premier comité de pilotage."),
        (S.REACHED, 8, "Trente projets sont financés."),
        (S.BEYOND, 2, "Le portefeuille dépasse la cible."),
    ),
    9: ((S.UNDER_WAY, 14, "Deux territoires pilotes."), (S.PARTLY, 4, "Un lieu sur deux a ouvert.")),
    13: ((S.UNDER_WAY, 5, "Trois écoles s’engagent."),),
}
# number → (months ago, sentence, source)
PROOFS: dict[int, tuple[tuple[int, str, str], ...]] = {
    1: (
        (3, "La dernière région a tenu sa rencontre, devant quatre-vingts personnes.", "https://exemple.fr/rencontres"),
    ),
    7: (
        (8, "Le trentième investissement est validé en comité.", "Relevé de décisions du comité de pilotage (fictif)"),
        (2, "Trente-trois projets sont au portefeuille.", "Portefeuille du Fonds (données fictives)"),
    ),
    9: ((4, "Un lieu ressource accueille douze collectifs.", "https://exemple.fr/lieu-ressource"),),
}
PROJECTS: dict[int, tuple[int, ...]] = {1: (2, 9), 7: (1, 3, 5, 8, 12, 20), 9: (3, 14), 13: (7,)}
INVESTMENTS: dict[int, tuple[int, ...]] = {4: (6,), 7: (10, 1)}


def follow_roadmap(session: Session, projects: Mapping[int, Built], today: date) -> None:
    measures = {own.number: own for own in session.scalars(select(RoadmapMeasure))}
    for number, (chantier, title, target, value, unit, months) in TOLD.items():
        measure = measures[number]
        deadline = add_months(today, months) if months else None
        update_measure(
            session,
            measure,
            title=title,
            chantier=chantier,
            target=target,
            target_value=value,
            target_unit=unit,
            target_on=deadline,
            user=None,
        )
        _live(session, measure, today)
        _tie(session, measure, projects)
    session.flush()


def _live(session: Session, measure: RoadmapMeasure, today: date) -> None:
    for status, ago, why in MOVES.get(measure.number, ()):
        when = add_months(today, -ago)
        move_status(session, measure, to=status, dated_on=when, reason=why, user=None, today=today)
    for ago, sentence, source in PROOFS.get(measure.number, ()):
        when = add_months(today, -ago)
        add_evidence(session, measure, dated_on=when, sentence=sentence, source=source, user=None, today=today)


def _tie(session: Session, measure: RoadmapMeasure, projects: Mapping[int, Built]) -> None:
    for number in PROJECTS.get(measure.number, ()):
        link_project(session, measure, projects[number].project)
    for number in INVESTMENTS.get(measure.number, ()):
        own = Investment.project_id == projects[number].project.id
        found = session.scalar(select(Investment).where(own).order_by(Investment.id).limit(1))
        if found is not None:
            link_investment(session, measure, found)
