"""Means and thresholds. Sums are exact to the last bit (`fsum`), so the order of the partners never shows."""

from collections.abc import Iterable
from math import fsum, sqrt

TOLERANCE = 1e-9


def reaches(value: float, threshold: float) -> bool:
    """A third is not exact in a computer: a value meant to equal its threshold must reach it."""
    return value >= threshold - TOLERANCE


def mean(values: Iterable[float]) -> float | None:
    """The plain mean, none of nothing."""
    kept = list(values)
    return fsum(kept) / len(kept) if kept else None


def weighted_mean(weighted: Iterable[tuple[float, float]]) -> float | None:
    """The mean of (value, weight) pairs, none when nothing weighs."""
    kept = list(weighted)
    total = fsum(weight for _, weight in kept)
    return fsum(value * weight for value, weight in kept) / total if total else None


def profile_means(scores: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The mean of each profile's respondents, from (profile, score) pairs."""
    by_profile: dict[str, list[float]] = {}
    for profile, score in scores:
        by_profile.setdefault(profile, []).append(score)
    return {profile: fsum(values) / len(values) for profile, values in by_profile.items()}


def profile_equal_mean(scores: Iterable[tuple[str, float]]) -> float | None:
    """§2.3: every profile weighs the same, however many partners it counts."""
    return mean(profile_means(scores).values())


def population_sd(values: Iterable[float]) -> float:
    """§3: the standard deviation of the respondents themselves, not of a sample."""
    kept = list(values)
    centre = fsum(kept) / len(kept)
    return sqrt(fsum((value - centre) ** 2 for value in kept) / len(kept))
