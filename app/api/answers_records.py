"""Organisations, milestones and campaigns, field by field."""

from datetime import date
from typing import Annotated

from pydantic import Field

from app.api.answers import Answer, Code, Named, Next, example
from app.models import CampaignStatus, Moment


class OrganisationLine(Answer):
    """`projects` : de combien de projets elle est, ou fut, partenaire."""

    id: int
    name: Annotated[str, example("Les Jardins de Siméon")]
    profile: Annotated[str, example("association")] = Field(validation_alias="profile_code")
    siren: Annotated[str | None, example("732829320")]
    siret: Annotated[str | None, example("73282932000074")]
    rna: Annotated[str | None, example("W751212517")]
    commune: Annotated[str | None, example("Redon")]
    projects: int


class Organisations(Answer):
    """Par nom ; `total` est celui des filtres, quelle que soit la page."""

    organisations: list[OrganisationLine]
    total: int
    next: Next


class Place(Answer):
    code: Annotated[str, example("35236")]
    label: Annotated[str, example("Redon")]


class PartOf(Answer):
    project: Code
    title: Annotated[str, example("Le café des possibles")]
    role: Annotated[str, example("Porteur")]
    joined_on: date | None
    left_on: date | None


class Organisation(Answer):
    id: int
    name: Annotated[str, example("Les Jardins de Siméon")]
    profile: Named
    siren: Annotated[str | None, example("732829320")]
    siret: Annotated[str | None, example("73282932000074")]
    rna: Annotated[str | None, example("W751212517")]
    commune: Place | None
    website: Annotated[str, example("https://exemple.fr")]
    projects: list[PartOf]


class Responsible(Answer):
    """Un partenaire du projet."""

    id: int
    name: Annotated[str, example("Les Jardins de Siméon")]


class Milestone(Answer):
    """`state`, le jour de la lecture : `done` fait, `late` en retard, `due` d’ici trente jours, `info` à venir."""

    id: int
    project: Code
    kind: Named
    title: Annotated[str, example("Premier bilan partagé")]
    due_on: date
    done_on: date | None
    state: Annotated[str, Field(pattern="^(done|late|due|info)$", examples=["late"])]
    partner: Responsible | None
    deliverable: str
    evidence: str


class Milestones(Answer):
    """Le premier dû d’abord."""

    milestones: list[Milestone]
    next: Next


class CampaignLine(Answer):
    """Qui répond n’est jamais dit : seulement combien sont invités, et combien ont soumis leur grille."""

    id: int
    project: Code
    title: Annotated[str, example("Le café des possibles")]
    region: Annotated[str | None, example("Bretagne")]
    moment: Moment
    status: CampaignStatus
    held_on: date
    opens_on: date | None
    closes_on: date | None
    invited: int
    answered: int


class Campaigns(Answer):
    """La plus récente d’abord ; `total` est celui des filtres, quelle que soit la page."""

    campaigns: list[CampaignLine]
    total: int
    next: Next


class Campaign(CampaignLine):
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
