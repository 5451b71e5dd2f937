"""What is printed of one project, as it stood at the end of a day."""

from dataclasses import dataclass
from datetime import date, datetime

from app.exchanges.printing.told import Gained, PrintedLever
from app.indicators.queries import IndicatorsCard
from app.investments.lines import MoneyCard
from app.milestones.queries import MilestonesCard
from app.models import ProjectStatus
from app.partners.card import PartnersCard
from app.projects.overview import Labels
from app.restitution.outside import OutsideAxis
from app.results.facts import AxisFacts
from evaluation import Attainment, Moment, Reading


@dataclass(frozen=True)
class Identity:
    """`region_code` is none for an interregional or national project."""

    id: int
    code: str
    title: str
    status: ProjectStatus
    programme: str
    summary: str
    need: str
    answer: str
    place: str
    region_code: str | None
    region: str
    labels: Labels
    domains: tuple[str, ...]
    goals: tuple[str, ...]
    starts_on: date | None
    ends_on: date | None
    charter_version: str
    charter_signed_on: date | None


@dataclass(frozen=True)
class PrintedAxis:
    """`outside` holds the only figures that may leave; `marks`, the profiles that may: (profile, score, label)."""

    code: str
    label: str
    words: str
    facts: AxisFacts
    outside: OutsideAxis
    marks: tuple[tuple[str, float, str], ...]

    @property
    def is_kept_inside(self) -> bool:
        """The score is published in the alliance, and would tell the answers of one profile outside it."""
        return self.facts.status.shows_number and self.outside.score is None


@dataclass(frozen=True)
class PrintedIndex:
    label: str
    score: float | None
    missing: str


@dataclass(frozen=True)
class PrintedChange:
    """What moved on paired answers; `difference` is none with too few partners, or when it would tell one of them."""

    axis: str
    since: Reading
    difference: float | None
    paired: int


@dataclass(frozen=True)
class PrintedEvaluation:
    """The latest published campaign, in the reading its regions speak of."""

    campaign_id: int
    moment: Moment
    held_on: date
    reading: Reading
    published_at: datetime
    axes: tuple[PrintedAxis, ...]
    indices: tuple[PrintedIndex, ...]
    approaches: tuple[tuple[str, float | None], ...]
    changes: tuple[PrintedChange, ...]
    since: date | None
    invited: int
    answered: int
    grid_reference: str
    formula_version: str

    @property
    def profiles(self) -> list[tuple[str, str]]:
        """The profiles drawn, for the legend: code and name, in the order of the names."""
        drawn = {profile: label.split("\u00a0:")[0] for axis in self.axes for profile, _, label in axis.marks}
        return sorted(drawn.items(), key=lambda pair: pair[1])

    @property
    def shows_scores(self) -> bool:
        return any(axis.outside.score is not None for axis in self.axes)

    @property
    def has_provisional(self) -> bool:
        return any(axis.facts.is_provisional and axis.outside.score is not None for axis in self.axes)

    @property
    def moves(self) -> bool:
        """Whether one change at least may be shown."""
        return any(change.difference is not None for change in self.changes)

    def changes_of(self, axis: str) -> list[PrintedChange]:
        return [change for change in self.changes if change.axis == axis]


@dataclass(frozen=True)
class Pending:
    """A campaign without a published result: how many of its partners have answered."""

    moment: Moment
    answered: int
    invited: int


@dataclass(frozen=True)
class Spoken:
    """A comment whose author agreed that it leaves; its profile only when that may be said."""

    question: str
    axis: str
    text: str
    profile: str | None


@dataclass(frozen=True)
class ProjectFacts:
    project: Identity
    partners: PartnersCard
    money: MoneyCard
    milestones: MilestonesCard
    indicators: IndicatorsCard
    attained: Attainment
    evaluation: PrintedEvaluation | None
    pending: tuple[Pending, ...]
    spoken: tuple[Spoken, ...]
    gained: Gained
    levers: tuple[PrintedLever, ...]
