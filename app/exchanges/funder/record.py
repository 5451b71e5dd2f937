"""Everything a workbook says but the answers, read a few hundred projects at a time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from json import dumps

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.gather import grids_of
from app.assessments.queries import newest_grid
from app.exchanges.funder.added import TimeLine, ValueLine
from app.exchanges.funder.followed import MilestoneLine, ProjectLine
from app.exchanges.funder.gathered import gather, gather_scores
from app.exchanges.funder.heard import Heard, listen
from app.exchanges.funder.measured import IndicatorLine
from app.exchanges.funder.money import Amounts, Operation
from app.exchanges.funder.operations import own_funder
from app.exchanges.funder.past import Past
from app.exchanges.funder.published import Published, read_current, read_published
from app.exchanges.funder.regional import Regional, regional
from app.exchanges.funder.scores import ScoreLine
from app.exchanges.funder.secret import secret_of
from app.exchanges.funder.spooled import Spooled
from app.exchanges.funder.version import Version
from app.exchanges.portfolio import Ids
from app.exchanges.reports.choice import ReportChoice
from app.models import GridVersion, Moment, Profile
from app.projects.filters import matching_projects
from evaluation import INTERREGIONAL


@dataclass(frozen=True)
class Record:
    """As it stood on the day asked for. `key`: draws the numbers of the respondents of this file, and no other’s."""

    choice: ReportChoice
    ids: Ids
    past: Past
    projects: Spooled[ProjectLine]
    operations: Spooled[Operation]
    milestones: Iterable[MilestoneLine]
    indicators: Iterable[IndicatorLine]
    values: Spooled[ValueLine]
    times: Iterable[TimeLine]
    results: Spooled[Published]
    lines: Iterable[ScoreLine]
    amounts: Iterable[Amounts]
    counted: Iterable[Sequence[Moment]]
    versions: Mapping[str, Version]
    moments: Sequence[Regional]
    profiles: Mapping[str, str]
    key: bytes

    @cached_property
    def regions(self) -> dict[str, str]:
        """How the regions of these projects are called."""
        return {line.region_code or INTERREGIONAL: line.region for line in self.projects}

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
    found = gather(session, ids, past, choice.projects.financeur)
    results = read_published(session, read_current(session, ids, past))
    versions = read_versions(session, {own.grid for own in results})
    lines = gather_scores(session, results, versions)
    heard = listen(found.projects, found.amounts, lines)
    profiles = {row.code: row.label for row in session.execute(select(Profile.code, Profile.label))}
    return Record(
        choice, ids, past, found.projects, found.operations, found.milestones, found.indicators, found.values,
        found.times, results, lines, found.amounts, heard.counted, versions, read_moments(session, heard, versions),
        profiles, key_of(session, choice),
    )  # fmt: skip


def read_moments(session: Session, heard: Heard, versions: Mapping[str, Version]) -> list[Regional]:
    grids, usual = {name: own.grid for name, own in versions.items()}, next(iter(versions.values())).grid
    return [regional(session, moment, heard, grids, usual) for moment in Moment]


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
