"""However many projects, a picture keeps what an eye can tell apart, and its figures are of all of them."""

from datetime import date
from itertools import count

from app.trends.pairing import MOST_DRAWN, Group, Step
from app.trends.queries import Row
from app.trends.trend import Part
from app.trends.views import Column
from evaluation import RegionAxis

COLUMN = Column("2026", "2026")
NUMBERS = count(1)


def a_row(score: float) -> Row:
    n = next(NUMBERS)
    return Row(
        f"ODD17-2026-{n:03d}", f"Projet {n}", n, "ex_post", date(2026, 1, 1), "observed", "relation", score,
        "published", "B", "constat", "grille@1.0",
    )  # fmt: skip


def a_group(steps: int) -> Group:
    return Group(COLUMN, COLUMN, tuple(Step(a_row(50), a_row(50 + n % 7), 2) for n in range(steps)), 3)


def test_every_step_is_drawn_while_they_are_few() -> None:
    group = a_group(MOST_DRAWN)
    assert (group.drawn, group.left_undrawn) == (group.steps, 0)


def test_past_a_number_steps_are_taken_at_regular_places() -> None:
    group = a_group(MOST_DRAWN * 40)
    assert len(group.drawn) == MOST_DRAWN
    assert group.drawn[1] is group.steps[40]
    assert group.left_undrawn == MOST_DRAWN * 39
    assert group.median is not None


def test_past_a_number_marks_count_the_projects_of_five_points() -> None:
    few, many = ([a_row(n % 100) for n in range(size)] for size in (40, 1_000))
    assert len(part(few).marks) == 40
    found = part(many).marks
    assert len(found) == 20
    assert found[0] == ("signal", 2.5, "de 0 à 5\u00a0: 50\u00a0projets")


def part(rows: list[Row]) -> Part:
    return Part(COLUMN, RegionAxis(len(rows), None, ()), tuple(rows))
