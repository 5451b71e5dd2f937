"""Whether the sheets asked for hold what they would, counted before anything is read.

What PostgreSQL counts is never more than what would be written: a workbook that fits is not refused.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.exchanges.funder.content import SYNTHESIS, closure, wanted
from app.exchanges.funder.past import Past
from app.exchanges.funder.published import among, read_current
from app.exchanges.portfolio import Ids
from app.exchanges.reports.choice import ReportChoice
from app.models import AxisResult, Campaign, Indicator, Instalment, Investment, Milestone, Result
from app.projects.filters import matching_projects
from app.wording import listed, thousands
from imports.export import tables
from imports.export.funder import SHEETS

FEW = 1_000
"""Projects: no sheet was ever filled by fewer, and nothing more is counted."""
MOST_STEPS = 400_000
"""Lines of « Calcul », five to ten kilobytes of formulas each: a file holds no sheet of more than four gigabytes."""
TOO_LARGE = (
    "Ce classeur porterait sur {projects}\u00a0projets\u202f: sa feuille «\u00a0{title}\u00a0» aurait au moins "
    "{rows}\u00a0lignes, et n’en tient que {most}. Choisissez une région, un programme ou un financeur, ou ne "
    "gardez pas {others}."
)


def refuse_too_large(session: Session, choice: ReportChoice) -> None:
    ids, past = matching_projects(choice.projects, choice.as_of), Past(choice.as_of, clock.today())
    projects = _count(session, ids)
    if projects <= FEW:
        return
    for title, rows in _rows(session, ids, past, wanted(choice)):
        if rows > (most := most_rows(title)):
            told = {"projects": thousands(projects), "rows": thousands(rows), "most": thousands(most)}
            raise Refused(TOO_LARGE.format(title=title, others=_sheets(choice, title), **told), field="feuilles")


def most_rows(title: str) -> int:
    """Beside the header and a line of totals."""
    return min(tables.MOST_ROWS - 2, MOST_STEPS if title == "Calcul" else tables.MOST_ROWS)


def _rows(session: Session, ids: Ids, past: Past, kept: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Sheet after sheet, those that grow fastest first."""
    if kept & {"Scores", "Réponses", "Calcul"}:
        yield from _evaluated(session, ids, past).items()
    if "Jalons" in kept:
        yield "Jalons", _count(session, select(Milestone.id).where(Milestone.project_id.in_(ids)))
    if "Indicateurs" in kept:
        yield "Indicateurs", _count(session, select(Indicator.id).where(Indicator.project_id.in_(ids)))
    if "Opérations" in kept:
        yield "Opérations", _operations(session, ids, past)


def _evaluated(session: Session, ids: Ids, past: Past) -> Mapping[str, int]:
    """Of « Réponses » and « Calcul », which each version of the grid has, the longest."""
    voices, groups = (func.coalesce(func.max(own), 0) for own in (AxisResult.respondents, AxisResult.profiles))
    readings = (
        select(AxisResult.result_id, func.count().label("scores"), voices.label("voices"), groups.label("groups"))
        .where(among(AxisResult.result_id, read_current(session, ids, past)))
        .group_by(AxisResult.result_id, AxisResult.reading)
        .subquery()
    )
    own = readings.c
    shown = case((Campaign.numbered_answers, own.voices), else_=0)
    steps = case((shown > 0, own.voices + own.groups + 1), else_=0)
    found = session.execute(
        select(func.sum(own.scores), func.sum(shown), func.sum(steps))
        .join_from(readings, Result, Result.id == own.result_id)
        .join(Campaign, Campaign.id == Result.campaign_id)
        .group_by(Result.grid_reference)
    )
    sums = [[int(each) for each in row] for row in found]
    return {
        "Réponses": max((answers for _, answers, _ in sums), default=0),
        "Calcul": max((ways for _, _, ways in sums), default=0),
        "Scores": sum(scores for scores, _, _ in sums),
    }


def _operations(session: Session, ids: Ids, past: Past) -> int:
    """Without what funders and contributors bring, line by line."""
    committed = select(Investment.id).where(Investment.project_id.in_(ids), past.committed())
    moved = select(Instalment.id).where(Instalment.investment_id.in_(committed), or_(past.paid(), past.due()))
    return _count(session, committed) + _count(session, moved)


def _count(session: Session, rows: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def _sheets(choice: ReportChoice, title: str) -> str:
    """Those asked for that would bring it: « Synthèse », « Scores » et « Calcul »."""
    found = [own for own in (SYNTHESIS, *SHEETS) if choice.keeps(own) and title in closure([own])]
    return listed(f"«\u00a0{own}\u00a0»" for own in found)
