"""The drawings: 18 tiles at their place, a line of years that keeps its marks inside."""

from datetime import date

import pytest

from app.exchanges.printing.drawing import OVERSEAS, PLACES, SHORT, WIDTH, Region, inks, line_of, split, tiles_of
from app.investments.lines import MoneyCard
from app.milestones.queries import MilestoneLine, MilestonesCard
from app.milestones.states import state_of

DAY = date(2026, 3, 2)


def milestones(*days: tuple[date, date | None]) -> MilestonesCard:
    lines = [
        MilestoneLine(place, "Jalon", f"Jalon {place}", due, done, None, "", "", 1, state_of(due, done, DAY))
        for place, (due, done) in enumerate(days)
    ]
    return MilestonesCard(tuple(lines), 0, 0)


def test_the_eighteen_regions_have_a_tile_of_their_own() -> None:
    tiles = tiles_of([Region(code, "Nom", 0) for code in (*PLACES, *OVERSEAS)])
    assert len({(tile.x, tile.y) for tile in tiles}) == 18
    assert {tile.short for tile in tiles} == set(SHORT.values())
    assert max(tile.x + tile.width for tile in tiles) <= 418
    assert max(tile.y for tile in tiles) + 100 <= 642


def test_what_has_no_tile_is_left_to_words() -> None:
    assert tiles_of([Region("", "Interrégional", 1)]) == ()


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Bretagne", ("Bretagne",)),
        ("Provence-Alpes-Côte d’Azur", ("Provence-", "Alpes-Côte", "d’Azur")),
        ("Bourgogne-Franche-Comté", ("Bourgogne-", "Franche-", "Comté")),
        ("Centre-Val de Loire", ("Centre-Val", "de Loire")),
    ],
)
def test_a_name_is_cut_after_a_hyphen_or_at_a_space(name: str, lines: tuple[str, ...]) -> None:
    assert split(name, 11) == lines


def test_marks_are_placed_by_their_day_and_stay_inside() -> None:
    line = line_of(
        MoneyCard((), (), DAY),
        milestones((date(2025, 1, 1), date(2025, 1, 1)), (date(2026, 1, 1), None), (date(2027, 1, 1), None)),
        DAY,
    )
    first, middle, last = (mark.x for mark in line.milestones)
    assert (first, middle, last) == (24, 500, WIDTH - 24)
    assert [mark.tone for mark in line.milestones] == ["done", "late", "info"]
    assert [label for _, label in line.years] == ["2026", "2027"]
    assert line.today is not None
    assert middle < line.today < last


def test_one_day_alone_and_none_at_all_are_drawn_too() -> None:
    assert line_of(MoneyCard((), (), DAY), milestones((DAY, DAY)), DAY).milestones[0].x == 24
    assert line_of(MoneyCard((), (), DAY), milestones(), DAY).is_empty


def test_the_day_outside_of_the_years_is_not_drawn() -> None:
    assert line_of(MoneyCard((), (), DAY), milestones((date(2027, 1, 1), None)), DAY).today is None


def test_every_axis_has_its_ink() -> None:
    assert {"resultats", "relation", "innovation", "performance", "confiance", "act", "paper", "ink"} <= inks().keys()
