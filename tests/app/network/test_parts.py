"""A part of the network is read alone, and says the same as the whole record."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.demo.sized import load_portfolio
from app.models import Partner
from app.network import pages
from app.network.pages import projects_around, projects_of, read_around, read_network
from app.network.queries import read_record
from app.network.view import Network
from app.projects.filters import PortfolioFilter, matching_projects
from tests.support.owner import as_owner


@pytest.fixture(scope="module")
def loaded(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection:
        transaction = connection.begin()
        with as_owner(connection):
            load_portfolio(connection, 60, 17, date(2026, 3, 2))
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        transaction.rollback()


@pytest.fixture(scope="module")
def whole(loaded: Session) -> Network:
    return read_network(loaded, PortfolioFilter())


def test_an_organisation_alone_is_told_as_in_the_whole(loaded: Session, whole: Network) -> None:
    for number in whole.several[:12]:
        own = read_around(loaded, projects_of(number))
        assert own.presence(number) == whole.presence(number)
        assert own.ties_around(number) == whole.ties_around(number)
        assert pages.around_organisation(own, number) == pages.around_organisation(whole, number)


def test_a_project_alone_is_told_as_in_the_whole(loaded: Session, whole: Network) -> None:
    for number in sorted(whole.kept)[:12]:
        own = read_around(loaded, projects_around(number))
        assert pages.around_project(own, number) == pages.around_project(whole, number)
        members = pages.members_of(whole, number)
        assert [own.presence(one) for one in members] == [whole.presence(one) for one in members]


@pytest.mark.parametrize("chosen", [PortfolioFilter(statut="en_cours"), PortfolioFilter(statut="capitalise")])
def test_projects_chosen_are_told_as_in_the_whole(loaded: Session, whole: Network, chosen: PortfolioFilter) -> None:
    own = read_network(loaded, chosen)
    same = Network(whole.record, frozenset(loaded.scalars(matching_projects(chosen))))
    assert own.ties
    assert (own.ties, own.standings, own.bridges, own.links) == (same.ties, same.standings, same.bridges, same.links)
    assert (own.several, own.alone, own.projects_in) == (same.several, same.alone, same.projects_in)
    assert pages.newest(own) == pages.newest(same)


def test_what_is_read_does_not_grow_with_the_rest(loaded: Session, whole: Network) -> None:
    one = loaded.scalar(select(Partner.organisation_id).order_by(Partner.id.desc()).limit(1)) or 0
    record = read_record(loaded, projects_of(one))
    assert 0 < len(record.memberships) < len(whole.record.memberships)
    assert 0 < len(record.projects) < len(whole.record.projects)
