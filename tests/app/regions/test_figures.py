"""The regions of the pages are those of the method, computed from what was published."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import evaluation
from app.models import AxisResult, Project, Result
from app.regions.queries import scored_projects
from evaluation.case_writer import region_values
from tests.app.regions.portfolio import MOMENT, case_projects, load_projects
from tests.factories import GRID, a_campaign, a_project, an_investment
from tests.support.queries import counted

GRID_USED = evaluation.load_grid(GRID)


def test_the_regions_of_a_portfolio_are_those_of_the_method(session: Session) -> None:
    projects = case_projects()
    load_projects(session, projects)
    regions, national = evaluation.aggregate(GRID_USED, scored_projects(session, MOMENT))
    expected = evaluation.score_portfolio(GRID_USED, MOMENT, projects)
    assert [region.region for region in regions] == [region.region for region in expected.regions]
    for found, wanted in zip([*regions, national], [*expected.regions, expected.national], strict=True):
        assert numbers(found) == pytest.approx(numbers(wanted), abs=1e-9)


def test_two_queries_whatever_the_number_of_projects(session: Session) -> None:
    sent = []
    for count in (1, 30):
        for _ in range(count):
            scored(session, 50.0)
        with counted(session.connection()) as statements:
            scored_projects(session, "in_itinere")
        sent.append(len(statements))
    assert sent == [2, 2]


def test_a_correction_replaces_the_score_and_an_unpublished_axis_keeps_the_campaign_before(session: Session) -> None:
    project = a_project(session, region_code="53")
    publish(session, project, {"innovation": 40.0, "relation": 30.0}, date(2024, 1, 1))
    latest = publish(session, project, {"innovation": 70.0}, date(2025, 1, 1))
    publish(session, project, {"innovation": 65.0}, date(2025, 1, 1), latest, sequence=2)
    (found,) = scored_projects(session, "in_itinere")
    assert (found.region, found.scores) == ("53", {"innovation": 65.0, "relation": 30.0})


def test_a_provisional_score_another_moment_and_another_reading_stay_out(session: Session) -> None:
    project = a_project(session, region_code="53")
    publish(session, project, {"innovation": 40.0}, status="provisional")
    publish(session, project, {"innovation": 41.0}, reading="initial", moment="ex_ante")
    an_investment(session, project)
    assert [found.scores for found in scored_projects(session, "in_itinere")] == [{}]
    assert [found.scores for found in scored_projects(session, "ex_ante")] == [{}]


def test_a_project_without_any_money_nor_result_is_not_counted_as_funded(session: Session) -> None:
    a_project(session, status="instruction")
    an_investment(session, a_project(session, status="instruction"), copil_on=None)
    assert scored_projects(session, "ex_post") == []


def test_only_the_projects_asked_for_and_their_investments_summed(session: Session) -> None:
    asked = scored(session, 10.0)
    an_investment(session, asked, "5000.50")
    scored(session, 20.0)
    (found,) = scored_projects(session, "in_itinere", select(Project.id).where(Project.id == asked.id))
    assert (found.code, found.amount_eur, found.region) == (asked.code, 15000.5, "interregional")


def scored(session: Session, score: float) -> Project:
    project = a_project(session)
    an_investment(session, project)
    publish(session, project, {"innovation": score})
    return project


def publish(
    session: Session,
    project: Project,
    scores: dict[str, float],
    held_on: date = date(2025, 1, 1),
    campaign_id: int = 0,
    sequence: int = 1,
    status: str = "published",
    reading: str = "observed",
    moment: str = "in_itinere",
) -> int:
    """One result of the campaign, a new campaign when none is given; its id."""
    campaign_id = campaign_id or a_campaign(session, project, moment, held_on=held_on).id
    about = {"grid_reference": GRID, "formula_version": "1.0", "inputs_sha256": "0" * 64, "scores": {}}
    reason = "Une réponse corrigée" if sequence > 1 else ""
    result = Result(campaign_id=campaign_id, sequence=sequence, reason=reason, **about)
    session.add(result)
    session.flush()
    session.add_all(
        AxisResult(result_id=result.id, reading=reading, axis=axis, score=score, status=status)
        for axis, score in scores.items()
    )
    session.flush()
    return campaign_id


def numbers(region: evaluation.RegionScore) -> dict[str, float]:
    """Every figure of the region by its name, the levels and the projects as texts of the name."""
    found: dict[str, float] = {f"funded {region.region}": region.funded}
    axes = region_values(region)["axes"]
    assert isinstance(axes, dict)
    for code, axis in axes.items():
        for name, value in axis.items():
            if name == "scores":
                found |= {f"{code} {own['project'][-3:]}": own["score"] for own in value}
            elif not isinstance(value, str):
                found[f"{code} {name}"] = -1 if value is None else value
            else:
                found[f"{code} {name} {value}"] = 1
    return found
