"""The two makers of the reports' list: they write a file only when its standard accepts it."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchanges.opendata.making import Checked, giving_file, scdl_file
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Made, Progress


@dataclass(frozen=True)
class OpenDataMade(Made):
    """`grants` lines left, `left_out` were not ready."""

    grants: int = 0
    left_out: int = 0


def make_scdl(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> OpenDataMade:
    return told(scdl_file(session, choice, out, progress))


def make_360giving(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> OpenDataMade:
    return told(giving_file(session, choice, out, progress))


def told(file: Checked) -> OpenDataMade:
    """The grants of a project come together."""
    projects = sum(1 for _ in groupby(file.grants, key=lambda grant: grant.code))
    return OpenDataMade(projects, grants=len(file.grants), left_out=file.left_out)
