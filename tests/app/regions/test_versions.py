"""Two versions of the grid in one region: only what compares is counted, and what is left out is said."""

from datetime import date

from sqlalchemy.orm import Session

from app.models import AxisResult, Campaign, Project, Result, Role
from app.regions.queries import regional_scores
from evaluation import FORMULA_VERSION, Grid
from tests.app.grids.drafts import a_version
from tests.evaluation.versions import axis, part, without
from tests.factories import GRID, a_campaign, a_project
from tests.support.api import bearer, read
from tests.support.client import Client
from tests.support.html import text_of

SCORES = {"innovation": 40.0, "relation": 60.0}


def published(
    session: Session, project: Project, grid: str, scores: dict[str, float], held_on: date = date(2025, 2, 1)
) -> Campaign:
    campaign = a_campaign(session, project, held_on=held_on, grid_reference=grid, status="publiee")
    result = Result(
        campaign_id=campaign.id,
        sequence=1,
        grid_reference=grid,
        formula_version=FORMULA_VERSION,
        inputs_sha256="0" * 64,
        scores={},
    )
    session.add(result)
    session.flush()
    for code, score in scores.items():
        line = AxisResult(result_id=result.id, reading="observed", axis=code, score=score, status="published")
        line.is_index = code == "impact"
        session.add(line)
    session.flush()
    return campaign


def breton(session: Session) -> Project:
    return a_project(session, region_code="53", status="en_cours")


def without_a_question(session: Session) -> Grid:
    return a_version(session, "1.1", without("C1.2"))


def test_one_version_leaves_nothing_out(session: Session) -> None:
    published(session, breton(session), GRID, SCORES)
    found = regional_scores(session, "in_itinere")
    assert (found.grid.reference, found.left_out) == (GRID, ())


def test_only_axes_that_compare_with_the_newest_version_shown_are_counted(session: Session) -> None:
    old, new, grid = breton(session), breton(session), without_a_question(session)
    published(session, old, GRID, SCORES | {"impact": 50.0})
    published(session, new, grid.reference, {"innovation": 80.0, "relation": 70.0})
    found = regional_scores(session, "in_itinere")
    assert found.grid.reference == grid.reference
    scores = {own.code: dict(own.scores) for own in found.projects}
    assert scores == {old.code: {"relation": 60.0}, new.code: {"innovation": 80.0, "relation": 70.0}}
    assert [(own.project, own.axis, own.reference) for own in found.left_out] == [
        (old.code, "impact", GRID),
        (old.code, "innovation", GRID),
    ]
    assert found.left_out[1].reasons == ("question retirée ou de sens différent (C1.2)",)


def test_a_version_that_moves_no_score_mixes_freely(session: Session) -> None:
    grid = a_version(session, "1.1", part("publication", published_coverage=0.7), axis("innovation", label="Innover"))
    published(session, breton(session), GRID, SCORES)
    published(session, breton(session), grid.reference, SCORES)
    found = regional_scores(session, "in_itinere")
    assert [dict(own.scores) for own in found.projects] == [SCORES, SCORES]
    assert (found.grid.axis("innovation").label, found.left_out) == ("Innover", ())


def test_the_newest_version_is_that_of_what_is_shown_not_that_of_the_day(session: Session) -> None:
    """A version without any published campaign changes nothing to what is read."""
    without_a_question(session)
    published(session, breton(session), GRID, SCORES)
    assert regional_scores(session, "in_itinere").grid.reference == GRID


def test_a_score_left_out_is_not_replaced_by_an_older_one(session: Session) -> None:
    project, other, grid = breton(session), breton(session), without_a_question(session)
    published(session, project, grid.reference, {"innovation": 90.0}, date(2024, 1, 1))
    published(session, project, GRID, SCORES, date(2025, 1, 1))
    published(session, other, grid.reference, {"innovation": 80.0})
    scores = {own.code: dict(own.scores) for own in regional_scores(session, "in_itinere").projects}
    assert "innovation" not in scores[project.code]


def test_a_project_left_out_stays_counted_as_funded(session: Session) -> None:
    grid = without_a_question(session)
    old, new = (a_project(session, region_code="53", status="instruction") for _ in range(2))
    published(session, old, GRID, {"innovation": 40.0})
    published(session, new, grid.reference, {"innovation": 80.0})
    assert len(regional_scores(session, "in_itinere").projects) == 2


def test_the_map_and_the_region_say_what_is_left_out(client: Client, session: Session) -> None:
    grid = without_a_question(session)
    for _ in range(2):
        published(session, breton(session), GRID, SCORES)
    published(session, breton(session), grid.reference, SCORES)
    client.sign_in(Role.LECTEUR)
    said = "2\u00a0projets évalués avec la version 1.0, axe Impact innovation non comparable"
    for address in ("/regions?axe=innovation", "/regions?axe=tous", "/regions/53"):
        client.get(address)
        assert client.page is not None
        assert said in text_of(client.page)
    client.get("/regions?axe=relation")
    assert "laissés de côté" not in text_of(client.page)


def test_the_region_says_it_of_each_project_too(client: Client, session: Session) -> None:
    grid = without_a_question(session)
    published(session, breton(session), GRID, SCORES)
    published(session, breton(session), grid.reference, SCORES)
    client.sign_in(Role.LECTEUR)
    client.get("/regions/53")
    assert client.page is not None
    assert "Impact innovation\u00a0: évalué avec la version 1.0, non comparable" in text_of(client.page)


def test_a_program_reads_what_is_left_out(client: Client, session: Session) -> None:
    grid = without_a_question(session)
    published(session, breton(session), GRID, SCORES)
    published(session, breton(session), grid.reference, SCORES)
    found = read(client, "/regions?moment=in_itinere", bearer(session))
    assert found["grid"] == grid.reference
    assert found["left_out"] == [
        {
            "axis": "innovation",
            "grid": GRID,
            "reasons": ["question retirée ou de sens différent (C1.2)"],
            "projects": 1,
        }
    ]
