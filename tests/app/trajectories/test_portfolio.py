"""The trajectories of the portfolio: counts, calendar, the list behind each figure, queries that do not grow."""

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import clock
from app.models import Project, Role
from app.projects.filters import PortfolioFilter
from app.trajectories.listing import read_listed, wanted_of
from app.trajectories.overview import read_overview
from app.trajectories.periods import Period, asked_period, quarters_from
from app.trajectories.portfolio import standings
from app.trajectories.sentences import calendar_sentence, standings_sentence
from app.web.filters import date_fr
from evaluation import load_grid
from evaluation.horizons import Standing, axes_with_horizon, reached_on
from tests import factories as make
from tests.app.regions.test_figures import publish
from tests.app.trajectories.situations import aged, ex_post, held
from tests.app.trajectories.test_project import spaced
from tests.support.bulk import many_projects
from tests.support.client import Client
from tests.support.queries import counted

AXES = axes_with_horizon(load_grid(make.GRID))
ALL = select(Project.id)


def furnish(session: Session) -> dict[str, Project]:
    """One project at each place of the performance."""
    found = {
        "constate": aged(session, 30, title="Déjà constaté", region_code="53"),
        "possible": aged(session, 20, title="À constater", region_code="53"),
        "signal": aged(session, 6, title="Encore jeune", region_code="32"),
        "sans_date": make.a_project(session, title="Pas commencé", starts_on=None, region_code="32"),
    }
    ex_post(session, found["constate"], 24, performance=66.0)
    aged(session, 30, title="Laissé").status = "abandonne"
    session.flush()
    return found


def test_each_impact_counts_its_projects_and_leaves_out_what_was_abandoned(session: Session) -> None:
    furnish(session)
    overview = read_overview(session, PortfolioFilter(), clock.today(), by_quarter=False)
    told = {impact.axis.code: [count for _, count in impact.counted] for impact in overview.impacts}
    assert told == {"performance": [1, 1, 1, 1], "innovation": [0, 0, 3, 1], "confiance": [0, 0, 3, 1]}
    assert (
        standings_sentence(overview)
        .replace("\u00a0", " ")
        .startswith("4 projets suivis. Performance, 18 mois : 1 constaté, 1 constat possible, 1 signal et 1 ")
    )


def test_the_page_shows_figures_that_open_their_list(client: Client, session: Session) -> None:
    furnish(session)
    client.sign_in(Role.LECTEUR)
    text = spaced(client, "/trajectoires")
    assert "Performance 18 mois 1 constaté 1 constat possible 1 encore un signal 1 sans date de départ" in text
    links = [own.get("href", "") for own in client.page.iter("a")]  # type: ignore[union-attr]
    own = [link for link in links if link.startswith("/trajectoires/projets?axe=performance&etat=")]
    titles = ["Déjà constaté", "À constater", "Encore jeune", "Pas commencé"]
    for link, title in zip(own[:4], titles, strict=True):
        listed = spaced(client, link)
        assert title in listed
        assert [other for other in titles if other != title and other in listed] == []


