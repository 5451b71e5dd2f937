"""The sheet of a project, as a page."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.exchanges.printing.days import limit_of
from app.exchanges.printing.drawing import Region as Told
from app.exchanges.printing.drawing import tiles_of
from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.gathering import gather
from app.exchanges.printing.rendering import page
from app.exchanges.printing.sheet import two_pages
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.service import is_demonstration
from app.models import Project, Region


def project_sheet(session: Session, choice: ReportChoice, author: str, **web: Any) -> str:
    """Two pages on the project named by the choice; a code that names none is a 404."""
    found = gather(session, select(Project.id).where(Project.code == choice.project), limit_of(choice.as_of))
    if not found:
        raise NotFound(f"Aucun projet ne porte le code {choice.project[:40]}.", "/projets", "Chercher un projet")
    facts = found[0]
    return page(
        "printing/sheet.html",
        choice,
        heading=f"{facts.project.title}, fiche projet",
        description=f"Fiche du projet {facts.project.code} en deux pages.",
        sheet=two_pages(facts, choice.as_of, may_overflow=choice.accessible),
        tiles=tiles_of([Told(code, name, 0) for code, name in regions(session)]),
        versions=versions_of(found),
        author=author,
        fictitious=is_demonstration(session),
        **web,
    )


def regions(session: Session) -> list[tuple[str, str]]:
    """The 18, in the order of their names."""
    rows = session.execute(select(Region.code, Region.label).order_by(func.normalise(Region.label), Region.code))
    return [(row.code, row.label) for row in rows]


def versions_of(found: Iterable[ProjectFacts]) -> str:
    """« grille evaluation-partenariale@1.0, formule 1 » for what is shown; empty without any result."""
    shown = [facts.evaluation for facts in found if facts.evaluation]
    grids, formulas = {own.grid_reference for own in shown}, {own.formula_version for own in shown}
    if not shown:
        return ""
    return f"grille {', '.join(sorted(grids))}, formule {', '.join(sorted(formulas))}"
