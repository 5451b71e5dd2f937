"""What some alliances of the demonstration say they gained, and the time it took; others were asked and are silent."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from app.addedvalues.service import add_time, add_value
from app.demo.portfolio import Built

# project (place among those old enough), method, low, high, evidence, years back
SAID = (
    (0, "delai_compare", "30", "55", 1, 1), (0, "depense_evitee", "4000", "6500", 2, 1),
    (0, "reponses_nouvelles", "1", "2", 0, 1), (1, "delai_compare", "12", "20", 0, 1),
    (1, "moyens_partages", "1800", "2400", 1, 1), (2, "travail_epargne", "18", "26", 2, 1),
    (2, "delai_compare", "45", "90", 0, 1), (3, "depense_evitee", "2500", "2500", 2, 1),
    (3, "reponses_nouvelles", "2", "3", 1, 1), (4, "delai_compare", "20", "32", 2, 1),
    (4, "travail_epargne", "6.5", "11", 0, 1), (5, "depense_evitee", "900", "3200", 0, 1),
    (6, "reponses_nouvelles", "1", "1", 2, 1), (6, "delai_compare", "8", "25", 0, 2),
    (7, "moyens_partages", "3600", "5200", 0, 1), (7, "depense_evitee", "7200", "9800", 1, 2),
    (8, "travail_epargne", "30", "42", 1, 1), (9, "delai_compare", "0", "15", 0, 1),
    (10, "reponses_nouvelles", "3", "4", 0, 1), (11, "depense_evitee", "1200", "1900", 1, 1),
    (11, "moyens_partages", "650", "900", 0, 1),
)  # fmt: skip
COMPARED = {
    "delai_compare": "Chaque organisation aurait ouvert son propre service, avec son propre comité.",
    "travail_epargne": "Chacune aurait formé et documenté de son côté.",
    "depense_evitee": "Chacune aurait acheté son matériel et son étude.",
    "moyens_partages": "Un local et deux véhicules auraient été loués.",
    "reponses_nouvelles": "Les services d’avant auraient continué, chacun pour son public.",
}
HOW = {
    "delai_compare": "Deux calendriers reconstitués avec les partenaires, de la décision à la réponse (fictif).",
    "travail_epargne": "Liste des tâches faites une seule fois, avec leur durée (fictif).",
    "depense_evitee": "Trois devis, et la moins chère des trois propositions pour la borne basse (fictif).",
    "moyens_partages": "Prix de location relevés dans le territoire, au mois (fictif).",
    "reponses_nouvelles": "Liste relue avec les partenaires\u00a0: ce qui sert encore en fin d’année (fictif).",
}
# project, days of each partner in their order; none: asked, not said; a single figure for the whole alliance
TIMES: dict[int, tuple[str | None, ...]] = {
    0: ("6", "4.5", "2"), 1: ("8", None), 2: ("14", "9.5", "3", "5"), 3: ("3.5",), 4: ("10", "6", None),
    6: ("2", "1.5"), 7: ("11", "7"), 8: (None, None), 9: ("4",), 12: ("7.5", "3"), 13: (None,),
}  # fmt: skip
WHOLE = {5: "12", 10: "21.5"}
RATES = {0: ("320", "Barème du partenaire (fictif)"), 4: ("280", "Convention collective (fictif)")}


def tell_added_values(session: Session, projects: Iterable[Built], today: date) -> None:
    """In the order of the stories, so that the same ones speak every time."""
    old = [built for built in projects if built.starts_on and built.starts_on < date(today.year, 1, 1)]
    for place, method, low, high, evidence, back in SAID:
        if place < len(old):
            _say(session, old[place], method, (Decimal(low), Decimal(high)), evidence, today.year - back)
    for place, days in TIMES.items():
        if place < len(old):
            _count(session, old[place], days, today.year - 1, RATES.get(place, (None, "")))
    for place, figure in WHOLE.items():
        if place < len(old):
            start, end = _year(old[place], today.year - 1)
            whole = {"partner_id": None, "said_by_id": old[place].partners[0].id, "evidence": 0}
            add_time(
                session, project=old[place].project, user=None, starts_on=start, ends_on=end, days=Decimal(figure),
                **whole,
            )  # fmt: skip


def _say(
    session: Session, built: Built, method: str, bounds: tuple[Decimal, Decimal], evidence: int, year: int
) -> None:
    start, end = _year(built, year)
    add_value(
        session,
        project=built.project,
        user=None,
        method_code=method,
        low=bounds[0],
        high=bounds[1],
        starts_on=start,
        ends_on=end,
        compared_with=COMPARED[method],
        how=HOW[method],
        said_by_id=built.partners[0].id if evidence < 2 else None,
        evidence=evidence,
        document_id=None,
    )


def _count(
    session: Session, built: Built, days: tuple[str | None, ...], year: int, rate: tuple[str | None, str]
) -> None:
    start, end = _year(built, year)
    for place, (partner, figure) in enumerate(zip(built.partners, days, strict=False)):
        costed = figure is not None and rate[0] is not None
        add_time(
            session,
            project=built.project,
            user=None,
            partner_id=partner.id,
            starts_on=start,
            ends_on=end,
            days=None if figure is None else Decimal(figure),
            day_rate_eur=Decimal(rate[0]) if costed and rate[0] else None,
            rate_source=rate[1] if costed else "",
            said_by_id=None if figure is None else partner.id,
            evidence=0 if figure is None else place % 3,
        )


def _year(built: Built, year: int) -> tuple[date, date]:
    """The days of that year when the project was on; of the next one when it had not begun."""
    start = built.starts_on or date(year, 1, 1)
    year = max(year, start.year)
    return max(start, date(year, 1, 1)), date(year, 12, 31)
