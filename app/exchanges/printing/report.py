"""The report to a funder: synthesis, map, portfolio, then one page a project."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.described import described
from app.exchanges.printing.days import limit_of
from app.exchanges.printing.documents import regions, versions_of
from app.exchanges.printing.gathering import gather
from app.exchanges.printing.lecture import lecture_of
from app.exchanges.printing.regional import most_evaluated
from app.exchanges.printing.rendering import page
from app.exchanges.printing.sheet import ONE_PAGE, sheet_of
from app.exchanges.printing.synthesis import spoken, synthesis
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Progress, silent
from app.exchanges.service import is_demonstration
from app.projects.filters import matching_projects
from app.regions.versions import left_out_words
from evaluation.words import REGIONAL_READING


@dataclass(frozen=True)
class Printed:
    html: str
    projects: int


def funder_report(
    session: Session, choice: ReportChoice, author: str, progress: Progress = silent, **web: Any
) -> Printed:
    """In the order of regions, then of codes: never a ranking."""
    ids, limit = matching_projects(choice.projects, choice.as_of), limit_of(choice.as_of)
    found = gather(session, ids, limit)
    moment, scores = most_evaluated(session, found, ids, limit)
    words = described(session, choice.projects)
    funder = dict(words).get("Financeur", "")
    whole = synthesis(found, scores, regions(session), choice.as_of, funder)
    sheets = []
    for place, facts in enumerate(found, 1):
        sheets.append(sheet_of(facts, choice.as_of, ONE_PAGE))
        progress(place, len(found))
    html = page(
        "printing/report.html",
        choice,
        heading=f"Rapport à {funder}" if funder else "Rapport du Fonds ODD 17",
        description="Synthèse, carte, portefeuille, puis une page par projet.",
        words=words,
        narrowed=bool(choice.projects.chosen),
        funder=funder,
        whole=whole,
        lecture=lecture_of(session, [facts.project.id for facts in found], choice.frame, choice.as_of, whole.few),
        moment=moment,
        reading=REGIONAL_READING[moment],
        left_out=left_out_words(scores.grid, scores.left_out),
        spoken=spoken,
        sheets=sheets,
        versions=versions_of(found),
        author=author,
        fictitious=is_demonstration(session),
        **web,
    )
    return Printed(html, len(found))
