"""Who was asked, from which of the four viewpoints, and who kept silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.restitution.disclosure import Circle, profiles_that_may_leave
from app.results.words import counted

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class Voice:
    """An organisation or a body asked for its view. `answered`: it gave a level, a story or a count."""

    id: str
    name: str
    viewpoint: str
    quotes_allowed: bool
    answered: bool


@dataclass(frozen=True)
class ViewpointLine:
    code: str
    label: str
    invited: int
    answered: int

    @property
    def is_missing(self) -> bool:
        """Nobody was asked."""
        return not self.invited

    @property
    def is_silent(self) -> bool:
        return bool(self.invited) and not self.answered

    @property
    def words(self) -> str:
        if self.is_missing:
            return "personne n’a été invité"
        asked = counted(self.invited, "voix invitée", "voix invitées")
        if self.is_silent:
            return f"{asked}, aucune n’a répondu"
        return f"{self.answered} sur {asked}" if self.answered < self.invited else asked


@dataclass(frozen=True)
class Voices:
    """`labels`: of the four viewpoints, in their order."""

    every: tuple[Voice, ...]
    labels: Mapping[str, str]

    @cached_property
    def by_id(self) -> dict[str, Voice]:
        return {voice.id: voice for voice in self.every}

    @cached_property
    def viewpoints(self) -> tuple[ViewpointLine, ...]:
        """The four, absent ones too."""
        return tuple(
            ViewpointLine(code, label, len(own), sum(voice.answered for voice in own))
            for code, label in self.labels.items()
            for own in [[voice for voice in self.every if voice.viewpoint == code]]
        )

    @cached_property
    def invited(self) -> dict[str, int]:
        return {line.code: line.invited for line in self.viewpoints}

    @property
    def answered(self) -> int:
        return sum(line.answered for line in self.viewpoints)

    @property
    def silent(self) -> tuple[Voice, ...]:
        return tuple(voice for voice in self.every if not voice.answered)

    def sayable(self, circle: Circle, least: int) -> frozenset[str]:
        """The viewpoints that may be said beside a story or a count."""
        if circle is Circle.OUTSIDE:
            return profiles_that_may_leave(self.invited, least)
        return frozenset(self.labels)


def voices_of(content: Frozen, labels: Mapping[str, str]) -> Voices:
    return Voices(
        tuple(
            Voice(own["id"], own["name"], own["profile"], own["quotes_allowed"], own["heard"])
            for own in content["respondents"]
        ),
        labels,
    )
