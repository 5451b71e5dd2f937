"""The files a funder may take. None holds an answer, even numbered: those, the Fund sends and answers for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import PARIS
from app.errors import NotFound
from app.exchanges.printing.pdf import makes_pdf
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.service import Asker, Wanted, ask
from app.funders.queries import HERE, funded_project, funded_projects
from app.models import IssuedFile, Project, User
from app.projects.filters import PortfolioFilter

SHEETS = ("Financements", "Financeurs", "Opérations", "Projets", "Jalons", "Indicateurs")
"""Of the funder workbook, those whose formulas read no answer: scores and regions are computed from answers there."""

KEPT = timedelta(days=7)
SHOWN = 10
NOTHING = "Votre organisation ne finance aucun projet aujourd’hui."
GONE = "Ce fichier n’existe pas, ou plus."


def ask_file(session: Session, kind: str, *, user: User, now: datetime, code: str = "") -> IssuedFile:
    """`kind`: « classeur », « rapport », or « fiche » with the `code` of a project this funder pays for."""
    if code:
        funded_project(session, user.funder_id, code)
    elif session.scalar(funded_projects(user.funder_id).limit(1)) is None:
        raise NotFound(NOTHING, HERE, "Revenir à mes projets")
    own = PortfolioFilter(financeur=str(user.funder_id))
    sheets = SHEETS if kind == "classeur" else ()
    choice = ReportChoice(now.astimezone(PARIS).date(), own, project=code, sheets=sheets)
    return ask(session, Wanted(kind, _suffix(kind), choice), Asker(user.name, user), now=now)


def own_files(session: Session, user: User, now: datetime) -> Sequence[IssuedFile]:
    """Those this person asked for these last days, the newest first."""
    found = session.scalars(
        select(IssuedFile)
        .where(IssuedFile.asked_by_id == user.id, IssuedFile.asked_at > now - KEPT)
        .order_by(IssuedFile.id.desc())
        .limit(SHOWN)
    )
    return [issued for issued in found if _may_have(session, issued, user, now)]


def own_file(session: Session, user: User, issued_id: int, now: datetime) -> IssuedFile:
    """Of another person, of money withdrawn since, or unknown: the same answer."""
    issued = session.get(IssuedFile, issued_id) if issued_id < 2**63 else None
    if issued is None or not _may_have(session, issued, user, now):
        raise NotFound(GONE, HERE, "Revenir à mes projets")
    return issued


def _suffix(kind: str) -> str:
    return ".xlsx" if kind == "classeur" else ".pdf" if makes_pdf() else ".html"


def _may_have(session: Session, issued: IssuedFile, user: User, now: datetime) -> bool:
    """Asked by this person, for the funder it still follows, of projects whose money is still there."""
    choice = ReportChoice.from_json(issued.choice)
    mine = issued.asked_by_id == user.id and choice.projects.financeur == str(user.funder_id)
    if not mine or issued.asked_at <= now - KEPT:
        return False
    funded = funded_projects(user.funder_id)
    if choice.project:
        funded = select(Project.id).where(Project.code == choice.project, Project.id.in_(funded))
    return session.scalar(funded.limit(1)) is not None
