"""Reports from a terminal: the same makers as the pages, from the same choice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import typer
from sqlalchemy import Engine

from app import clock
from app.db import snapshot
from app.errors import Refused
from app.exchanges.command import check_filters
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing import record
from app.exchanges.reports.kinds import KINDS, ReportKind, kind_named
from app.projects.filters import PortfolioFilter

AUTHOR = "odd17 export"


@dataclass(frozen=True)
class Asked:
    """What was typed, as it was typed."""

    kind: str
    filters: Mapping[str, str]
    project: str = ""
    day: str = ""
    frame: str = ""
    sheets: str = ""
    accessible: bool = False

    @property
    def choice(self) -> ReportChoice:
        return ReportChoice(
            as_of=day_of(self.day),
            projects=PortfolioFilter.from_query(self.filters),
            project=self.project,
            sheets=tuple(name.strip() for name in self.sheets.split(",") if name.strip()),
            frame=self.frame,
            accessible=self.accessible,
        )


def report_to(database: Callable[[], Engine], out: Path, asked: Asked) -> str:
    """Write the file and say in a sentence what it holds. What names nothing known is refused."""
    kind = known(asked, out)
    choice, engine = asked.choice, database()
    with snapshot(engine) as session:
        check_filters(session, choice.projects)
        try:
            made = kind.make(session, choice, AUTHOR, out)
        except OSError as fault:
            raise Refused(f"Le fichier «\u00a0{out}\u00a0» ne peut pas être écrit\u00a0: {fault.strerror}.") from fault
    record(engine, asked.kind, choice, AUTHOR, out, made)
    return f"{kind.label}\u00a0: {made.projects} {'projet' if made.projects < 2 else 'projets'} dans {out}."


def known(asked: Asked, out: Path) -> ReportKind:
    if asked.kind not in KINDS:
        names = ", ".join((*KINDS, "portefeuille", "grille"))
        raise typer.BadParameter(
            f"«\u00a0{asked.kind}\u00a0» ne s’exporte pas\u202f; essayez {names}.", param_hint="KIND"
        )
    kind = kind_named(asked.kind)
    if out.suffix not in kind.suffixes:
        wanted = " ou ".join(f"«\u00a0{suffix}\u00a0»" for suffix in kind.suffixes)
        raise typer.BadParameter(f"Le nom du fichier doit finir par {wanted}.", param_hint="OUT")
    if kind.one_project and not asked.project:
        raise typer.BadParameter("Dites de quel projet avec --projet.", param_hint="--projet")
    return kind


def day_of(typed: str) -> date:
    if not typed:
        return clock.today()
    for pattern in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(typed, pattern).date()  # noqa: DTZ007  (a day, not an instant)
        except ValueError:
            continue
    raise Refused(f"«\u00a0{typed}\u00a0» n’est pas une date\u00a0: écrivez JJ/MM/AAAA.")
