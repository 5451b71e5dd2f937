"""The portfolio read by columns is the one read project by project."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

import evaluation
from app.regions import scores
from app.regions.gathered import gather
from app.regions.queries import regional_scores
from app.regions.scores import whole_portfolio
from app.regions.versions import left_out_lines, left_out_words
from evaluation import Moment
from tests.app.regions.test_figures import numbers
from tests.app.regions.test_versions import published, without_a_question
from tests.factories import GRID, a_project, an_investment
from tests.support.queries import counted

ONE_PROJECT = re.compile(r" \d{3}$")
AXES = ("innovation", "relation", "impact")
SCORES = st.dictionaries(st.sampled_from(AXES), st.floats(0, 100).map(lambda score: round(score, 6)))
PROJECTS = st.lists(
    st.tuples(
        st.sampled_from(["53", "84", None]),
        st.sampled_from(["en_cours", "instruction"]),
        st.sampled_from([None, "1000.50", "40000"]),
        st.lists(st.tuples(SCORES, st.booleans()), max_size=2),
    ),
    max_size=9,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=PROJECTS, many=st.sampled_from([1, 3, 60]))
def test_columns_say_what_projects_say(
    session: Session, monkeypatch: pytest.MonkeyPatch, drawn: list[Any], many: int
) -> None:
    monkeypatch.setattr(scores, "MANY", many)
    with session.begin_nested() as kept:
        newer = without_a_question(session).reference
        for region, status, amount, campaigns in drawn:
            project = a_project(session, region_code=region, status=status)
            if amount:
                an_investment(session, project, amount)
            for year, (own, is_newer) in enumerate(campaigns, start=2024):
                published(session, project, newer if is_newer else GRID, own, date(year, 1, 1))
        check(session)
        kept.rollback()


def check(session: Session) -> None:
    found, whole = regional_scores(session, Moment.IN_ITINERE), whole_portfolio(session, Moment.IN_ITINERE)
    regions, national = evaluation.aggregate(found.grid, found.projects)
    assert whole.grid.reference == found.grid.reference
    assert sorted(whole.regions) == sorted(str(own.region) for own in regions)
    for own in regions:
        assert figures(whole.regions[str(own.region)]) == figures(own)
        place = whole_portfolio(session, Moment.IN_ITINERE, str(own.region))
        assert list(place.projects_of(str(own.region)).values()) == [
            project for project in found.projects if project.region == own.region
        ]
    assert figures(whole.national) == figures(national)
    assert whole.evaluated == sum(bool(project.scores) for project in found.projects)
    assert left_out_lines(whole) == left_out_words(found.grid, found.left_out)
    gathered = gather(session, Moment.IN_ITINERE)
    assert gathered.published == len(
        {*(p.code for p in found.projects if p.scores), *(o.project for o in found.left_out)}
    )


def figures(region: evaluation.RegionScore) -> dict[str, float]:
    """But the scores one by one, which the columns do not name beyond a number."""
    return {name: value for name, value in numbers(region).items() if not ONE_PROJECT.search(name)}


def test_one_question_whatever_the_number_of_projects(session: Session) -> None:
    sent = []
    for count in (1, 30):
        for _ in range(count):
            published(session, a_project(session, region_code="53"), GRID, {"innovation": 50.0})
        with counted(session.connection()) as statements:
            gather(session, Moment.IN_ITINERE)
        sent.append(len(statements))
    assert sent == [1, 1]
