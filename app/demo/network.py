"""Organisations of the demonstration that meet in several projects: they came after the campaigns were held."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from app.demo.calendar import add_months
from app.demo.portfolio import Built
from app.models import Organisation, Partner

# name, profile, role, {number of the project: months from its decision to the arrival; none when not recorded}
Arrivals = Mapping[int, int | None]
RECURRING: tuple[tuple[str, str, str, Arrivals], ...] = (
    ("Réseau des tiers-lieux solidaires (fictif)", "accompagnement", "catalyseur", {3: -2, 8: 3, 18: 1, 22: 4, 33: 2}),
    ("Fédération des aidants en commun (fictive)", "association", "partenaire", {5: 2, 12: 3, 13: 2, 27: -1}),
    ("Coopérative Énergies communes (fictive)", "entreprise", "partenaire", {14: 2, 25: 5}),
    ("Institut des transitions rurales (fictif)", "academique", "academique", {6: 3, 7: 2, 11: 2, 26: None}),
    ("Union des intercommunalités de l’Ouest (fictive)", "collectivite", "collectivite_accueil", {6: -2, 7: -2, 26: 1}),
    ("Atelier de l’emploi partagé (fictif)", "entreprise", "partenaire", {3: -3, 19: 2}),
    ("Cercle des citoyens du Nord (fictif)", "citoyens", "beneficiaires", {1: 4, 3: 5, 4: 6}),
)


def gather_networks(session: Session, projects: Mapping[int, Built]) -> None:
    for name, profile, role, arrivals in RECURRING:
        organisation = Organisation(name=name, profile_code=profile)
        session.add(organisation)
        session.flush()
        for number, months in arrivals.items():
            built = projects[number]
            joined = _joined(built.copil_on, months)
            values = {"project_id": built.project.id, "organisation_id": organisation.id}
            session.add(Partner(**values, role_code=role, joined_on=joined))
    session.flush()


def _joined(decided: date | None, months: int | None) -> date | None:
    return add_months(decided, months) if decided and months is not None else None
