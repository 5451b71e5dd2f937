"""360Giving 1.4: a grant as JSON, the package around it, and the same grants on the sheets of the standard."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date
from decimal import Decimal
from json import dumps
from pathlib import Path
from typing import Any

from app.exchanges.funder.spooled import spooled
from app.exchanges.opendata.fund import SIREN_LIST, Fund
from app.exchanges.opendata.grants import Grant, Place
from app.exchanges.opendata.schemas import GIVING_VERSION
from app.exchanges.opendata.texts import one_line, shortened

Json = Mapping[str, Any]
OVERSEAS = {"01": "GP", "02": "MQ", "03": "GF", "04": "RE", "06": "YT"}
GEO_CODES = {"commune": "INSEE-COM", "epci": "INSEE-EPCI", "departement": "INSEE-DEP", "region": "INSEE-REG"}
LONGEST_TITLE = 140
INDENT = "\n    "
FICTITIOUS = "Données de démonstration, fictives."


def package(grants: Iterable[Grant], fund: Fund, day: date, *, fictitious: bool = False) -> Json:
    """What is not known is left out: the schema then says whether it was needed. The grants wait on disk."""
    return {
        "version": GIVING_VERSION,
        "title": f"{fund.name}\u00a0: investissements au {day:%d/%m/%Y}",
        "description": f"{FICTITIOUS} " * fictitious + "Un enregistrement par investissement décidé en COPIL.",
        "issued": day.isoformat(),
        "identifier": f"{fund.prefix}-grants-{day.isoformat()}",
        "publisher": {"identifier": fund.identifier, "name": fund.name} | website(fund),
        "grants": spooled(grant_json(grant, fund, fictitious=fictitious) for grant in grants),
    }


def write_json(package: Json, out: Path) -> None:
    """As the whole package would be written at once, one grant after the other."""
    before, after = dumps({**package, "grants": []}, ensure_ascii=False, indent=2).rsplit("[]", 1)
    with out.open("w", encoding="utf-8", newline="") as target:
        target.write(before)
        for place, grant in enumerate(package["grants"]):
            told = dumps(grant, ensure_ascii=False, indent=2).replace("\n", INDENT)
            target.write(f"{',' if place else '['}{INDENT}{told}")
        target.write(f"\n  ]{after}\n")


def website(fund: Fund) -> dict[str, str]:
    return {"website": fund.page} if fund.page else {}


def grant_json(grant: Grant, fund: Fund, *, fictitious: bool = False) -> Json:
    title = f"{FICTITIOUS} {grant.title}" if fictitious else grant.title
    return known(
        id=f"{fund.prefix}-{grant.code}-{grant.id}",
        title=shortened(title, LONGEST_TITLE),
        description=described(grant),
        currency="EUR",
        amountAwarded=number(grant.amount),
        amountDisbursed=number(grant.paid_eur),
        awardDate=grant.copil_on and grant.copil_on.isoformat(),
        plannedDates=[known(startDate=iso(grant.starts_on), endDate=iso(grant.ends_on))],
        recipientOrganization=[recipient(grant, fund)],
        beneficiaryLocation=[location(place) for place in grant.places],
        fundingOrganization=[{"id": fund.identifier, "name": fund.name}],
        grantProgramme=[known(code=grant.programme_code, title=grant.programme)],
        classifications=[{"vocabulary": t.vocabulary, "code": t.code, "title": t.label} for t in grant.themes],
        dateModified=grant.modified_at.astimezone(UTC).isoformat(timespec="seconds"),
        dataSource=fund.page or None,
    )


def known(**values: Any) -> dict[str, Any]:
    """Neither what is none or empty, nor a list of nothing."""
    return {name: value for name, value in values.items() if value not in (None, "", [], [{}], {})}


def recipient(grant: Grant, fund: Fund) -> Json:
    """The porteur: by its SIREN, else by the RNA or its own number under the fund's prefix, as the standard asks."""
    if grant.bearer_id is None:
        return {}
    own = grant.rna or f"organisation-{grant.bearer_id}"
    identifier = organisation_id(grant.siren_known) if grant.siren_known else f"{fund.prefix}-{own}"
    return known(id=identifier, name=grant.bearer, addressLocality=grant.commune, addressCountry="France")


def organisation_id(siren: str) -> str:
    return f"{SIREN_LIST}-{siren}"


def location(place: Place) -> Json:
    return {
        "name": place.label,
        "countryCode": OVERSEAS.get(place.region_code or "", "FR"),
        "geoCode": place.code,
        "geoCodeType": GEO_CODES[place.kind],
    }


def described(grant: Grant) -> str:
    """The purpose of the investment, then the summary of its project; its title when both are empty."""
    parts = (one_line(grant.purpose), one_line(grant.summary))
    return " – ".join(part for part in parts if part) or one_line(grant.title)


def number(amount: Decimal) -> int | float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
