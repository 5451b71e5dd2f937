"""Every workbook the product issues, made over one database: what Excel must open, what the gallery shows."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.crosswalk.queries import frame_codes
from app.exchanges.journal.routes import as_workbook
from app.exchanges.offline.issuing import prepare_workbook
from app.exchanges.programme_reviews.workbook import review_workbook
from app.exchanges.reports.choice import DateStyle, ReportChoice
from app.exchanges.reports.kinds import kind_named
from app.exchanges.roadmap.content import workbook as roadmap
from app.exchanges.service import export_portfolio
from app.exchanges.templates import TEMPLATES, template_of
from app.journal.queries import Wanted
from app.models import (
    Allocation,
    Campaign,
    CampaignStatus,
    Programme,
    ProgrammeResult,
    ProgrammeReview,
    Respondent,
)
from app.projects.filters import PortfolioFilter
from app.roadmap.filtering import RoadmapFilter
from imports.faults import Fault
from imports.mapping import FOLLOW_UP
from imports.marking import mark

AUTHOR = "Claire Martin"
EVERYTHING = PortfolioFilter()
BRITTANY = PortfolioFilter(region="53")
Make = Callable[[Session, Path], bytes]


def funder(session: Session, folder: Path, **choice: Any) -> bytes:
    return of_kind(session, folder, "classeur", ReportChoice(choice.pop("day", clock.today()), **choice))


def of_kind(session: Session, folder: Path, kind: str, choice: ReportChoice) -> bytes:
    out = folder / f"{kind}.xlsx"
    kind_named(kind).make(session, choice, AUTHOR, out)
    return out.read_bytes()


def of_one_funder(session: Session, folder: Path) -> bytes:
    number = session.scalars(select(Allocation.funder_id).order_by(Allocation.id)).first()
    return funder(session, folder, projects=PortfolioFilter(financeur=str(number)))


def in_a_reading(session: Session, folder: Path) -> bytes:
    return funder(session, folder, frame=frame_codes(session)[0], dates=DateStyle.ENGLISH)


def open_data(session: Session, folder: Path) -> bytes:
    return of_kind(session, folder, "360giving", ReportChoice(clock.today()))


def portfolio(session: Session, folder: Path) -> bytes:
    return export_portfolio(session, chosen=EVERYTHING, today=clock.today(), author=AUTHOR)


def review(session: Session, folder: Path) -> bytes:
    published = select(Programme.code, ProgrammeReview.id).join_from(Programme, ProgrammeReview).join(ProgrammeResult)
    code, number = session.execute(published.order_by(ProgrammeReview.id)).first() or ("", 0)
    return review_workbook(session, code, number, AUTHOR)[0]


def roadmap_book(session: Session, folder: Path) -> bytes:
    return roadmap(session, RoadmapFilter(), clock.today(), AUTHOR)


def journal(session: Session, folder: Path) -> bytes:
    return as_workbook(session.connection(), Wanted(table="project"), AUTHOR)


def grid(session: Session, folder: Path) -> bytes:
    waiting = select(Respondent).join(Campaign).where(Campaign.status == CampaignStatus.OPEN)
    respondent = session.scalars(waiting.where(Respondent.submitted_at.is_(None)).order_by(Respondent.id)).first()
    assert respondent is not None
    return prepare_workbook(session, respondent=respondent, user=None, now=clock.now()).content


def template(session: Session, folder: Path, *, name: str, filled: PortfolioFilter | None = None) -> bytes:
    return template_of(session, name, filled=filled, today=clock.today())


def marked(session: Session, folder: Path) -> bytes:
    """A filled template given back with two of its cells said wrong."""
    faults = [Fault("Jalons", cell, "Jalon", "=1+1", "Attendu\u00a0: un texte.", "Bilan") for cell in ("C2", "D3")]
    return mark(template(session, folder, name="jalons", filled=EVERYTHING), "jalons.xlsx", faults)


WORKBOOKS: Mapping[str, Make] = {
    "classeur bailleur": funder,
    "classeur bailleur, variante accessible": partial(funder, accessible=True),
    "classeur d’un financeur": of_one_funder,
    "classeur dans un cadre de lecture": in_a_reading,
    "classeur d’une date passée": partial(funder, day=date(2025, 6, 30), dates=DateStyle.ISO),
    "classeur d’aucun projet": partial(funder, projects=PortfolioFilter(q="aucun projet ne dit cela")),
    "portefeuille": portfolio,
    "évaluation de programme": review,
    "feuille de route": roadmap_book,
    "360Giving": open_data,
    "journal": journal,
    "grille hors ligne": grid,
    "fichier annoté": marked,
    **{f"modèle, {name}": partial(template, name=name) for name in (FOLLOW_UP, *TEMPLATES)},
    **{f"modèle rempli, {name}": partial(template, name=name, filled=BRITTANY) for name in (FOLLOW_UP, *TEMPLATES)},
}
