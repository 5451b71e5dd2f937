"""The fund as it signs its open data: settings of the installation, checked before anything is read."""

import re
from dataclasses import dataclass

from sqlalchemy.orm import Session
from stdnum.fr import siret as siret_rules

from app.exchanges.service import is_demonstration
from app.partners.identifiers import compact
from app.settings import settings

ADDRESS = re.compile(r"https?://[^\s/]+\S*")
SIREN_LIST = "FR-RCS"
TRIAL_PREFIX = "360G-demonstration"
PREFIX = re.compile(r"360G-[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Fund:
    """`siret` is checked by its key, or ""; `page` is where the public finds the files, or ""."""

    name: str
    siret: str
    prefix: str
    page: str

    @property
    def identifier(self) -> str:
        """By its SIREN, else by a number of its own under its prefix, as 360Giving allows."""
        return f"{SIREN_LIST}-{self.siret[:9]}" if self.siret else f"{self.prefix}-fonds"


def the_fund(session: Session) -> Fund:
    """A demonstration needs no prefix: its data are fictitious, and every file says so."""
    own = settings()
    prefix = own.fund_360_prefix.strip() or (TRIAL_PREFIX if is_demonstration(session) else "")
    return Fund(own.fund_name.strip(), compact(own.fund_siret), prefix, own.open_data_url.strip())


def missing_for_scdl(fund: Fund) -> list[str]:
    """What the fund has not said of itself yet, in sentences."""
    said = wrongly_said(fund)
    if not fund.siret:
        said.append("Le SIRET du Fonds n’est pas réglé (ODD17_FUND_SIRET).")
    return said


def wrongly_said(fund: Fund) -> list[str]:
    said = []
    if not fund.name:
        said.append("Le nom du Fonds n’est pas réglé (ODD17_FUND_NAME).")
    if fund.siret and not siret_rules.is_valid(fund.siret):
        said.append("Le SIRET du Fonds n’est pas juste\u202f: vérifiez ses 14 chiffres (ODD17_FUND_SIRET).")
    return said


def missing_for_360giving(fund: Fund) -> list[str]:
    said = wrongly_said(fund)
    if not fund.prefix:
        said.append("Le préfixe donné par 360Giving n’est pas réglé (ODD17_FUND_360_PREFIX).")
    elif not PREFIX.fullmatch(fund.prefix):
        said.append("Le préfixe 360Giving commence par «\u00a0360G-\u00a0», sans espace (ODD17_FUND_360_PREFIX).")
    if fund.page and not ADDRESS.fullmatch(fund.page):
        said.append("L’adresse de la page publique commence par http:// ou https:// (ODD17_OPEN_DATA_URL).")
    return said


def missing_for(session: Session, standard: str) -> list[str]:
    fund = the_fund(session)
    return missing_for_360giving(fund) if standard == "360giving" else missing_for_scdl(fund)
