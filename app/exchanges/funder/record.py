"""Everything a workbook says but the answers, read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from json import dumps

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.assessments.queries import newest_grid
from app.exchanges.funder.followed import MilestoneLine, ProjectLine
from app.exchanges.funder.measured import IndicatorLine
from app.exchanges.funder.money import COMMITTED, Amounts, Operation, amounts_by_project
from app.exchanges.funder.operations import own_funder, read_operations
from app.exchanges.funder.past import Past
from app.exchanges.funder.published import AxisLine, Published, read_axes, read_current, read_published
from app.exchanges.funder.reading import read_indicators, read_milestones, read_projects
from app.exchanges.funder.regional import Regional, regional
from app.exchanges.funder.scores import ScoreLine, score_lines
from app.exchanges.funder.secret import secret_of
from app.exchanges.funder.version import Version
from app.exchanges.portfolio import Ids
from app.exchanges.reports.choice import ReportChoice
from app.models import GridVersion, Moment, Profile
from app.projects.filters import matching_projects


@dataclass(frozen=True)
class Record:
    """As it stood on the day asked for. `key`: draws the numbers of the respondents of this file, and no other’s."""

    choice: ReportChoice
    ids: Ids
    past: Past
    projects: Sequence[ProjectLine]
    operations: Sequence[Operation]
    milestones: Sequence[MilestoneLine]
    indicators: Sequence[IndicatorLine]
    results: Sequence[Published]
    axes: Mapping[int, Sequence[AxisLine]]
    versions: Mapping[str, Version]
    moments: Sequence[Regional]
    profiles: Mapping[str, str]
    key: bytes

    @cached_property
    def amounts(self) -> dict[str, Amounts]:
        return amounts_by_project(self.operations)

    @cached_property
    def committed(self) -> dict[str, Decimal]:
        return {code: own.sums[COMMITTED] for code, own in self.amounts.items() if COMMITTED in own.rows}

    @cached_property
    def lines(self) -> list[ScoreLine]:
        return score_lines(self.results, self.axes, self.versions)

    @property
    def steps(self) -> int:
        """Of the progress: each result is read for its answers, then for the way to its scores."""
        return 2 * len(self.results) + 1

    @property
    def is_today(self) -> bool:
        return not self.past.limited


def read_record(session: Session, choice: ReportChoice, today: date) -> Record:
    choice = by_number(session, choice)
    past, ids = Past(choice.as_of, today), matching_projects(choice.projects, choice.as_of)
    projects, operations = (
        read_projects(session, ids, past),
        read_operations(session, ids, past, choice.projects.financeur),
    )
    found = read_current(session, ids, past)
    results, axes = read_published(session, found), read_axes(session, found)
    versions = read_versions(session, {own.grid for own in results})
    usual = next(iter(versions.values())).grid
    lines, grids = score_lines(results, axes, versions), {name: own.grid for name, own in versions.items()}
    amounts = {code: own.sums[COMMITTED] for code, own in amounts_by_project(operations).items()}
    moments = [regional(session, moment, lines, projects, amounts, grids, usual) for moment in Moment]
    return Record(
        choice, ids, past, projects, operations, read_milestones(session, ids, past),
        read_indicators(session, ids, past), results, axes, versions, moments,
        {row.code: row.label for row in session.execute(select(Profile.code, Profile.label))},
        key_of(session, choice),
    )  # fmt: skip


def by_number(session: Session, choice: ReportChoice) -> ReportChoice:
    """The funder of the file by its number, however it was typed: one funder, short addresses."""
    found = own_funder(session, choice.projects.financeur)
    return replace(choice, projects=replace(choice.projects, financeur=str(found))) if found else choice


def read_versions(session: Session, references: set[str]) -> dict[str, Version]:
    """The newest first, without a number in its titles; the version in force when nothing is published."""
    wanted = references or {newest_grid(session).reference}
    met = session.scalars(select(GridVersion).where(GridVersion.reference.in_(wanted))).all()
    grids = grids_of(session, wanted)
    ordered = [own.reference for own in sorted(met, key=GridVersion.age, reverse=True)]
    short = [own.rpartition("@")[2] for own in ordered]
    names = short if len(set(short)) == len(short) else [str(place) for place in range(1, len(short) + 1)]
    return {own: Version(grids[own], "" if place == 0 else names[place]) for place, own in enumerate(ordered)}


def key_of(session: Session, choice: ReportChoice) -> bytes:
    content = dumps(choice.as_json(), sort_keys=True, default=str)
    return blake2b(content.encode(), key=secret_of(session).encode()[:64]).digest()
