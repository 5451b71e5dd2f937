"""The kinds of sheets a workbook may hold, each with its titles and its columns."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from imports.columns import AnyColumn
from imports.kinds import KINDS
from imports.kinds.identity import IDENTITY
from imports.mapping import FOLLOW_UP, INSTALMENTS, MILESTONES
from imports.mapping.contents import narrowness_of
from imports.projects.columns import (
    FOLLOW_UP_TITLES,
    INSTALMENT_TITLES,
    MILESTONE_TITLES,
    follow_up_columns,
    instalment_columns,
    milestone_columns,
)
from imports.vocabulary import Vocabulary
from imports.words import folded

BESIDE_FOLLOW_UP = (INSTALMENTS, MILESTONES)


@dataclass(frozen=True)
class Candidate:
    kind: str
    titles: tuple[str, ...]
    columns: tuple[AnyColumn, ...]

    def bears(self, title: str) -> bool:
        """Whether the sheet's title is one of this kind, alone or followed by something: « Suivi 2024 »."""
        words = folded(title)
        return any(words == known or words.startswith(f"{known} ") for known in map(folded, self.titles))

    @cached_property
    def narrowness(self) -> Mapping[str, int]:
        """Of its columns that are known by what they hold."""
        return narrowness_of(self.columns)

    @property
    def required(self) -> frozenset[str]:
        return frozenset(column.field for column in self.columns if column.required)


def candidates(vocabulary: Vocabulary, only: Collection[str] = ()) -> tuple[Candidate, ...]:
    """All of them, or those named; the follow-up sheet comes with its instalments and milestones."""
    wanted = {*only, *(BESIDE_FOLLOW_UP if FOLLOW_UP in only else ())}
    follow_up = (
        Candidate(FOLLOW_UP, FOLLOW_UP_TITLES, follow_up_columns(vocabulary).all()),
        Candidate(INSTALMENTS, INSTALMENT_TITLES, instalment_columns().all()),
        Candidate(MILESTONES, MILESTONE_TITLES, milestone_columns(vocabulary).all()),
    )
    records = (Candidate(kind.name, kind.titles, (*kind.columns(vocabulary), *IDENTITY)) for kind in KINDS.values())
    found = {each.kind: each for each in (*follow_up, *records)}
    return tuple(each for each in found.values() if not wanted or each.kind in wanted)


def candidate(kind: str, vocabulary: Vocabulary) -> Candidate:
    """That kind; one without columns for a sheet left aside."""
    found = {each.kind: each for each in candidates(vocabulary)}
    return found.get(kind, Candidate("", (), ()))
