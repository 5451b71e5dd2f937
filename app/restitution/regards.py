"""How each profile sees a criterion or a question, on 0 to 100. Questions are ordered by gap; partners never are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from app.restitution.disclosure import ShownQuote
from app.results.words import NBSP, decimal
from evaluation.means import mean


@dataclass(frozen=True)
class ProfileView:
    """One profile: the mean of its partners, and from what to what when it counts several."""

    profile: str
    label: str
    score: float
    low: float
    high: float
    respondents: int

    @property
    def is_split(self) -> bool:
        return self.low != self.high

    @property
    def mark(self) -> tuple[str, float, str]:
        """What the strip draws: profile, score, label of the mark."""
        return self.profile, self.score, f"{self.label}{NBSP}: {plain(self.score)}"


@dataclass(frozen=True)
class Regards:
    """What is looked at, by whom, and what was written about it. `own` is none but for a partner on its own page."""

    kind: str
    code: str
    text: str
    wordings: tuple[str, ...]
    axis_code: str
    axis_label: str
    views: tuple[ProfileView, ...]
    median: float | None
    low: float | None
    high: float | None
    own: float | None = None
    own_level: str = ""
    sentence: str = ""
    quotes: tuple[ShownQuote, ...] = ()

    @property
    def slug(self) -> str:
        return self.code.replace(".", "-").lower()

    @property
    def gap(self) -> float:
        """From the lowest partner to the highest (§3): what orders the points of dialogue."""
        return 0.0 if self.low is None or self.high is None else self.high - self.low

    @property
    def profile_gap(self) -> float:
        scores = [view.score for view in self.views]
        return max(scores) - min(scores) if scores else 0.0

    @property
    def marks(self) -> list[tuple[str, float, str]]:
        own = [] if self.own is None else [("own", self.own, f"Vous{NBSP}: {plain(self.own)}")]
        return [view.mark for view in self.views] + own

    def view_of(self, profile: str) -> ProfileView | None:
        return next((view for view in self.views if view.profile == profile), None)

    @property
    def own_words(self) -> str:
        """« Vous : fort, soit 75. »"""
        if self.own is None:
            return ""
        return (
            f"Vous{NBSP}: {self.own_level.lower()}, soit {plain(self.own)}."
            if self.own_level
            else (f"Vous{NBSP}: {plain(self.own)}.")
        )

    @property
    def spread_words(self) -> str:
        if self.median is None or self.low is None or self.high is None:
            return "aucun niveau donné"
        if not self.gap:
            return f"tous à {plain(self.low)}" if self.respondents > 1 else "un seul regard"
        return f"médiane {plain(self.median)}, de {plain(self.low)} à {plain(self.high)}"

    @property
    def respondents(self) -> int:
        return sum(view.respondents for view in self.views)

    @property
    def description(self) -> str:
        """The drawing told to those who do not see it."""
        said = [label for _, _, label in self.marks]
        if self.median is None or not said:
            return "Aucun niveau donné."
        return f"Médiane {plain(self.median)}. {', '.join(said)}."


def views_of(given: Iterable[tuple[str, float]], labels: Mapping[str, str]) -> tuple[ProfileView, ...]:
    """From (profile, points) pairs, one by partner; in the order of the profiles' names."""
    by_profile: dict[str, list[float]] = {}
    for profile, points in given:
        by_profile.setdefault(profile, []).append(points)
    found = [
        ProfileView(profile, labels.get(profile, profile), mean(points) or 0.0, min(points), max(points), len(points))
        for profile, points in by_profile.items()
    ]
    return tuple(sorted(found, key=lambda view: (view.label, view.profile)))


def spread_of(points: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Median, lowest, highest of the partners."""
    return (median(points), min(points), max(points)) if points else (None, None, None)


def by_gap(regards: Iterable[Regards]) -> tuple[Regards, ...]:
    """The widest gap first; equal ones keep the order of the grid."""
    return tuple(sorted(regards, key=lambda one: -round(one.gap, 9)))


def plain(value: float) -> str:
    """75 rather than 75,0, and 62,5 as it is."""
    return decimal(value).removesuffix(",0")
