"""What each of two organisations says of itself, and which of the two is kept, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import Refused
from app.models import Organisation

KEPT, REMOVED = "gardee", "retiree"
FIELDS = {
    "name": "Nom",
    "profile_code": "Profil",
    "siren": "SIREN",
    "siret": "SIRET",
    "rna": "RNA",
    "commune_id": "Commune",
    "website": "Site",
}


@dataclass(frozen=True)
class FieldChoice:
    """One field: what each says, in words, and the side proposed."""

    name: str
    label: str
    kept: str
    removed: str
    proposed: str

    @property
    def differs(self) -> bool:
        return self.kept != self.removed


def field_choices(kept: Organisation, removed: Organisation) -> tuple[FieldChoice, ...]:
    """The one kept speaks, unless it says nothing."""
    return tuple(
        FieldChoice(name, label, mine := _said(kept, name), theirs := _said(removed, name), _side(mine, theirs))
        for name, label in FIELDS.items()
    )


def chosen_values(kept: Organisation, removed: Organisation, chosen: Mapping[str, str]) -> dict[str, Any]:
    sides = {own.name: chosen.get(own.name, own.proposed) for own in field_choices(kept, removed)}
    values = {name: getattr(removed if side == REMOVED else kept, name) for name, side in sides.items()}
    siren, siret = values["siren"], values["siret"]
    if siren and siret and not str(siret).startswith(str(siren)):
        raise Refused(
            "Un SIRET commence par le SIREN de l’organisation\u202f: gardez les deux numéros de la même fiche.",
            field="siret",
        )
    return values


def _side(kept: str, removed: str) -> str:
    return REMOVED if removed and not kept else KEPT


def _said(organisation: Organisation, name: str) -> str:
    if name == "profile_code":
        return organisation.profile.label
    if name == "commune_id":
        return f"{organisation.commune.label} ({organisation.commune.code})" if organisation.commune else ""
    return str(getattr(organisation, name) or "")
