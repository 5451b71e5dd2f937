"""What scoring gives back: values only."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.words import Maturity, Reading, Status


@dataclass(frozen=True, slots=True)
class CellCounts:
    """§3: cells are counted, not weighted; a cell is one question for one invited respondent."""

    total: int
    not_applicable: int
    valued: int
    strong: int
    evidence: int

    @property
    def applicable(self) -> int:
        """§3: all cells but the NA ones."""
        return self.total - self.not_applicable

    @property
    def not_applicable_share(self) -> float | None:
        """§3, NA share: NA cells over all cells; none when nobody is invited."""
        return self.not_applicable / self.total if self.total else None

    @property
    def coverage(self) -> float | None:
        """§3: valued cells over applicable cells; none when no cell is applicable."""
        return self.valued / self.applicable if self.applicable else None

    @property
    def strong_share(self) -> float | None:
        """§3: valued cells at the two highest levels over valued cells."""
        return self.strong / self.valued if self.valued else None

    @property
    def mean_evidence(self) -> float | None:
        """§3: the mean evidence level over valued cells."""
        return self.evidence / self.valued if self.valued else None


@dataclass(frozen=True, slots=True)
class RespondentScore:
    """One partner's own reading of an axis: a dot on the picture when `score` exists."""

    respondent: str
    profile: str
    score: float | None
    criteria: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Dispersion:
    min: float
    max: float
    sd: float
    profile_gap: float

    @property
    def range(self) -> float:
        """§3: highest minus lowest of the respondents’ axis scores."""
        return self.max - self.min


@dataclass(frozen=True, slots=True)
class AxisScore:
    """An axis of a reading. `score` is none unless the status shows a number (§3)."""

    axis: str
    score: float | None
    status: Status
    confidence: str | None
    maturity: Maturity
    counts: CellCounts
    dispersion: Dispersion | None
    criteria: Mapping[str, float | None]
    dialogue_questions: tuple[str, ...]
    dialogue_criteria: tuple[str, ...]
    by_respondent: tuple[RespondentScore, ...]
    profile_means: Mapping[str, float]

    @property
    def coverage(self) -> float | None:
        return self.counts.coverage

    @property
    def not_applicable(self) -> float | None:
        return self.counts.not_applicable_share

    @property
    def evidence(self) -> float | None:
        return self.counts.mean_evidence

    @property
    def strong_share(self) -> float | None:
        return self.counts.strong_share

    @property
    def respondents(self) -> int:
        """Respondents with an axis score."""
        return sum(1 for own in self.by_respondent if own.score is not None)

    @property
    def profiles(self) -> int:
        """Profiles of the respondents with an axis score."""
        return len(self.profile_means)

    @property
    def published_score(self) -> float | None:
        """§3: the only score that enters indices and regions."""
        return self.score if self.status is Status.PUBLISHED else None


@dataclass(frozen=True, slots=True)
class ReadingScore:
    """One reading of one campaign.

    `axes` holds only the axes the reading asks: for `initial`, those with `initial = true`; the others are
    named in `axes_not_asked`, so that a page can say why they are missing.
    """

    campaign: str
    reading: Reading
    participation: float | None
    axes: Mapping[str, AxisScore]
    indices: Mapping[str, float | None]
    approaches: Mapping[str, float | None]
    axes_not_asked: tuple[str, ...]
