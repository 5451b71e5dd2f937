"""A project as its form shows it, and the form as the service takes it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.models import Project, User
from app.projects.choices import Choice
from app.projects.forms import ProjectForm
from app.projects.queries import deduce_region

NO_REGION = "aucune"
LABELS = {
    "title": "Titre",
    "programme_id": "Programme",
    "referent_id": "Référent",
    "summary": "Résumé",
    "need": "Besoin",
    "answer": "Réponse",
    "phase_code": "Phase d’innovation",
    "category_code": "Catégorie",
    "mode_code": "Mode de partenariat",
    "objective_code": "Objectif commun",
    "engineering_code": "Ingénierie",
    "domain_codes": "Domaines",
    "goal_codes": "Objectifs de développement durable",
    "territory_ids": "Territoires",
    "region_code": "Région",
    "scale_code": "Échelon",
    "territory_label": "Nom d’usage du territoire",
    "starts_on": "Début",
    "ends_on": "Fin",
    "charter_version": "Version de la charte",
    "charter_signed_on": "Signature de la charte",
}
LISTS = ("territory_ids", "domain_codes", "goal_codes")
PLAIN = tuple(name for name in LABELS if name not in (*LISTS, "region_code"))


def values_of(session: Session, project: Project) -> dict[str, Any]:
    """What the form holds when opened; the territories, domains and goals of `project` are loaded."""
    territories = [place.id for place in project.territories]
    lists = {
        "territory_ids": territories,
        "domain_codes": [domain.code for domain in project.domains],
        "goal_codes": [goal.code for goal in project.goals],
    }
    deduced = deduce_region(session, territories)
    chosen = "" if deduced == project.region_code else (project.region_code or NO_REGION)
    return {name: getattr(project, name) for name in PLAIN} | lists | {"region_code": chosen}


def columns_of(data: ProjectForm) -> dict[str, Any]:
    """For `update_project`; without `region_code` when it is left to the territories."""
    columns = {name: getattr(data, name) for name in PLAIN}
    if data.region_code:
        columns["region_code"] = None if data.region_code == NO_REGION else data.region_code
    return columns


def words_for_conflict(choices: Mapping[str, list[Choice]], places: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Codes said in words, for every version of a field."""
    words = {name: {choice.value: choice.label for choice in found} for name, found in choices.items()}
    words["region_code"] |= {"": "Celle des territoires", NO_REGION: "Aucune"}
    words["territory_ids"] = dict(places)
    return words


def editor_name(session: Session, project: Project) -> str:
    user = session.get(User, project.updated_by_id) if project.updated_by_id else None
    return user.name if user else ""
