"""Verbs on organisations."""

from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Organisation, User
from app.partners.identifiers import IdentifierError, check_rna, check_siren, check_siret
from app.partners.partnership import add_partner, remove_partner, update_partner
from app.partners.queries import find_by_identifier

__all__ = ["add_partner", "create_organisation", "remove_partner", "update_organisation", "update_partner"]

CHECKS = {"siren": check_siren, "siret": check_siret, "rna": check_rna}


def create_organisation(
    session: Session,
    *,
    name: str,
    profile_code: str,
    siren: str | None = None,
    siret: str | None = None,
    rna: str | None = None,
    commune_id: str | None = None,
    website: str = "",
    user: User | None,
) -> Organisation:
    """Refused, with a link, when one of its numbers is already that of an organisation."""
    numbers = checked_numbers(siren=siren, siret=siret, rna=rna)
    _refuse_known(session, numbers)
    organisation = Organisation(
        name=name.strip(), profile_code=profile_code, commune_id=commune_id, website=website, **numbers
    )
    keep(session, organisation, user=user)
    return organisation


def update_organisation(
    session: Session, organisation: Organisation, *, user: User | None, version: int | None = None, **columns: object
) -> Organisation:
    typed = {name: columns[name] for name in CHECKS if name in columns}
    numbers = checked_numbers(**{name: str(value) if value else None for name, value in typed.items()})
    changed = {name: number for name, number in numbers.items() if name in typed}
    _refuse_known(session, {name: n for name, n in changed.items() if n != getattr(organisation, name)}, organisation)
    change(session, organisation, user=user, version=version, **columns | changed)
    return organisation


def checked_numbers(**typed: str | None) -> dict[str, str | None]:
    """Each number compact and its key checked; a SIRET must be that of the SIREN given with it."""
    numbers: dict[str, str | None] = {}
    for name, text in typed.items():
        try:
            numbers[name] = CHECKS[name](text) if text and text.strip() else None
        except IdentifierError as fault:
            raise Refused(str(fault), field=name) from fault
    siren, siret = numbers.get("siren"), numbers.get("siret")
    if siren and siret and not siret.startswith(siren):
        raise Refused(
            "Un SIRET commence par le SIREN de l’organisation\u202f: ces deux numéros diffèrent.", field="siret"
        )
    return numbers


def _refuse_known(session: Session, numbers: dict[str, str | None], own: Organisation | None = None) -> None:
    for field, number in numbers.items():
        known = find_by_identifier(session, **{field: number}) if number else None
        if known is not None and known is not own:
            raise Refused(
                f"Ce numéro est déjà celui de «\u00a0{known.name}\u00a0».",
                link=f"/partenaires/{known.id}",
                link_label=f"Ouvrir la fiche de {known.name}",
                field=field,
            )
