"""The kinds of files that leave, and who makes each. A maker is imported only when its kind is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.reports.choice import ReportChoice

Progress = Callable[[int, int], None]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = {
    ".xlsx": XLSX,
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".html": "text/html; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}


def silent(done: int, total: int) -> None:
    """The progress of what nobody watches."""


@dataclass(frozen=True)
class Made:
    """What was written. `projects`: how many it holds; `digest`: of its values, when its figures can be verified."""

    projects: int
    digest: str = ""


class Maker(Protocol):
    """Writes `out`, in the format of its suffix, from one consistent reading of the database."""

    def __call__(self, session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> Made: ...


@dataclass(frozen=True)
class ReportKind:
    """`maker`: « module:function »; `suffixes`: its formats, the usual one first.

    `fitting`, « module:function » too: refuses at once what the file could not hold.
    """

    slug: str
    label: str
    what: str
    suffixes: tuple[str, ...]
    maker: str
    one_project: bool = False
    fitting: str = ""

    def make(self, session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress = silent) -> Made:
        self.check(session, choice)
        maker: Maker = function_named(self.maker)
        return maker(session, choice, author, out, progress)

    def check(self, session: Session, choice: ReportChoice) -> None:
        """`Refused` when the file could not hold what is asked for."""
        if self.fitting:
            function_named(self.fitting)(session, choice)

    def media_type(self, suffix: str) -> str:
        return MEDIA_TYPES[suffix]


KINDS = {
    kind.slug: kind
    for kind in (
        ReportKind(
            "classeur",
            "Classeur bailleur",
            "Chaque total et chaque score s’y recalcule, jusqu’aux réponses.",
            (".xlsx",),
            "app.exchanges.funder.make:make_workbook",
            fitting="app.exchanges.funder.fitting:refuse_too_large",
        ),
        ReportKind(
            "rapport",
            "Rapport bailleur",
            "La synthèse, la carte, le portefeuille, puis une page par projet.",
            (".pdf", ".html"),
            "app.exchanges.printing.make:make_report",
        ),
        ReportKind(
            "fiche",
            "Fiche projet",
            "Un projet en deux pages.",
            (".pdf", ".html"),
            "app.exchanges.printing.make:make_project_sheet",
            one_project=True,
        ),
        ReportKind(
            "scdl",
            "Données ouvertes, schéma «\u00a0subventions\u00a0»",
            "Les investissements au format français des subventions, à publier.",
            (".csv",),
            "app.exchanges.opendata.make:make_scdl",
        ),
        ReportKind(
            "360giving",
            "Données ouvertes, format 360Giving",
            "Les investissements au format international des fondations.",
            (".json", ".xlsx"),
            "app.exchanges.opendata.make:make_360giving",
        ),
        ReportKind(
            "cas",
            "Cas IMPACT-Alliances",
            "Un projet terminé, raconté pour être repris ailleurs.",
            (".json", ".md", ".html"),
            "app.exchanges.cases.make:make_case",
            one_project=True,
        ),
    )
}


def function_named(name: str) -> Any:
    """« module:function », imported now."""
    module, function = name.split(":")
    return getattr(import_module(module), function)


def kind_named(slug: str) -> ReportKind:
    if slug not in KINDS:
        raise Refused(f"«\u00a0{slug}\u00a0» ne s’exporte pas\u202f; essayez {', '.join(KINDS)}.")
    return KINDS[slug]
