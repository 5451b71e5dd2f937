"""Projects, field by field: read from the lines and cards the pages show, so that both say the same."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.answers import Answer, Code, Euros, Named, Next, example
from app.api.answers_money import Money
from app.models import ProjectStatus, TerritoryKind

Title = Annotated[str, example("Le café des possibles")]


class ProjectLine(Answer):
    """Comme dans la liste à l’écran ; pas de `region` pour un projet interrégional."""

    code: Code
    title: Title
    status: ProjectStatus
    territory: str = Field(validation_alias="territory_label", examples=["Pays de Redon"])
    region: Annotated[str | None, example("Bretagne")]
    leader: Annotated[str | None, example("Les Jardins de Siméon")]
    starts_on: date | None
    committed_eur: Euros = Field(validation_alias="committed")
    paid_eur: Euros = Field(validation_alias="paid")
    due_eur: Euros = Field(validation_alias="due")
    late_milestones: int
    late_instalments: int
    invited: int
    answered: int
    next_due_on: date | None = Field(validation_alias="next_due")


class Totals(Answer):
    """De tous les projets que les filtres gardent, quelle que soit la page."""

    projects: int
    committed_eur: Euros = Field(validation_alias="committed")
    paid_eur: Euros = Field(validation_alias="paid")
    due_eur: Euros = Field(validation_alias="due")


class Projects(Answer):
    """Une page de projets, par code."""

    projects: list[ProjectLine]
    totals: Totals
    next: Next


class Partner(Answer):
    """Les personnes à contacter ne sont pas ici : elles se demandent une à une, avec une portée à part."""

    id: int
    organisation: int = Field(validation_alias="organisation_id")
    name: Annotated[str, example("Les Jardins de Siméon")]
    profile: str = Field(validation_alias="profile_code")
    role: str = Field(validation_alias="role_code")
    joined_on: date | None
    left_on: date | None


class ProjectMilestone(Answer):
    id: int
    kind: Annotated[str, example("Point d’étape")]
    title: Annotated[str, example("Premier bilan partagé")]
    due_on: date
    done_on: date | None
    partner: str | None


class Territory(Answer):
    id: Annotated[str, example("commune-35236")]
    kind: TerritoryKind
    code: str
    label: str


class Programme(Answer):
    code: Annotated[str, example("PLAN-2026")]
    title: Annotated[str, example("Plan partenarial 2026")]


class Facts(Answer):
    """Ce qu’est le projet ; montants, partenaires et jalons viennent à côté. Ses choix sont des codes de listes."""

    code: Code
    title: Title
    status: ProjectStatus
    programme: Programme | None
    referent: int | None = Field(
        validation_alias="referent_id", description="Numéro de la personne du Fonds qui suit le projet."
    )
    region: Named | None
    territory: str = Field(validation_alias="territory_label", examples=["Pays de Redon"])
    territories: list[Territory]
    scale: str | None = Field(validation_alias="scale_code")
    phase: str | None = Field(validation_alias="phase_code")
    category: str | None = Field(validation_alias="category_code")
    mode: str | None = Field(validation_alias="mode_code")
    objective: str | None = Field(validation_alias="objective_code")
    engineering: str | None = Field(validation_alias="engineering_code")
    domains: list[Named]
    goals: list[Named]
    summary: str
    need: str
    answer: str
    starts_on: date | None
    ends_on: date | None
    charter_version: str
    charter_signed_on: date | None


class Project(Answer):
    """L’ETag est la version des faits : ce que compare une modification."""

    project: Facts
    money: Money
    partners: list[Partner]
    milestones: list[ProjectMilestone]


class PartnerSheet(Answer):
    """Un partenaire d’un projet ; la personne à contacter est à part."""

    id: int
    project: Code
    organisation: int
    name: Annotated[str, example("Les Jardins de Siméon")]
    role: Annotated[str, example("partenaire")]
    joined_on: date | None
    left_on: date | None
    contribution: str


class Contact(Answer):
    """La personne à contacter chez un partenaire : elle ne se lit qu’ici, avec la portée `contacts:read`."""

    partner: int
    project: Code
    name: Annotated[str, example("Inès Morel")]
    email: Annotated[str, example("ines@exemple.fr")]
