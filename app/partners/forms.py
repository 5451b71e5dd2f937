"""What people fill in about an organisation, and about its part in a project."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from app.partners.addresses import check_email, check_site
from app.partners.identifiers import check_rna, check_siren, check_siret
from app.web.forms import FrenchDate, FrenchInteger

Siren = Annotated[str, AfterValidator(check_siren)]
Siret = Annotated[str, AfterValidator(check_siret)]
Rna = Annotated[str, AfterValidator(check_rna)]
Line = Annotated[str, Field(max_length=200)]
Priority = Annotated[FrenchInteger, Field(ge=0, le=2)]


class OrganisationForm(BaseModel):
    """`commune` is a name or a code, settled against the official geographic code."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    profile_code: str
    siren: Siren | None = None
    siret: Siret | None = None
    rna: Rna | None = None
    commune: Line = ""
    website: Annotated[str, Field(max_length=300), AfterValidator(check_site)] = ""


class PartnerForm(BaseModel):
    role_code: str
    joined_on: FrenchDate | None = None
    left_on: FrenchDate | None = None
    contribution: Annotated[str, Field(max_length=4000)] = ""
    contact_name: Line = ""
    contact_email: Annotated[str, Field(max_length=254), AfterValidator(check_email)] = ""
    priority_d1: Priority | None = None
    priority_d2: Priority | None = None
    priority_d3: Priority | None = None
    priority_d4: Priority | None = None


class KnownPartnerForm(PartnerForm):
    organisation_id: FrenchInteger


class CreatedPartnerForm(PartnerForm):
    """The organisation is created on the spot; the rest of its sheet may come later."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    profile_code: str
    siren: Siren | None = None
    siret: Siret | None = None
    rna: Rna | None = None


ORGANISATION_LABELS = {
    "name": "Nom",
    "profile_code": "Profil",
    "siren": "SIREN",
    "siret": "SIRET",
    "rna": "RNA",
    "commune": "Commune",
    "website": "Site",
}
PARTNER_LABELS = {
    "role_code": "Rôle",
    "joined_on": "Entrée dans le projet",
    "left_on": "Sortie du projet",
    "contribution": "Contribution",
    "contact_name": "Personne à contacter",
    "contact_email": "Adresse électronique",
    "priority_d1": "Priorité D1",
    "priority_d2": "Priorité D2",
    "priority_d3": "Priorité D3",
    "priority_d4": "Priorité D4",
}
ALREADY_KNOWN = "Ce numéro est déjà celui d’une autre organisation."
ORGANISATION_CONSTRAINTS = {
    "uq_organisation_siren": ("siren", ALREADY_KNOWN),
    "uq_organisation_siret": ("siret", ALREADY_KNOWN),
    "uq_organisation_rna": ("rna", ALREADY_KNOWN),
    "ck_organisation_siret_of_siren": ("siret", "Ce SIRET ne commence pas par le SIREN de l’organisation."),
    "fk_organisation_profile_code": ("profile_code", "Choisissez un des profils proposés."),
}
PARTNER_CONSTRAINTS = ORGANISATION_CONSTRAINTS | {
    "uq_partner_one_porteur": ("role_code", "Ce projet a déjà un porteur\u202f: il n’en a qu’un à la fois."),
    "uq_partner_project_id_organisation_id": ("organisation_id", "Cette organisation est déjà partenaire du projet."),
    "ck_partner_dates": ("left_on", "La date de sortie précède la date d’entrée dans le projet."),
    "fk_partner_role_code": ("role_code", "Choisissez un des rôles proposés."),
}
