"""What the comparison of scores computes is equal on all sides; nothing is timed here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app.assessments.gather import gather, grid_of
from app.models import Campaign
from bench import scores_office
from bench.scores_data import populate
from bench.scores_database import Portfolio
from bench.scores_sides import Sides, sides_of
from evaluation import Reading, score_reading
from tests.app.assessments.bulk.sides import same_reading
from tests.factories import GRID

PROJECTS = 12


@pytest.fixture
def held(own_engine: Engine) -> Portfolio:
    with own_engine.begin() as connection:
        populate(connection, PROJECTS, GRID)
        answers = connection.scalar(text("SELECT count(*) FROM answer"))
    with Session(own_engine) as session:
        return Portfolio(own_engine, grid_of(session, GRID), answers or 0)


@pytest.fixture
def sides(held: Portfolio, tmp_path: Path) -> Iterator[Sides]:
    with sides_of(held, tmp_path, pandas=False, office=False) as found:
        yield found


def test_the_answers_compared_are_those_of_the_issue(held: Portfolio) -> None:
    assert held.answers == 140 * PROJECTS
    with held.engine.connect() as connection:
        kinds = connection.scalars(text("SELECT DISTINCT coalesce(no_level, level::text) FROM answer")).all()
    assert set(kinds) == {"0", "1", "2", "3", "4", "NA", "NSP"}


def test_our_side_gives_the_scores_of_the_method(sides: Sides) -> None:
    (found,) = sides.ours()
    with Session(sides.held.engine) as session:
        ids = session.scalars(select(Campaign.id).order_by(Campaign.id)).all()
        for place, gathered in enumerate(gather(session, ids)[own] for own in ids):
            same_reading(
                score_reading(gathered.grid, gathered.campaign, Reading.OBSERVED), found, place, gathered.campaign
            )


def test_one_answer_is_timed_without_leaving_anything(sides: Sides) -> None:
    (before,) = sides.ours()
    assert sides.our_answer() > 0
    (after,) = sides.ours()
    assert after.scores.tobytes() == before.scores.tobytes()


def test_pandas_finds_the_same_scores(held: Portfolio, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    with sides_of(held, tmp_path, pandas=True, office=False) as found:
        found.check()
        wrong = found.pandas()
    wrong["scores"][0, 0] += 1e-6
    found.pandas = lambda: wrong  # type: ignore[method-assign]
    with pytest.raises(AssertionError):
        found.check()


@pytest.mark.office
@pytest.mark.skipif(not scores_office.is_there(), reason="LibreOffice et sa bibliothèque Python ne sont pas installés")
def test_libreoffice_finds_the_same_scores_before_and_after_a_changed_weight(held: Portfolio, tmp_path: Path) -> None:
    with sides_of(held, tmp_path, pandas=False, office=True) as found:
        found.check()
        assert found.office_all() > 0
