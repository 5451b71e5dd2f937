"""Projects, programmes, places, milestones and indicators."""

from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, false, func, literal, select, union, union_all

from app.models import Indicator, Milestone, MilestoneKind, Programme, Project, Region, Territory, project_territory
from app.models import search as indexed
from app.models.search import words_of
from app.search.queries.base import Found, Reader, line, matches, nearness
from app.search.words import Asked


def projects(asked: Asked, _: Reader) -> Found:
    """By their own words, or by the name of a place they cover."""
    own, coded = (select(Project.id).where(test) for test in (matches(indexed.PROJECT, asked), _is_coded(asked)))
    links = project_territory.c
    covers = select(links.project_id).where(links.territory_id.in_(_places(asked)))
    return (
        line(
            Project.id,
            nearness(Project.sort_title, asked, _is_coded(asked)),
            Project.sort_title,
            code=Project.code,
            title=Project.title,
            status=Project.status,
            place=Project.territory_label,
            region=Region.label,
            texts=func.jsonb_build_array(Project.summary, Project.need, Project.answer),
        )
        .select_from(Project)
        .outerjoin(Region, Region.code == Project.region_code)
        .where(Project.id.in_(union_all(own, coded, covers)))
    )


def programmes(asked: Asked, _: Reader) -> Found:
    words = words_of(Programme.code, Programme.title)
    asked = asked.without("programme", "plan")
    return line(
        Programme.id,
        nearness(func.normalise(Programme.title), asked, func.normalise(Programme.code) == asked.phrase),
        Programme.title,
        code=Programme.code,
        title=Programme.title,
        starts=Programme.starts_on,
        ends=Programme.ends_on,
    ).where(matches(words, asked))


def places(asked: Asked, _: Reader) -> Found:
    """Those that projects cover; a region also when it is that of a project."""
    own = select(project_territory.c.project_id).where(project_territory.c.territory_id == Territory.id)
    code = select(func.min(Project.code)).where(Project.id.in_(own))
    return line(
        Territory.id,
        nearness(Territory.search, asked, func.normalise(Territory.code) == asked.phrase),
        Territory.search,
        label=Territory.label,
        code=Territory.code,
        kind=Territory.kind,
        projects=select(func.count()).select_from(own.subquery()).scalar_subquery(),
        project=code.scalar_subquery(),
    ).where(Territory.id.in_(_places(asked)))


def milestones(asked: Asked, _: Reader) -> Found:
    asked = asked.without("jalon", "jalons")
    return (
        line(
            Milestone.id,
            nearness(func.normalise(Milestone.title), asked),
            func.normalise(Milestone.title),
            title=Milestone.title,
            kind=MilestoneKind.label,
            due=Milestone.due_on,
            done=Milestone.done_on,
            texts=func.jsonb_build_array(Milestone.deliverable, Milestone.evidence),
            **_project(),
        )
        .join(Project, Project.id == Milestone.project_id)
        .join(MilestoneKind, MilestoneKind.code == Milestone.kind_code)
        .where(matches(indexed.MILESTONE, asked))
    )


def indicators(asked: Asked, _: Reader) -> Found:
    asked = asked.without("indicateur", "indicateurs")
    return (
        line(
            Indicator.id,
            nearness(func.normalise(Indicator.label), asked),
            func.normalise(Indicator.label),
            title=Indicator.label,
            unit=Indicator.unit,
            id=Indicator.id,
            **_project(),
        )
        .join(Project, Project.id == Indicator.project_id)
        .where(matches(indexed.INDICATOR, asked))
    )


def _places(asked: Asked) -> Found:
    return select(_places_found(asked.words).c.id)


@lru_cache(maxsize=64)
def _places_found(words: tuple[str, ...]) -> CTE:
    """Of the places used, those whose name, kept without accents, has a word that begins so, or whose code was typed.

    One table for the whole statement, hence the cache. OFFSET 0 keeps the test after the choice: a few thousand names
    are read, not the 36 000 of the country.
    """
    regions = select(literal("region-") + Project.region_code).where(Project.region_code.is_not(None))
    among = union(select(project_territory.c.territory_id), regions)
    used = select(Territory.id, Territory.search, Territory.code).where(Territory.id.in_(among)).offset(0).subquery().c
    tests = [used.search.regexp_match(rf"\m{word}") | (used.code == word.upper()) for word in words]
    return select(used.id).where(*tests).cte("places_found")


def _is_coded(asked: Asked) -> ColumnElement[bool]:
    return Project.code.like(asked.code) if asked.code else false()


def _project() -> dict[str, Any]:
    return {"project": Project.code, "project_title": Project.title}
