"""The evaluation of a programme: the same engine, four viewpoints in the place of profiles, suited to the phase.

Two facts come from the plateforme de capitalisation of évaluation partenariale (Le RAMEAU,
evaluation-partenariale.plateformecapitalisation.org/evaluation-innovation-societale): four viewpoints look at an
innovation (porteur, territoire, investisseurs sociétaux, acteur public), and how it is evaluated depends on its age:
« se conter » while it is sought, « se compter » while it is modelled, quantitative indicators once deployed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from evaluation.answers import Answer, Campaign, Respondent
from evaluation.attainment import Attainment, Indicator, attainment
from evaluation.confidence import whole_months
from evaluation.grid import Grid
from evaluation.programme_words import Phase, Viewpoint
from evaluation.results import ReadingScore
from evaluation.scoring import score_reading
from evaluation.words import Maturity, Moment, Reading

MOMENT, READING = Moment.EX_POST, Reading.OBSERVED
"""A programme is looked at once it has begun: what is observed, never what was expected."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a voice counted: one value, a range, or "NA" / "NSP"."""

    count: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    no_value: str = ""
    evidence: int = 0

    @property
    def is_said(self) -> bool:
        return self.value is not None or self.low is not None or bool(self.no_value)


@dataclass(frozen=True, slots=True)
class Voice:
    """One body speaking from one viewpoint. `told`: the prompts it answered with a text."""

    id: str
    viewpoint: str
    answers: tuple[Answer, ...] = ()
    told: frozenset[str] = frozenset()
    counted: tuple[Counted, ...] = ()

    def is_heard(self, phase: Phase) -> bool:
        """Did it give anything that this phase asks?"""
        counted = any(own.is_said for own in self.counted)
        return bool(self.told) or (phase.rates and bool(self.answers)) or (phase.counts and counted)


@dataclass(frozen=True, slots=True)
class Review:
    """One evaluation of a programme, as the method sees it."""

    id: str
    phase: Phase
    held_on: date
    programme_start: date | None = None
    voices: tuple[Voice, ...] = ()
    figures: tuple[Indicator, ...] = ()

    @property
    def campaign(self) -> Campaign:
        """The same answers as the engine reads them: a viewpoint stands for a profile."""
        respondents = tuple(Respondent(own.id, own.viewpoint, own.answers) for own in self.voices)
        return Campaign(self.id, MOMENT, self.held_on, respondents)


@dataclass(frozen=True, slots=True)
class Balance:
    """How many voices of a viewpoint were invited, and how many spoke."""

    invited: int
    heard: int

    @property
    def is_missing(self) -> bool:
        return self.invited == 0

    @property
    def is_silent(self) -> bool:
        return self.invited > 0 and self.heard == 0


@dataclass(frozen=True, slots=True)
class ProgrammeScore:
    """`reading` is none in emergence, `attained` outside deployment; `age_months` is none without a start."""

    phase: Phase
    reading: ReadingScore | None
    attained: Attainment | None
    balance: Mapping[str, Balance]
    age_months: int | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Viewpoints nobody was invited to speak from."""
        return tuple(code for code, own in self.balance.items() if own.is_missing)

    @property
    def silent(self) -> tuple[str, ...]:
        """Viewpoints invited, of which no voice spoke."""
        return tuple(code for code, own in self.balance.items() if own.is_silent)


def score_programme(grid: Grid, review: Review) -> ProgrammeScore:
    """What the phase allows to be said, and nothing more."""
    start = review.programme_start
    return ProgrammeScore(
        phase=review.phase,
        reading=programme_reading(grid, review),
        attained=attainment(review.figures) if review.phase.measures else None,
        balance=balance_of(review.phase, review.voices),
        age_months=whole_months(start, review.held_on) if start else None,
    )


def programme_reading(grid: Grid, review: Review) -> ReadingScore | None:
    """Emergence tells itself: no score at all, whatever was typed. Modelling counts itself: its scores are signals.

    Deployment is measured: the maturity of each axis is that of its horizon, counted from the programme's start
    (performance 18 months, innovation 7 years, confiance 28 years: matrice des trajectoires, Le RAMEAU, 2023).
    """
    if not review.phase.rates:
        return None
    reading = score_reading(grid, review.campaign, READING, review.programme_start)
    return as_signals(reading) if review.phase is Phase.MODELISATION else reading


def as_signals(reading: ReadingScore) -> ReadingScore:
    """While a programme is being modelled no axis is a finding, those without a horizon included."""
    return replace(reading, axes={code: replace(axis, maturity=Maturity.SIGNAL) for code, axis in reading.axes.items()})


def balance_of(phase: Phase, voices: Iterable[Voice]) -> dict[str, Balance]:
    """The four viewpoints, in their order; one that nobody speaks from is there with zero."""
    own = tuple(voices)
    return {viewpoint.value: _balance(phase, [v for v in own if v.viewpoint == viewpoint]) for viewpoint in Viewpoint}


def _balance(phase: Phase, voices: list[Voice]) -> Balance:
    return Balance(len(voices), sum(voice.is_heard(phase) for voice in voices))
