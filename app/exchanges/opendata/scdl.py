"""SCDL « subventions » 2.1.1: one row an investment, UTF-8, commas, dates and numbers as the schema writes them."""

import csv
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.exchanges.opendata.fund import Fund
from app.exchanges.opendata.grants import Grant
from app.exchanges.opendata.schemas import scdl_schema
from app.exchanges.opendata.texts import guarded, shortened

Row = Mapping[str, str]
LONGEST = 256  # one place of it is kept for the mark of `guarded`
USUAL_RNA = re.compile(r"W[0-9]{9}")
FICTITIOUS = "Démonstration, fictif\u00a0: "


def fields() -> tuple[str, ...]:
    return tuple(field["name"] for field in scdl_schema()["fields"])


def row_of(grant: Grant, fund: Fund, *, fictitious: bool = False) -> Row:
    """What is not known is left empty: the schema then says so."""
    cash, share, not_notified = "aide en numéraire", "1.00", "non"
    return {
        "nomAttribuant": guarded(fund.name),
        "idAttribuant": fund.siret,
        "dateConvention": convention_on(grant),
        "referenceDecision": guarded(reference(grant)),
        "nomBeneficiaire": guarded(grant.bearer or ""),
        "idBeneficiaire": grant.siret or "",
        "rnaBeneficiaire": grant.rna if grant.rna and USUAL_RNA.fullmatch(grant.rna) else "",
        "objet": guarded(shortened((FICTITIOUS if fictitious else "") + grant.object, LONGEST - 1)),
        "montant": f"{grant.amount:.2f}",
        "nature": cash,
        "conditionsVersement": {0: "", 1: "unique"}.get(grant.instalments, "échelonné"),
        "datesPeriodeVersement": period(grant),
        "idRAE": "",
        "notificationUE": not_notified,
        "pourcentageSubvention": share,
        "dispositifAide": "",
    }


def convention_on(grant: Grant) -> str:
    """The day the charter and its convention were signed; a later investment dates from its own decision."""
    if grant.signed_on is None or grant.copil_on is None:
        return ""
    return max(grant.signed_on, grant.copil_on).isoformat()


def reference(grant: Grant) -> str:
    return f"{grant.code}, COPIL {grant.copil_number}" if grant.copil_number else grant.code


def period(grant: Grant) -> str:
    """A day for a single instalment, first and last days for several."""
    if grant.first_on is None or grant.last_on is None:
        return ""
    first, last = grant.first_on.isoformat(), grant.last_on.isoformat()
    return first if grant.instalments == 1 else f"{first}/{last}"


def write_csv(rows: Iterable[Row], out: Path) -> None:
    """One row after the other."""
    with out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fields())
        writer.writeheader()
        writer.writerows(rows)