@pytest.mark.parametrize("by_quarter", [False, True])
def test_the_calendar_is_of_what_is_still_to_come(session: Session, by_quarter: bool) -> None:
    young = furnish(session)["signal"]
    overview = read_overview(session, PortfolioFilter(region="32"), clock.today(), by_quarter=by_quarter)
    due = [(own.period, dict(own.projects)) for own in overview.calendar if own.total]
    reached = held(young, 18)
    quarter = Period(reached.year, (reached.month + 2) // 3)
    assert due[0] == (quarter if by_quarter else Period(reached.year), {"performance": 1})
    assert len(due) == (1 if by_quarter else 3)
    assert len(overview.calendar) == (8 if by_quarter else 3)
    assert "1\u00a0projet pour l’impact performance" in calendar_sentence(overview)


def test_a_period_keeps_its_projects_only(client: Client, session: Session) -> None:
    young = furnish(session)["signal"]
    reached = held(young, 18)
    client.sign_in(Role.LECTEUR)
    here = "/trajectoires/projets?axe=performance&etat=signal&periode="
    for period, seen in ((f"{reached.year}", True), (f"{reached.year + 1}", False), ("n’importe", True)):
        text = spaced(client, f"{here}{period}")
        assert ("Encore jeune" in text) is seen
    assert date_fr(reached) in spaced(client, f"{here}{reached.year}-T{(reached.month + 2) // 3}")


def test_the_filters_of_the_portfolio_narrow_everything(client: Client, session: Session) -> None:
    furnish(session)
    client.sign_in(Role.LECTEUR)
    assert "2 projets suivis" in spaced(client, "/trajectoires?region=53")
    assert "Encore jeune" not in spaced(client, "/trajectoires/projets?axe=performance&region=53")
    assert "Aucun projet ne répond à ce choix" in spaced(client, "/trajectoires?region=94")
    assert "Aucun projet n’est dans ce cas" in spaced(client, "/trajectoires/projets?axe=confiance&etat=constate")


def test_an_axis_without_horizon_has_no_list(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    for axis in ("relation", "", "autre"):
        assert client.get(f"/trajectoires/projets?axe={axis}").status_code == 404


@pytest.mark.parametrize("name", ["etats", "calendrier"])
def test_each_picture_leaves_as_a_file_that_says_its_choice(client: Client, session: Session, name: str) -> None:
    furnish(session)
    client.sign_in(Role.LECTEUR)
    for query in ("region=32", "region=32&pas=trimestres", "region=94"):
        answer = client.get(f"/trajectoires/{name}.svg?{query}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "Hauts-de-France" in client.get(f"/trajectoires/{name}.svg?region=32").text


def test_the_database_says_the_very_rule_of_the_method(session: Session) -> None:
    """Starts at the ends of months, leap years and far ahead: the same day, the same state."""
    days = [date(2019, 8, 29), date(2019, 8, 31), date(2022, 8, 29), date(2024, 2, 29), date(2023, 12, 31), None]
    days += [date(2024, 5, day) for day in range(25, 32)] + [date(9990, 1, 1), date(2030, 1, 31)]
    projects = {make.a_project(session, starts_on=day).id: day for day in days}
    today = date(2026, 3, 1)
    found = standings(ALL, AXES, today)
    rows = session.execute(select(found.c.project_id, found.c.axis, found.c.reached_on, found.c.standing)).all()
    assert len(rows) == len(days) * 3
    months = {axis.code: axis.horizon_months or 0 for axis in AXES}
    for project, axis, reached, standing in rows:
        start = projects[project]
        expected = reached_on(start, months[axis]) if start else None
        assert reached == expected, (start, axis)
        ripe = Standing.POSSIBLE if expected and expected <= today else Standing.SIGNAL
        assert standing == (Standing.UNDATED if expected is None else ripe)


def test_only_a_published_ex_post_after_the_horizon_states(session: Session) -> None:
    told = []
    for months, moment, status in (
        (17, "ex_post", "published"),
        (18, "ex_post", "published"),
        (19, "in_itinere", "published"),
        (19, "ex_post", "provisional"),
    ):
        project = aged(session, 30)
        publish(session, project, {"performance": 50.0}, held(project, months), moment=moment, status=status)
        found = standings(select(Project.id).where(Project.id == project.id), AXES[:1], clock.today())
        told.append(session.scalar(select(found.c.standing)))
    assert told == ["possible", "constate", "possible", "possible"]


def test_pages_by_key_visit_each_project_once(session: Session) -> None:
    ids = many_projects(session, 120, 50_000)
    session.execute(update(Project).where(Project.id.in_(ids[:70])).values(starts_on=date(2025, 1, 15)))
    wanted = wanted_of({"axe": "confiance"})
    seen, after = [], ""
    while True:
        listed = read_listed(session, wanted, clock.today(), after=after)
        seen += [line.id for line in listed.lines]
        after = listed.next
        if not after:
            break
    assert (len(seen), set(seen)) == (120, set(ids))
    back = read_listed(session, wanted, clock.today(), before=listed.previous)
    assert [line.id for line in back.lines] == seen[50:100]
    assert listed.total == 120


@pytest.mark.parametrize(
    "address", ["/trajectoires", "/trajectoires?pas=trimestres", "/trajectoires/projets?axe=performance"]
)
def test_as_many_queries_whatever_the_number_of_projects(client: Client, session: Session, address: str) -> None:
    furnish(session)
    client.sign_in(Role.LECTEUR)
    client.get(address)
    sent = []
    for more in (5, 1000):
        ids = many_projects(session, more, 60_000 + more)
        session.execute(update(Project).where(Project.id.in_(ids)).values(starts_on=date(2024, 1, 15)))
        for identifier in ids[:20]:
            publish(
                session, session.get_one(Project, identifier), {"performance": 5.0}, date(2026, 1, 1), moment="ex_post"
            )
        session.commit()
        with counted(session.connection()) as statements:
            assert client.get(address).status_code == 200
        sent.append(len(statements))
    assert sent[0] == sent[1]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2027", (date(2027, 1, 1), date(2028, 1, 1))),
        ("2027-T1", (date(2027, 1, 1), date(2027, 4, 1))),
        ("2027-T4", (date(2027, 10, 1), date(2028, 1, 1))),
        *((typed, None) for typed in ("", "27", "2027-T5", "9999", "0999", "2027-T", "２０２７")),
    ],
)
def test_periods_as_an_address_names_them(typed: str, found: tuple[date, date] | None) -> None:
    period = asked_period(typed)
    assert (period and (period.first, period.after)) == found


def test_quarters_follow_one_another_over_the_year() -> None:
    assert [own.key for own in quarters_from(date(2026, 11, 27), 4)] == ["2026-T4", "2027-T1", "2027-T2", "2027-T3"]
