"""The OpenAPI document: every address, what it asks for, and all that it may answer, with examples."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from app.accounts.scopes import WORDS
from app.api.answers import Problem
from app.api.examples import example_of
from app.api.given import MilestoneChange, NewMilestone, NewOrganisation, OrganisationChange
from app.api.given_money import (
    AllocationChange,
    CofinancingChange,
    InstalmentChange,
    InvestmentChange,
    NewAllocation,
    NewCofinancing,
    NewInstalment,
    NewInstalmentMove,
    NewInvestment,
    PaymentChange,
)
from app.api.given_parts import (
    ContactChange,
    IndicatorChange,
    MeasurementChange,
    NewIndicator,
    NewMeasurement,
    NewPartner,
    PartnerChange,
)
from app.api.given_projects import CampaignChange, NewCampaign, NewProject, ProjectChange
from app.api.routes_moves import NewMove
from app.settings import settings
from app.wording import typeset

REFS = "#/components/schemas/{model}"
WRITTEN = (
    NewProject,
    ProjectChange,
    NewMove,
    NewOrganisation,
    OrganisationChange,
    NewMilestone,
    MilestoneChange,
    NewCampaign,
    CampaignChange,
    NewPartner,
    PartnerChange,
    NewMeasurement,
    MeasurementChange,
    NewIndicator,
    IndicatorChange,
    ContactChange,
    NewInvestment,
    InvestmentChange,
    NewAllocation,
    AllocationChange,
    NewInstalment,
    InstalmentChange,
    NewInstalmentMove,
    PaymentChange,
    NewCofinancing,
    CofinancingChange,
)
ABOUT = """Le portefeuille du Fonds ODD 17 pour les programmes : les mêmes chiffres et les mêmes règles que les pages.

Les montants sont des textes à deux décimales, les dates de la forme AAAA-MM-JJ, les scores de 0 à 100. Une liste se lit
page par page : « after » reçoit la valeur de « next ». Une modification donne dans If-Match l’ETag de ce qu’elle a lu.
Un refus a toujours la forme d’un problème (RFC 9457)."""
TAGS = {
    "Projets": "Les projets, leurs montants, leurs partenaires et leurs indicateurs.",
    "Argent": "Les investissements, les parts des financeurs, les tranches et leur versement, les cofinancements.",
    "Organisations": "Les partenaires et les financeurs.",
    "Jalons": "Ce qui est prévu et ce qui est fait.",
    "Campagnes": "Les campagnes d’évaluation partenariale.",
    "Résultats": "Ce qui est publié, dans la limite de ce qui peut sortir de l’alliance.",
    "Régions": "Les régions, sans classement.",
    "Documents": "Conventions, chartes, rapports et preuves, et leurs fichiers.",
    "Exports": "Le classeur du portefeuille.",
    "Description": "Cette description, et le sens des refus.",
}


def described(app: FastAPI) -> dict[str, Any]:
    """Built once per application."""
    if app.openapi_schema is None:
        app.openapi_schema = _build(app)
    return app.openapi_schema


def _build(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="Fonds ODD 17",
        version="1.0",
        description=ABOUT,
        routes=app.routes,
        servers=[{"url": settings().base_url, "description": "Ce site"}],
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
    )
    parts = document["components"]
    parts["schemas"] |= _schemas("validation", *WRITTEN) | _schemas("serialization", Problem)
    scopes = "\n".join(f"- `{scope.value}` : {words}." for scope, words in WORDS.items())
    parts["securitySchemes"]["token"] |= {
        "description": f"Un jeton créé dans Mon compte, ou par « odd17 token add ». Ses portées :\n\n{scopes}",
        "x-scopes": {scope.value: words for scope, words in WORDS.items()},
    }
    _in_french(document)
    for operations in document["paths"].values():
        for operation in operations.values():
            _give_examples(document, operation)
    return document


def _schemas(mode: Any, *models: Any) -> dict[str, Any]:
    _, found = models_json_schema([(model, mode) for model in models], ref_template=REFS)
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _in_french(part: Any) -> None:
    """Sentences as they are printed, and no name of a field made up again in English."""
    if isinstance(part, list):
        for one in part:
            _in_french(one)
    if not isinstance(part, dict):
        return
    for name, one in part.items():
        if name in ("description", "summary") and isinstance(one, str):
            part[name] = typeset(one)
        for schema in one.values() if name == "properties" else [one] if name in ("schema", "items") else []:
            schema.pop("title", None)
        _in_french(one)


def _give_examples(document: dict[str, Any], operation: dict[str, Any]) -> None:
    """One for each content that has none of its own, made of those of its fields."""
    holders = [operation.get("requestBody", {}), *operation["responses"].values()]
    contents = [content for holder in holders for content in holder.get("content", {}).values()]
    for content in contents:
        if not {"example", "examples"} & set(content) and content["schema"].get("format") != "binary":
            content["example"] = example_of(document, content["schema"])
