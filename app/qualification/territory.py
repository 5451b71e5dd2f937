"""Who practises what on a territory: profiles counted by practice and level, and read side by side."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.keyset import Page, read_page
from app.models import Organisation, Qualification, QualificationLevel
from app.qualification.lines import Line, is_sent, latest, lines_of
from app.qualification.versions import Version
from evaluation.qualification import LEVELS, Practice, QualificationGrid
from evaluation.qualification_profile import Profile, Tally, compares, level_in

PAGE_SIZE = 50
Conditions = Collection[ColumnElement[bool]]


@dataclass(frozen=True)
class Row:
    """One profile; `cells`: its level at each practice of the version in force, none when it has none to compare."""

    line: Line
    cells: tuple[int | None, ...]


@dataclass(frozen=True)
class Territory:
    """`profiles`: how many there are; `apart`: how many were given with a version that does not compare whole."""

    version: Version
    profiles: int
    organisations: int
    apart: int
    tallies: Mapping[str, Tally]
    rows: tuple[Row, ...]
    page: Page

    @property
    def unheld(self) -> tuple[Practice, ...]:
        """What nobody practises yet, though somebody was asked."""
        practices = self.version.grid.practices
        return tuple(practices[code] for code, own in self.tallies.items() if own.told and not own.holders)

    @property
    def untold(self) -> tuple[Practice, ...]:
        """What nobody has said anything about."""
        practices = self.version.grid.practices
        return tuple(practices[code] for code, own in self.tallies.items() if not own.told)


@dataclass(frozen=True)
class Track:
    """One practice of one organisation on one territory: its level each time, the earliest first."""

    line: Line
    course: tuple[tuple[Line, int | None], ...]


def read_territory(
    session: Session, version: Version, versions: Mapping[int, Version], conditions: Conditions, after: str, before: str
) -> Territory:
    """Six queries, whatever the number of profiles."""
    own = latest(conditions)
    total = session.execute(
        select(own.c.grid_id, func.count().label("profiles")).select_from(own).group_by(own.c.grid_id)
    ).all()
    profiles = {row.grid_id: int(row.profiles) for row in total}
    page = profiles_page(session, conditions, after, before)
    lines = lines_of(session, page.ids)
    return Territory(
        version=version,
        profiles=sum(profiles.values()),
        organisations=session.scalar(select(func.count(own.c.organisation_id.distinct()))) or 0,
        apart=sum(count for grid_id, count in profiles.items() if not _whole(versions[grid_id].grid, version.grid)),
        tallies=_tallies(session, version, versions, conditions, sum(profiles.values())),
        rows=tuple(Row(line, cells_of(line, version, versions)) for line in lines),
        page=page,
    )


def profiles_page(session: Session, conditions: Conditions, after: str, before: str) -> Page:
    """By the name of the organisation: never by what it practises."""
    own = latest(conditions)
    statement = select(own.c.id).join(Organisation, Organisation.id == own.c.organisation_id)
    keys = [Organisation.sort_name.expression, own.c.id]
    return read_page(session, statement, keys, after=after, before=before, size=PAGE_SIZE)


def tracks_of(
    session: Session, lines: list[Line], code: str, versions: Mapping[int, Version], version: Version
) -> list[Track]:
    """What became of one practice for each of these profiles: every time it was said, read in one version."""
    organisations = {line.organisation_id for line in lines}
    statement = select(Qualification.id).where(Qualification.organisation_id.in_(organisations), is_sent())
    ids = session.scalars(statement.order_by(Qualification.held_on, Qualification.id)).all()
    found: dict[tuple[int, str], list[tuple[Line, int | None]]] = defaultdict(list)
    for own in lines_of(session, ids):
        level = level_in(Profile(versions[own.grid_id].grid, own.levels), version.grid, code)
        found[own.organisation_id, own.territory_search].append((own, level))
    return [Track(line, tuple(found[line.organisation_id, line.territory_search])) for line in lines]


def cells_of(line: Line, version: Version, versions: Mapping[int, Version]) -> tuple[int | None, ...]:
    profile = Profile(versions[line.grid_id].grid, line.levels)
    return tuple(level_in(profile, version.grid, code) for code in version.grid.practices)


def _whole(before: QualificationGrid, now: QualificationGrid) -> bool:
    return all(compares(before, now, code) for code in now.practices)


def _tallies(
    session: Session, version: Version, versions: Mapping[int, Version], conditions: Conditions, total: int
) -> dict[str, Tally]:
    own, level = latest(conditions), QualificationLevel
    rows = session.execute(
        select(own.c.grid_id, level.practice_code, level.level, func.count().label("profiles"))
        .join(level, level.qualification_id == own.c.id)
        .where(level.level.is_not(None))
        .group_by(own.c.grid_id, level.practice_code, level.level)
    )
    found: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if compares(versions[row.grid_id].grid, version.grid, row.practice_code):
            found[row.practice_code, row.level or 0] += int(row.profiles)
    return {code: _tally(found, code, total) for code in version.grid.practices}


def _tally(found: Counter[tuple[str, int]], code: str, total: int) -> Tally:
    levels = tuple(found[code, level] for level in range(LEVELS))
    return Tally(levels, total - sum(levels))
