"""An evaluation grid: dated, versioned data. Every number that can change lives here, never in the rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from evaluation.canonical import scoring_text
from evaluation.scale import Confidentiality, Dialogue, Publication, RegionRules, Scale
from evaluation.words import Reading

PRIORITIES = "priorities"


@dataclass(frozen=True, slots=True)
class Approach:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Index:
    code: str
    label: str
    axes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    text: str
    approach: str
    weight: float
    texts: Mapping[str, str]
    same_as: str = ""
    """Its code in the previous version, when the code changed."""
    equivalent: bool | None = None
    """Declared: do the earlier answers stay comparable? Undeclared, they do when no word changed."""

    @property
    def origin(self) -> str:
        """Its code in the previous version, if it was there."""
        return self.same_as or self.code

    def text_for(self, profile: str) -> str:
        """The wording a partner of that profile reads."""
        return self.texts.get(profile, self.text)


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    label: str
    weight: float
    questions: tuple[Question, ...]
    labels: Mapping[str, str]

    def label_for(self, profile: str) -> str:
        return self.labels.get(profile, self.label)

    @property
    def question_weight(self) -> float:
        return sum(question.weight for question in self.questions)


@dataclass(frozen=True)
class Axis:
    code: str
    label: str
    object: str
    family: str
    initial: bool
    horizon_months: int | None
    weighting: str
    criteria: tuple[Criterion, ...]

    @property
    def by_priorities(self) -> bool:
        """§1: on such an axis the weights belong to the respondent."""
        return self.weighting == PRIORITIES

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for criterion in self.criteria for question in criterion.questions)

    def is_asked(self, reading: str) -> bool:
        """§1: the initial situation is asked only on axes that say so."""
        return self.initial or reading != Reading.INITIAL


@dataclass(frozen=True)
class Grid:
    id: str
    version: str
    title: str
    status: str
    source: str
    published_on: date
    scale: Scale
    publication: Publication
    dialogue: Dialogue
    regions: RegionRules
    indices: tuple[Index, ...]
    approaches: tuple[Approach, ...]
    axes: tuple[Axis, ...]
    confidentiality: Confidentiality = field(default_factory=Confidentiality)
    previous: str = ""
    """Reference of the version this one was made from; none for a first version."""

    @property
    def reference(self) -> str:
        return f"{self.id}@{self.version}"

    def axes_of(self, reading: str) -> tuple[Axis, ...]:
        return tuple(axis for axis in self.axes if axis.is_asked(reading))

    @property
    def score_codes(self) -> tuple[str, ...]:
        """Axes, then indices: what a region shows side by side."""
        return tuple(axis.code for axis in self.axes) + tuple(index.code for index in self.indices)

    @cached_property
    def questions(self) -> dict[str, Question]:
        return {question.code: question for axis in self.axes for question in axis.questions}

    def axis(self, code: str) -> Axis:
        return next(axis for axis in self.axes if axis.code == code)

    @cached_property
    def axis_of_question(self) -> dict[str, Axis]:
        return {question.code: axis for axis in self.axes for question in axis.questions}

    @cached_property
    def prioritised_criteria(self) -> tuple[str, ...]:
        """The criteria to which a respondent gives a priority."""
        return tuple(criterion.code for axis in self.axes if axis.by_priorities for criterion in axis.criteria)

    @cached_property
    def scoring_text(self) -> str:
        """What digests keep of it."""
        return scoring_text(self)
