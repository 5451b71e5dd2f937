"""Filters that keep what has none, what is funded, what is evaluated: each figure of the fund opens its own list."""

import pytest
from sqlalchemy.orm import Session

from app.exchanges.described import described
from app.projects.filters import PortfolioFilter, matching_projects
from app.projects.options import NONE_LABELS
from tests.app.regions.test_figures import publish
from tests.factories import a_programme, a_project, an_allocation, an_investment, an_organisation


def kept(session: Session, **filters: str) -> set[int]:
    return set(session.scalars(matching_projects(PortfolioFilter(**filters))))


@pytest.mark.parametrize("name", NONE_LABELS)
def test_aucun_keeps_the_projects_that_have_none(session: Session, name: str) -> None:
    given = {"programme_id": a_programme(session).id, "phase_code": "emergence", "category_code": "mecenat"}
    full, bare = a_project(session, **given), a_project(session)
    assert kept(session, **{name: "aucun"}) & {full.id, bare.id} == {bare.id}
    words = described(session, PortfolioFilter(**{name: "aucun"}))
    assert [said for _, said in words] == [NONE_LABELS[name]]


def test_what_is_nobodys_money_yet_is_watched(session: Session) -> None:
    whole, part, none = (a_project(session) for _ in range(3))
    for project, given in ((whole, "1000"), (part, "999.99")):
        an_allocation(session, an_investment(session, project, "1000"), an_organisation(session), given)
    assert kept(session, suivi="affectation") & {whole.id, part.id, none.id} == {part.id}


def test_finances_keeps_what_the_regions_count_as_funded(session: Session) -> None:
    spotted, decided, scored = (a_project(session, status="repere") for _ in range(3))
    running = a_project(session, status="en_cours")
    an_investment(session, decided)
    publish(session, scored, {"innovation": 50.0})
    assert kept(session, statut="finances") & {p.id for p in (spotted, decided, running, scored)} == {
        decided.id,
        running.id,
        scored.id,
    }


def test_evaluation_keeps_a_moment_or_none_at_all(session: Session) -> None:
    scored, silent = a_project(session), a_project(session)
    publish(session, scored, {"innovation": 50.0})
    mine = {scored.id, silent.id}
    found = {value: kept(session, evaluation=value) & mine for value in ("in_itinere", "ex_post", "aucune", "autre")}
    assert found == {"in_itinere": {scored.id}, "ex_post": set(), "aucune": {silent.id}, "autre": set()}


@pytest.mark.parametrize("name", ["financeur", "referent"])
def test_a_sign_that_is_no_figure_is_said_as_it_was_typed(session: Session, name: str) -> None:
    assert [said for _, said in described(session, PortfolioFilter(**{name: "²"}))] == ["²"]
    assert kept(session, **{name: "²"}) == set()
