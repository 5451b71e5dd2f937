"""The makers of what is printed: a page that travels alone, or its PDF."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from app.exchanges.printing.documents import project_sheet
from app.exchanges.printing.pdf import check_makes_pdf, to_pdf
from app.exchanges.printing.report import funder_report
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Made, Progress


def make_project_sheet(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> Made:
    """The project of `choice.project`."""
    refuse_early(out)
    _write(project_sheet(session, choice, author, alone=True), out)
    progress(1, 1)
    return Made(1)


def make_report(session: Session, choice: ReportChoice, author: str, out: Path, progress: Progress) -> Made:
    """Progress counts the projects read, then for a PDF the pages laid, then the file itself."""
    refuse_early(out)
    rounds = 2 if out.suffix == ".pdf" else 1

    def step(done: int, projects: int) -> None:
        progress(done, rounds * projects + 1)

    report = funder_report(session, choice, author, step, alone=True)
    _write(report.html, out, lambda laid: step(report.projects + min(laid, report.projects), report.projects))
    step(rounds * report.projects + 1, report.projects)
    return Made(report.projects)


def refuse_early(out: Path) -> None:
    """Before anything is read: a PDF that cannot be made."""
    if out.suffix == ".pdf":
        check_makes_pdf()


def _write(html: str, out: Path, laid: Callable[[int], None] | None = None) -> None:
    if out.suffix == ".pdf":
        out.write_bytes(to_pdf(html, laid))
    else:
        out.write_text(html, encoding="utf-8")
