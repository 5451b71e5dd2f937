"""A page reads what it shows: the rows of each table looked at, among thousands."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.orm import Session

from app.api.results import ORDER, published_campaigns
from app.assessments.queries import current_results
from app.kept import NOTHING_YET, Kept
from app.keyset import read_page
from app.models import Organisation, Project, Result
from app.partners.listing import OrganisationFilter, organisations_page
from app.projects.filters import PortfolioFilter
from app.projects.sorting import Sort, sort_keys
from app.results.published import campaigns_of
from app.trajectories.queries import campaigns_held, observed_of
from tests import factories as make
from tests.support.bulk import many_campaigns
from tests.support.rows_read import rows_read

MANY, FEW = 12_000, 150
"""Of fewer, an older server rightly reads the whole table rather than fifty times its index."""


@pytest.fixture
def session(own_engine: Engine) -> Iterator[Session]:
    """Thousands of projects, each with a campaign and its published result."""
    with Session(own_engine) as session:
        proof = {"sequence": 1, "grid_reference": make.GRID, "formula_version": "1", "inputs_sha256": "0", "scores": {}}
        ids = many_campaigns(session, MANY)
        session.execute(insert(Result), [{"campaign_id": identifier} | proof for identifier in ids])
        yield session


def test_the_page_of_a_project_reads_its_own_results(session: Session) -> None:
    project = session.scalar(select(Project.id).order_by(Project.id.desc()).limit(1)) or 0

    def page() -> None:
        assert campaigns_of(session, project)[0].result_id
        assert campaigns_held(session, project)[0].is_published
        observed_of(session, project, ["performance"])

    read = rows_read(session, page)
    assert 0 < read["result"] < 10
    assert read["campaign"] < 10


def test_a_page_of_results_reads_its_own(session: Session) -> None:
    published = published_campaigns(PortfolioFilter(), "")
    read = rows_read(session, lambda: read_page(session, published, ORDER, descending=True))
    assert read["campaign"] < FEW
    assert read["result"] < FEW
    ids = read_page(session, published, ORDER, descending=True).ids
    assert rows_read(session, lambda: session.execute(current_results(ids)).all())["result"] < FEW


def test_projects_by_code_are_read_in_that_order(session: Session) -> None:
    by_code = sort_keys(Sort("code", False))
    assert rows_read(session, lambda: read_page(session, select(Project.id), by_code))["project"] < FEW


def test_a_frequent_word_is_looked_for_no_further_than_the_page(session: Session) -> None:
    for_all = [{"name": f"Collectif {n}", "profile_code": "association"} for n in range(MANY)]
    session.execute(insert(Organisation), for_all)
    chosen, kept = OrganisationFilter(q="collectif"), Kept(NOTHING_YET, 8)
    assert organisations_page(session, chosen, kept).total == MANY
    assert rows_read(session, lambda: organisations_page(session, chosen, kept))["organisation"] < FEW
