"""Who met whom: examples a fund officer can check, then what must hold whatever the portfolio."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.network.ties import (
    Bridge,
    Meeting,
    Membership,
    Standing,
    bridges,
    neighbours,
    projects_by_organisation,
    shared_organisations,
    standing,
    ties_of,
    within,
)

quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EARLY, DECIDED, LATE = date(2024, 1, 1), date(2024, 6, 1), date(2024, 9, 1)
days = st.none() | st.integers(0, 400).map(lambda n: date(2024, 1, 1) + timedelta(days=n))


@st.composite
def a_portfolio(draw: st.DrawFn) -> list[Membership]:
    places = draw(st.sets(st.tuples(st.integers(1, 8), st.integers(1, 5)), max_size=20))
    return [Membership(organisation, project, draw(days), draw(days)) for organisation, project in sorted(places)]


@pytest.mark.parametrize(
    ("left", "joined", "meet"),
    [(None, None, True), (EARLY, LATE, False), (LATE, EARLY, True), (EARLY, EARLY, True), (EARLY, None, True)],
)
def test_two_partners_meet_when_they_were_there_at_the_same_time(
    left: date | None, joined: date | None, meet: bool
) -> None:
    found = ties_of([Membership(1, 7, left_on=left), Membership(2, 7, joined_on=joined)])
    assert ((1, 2) in found) is meet


@pytest.mark.parametrize(
    ("meetings", "said"),
    [
        ([Meeting(1, LATE)], Standing.NEW),
        ([Meeting(1, DECIDED)], Standing.NEW),
        ([Meeting(1, EARLY)], Standing.BEFORE),
        ([Meeting(1, None)], Standing.UNKNOWN),
        ([Meeting(1, LATE), Meeting(3, None)], Standing.UNKNOWN),
        ([Meeting(1, EARLY), Meeting(3, None)], Standing.BEFORE),
        ([Meeting(2, EARLY), Meeting(1, LATE)], Standing.UNDECIDED),
        ([Meeting(1, LATE), Meeting(2, LATE)], Standing.NEW),
    ],
)
def test_what_the_record_tells_of_the_arrival_of_the_fund(meetings: list[Meeting], said: Standing) -> None:
    assert standing(meetings, {1: DECIDED}) is said


def test_a_bridge_says_how_often_and_through_whom() -> None:
    found = bridges(
        ties_of([Membership(1, 1), Membership(2, 1), Membership(1, 2), Membership(3, 2)]),
        {1: "association", 2: "entreprise", 3: "entreprise"},
    )
    bridge = found["association", "entreprise"]
    assert bridge == Bridge(2, frozenset({1, 2}), frozenset({1}))


def test_regions_are_linked_by_the_organisations_met_in_both() -> None:
    places = projects_by_organisation([Membership(1, 1), Membership(1, 2), Membership(2, 2)])
    assert shared_organisations(places, {1: "32", 2: "53"}) == {frozenset({"32", "53"}): frozenset({1})}


@quick
@given(a_portfolio())
def test_ties_do_not_depend_on_the_order_of_the_record(memberships: list[Membership]) -> None:
    assert ties_of(memberships) == ties_of(reversed(memberships))


@quick
@given(a_portfolio())
def test_a_tie_is_between_two_partners_of_a_same_project(memberships: list[Membership]) -> None:
    there = {(member.organisation_id, member.project_id) for member in memberships}
    for (one, other), meetings in ties_of(memberships).items():
        assert one < other
        assert meetings
        assert all({(one, m.project_id), (other, m.project_id)} <= there for m in meetings)
        assert len({m.project_id for m in meetings}) == len(meetings)


@quick
@given(a_portfolio())
def test_being_neighbours_goes_both_ways(memberships: list[Membership]) -> None:
    ties = ties_of(memberships)
    around = neighbours(ties)
    assert all(one in around[other] for one, others in around.items() for other in others)
    assert sum(len(others) for others in around.values()) == 2 * len(ties)


@quick
@given(a_portfolio(), st.sets(st.integers(1, 5)))
def test_looking_at_some_projects_is_as_if_there_were_no_other(
    memberships: list[Membership], projects: set[int]
) -> None:
    alone = ties_of(member for member in memberships if member.project_id in projects)
    assert within(ties_of(memberships), projects) == alone


@quick
@given(a_portfolio())
def test_every_tie_is_in_one_bridge(memberships: list[Membership]) -> None:
    ties = ties_of(memberships)
    found = bridges(ties, {n: "abc"[n % 3] for n in range(1, 9)})
    assert sum(bridge.ties for bridge in found.values()) == len(ties)
    assert all(one <= other for one, other in found)
