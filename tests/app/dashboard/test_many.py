"""What is counted rather than told says the same as each value told."""

from collections import Counter
from statistics import median

from hypothesis import given
from hypothesis import strategies as st

from app.among import among
from app.dashboard.schedule import _median
from app.dashboard.spread import BIN, spread_of, spread_of_many
from app.models import Milestone
from app.projects.filters import PortfolioFilter, matching_projects


@given(st.lists(st.integers(-400, 400)))
def test_the_median_of_counted_days_is_that_of_the_days(days: list[int]) -> None:
    assert _median(Counter(days)) == (median(days) if days else None)


@given(st.lists(st.floats(-50, 250), max_size=300))
def test_a_distribution_without_names_is_drawn_as_one_with_names(values: list[float]) -> None:
    named, many = spread_of([(value, "a name") for value in values], 3, 150), spread_of_many(values, 3, 150)
    assert (many.values, many.median, many.middle, many.bins) == (named.values, named.median, named.middle, named.bins)
    counted = Counter(min(max(int(value // BIN), 0), 150 // BIN - 1) for value in values)
    assert [int(own.label.split("\u00a0: ")[1]) for own in many.bins] == [counted[place] for place in sorted(counted)]


def test_when_all_projects_are_kept_none_is_looked_for() -> None:
    assert "IN" not in str(among(Milestone.project_id, matching_projects(PortfolioFilter())))
    assert "IN" in str(among(Milestone.project_id, matching_projects(PortfolioFilter(region="32"))))
