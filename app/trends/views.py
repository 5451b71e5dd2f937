"""What may stand side by side: observed years, expected years, or the moments of a project."""

from dataclasses import dataclass
from enum import StrEnum

from evaluation import Moment, Reading
from evaluation.words import REGIONAL_READING


@dataclass(frozen=True)
class Column:
    """`is_linked`: whether a project may be followed to or from it. What was expected is no first measure."""

    key: str
    label: str
    is_linked: bool = True
    short: str = ""
    """Its label where room is scarce."""


class View(StrEnum):
    YEARS = "annees"
    EXPECTED = "attendu"
    MOMENTS = "moments"

    @property
    def label(self) -> str:
        return {
            "annees": "Observé, par année",
            "attendu": "Attendu, par année",
            "moments": "De l’initial à l’ex post",
        }[self]

    @property
    def readings(self) -> tuple[Reading, ...]:
        return {
            View.YEARS: (Reading.OBSERVED,),
            View.EXPECTED: (Reading.EXPECTED,),
            View.MOMENTS: (Reading.INITIAL, Reading.EXPECTED, Reading.OBSERVED),
        }[self]

    def key_of(self, moment: str, reading: str, year: int) -> str:
        """The column of one published score."""
        if self is not View.MOMENTS:
            return str(year)
        return reading if moment == Moment.EX_ANTE else moment

    def columns(self, met: set[str]) -> tuple[Column, ...]:
        """Every year from the first to the last, empty ones too; or the moments, in their order."""
        if self is View.MOMENTS:
            return MOMENTS
        years = [int(year) for year in met]
        return tuple(Column(str(year), str(year)) for year in range(min(years), max(years) + 1)) if years else ()


MOMENTS = (
    Column(Reading.INITIAL, "Situation initiale", short="Initial"),
    Column(Reading.EXPECTED, "Attendu", is_linked=False),
    *(Column(moment, moment.label) for moment in Moment if REGIONAL_READING[moment] is Reading.OBSERVED),
)


def asked_view(typed: str) -> View:
    return View(typed) if typed in list(View) else View.YEARS
