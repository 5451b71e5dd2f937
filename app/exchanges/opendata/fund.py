"""The fund as it signs its open data: settings of the installation, checked before anything is read."""

import re
from dataclasses import dataclass

from stdnum.fr import siret as siret_rules

from app.partners.identifiers import compact
from app.settings import settings

ADDRESS = re.compile(r"https?://[^\s/]+\S*")
PREFIX = re.compile(r"360G-[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Fund:
    """`siret` is checked by its key; `page` is where the public finds the files, or ""."""

    name: str
    siret: str
    prefix: str
    page: str

    @property
    def siren(self) -> str:
        return self.siret[:9]


def the_fund() -> Fund:
    own = settings()
    return Fund(own.fund_name.strip(), compact(own.fund_siret), own.fund_360_prefix.strip(), own.open_data_url.strip())


def missing_for_scdl(fund: Fund) -> list[str]:
    """What the fund has not said of itself yet, in sentences."""
    said = []
    if not fund.name:
        said.append("Le nom du Fonds n’est pas réglé (ODD17_FUND_NAME).")
    if not fund.siret:
        said.append("Le SIRET du Fonds n’est pas réglé (ODD17_FUND_SIRET).")
    elif not siret_rules.is_valid(fund.siret):
        said.append("Le SIRET du Fonds n’est pas juste\u202f: vérifiez ses 14 chiffres (ODD17_FUND_SIRET).")
    return said


def missing_for_360giving(fund: Fund) -> list[str]:
    said = missing_for_scdl(fund)
    if not fund.prefix:
        said.append("Le préfixe donné par 360Giving n’est pas réglé (ODD17_FUND_360_PREFIX).")
    elif not PREFIX.fullmatch(fund.prefix):
        said.append("Le préfixe 360Giving commence par «\u00a0360G-\u00a0», sans espace (ODD17_FUND_360_PREFIX).")
    if fund.page and not ADDRESS.fullmatch(fund.page):
        said.append("L’adresse de la page publique commence par http:// ou https:// (ODD17_OPEN_DATA_URL).")
    return said


def missing_for(standard: str) -> list[str]:
    return missing_for_360giving(the_fund()) if standard == "360giving" else missing_for_scdl(the_fund())
