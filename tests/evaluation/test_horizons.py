"""From a signal to a statement: the day an impact may be found, told by the rule of maturity itself."""

from datetime import date, timedelta

import pytest

from evaluation import Reading, load_grid
from evaluation.confidence import maturity_of, whole_months
from evaluation.horizons import Observation, Standing, axes_with_horizon, horizon, reached_on

GRID = load_grid("evaluation-partenariale@1.0")
PERFORMANCE = GRID.axis("performance")
START = date(2024, 3, 15)


def test_the_horizons_are_those_of_the_grid_the_nearest_first() -> None:
    found = [(axis.code, axis.horizon_months) for axis in axes_with_horizon(GRID)]
    assert found == [("performance", 18), ("innovation", 84), ("confiance", 336)]


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [
        (date(2024, 3, 15), 18, date(2025, 9, 15)),
        (date(2024, 3, 15), 84, date(2031, 3, 15)),
        (date(2024, 3, 15), 336, date(2052, 3, 15)),
        (date(2024, 8, 31), 18, date(2026, 3, 1)),  # 2026 has no 31 February
        (date(2023, 8, 31), 18, date(2025, 3, 1)),
        (date(2024, 8, 29), 18, date(2026, 3, 1)),
        (date(2022, 8, 29), 18, date(2024, 2, 29)),  # a leap year has one
        (date(2024, 3, 31), 18, date(2025, 10, 1)),
        (date(2024, 2, 29), 84, date(2031, 3, 1)),
        (date(2024, 12, 31), 2, date(2025, 3, 1)),
        (date(2024, 3, 15), 0, date(2024, 3, 15)),
        (date(9900, 1, 1), 18, None),
    ],
)
def test_the_day_that_many_months_are_whole(start: date, months: int, day: date | None) -> None:
    assert reached_on(start, months) == day


@pytest.mark.parametrize("months", [1, 11, 18, 84, 336])
def test_it_is_the_first_day_the_rule_of_maturity_says_so(months: int) -> None:
    for after in range(0, 1500, 7):
        start = date(2020, 1, 1) + timedelta(days=after)
        day = reached_on(start, months)
        assert day is not None
        assert whole_months(start, day) >= months > whole_months(start, day - timedelta(days=1))


@pytest.mark.parametrize(
    ("start", "today", "moment", "held_on", "standing"),
    [
        (None, date(2026, 1, 1), "ex_post", date(2025, 12, 1), Standing.UNDATED),
        (START, date(2025, 9, 14), None, None, Standing.SIGNAL),
        (START, date(2025, 9, 15), None, None, Standing.POSSIBLE),
        (START, date(2026, 1, 1), "ex_post", date(2025, 9, 14), Standing.POSSIBLE),
        (START, date(2026, 1, 1), "ex_post", date(2025, 9, 15), Standing.STATED),
        (START, date(2026, 1, 1), "in_itinere", date(2025, 10, 1), Standing.POSSIBLE),
        (date(2030, 1, 1), date(2026, 1, 1), None, None, Standing.SIGNAL),
    ],
)
def test_where_an_impact_stands(
    start: date | None, today: date, moment: str | None, held_on: date | None, standing: Standing
) -> None:
    observed = [Observation(moment, held_on)] if moment and held_on else []
    assert horizon(PERFORMANCE, start, today, observed).standing is standing


def test_a_statement_is_what_the_scores_call_so() -> None:
    """A campaign states an impact on the very days its published score is called « constat »."""
    for after in range(500, 600):
        day = START + timedelta(days=after)
        stated = horizon(PERFORMANCE, START, date(2027, 1, 1), [Observation("ex_post", day)])
        finding = maturity_of(PERFORMANCE, Reading.OBSERVED, START, day) == "constat"
        assert (stated.standing is Standing.STATED) is finding
        assert (stated.stated_on == day) is finding


def test_the_last_ex_post_speaks() -> None:
    days = [date(2025, 10, 1), date(2026, 5, 1), date(2025, 12, 1)]
    found = horizon(PERFORMANCE, START, date(2027, 1, 1), [Observation("ex_post", day) for day in days])
    assert found.stated_on == date(2026, 5, 1)
