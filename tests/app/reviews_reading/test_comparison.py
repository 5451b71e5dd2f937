"""A review beside the former one of the same programme, on paired answers only."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.models import Programme, ProgrammeGrid, ProgrammeResult
from app.restitution.disclosure import Circle
from app.reviews.restitution_comparison import Comparison, compared
from app.reviews.restitution_source import former_review, grids_between
from evaluation.grids.programmes import programme_grid_text
from evaluation.programme_grid import parse_programme_grid
from tests.app.reviews.situations import GRID, a_review, a_voice, published, rates_all
from tests.app.reviews_reading.readings import FUND, OUTSIDE, read
from tests.factories import a_programme, an_organisation


@pytest.fixture
def programme(session: Session) -> Programme:
    return a_programme(session, starts_on=date(2020, 1, 1))


def a_year(
    session: Session, programme: Programme, year: int, phase: str = "deploiement", grid: str = GRID, **levels: int
) -> ProgrammeResult:
    """A voice by viewpoint, at that level, under the same name each year."""
    review = a_review(
        session, programme, phase=phase, title=f"Bilan {year}", held_on=date(year, 5, 1), grid_reference=grid
    )
    for viewpoint, level in levels.items():
        rates_all(session, a_voice(session, review, viewpoint, f"Voix {viewpoint}"), level)
    return published(session, review)


def between(session: Session, later: ProgrammeResult, circle: Circle = FUND) -> Comparison | None:
    after = read(session, later)
    before = former_review(session, after)
    return compared(before, after, grids_between(session, before, after), circle, 3) if before else None


def test_a_first_review_is_compared_with_nothing(session: Session, programme: Programme) -> None:
    assert between(session, a_year(session, programme, 2024, porteurs=1)) is None


def test_what_moved_is_counted_on_the_same_voices(session: Session, programme: Programme) -> None:
    """Porteurs go from 25 to 75, territoires stay at 50, investisseurs leave, acteurs publics come."""
    a_year(session, programme, 2024, porteurs=1, territoires=2, investisseurs=4)
    later = a_year(session, programme, 2026, porteurs=3, territoires=2, acteurs_publics=0)
    found = between(session, later)
    assert found is not None
    assert found.title == "Bilan 2024"
    axis = found.axes[0]
    assert (axis.before, axis.after) == (pytest.approx((25 + 50 + 100) / 3), pytest.approx((75 + 50 + 0) / 3))
    assert axis.difference == pytest.approx((50 + 0) / 2)
    assert axis.shown == "+25,0"
    assert axis.words.replace("\u00a0", " ") == "2 voix appariées, 1 en hausse, 1 stable, 0 en baisse"


def test_one_pair_makes_no_difference(session: Session, programme: Programme) -> None:
    a_year(session, programme, 2024, porteurs=1)
    found = between(session, a_year(session, programme, 2026, porteurs=3))
    assert found is not None
    assert [axis.difference for axis in found.axes] == [None] * 5
    assert not found.moves


def test_a_voice_is_known_by_its_organisation_whatever_its_name(session: Session, programme: Programme) -> None:
    organisation, town = an_organisation(session), an_organisation(session)
    for year, name, level in ((2024, "Alors", 1), (2026, "Maintenant", 3)):
        review = a_review(session, programme, title=f"Bilan {year}", held_on=date(year, 5, 1))
        own = a_voice(session, review, "porteurs", name, organisation_id=organisation.id)
        other = a_voice(session, review, "territoires", f"{name} aussi", organisation_id=town.id)
        rates_all(session, own, level)
        rates_all(session, other, level)
        result = published(session, review)
    found = between(session, result)
    assert found is not None
    assert [axis.difference for axis in found.axes] == [pytest.approx(50)] * 5


def test_a_story_is_not_compared_with_a_score(session: Session, programme: Programme) -> None:
    a_year(session, programme, 2024, "emergence", porteurs=1, territoires=2)
    assert between(session, a_year(session, programme, 2026, porteurs=3, territoires=2)) is None


def test_outside_a_difference_needs_two_viewpoints(session: Session, programme: Programme) -> None:
    a_year(session, programme, 2024, porteurs=1, territoires=2, investisseurs=2)
    found = between(session, a_year(session, programme, 2026, porteurs=3, territoires=2), OUTSIDE)
    assert found is not None
    assert found.axes[0].difference == pytest.approx(25)
    assert "hausse" not in found.axes[0].words


def test_another_programme_is_never_the_former_one(session: Session, programme: Programme) -> None:
    a_year(session, a_programme(session), 2024, porteurs=1)
    assert between(session, a_year(session, programme, 2026, porteurs=3)) is None


def test_two_versions_of_the_grid_say_why_an_axis_is_apart(session: Session, programme: Programme) -> None:
    """Version 1.1 gives twice the weight to the first criterion of the results: that axis alone is apart."""
    a_year(session, programme, 2024, porteurs=1, territoires=2)
    a_heavier_version(session)
    later = a_year(session, programme, 2026, porteurs=3, territoires=2, grid="evaluation-programme@1.1")
    found = between(session, later)
    assert found is not None
    apart = {axis.code: axis.apart for axis in found.axes if axis.apart}
    assert set(apart) == {"resultats"}
    assert "ne se comparent pas" in apart["resultats"]
    assert [axis.difference for axis in found.axes] == [None, *[pytest.approx(25)] * 4]


def a_heavier_version(session: Session) -> None:
    text = programme_grid_text(GRID).replace('version = "1.0"', f'version = "1.1"\nprevious = "{GRID}"', 1)
    heavier = text.replace("weight = 1", "weight = 2", 1)
    grid = parse_programme_grid(heavier).grid
    session.add(
        ProgrammeGrid(
            reference=grid.reference, title=grid.title, published_on=grid.published_on, sha256="0" * 64, source=heavier
        )
    )
    session.flush()
