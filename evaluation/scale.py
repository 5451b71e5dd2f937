"""The scale of the answers and the thresholds of the rules, all read from the grid file."""

from dataclasses import dataclass

from evaluation.words import NOT_APPLICABLE, UNKNOWN

STRONG_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Scale:
    min: int
    max: int
    labels: tuple[str, ...]
    not_applicable: str
    unknown: str
    evidence_labels: tuple[str, ...]
    equivalent: bool | None = None
    """Declared when the labels were reworded: does a level still mean what it meant in the previous version?"""

    def points(self, level: float) -> float:
        """§2.1: a level is worth 100 × (v − min) / (max − min) points."""
        return 100 * (level - self.min) / (self.max - self.min)

    def is_level(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.min <= value <= self.max

    def is_strong(self, level: int) -> bool:
        """§3, strong share: one of the two highest levels."""
        return level > self.max - STRONG_LEVELS

    def label(self, value: int | str) -> str:
        if isinstance(value, int):
            return self.labels[value - self.min]
        return {NOT_APPLICABLE: self.not_applicable, UNKNOWN: self.unknown}[value]

    @property
    def strongest_evidence(self) -> int:
        return len(self.evidence_labels) - 1


@dataclass(frozen=True, slots=True)
class Publication:
    """§2.2 and §3: from when a score may be shown, and how sure it is."""

    criterion_min_valued: float
    published_coverage: float
    provisional_coverage: float
    min_respondents: int
    min_profiles: int
    max_not_applicable: float
    high_confidence_coverage: float
    high_confidence_respondents: int
    high_confidence_profiles: int
    high_confidence_evidence: float


@dataclass(frozen=True, slots=True)
class Dialogue:
    """§3 and §4: from when a gap is a point of dialogue, and a difference an evolution."""

    question_gap_levels: int
    criterion_gap_points: float
    dead_band_points: float
    min_paired: int


@dataclass(frozen=True, slots=True)
class RegionRules:
    """§5: how a region's figure may be read."""

    detail_max: int
    fragile_max: int
    stabilisation_weight: float


@dataclass(frozen=True, slots=True)
class Confidentiality:
    """From how many respondents a profile's view may leave the alliance. It changes no score, hence no digest."""

    min_respondents_per_profile: int = 3
