"""What stands side by side through time: the same projects only, comparable versions only, and the rest is said."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.models import Campaign, Project
from app.trends.queries import read_rows
from app.trends.trend import Trend, trend_of
from app.trends.views import View
from app.trends.words import moved_sentence, spread_sentence
from tests import factories as make
from tests.app.regions.test_figures import publish
from tests.app.regions.test_versions import published, without_a_question
from tests.support.owner import as_owner

ALL = select(Project.id)


def evaluated(session: Session, project: Project, year: int, score: float, common: int = 2) -> None:
    """An in itinere evaluation of innovation; `common` partners of the project answer it, always the same ones."""
    campaign = session.get_one(Campaign, publish(session, project, {"innovation": score}, date(year, 3, 1)))
    answered_by(session, campaign, project, common)


def answered_by(session: Session, campaign: Campaign, project: Project, count: int, reading: str = "observed") -> None:
    own = session.scalars(select(make.Partner).where(make.Partner.project_id == project.id)).all()
    partners = [*own, *(make.a_partner(session, project) for _ in range(count - len(own)))][:count]
    for partner in partners:
        make.answers(session, make.a_respondent(session, campaign, partner), reading, **{"C1.1": 3})


def seen(session: Session, view: View = View.YEARS, axis: str = "innovation") -> Trend:
    session.flush()
    return trend_of(session, ALL, view, axis)


def test_a_change_in_which_projects_are_evaluated_is_never_a_change_of_projects(session: Session) -> None:
    """The median goes from 30 to 80 because strong projects came in: no project moved."""
    for score in (30.0, 30.0, 30.0):
        evaluated(session, make.a_project(session), 2024, score)
    same = [make.a_project(session) for _ in range(3)]
    for project in same:
        evaluated(session, project, 2024, 80.0)
        evaluated(session, project, 2025, 80.0)
    trend = seen(session)
    assert [part.median for part in trend.parts] == [55.0, 80.0]
    (group,) = trend.groups
    assert (len(group.steps), group.median) == (3, 0.0)
    assert len(trend.once) == 3
    assert moved_sentence(trend).replace("\u00a0", " ") == (
        "3 projets évalués en 2024 puis en 2025 : écart médian 0,0 points, de 0,0 à 0,0. "
        "3 autres ne l’ont été qu’une fois et sont laissés de côté."
    )


def test_a_score_is_never_taken_for_the_campaign_of_the_same_number(session: Session) -> None:
    first, second = make.a_project(session), make.a_project(session)
    with as_owner(session):
        session.execute(text("SELECT setval(pg_get_serial_sequence('campaign', 'id'), 49)"))
    evaluated(session, first, 2024, 51.0)
    evaluated(session, second, 2024, 80.0)
    rows = read_rows(session, ALL, View.YEARS.readings, "innovation")
    assert [(row.campaign_id, row.score) for row in rows] == [(50, 51.0), (51, 80.0)]
    assert {type(row.campaign_id) for row in rows} == {int}
    evaluated(session, second, 2025, 90.0)
    assert [step.difference for step in seen(session).steps] == [10.0]


def test_below_the_least_of_the_grid_no_median_and_no_median_change(session: Session) -> None:
    for score in (40.0, 60.0):
        project = make.a_project(session)
        evaluated(session, project, 2024, score)
        evaluated(session, project, 2025, score + 10)
    trend = seen(session)
    assert [part.median for part in trend.parts] == [None, None]
    assert [step.difference for step in trend.steps] == [10.0, 10.0]
    assert trend.groups[0].median is None
    assert "trop peu pour un écart médian, il en faut 3" in moved_sentence(trend)
    assert "sans médiane" in spread_sentence(trend)


def test_a_project_skips_the_years_without_an_evaluation_and_empty_years_stand(session: Session) -> None:
    project = make.a_project(session)
    evaluated(session, project, 2023, 40.0)
    evaluated(session, project, 2026, 50.0)
    trend = seen(session)
    assert [part.column.key for part in trend.parts] == ["2023", "2024", "2025", "2026"]
    assert [part.figures.n for part in trend.parts] == [1, 0, 0, 1]
    (group,) = trend.groups
    assert (group.start.key, group.end.key) == ("2023", "2026")


@pytest.mark.parametrize(("common", "said"), [(0, "aucun partenaire n’a"), (1, "un seul partenaire a")])
def test_a_change_of_who_answers_is_not_a_change_of_the_project(session: Session, common: int, said: str) -> None:
    project = make.a_project(session)
    evaluated(session, project, 2024, 40.0)
    evaluated(session, project, 2025, 70.0, common)
    trend = seen(session)
    assert trend.steps == []
    (apart,) = trend.apart
    assert apart.reason.startswith(said)
    assert (apart.row.code, apart.when) == (project.code, "2025")


def test_what_another_version_does_not_compare_is_left_out_and_said(session: Session) -> None:
    grid = without_a_question(session)
    project = make.a_project(session)
    published(session, project, make.GRID, {"innovation": 40.0, "relation": 50.0}, date(2024, 2, 1))
    published(session, project, grid.reference, {"innovation": 70.0, "relation": 60.0}, date(2025, 2, 1))
    trend = seen(session)
    assert [part.figures.n for part in trend.parts] == [0, 1]
    (apart,) = trend.apart
    assert (apart.row.reference, apart.when) == (make.GRID, "2024")
    assert "question retirée" in apart.reason
    assert [figures.n for figures in trend.table["relation"]] == [1, 1]


def test_a_provisional_score_is_left_out_and_said(session: Session) -> None:
    project = make.a_project(session)
    publish(session, project, {"innovation": 40.0}, status="provisional")
    publish(session, make.a_project(session), {"innovation": 50.0})
    trend = seen(session)
    assert trend.evaluated == 1
    assert [(own.row.code, own.reason) for own in trend.apart] == [(project.code, "provisoire")]


def test_what_was_expected_is_never_linked_to_what_is_observed(session: Session) -> None:
    project = make.a_project(session)
    about = {"moment": "ex_ante", "held_on": date(2024, 1, 1)}
    before = session.get_one(Campaign, publish(session, project, {"relation": 30.0}, reading="initial", **about))
    publish(session, project, {"relation": 90.0}, before.held_on, 0, reading="expected", moment="ex_ante")
    after = session.get_one(Campaign, publish(session, project, {"relation": 55.0}, date(2025, 1, 1)))
    answered_by(session, before, project, 2, "initial")
    answered_by(session, after, project, 2)
    trend = seen(session, View.MOMENTS, "relation")
    assert [part.figures.n for part in trend.parts] == [1, 1, 1, 0]
    (step,) = trend.steps
    assert (step.before.score, step.after.score, step.common) == (30.0, 55.0, 2)


def test_the_latest_campaign_of_a_year_speaks_where_the_axis_is_published(session: Session) -> None:
    project = make.a_project(session)
    publish(session, project, {"innovation": 40.0, "relation": 10.0}, date(2025, 2, 1))
    publish(session, project, {"innovation": 60.0}, date(2025, 9, 1))
    trend = seen(session)
    assert [row.score for part in trend.parts for row in part.rows] == [60.0]
    assert trend.table["relation"][0].n == 1
