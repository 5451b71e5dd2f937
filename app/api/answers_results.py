"""Published results and regions, field by field; scores go from 0 to 100, with all their digits."""

from datetime import date, datetime
from typing import Annotated

from app.api.answers import Answer, Code, Next, example
from evaluation import Level, Maturity, Moment, Reading, Status


class ProfileView(Answer):
    """The mean of a profile, from `respondents` partners of it."""

    profile: str
    respondents: int
    score: float


class AxisResult(Answer):
    """What leaves the alliance: never a partner's own score, and a profile only from enough respondents.

    Figures are none when the status shows no number, or when one of them would give a partner's answers away.
    """

    axis: Annotated[str, example("innovation")]
    label: Annotated[str, example("Innovation")]
    status: Status
    score: float | None
    confidence: str | None
    maturity: Maturity
    coverage: float | None
    respondents: int
    profiles: int
    range: float | None
    deviation: float | None
    profile_gap: float | None
    profile_views: list[ProfileView]


class ReadingResult(Answer):
    reading: Reading
    participation: float | None
    axes: list[AxisResult]
    axes_not_asked: list[str]
    indices: dict[str, float | None]
    approaches: dict[str, float | None]


class CampaignResult(Answer):
    """The last publication of a campaign: the one that speaks for it."""

    campaign: int
    project: Code
    moment: Moment
    held_on: date
    sequence: int
    published_at: datetime
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    formula: str
    inputs_sha256: str
    readings: list[ReadingResult]


class Results(Answer):
    """The newest campaign first."""

    project: Code
    campaigns: list[CampaignResult]


class PublishedResults(Answer):
    """One per campaign, the newest campaign first."""

    results: list[CampaignResult]
    next: Next


class ProjectScore(Answer):
    project: str
    score: float


class RegionAxis(Answer):
    """`level` says how the figures may be read. A region is never ranked."""

    n: int
    level: Level | None
    scores: list[ProjectScore]
    min: float | None
    median: float | None
    max: float | None
    mean: float | None
    mean_by_amount: float | None
    stabilised: float | None


class Region(Answer):
    code: Annotated[str, example("53")]
    label: Annotated[str, example("Bretagne")]
    funded: int
    axes: dict[str, RegionAxis]


class National(Answer):
    funded: int
    axes: dict[str, RegionAxis]


class LeftOut(Answer):
    """A score of another version of the grid, in which the axis or index does not compare; it enters no figure."""

    project: str
    axis: str
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    reasons: list[str]


class RegionSheet(Answer):
    """`left_out`: only of the projects of this region."""

    moment: Moment
    reading: Reading
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    left_out: list[LeftOut]
    region: Region


class Regions(Answer):
    """`grid` is the newest version among the campaigns of this moment."""

    moment: Moment
    reading: Reading
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    left_out: list[LeftOut]
    regions: list[Region]
    national: National
