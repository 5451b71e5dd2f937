"""Makers for tests: a small workbook with live formulas and a digest; one that refuses, one that breaks."""

from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Made, Progress
from app.models import Investment, Project
from app.projects.filters import matching_projects
from imports.export.sheets import Block, Column, Cover, DataSheet, Formula, Kind, PageSheet, Report
from imports.export.writer import write_report

COLUMNS = (Column("Code", Kind.CODE), Column("Intitulé"), Column("Engagé", Kind.MONEY), Column("Double", Kind.MONEY))


def essai(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> Made:
    found = projects(session, choice)
    rows = []
    for number, (code, title, amount) in enumerate(found, 2):
        progress(number - 1, len(found))
        rows.append((code, title, amount, Formula(f"C{number}*2", amount * 2)))
    total = sum((row[2] for row in rows), Decimal(0))
    digest = sha256(repr((choice.as_of, found)).encode()).hexdigest()[:20]
    figures = (
        ("Projets", Formula("COUNTA(Projets!A2:A1000)", len(rows))),
        ("Engagé", Formula("SUM(Projets!C2:C1000)", total)),
    )
    page = PageSheet(
        "Synthèse",
        "Synthèse",
        (
            Block(
                "Chiffres clés", (Column("Chiffre"), Column("Valeur", Kind.MONEY)), figures, names=("projets", "engage")
            ),
            Block("Preuve", (Column("Quoi"), Column("Valeur")), (("Empreinte", digest),), names=("empreinte",)),
        ),
    )
    sheet = DataSheet("Projets", "Projets", COLUMNS, rows)
    out.write_bytes(write_report(Report(Cover("Essai", [("Établi par", author)]), [page, sheet], choice.as_of)))
    return Made(len(rows), digest)


def projects(session: Session, choice: ReportChoice) -> list[tuple[str, str, Decimal]]:
    amount = select(func.coalesce(func.sum(Investment.amount_eur), 0)).where(Investment.project_id == Project.id)
    found = select(Project.code, Project.title, amount.scalar_subquery())
    kept = found.where(Project.id.in_(matching_projects(choice.projects))).order_by(Project.code)
    return [(code, title, Decimal(total)) for code, title, total in session.execute(kept)]


def echec(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> NoReturn:
    raise Refused("Il manque le SIRET de quatre bénéficiaires.")


def panne(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> NoReturn:
    out.write_bytes(b"a moitie")
    raise RuntimeError("suivi@fondation.example")
