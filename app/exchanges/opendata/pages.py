"""« Données ouvertes »: for each standard what is ready, and what the rest lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.opendata.conditions import GIVING, SCDL
from app.exchanges.opendata.faults import PAGE
from app.exchanges.opendata.forms import OpenDataForm
from app.exchanges.opendata.fund import missing_for
from app.exchanges.opendata.readiness import Counts, counts, groups
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.pages import parts
from app.projects.choices import read_choices
from app.projects.options import all_options
from app.web.forms import BoundForm

FILTERS = (("programme", "Programme", "Tous"), ("region", "Région", "Toutes"), ("statut", "Statut", "Tous"))
NAMES = {SCDL: "SCDL", GIVING: "360Giving"}


@dataclass(frozen=True)
class Standard:
    """`missing`: what the fund has not said of itself; `documents`: [(« scdl.csv », « CSV »)]."""

    slug: str
    title: str
    what: str
    documents: Sequence[tuple[str, str]]
    ready: int
    kept: int
    missing: Sequence[str]

    @property
    def left_out(self) -> int:
        return self.kept - self.ready

    @property
    def may_leave(self) -> bool:
        return self.ready > 0 and not self.missing


def standards(session: Session, found: Counts) -> list[Standard]:
    return [
        Standard(
            SCDL,
            "Schéma français «\u00a0subventions\u00a0» (SCDL)",
            "Le format du Socle commun des données locales, version 2.1.1\u00a0: celui de data.gouv.fr et de "
            "Data.Subvention.",
            (("scdl.csv", "CSV"),),
            found.ready(SCDL),
            found.kept,
            missing_for(session, SCDL),
        ),
        Standard(
            GIVING,
            "360Giving",
            "Le format international des fondations, version 1.4\u00a0: ses outils lisent le JSON comme le tableur.",
            (("360giving.json", "JSON"), ("360giving.xlsx", "Excel")),
            found.ready(GIVING),
            found.kept,
            missing_for(session, GIVING),
        ),
    ]


def page_values(session: Session, choice: ReportChoice, form: BoundForm[OpenDataForm]) -> dict[str, Any]:
    found, lacking = counts(session, choice), groups(session, choice)
    return {
        "form": form,
        "choice": choice,
        "parts": parts(PAGE),
        "chosen": choice.projects,
        "counts": found,
        "standards": standards(session, found),
        "blocking": [group for group in lacking if group.reason.blocks],
        "advising": [group for group in lacking if not group.reason.blocks],
        "names": NAMES,
        "filters_shown": FILTERS,
        "options": all_options(read_choices(session)),
    }


def not_ready(found: Counts, standard: str) -> str:
    """Why all of it cannot leave; empty when it can."""
    if not found.left_out(standard):
        return ""
    return f"{rows(found.left_out(standard))}\u00a0: complétez ce qui manque, ou exportez seulement ce qui est prêt."


def rows(count: int) -> str:
    return "Une ligne n’est pas prête" if count == 1 else f"{count} lignes ne sont pas prêtes"
