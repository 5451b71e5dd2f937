"""A region on two pages, to read before meeting its partners: what its page says, today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.exchanges.printing.brevity import Shown, cut, first
from app.exchanges.printing.documents import regions
from app.exchanges.printing.drawing import Region as Told
from app.exchanges.printing.drawing import tiles_of
from app.exchanges.printing.regional import most_evaluated
from app.exchanges.printing.rendering import page
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.service import is_demonstration
from app.regions.missing import missing_of
from app.regions.money import FunderLine
from app.regions.page import RegionPage, page_of
from app.regions.queries import RegionalScores
from app.regions.scores import whole_portfolio
from app.regions.territories import ProjectLine, Territory, latest_campaigns, territory
from app.regions.ties import PartnerLine
from app.regions.versions import left_out_lines
from app.regions.views import Portfolio, RegionLine
from app.regions.words import course_sentence
from app.wording import listed
from evaluation import Moment
from evaluation.words import REGIONAL_READING

NBSP = "\u00a0"
PROJECTS, FUNDERS, LACKS, NAMED = 12, 6, 7, 3
SENTENCE = 110
FEW, PARTNERS_BELOW, PARTNERS_ALONE = 8, 10, 20
"""With few projects the timeline stands on the first page, and the second holds more partners."""


@dataclass(frozen=True)
class RegionalSheet:
    """`lines`: (label, colour, figures) of each axis; `partners`: those that lead elsewhere first, then by name."""

    own: RegionPage
    projects: Shown[ProjectLine]
    funders: Shown[FunderLine]
    partners: Shown[PartnerLine]
    missing: Shown[str]
    lines: tuple[tuple[str, str, RegionLine], ...]
    left_out: tuple[str, ...]
    evaluated: int
    funded: int
    few: int

    @property
    def opens_with_course(self) -> bool:
        """The timeline stands on the first page."""
        return len(self.own.lines) <= FEW


def regional_sheet(session: Session, choice: ReportChoice, code: str, author: str, **web: Any) -> str:
    """A code that names no region is a 404."""
    place = territory(session, code)
    wholes = {moment: whole_portfolio(session, moment, code) for moment in Moment}
    moment = most_evaluated({own: _scores_of(whole, code) for own, whole in wholes.items()})
    return page(
        "printing/regional.html",
        choice.at(clock.today()),
        heading=f"{place.name}, fiche régionale",
        description=f"Les projets du Fonds en deux pages, {place.name}.",
        sheet=_sheet(session, place, wholes[moment], moment),
        sentence=course_sentence,
        tiles=tiles_of([Told(own, name, 0) for own, name in regions(session)]),
        moment=moment,
        reading=REGIONAL_READING[moment],
        versions=f"grille {wholes[moment].grid.reference}",
        author=author,
        fictitious=is_demonstration(session),
        **web,
    )


def _scores_of(whole: Portfolio, code: str) -> RegionalScores:
    return RegionalScores(whole.grid, list(whole.projects_of(code).values()), whole.place.left_out)


def _sheet(session: Session, place: Territory, whole: Portfolio, moment: Moment) -> RegionalSheet:
    own, scored = page_of(session, place, clock.today()), whole.projects_of(place.code)
    unscored = missing_of(whole, moment, scored, latest_campaigns(session, list(scored), moment))
    lacks = [*_lacks(own), *(f"{line.title}{NBSP}: {line.reason}." for line in unscored)]
    shown = first(own.lines, PROJECTS)
    return RegionalSheet(
        own=own,
        projects=replace(shown, more=own.projects - len(shown.items)),
        funders=first(own.money.funders, FUNDERS),
        partners=_partners(own),
        missing=first([cut(sentence, SENTENCE) for sentence in lacks], LACKS),
        lines=tuple((axis.label, axis.code, whole.line(place, axis.code)) for axis in whole.axes),
        left_out=tuple(left_out_lines(whole, {place.code})[:3]),
        evaluated=sum(bool(project.scores) for project in scored.values()),
        funded=len(scored),
        few=whole.grid.regions.detail_max + 1,
    )


def _partners(own: RegionPage) -> Shown[PartnerLine]:
    ordered = sorted(own.ties.lines, key=lambda line: not line.elsewhere)
    shown = first(ordered, PARTNERS_ALONE if len(own.lines) <= FEW else PARTNERS_BELOW)
    return Shown(shown.items, own.ties.total - len(shown.items))


def _lacks(own: RegionPage) -> Iterator[str]:
    for lack in own.lacks:
        names = [title for _, title, _ in lack.projects[:NAMED]]
        rest = lack.total - len(names)
        yield f"{lack.title}{NBSP}: {', '.join(names)}{f' et {rest} de plus' if rest else ''}."
    if own.departments.blank:
        yield f"Départements qu’aucun projet ne cite{NBSP}: {listed(own.departments.blank)}."
    if own.ties.unmet:
        yield f"Profils jamais rencontrés ici{NBSP}: {listed(own.ties.unmet)}."
