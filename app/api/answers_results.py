"""Published results and regions, field by field; scores go from 0 to 100, with all their digits."""

from datetime import date, datetime
from typing import Annotated

from app.api.answers import Answer, Code, Next, example
from evaluation import Level, Maturity, Moment, Reading, Status


class ProfileView(Answer):
    """La moyenne d’un profil, sur `respondents` de ses partenaires."""

    profile: str
    respondents: int
    score: float


class AxisResult(Answer):
    """Ce qui sort de l’alliance : jamais le score d’un partenaire, ni un profil trop peu nombreux.

    Les chiffres sont nuls quand l’état n’en montre pas, ou quand l’un d’eux trahirait les réponses d’un partenaire.
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
    """La dernière publication d’une campagne : celle qui parle pour elle."""

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
    """La campagne la plus récente d’abord."""

    project: Code
    campaigns: list[CampaignResult]


class PublishedResults(Answer):
    """Un par campagne, la plus récente d’abord."""

    results: list[CampaignResult]
    next: Next


class ProjectScore(Answer):
    project: str
    score: float


class RegionAxis(Answer):
    """`level` dit comment lire les chiffres. Une région n’est jamais classée.

    `scores` : projet par projet jusqu’à 60 projets ; au-delà, ils se lisent dans `/api/v1/results`.
    """

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
    """Les scores d’une autre version de la grille, où l’axe ne se compare pas ; ils n’entrent dans aucun chiffre."""

    axis: str
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    reasons: list[str]
    projects: Annotated[int, example(12)]


class RegionSheet(Answer):
    """`left_out` : des seuls projets de cette région."""

    moment: Moment
    reading: Reading
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    left_out: list[LeftOut]
    region: Region


class Regions(Answer):
    """`grid` est la version la plus récente parmi les campagnes de ce moment."""

    moment: Moment
    reading: Reading
    grid: Annotated[str, example("evaluation-partenariale@1.0")]
    left_out: list[LeftOut]
    regions: list[Region]
    national: National
