"""What is written every day makes no page read the scores again; what they are made from does, at once."""

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from app.db import writing
from app.milestones.service import complete_milestone
from app.models import Milestone
from tests.app.whole.conftest import Site
from tests.factories import a_milestone, a_project, an_indicator

PAGES = ["/tableau-de-bord", "/regions", "/regions/53", "/evolution"]
DAILY = [
    "UPDATE milestone SET title = 'Autre jalon'",
    "UPDATE indicator SET target = 12",
]


@pytest.fixture
def site(site: Site) -> Site:
    with writing(site.owner) as session:
        project = a_project(session, region_code="53")
        a_milestone(session, project, title="Un jalon")
        an_indicator(session, project)
    return site


def reads_scores(site: Site) -> bool:
    return any("axis_result" in statement for statement in site.asked)


@pytest.mark.parametrize("address", PAGES)
def test_scores_are_read_again_only_when_what_they_are_made_from_changes(
    site: Site, browser: TestClient, address: str
) -> None:
    site.get(browser, address)
    assert reads_scores(site)
    with writing(site.owner) as session:
        (milestone,) = session.scalars(select(Milestone))
        complete_milestone(session, milestone, done_on=milestone.due_on, user=None)
    assert site.get(browser, address).status_code == 200
    assert not reads_scores(site)
    for statement in DAILY:
        site.change(statement)
        assert site.get(browser, address).status_code == 200
        assert site.asked
        assert not reads_scores(site)
    site.change("UPDATE project SET title = 'Jardin commun' WHERE region_code = '53'")
    site.get(browser, address)
    assert reads_scores(site)


def test_the_dashboard_shows_a_milestone_done_at_once(site: Site, browser: TestClient) -> None:
    before = site.given(browser, "/tableau-de-bord").text
    site.change("UPDATE milestone SET done_on = due_on")
    assert site.get(browser, "/tableau-de-bord").text.count("100\u00a0%") > before.count("100\u00a0%")
