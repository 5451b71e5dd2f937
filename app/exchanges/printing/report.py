"""The report to a funder: synthesis, map, portfolio, then one page a project."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.described import described
from app.exchanges.funder.operations import own_funder
from app.exchanges.printing.alliances import alliances_of
from app.exchanges.printing.days import Limit, limit_of
from app.exchanges.printing.documents import regions, versions_of
from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.gathering import gather, gather_sums
from app.exchanges.printing.identities import Ids
from app.exchanges.printing.lecture import lecture_of
from app.exchanges.printing.regional import most_evaluated, scores_by_moment
from app.exchanges.printing.rendering import page
from app.exchanges.printing.room import ONE_PAGE
from app.exchanges.printing.sheet import Sheet, sheet_of
from app.exchanges.printing.synthesis import synthesis
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Progress, silent
from app.exchanges.service import is_demonstration
from app.projects.filters import matching_projects
from app.regions.versions import left_out_words
from evaluation.words import REGIONAL_READING

NOBODY = 0


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
    first = first_pages(session, choice, found, ids, limit)
    few = first["whole"].few
    html = page(
        "printing/report.html",
        choice,
        lecture=lecture_of(session, [facts.project.id for facts in found], choice.frame, choice.as_of, few),
        alliances=alliances_of(found, few),
        sheets=sheets_of(found, choice, progress),
        summary=False,
        versions=versions_of(found),
        author=author,
        **first,
        **web,
    )
    return Printed(html, len(found))


def report_summary(session: Session, choice: ReportChoice, author: str, **web: Any) -> Printed:
    """Its first pages alone, of however many projects."""
    ids, limit = matching_projects(choice.projects, choice.as_of), limit_of(choice.as_of)
    found = gather_sums(session, ids, limit)
    first = first_pages(session, choice, found, ids, limit)
    left: dict[str, Any] = {"sheets": (), "lecture": None, "alliances": None, "versions": "", "summary": True}
    html = page("printing/report.html", choice, author=author, **left, **first, **web)
    return Printed(html, len(found))


def first_pages(
    session: Session, choice: ReportChoice, found: Sequence[ProjectFacts], ids: Ids, limit: Limit
) -> dict[str, Any]:
    """What the synthesis shows, by the names its page reads."""
    spoken = scores_by_moment(session, found, ids, limit)
    moment = most_evaluated(spoken)
    scores, words = spoken[moment], described(session, choice.projects)
    funder, asked = dict(words).get("Financeur", ""), choice.projects.financeur
    own = own_funder(session, asked) or NOBODY if asked else None
    return {
        "heading": f"Rapport à {funder}" if funder else "Rapport du Fonds ODD 17",
        "description": "Synthèse, carte, portefeuille, puis une page par projet.",
        "words": words,
        "narrowed": bool(choice.projects.chosen),
        "funder": funder,
        "whole": synthesis(found, spoken, moment, regions(session), choice.as_of, own),
        "moment": moment,
        "reading": REGIONAL_READING[moment],
        "left_out": left_out_words(scores.grid, scores.left_out),
        "fictitious": is_demonstration(session),
    }


def sheets_of(found: Sequence[ProjectFacts], choice: ReportChoice, progress: Progress) -> list[Sheet]:
    sheets = []
    for place, facts in enumerate(found, 1):
        sheets.append(sheet_of(facts, choice.as_of, ONE_PAGE))
        progress(place, len(found))
    return sheets
