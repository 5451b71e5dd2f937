"""What no example happens to show: a scale that does not start at zero, the usual rounding, the order of regions."""

from dataclasses import replace
from decimal import Decimal

from evaluation import score_campaign
from evaluation.aggregation import ScoredProject, aggregate
from evaluation.rounding import round_half_up
from evaluation.words import INTERREGIONAL
from tests.evaluation.builders import GRID, campaign_of


def test_a_scale_from_one_names_its_levels_in_order() -> None:
    scale = replace(GRID.scale, min=1, max=3, labels=("un", "deux", "trois"))
    assert [scale.label(level) for level in (1, 2, 3)] == ["un", "deux", "trois"]


def test_a_number_is_shown_with_one_decimal_unless_said() -> None:
    assert round_half_up(68.25) == Decimal("68.3")
    assert str(round_half_up(68)) == "68.0"


def test_a_score_knows_its_axis() -> None:
    reading = score_campaign(GRID, campaign_of("association 3 2 4 1 | entreprise 3 3 2 4"))[0]
    assert all(axis.axis == code for code, axis in reading.axes.items())


def test_interregional_comes_last_whatever_the_codes_of_regions() -> None:
    projects = [ScoredProject("P1", ("zz",)), ScoredProject("P2", ("11", "zz")), ScoredProject("P3", ("11",))]
    regions, _ = aggregate(GRID, projects)
    assert [region.region for region in regions] == ["11", "zz", INTERREGIONAL]
