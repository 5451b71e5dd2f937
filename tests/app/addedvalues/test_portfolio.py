"""Added values over the portfolio: what the database adds up is what the rules say, and nothing crosses methods."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from app.addedvalues.aggregates import BINS, FEW, MethodSummary, summaries
from app.addedvalues.coordination import time_summary
from app.addedvalues.drawing import method_strip, round_top
from app.addedvalues.listing import PAGE_SIZE, TimeChoice, ValueChoice, list_times, list_values
from app.addedvalues.sentences import of_times
from app.models import AddedValue, CoordinationTime, Project
from app.projects.filters import PortfolioFilter
from evaluation.added_values import Basis, Claim, Range, median_middle, span, totals
from tests.app.addedvalues.saying import a_time, a_value
from tests.factories import a_partner, a_project, an_investment, an_organisation
from tests.support.client import Client
from tests.support.queries import counted

HERE = "/valeurs-ajoutees"
EVERY = PortfolioFilter()
UNITS = {"delai_compare": "jours", "travail_epargne": "jours de travail", "depense_evitee": "euros"}


def plain(page: str) -> str:
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def by_code(session: Session, chosen: PortfolioFilter = EVERY) -> dict[str, MethodSummary]:
    return {own.code: own for kind in summaries(session, chosen) for own in kind.methods}


def drawn(session: Session, seed: int, count: int) -> list[tuple[str, Claim]]:
    """Values at random, as the database holds them and as the rules read them."""
    draw, kept = Random(seed), []
    for _ in range(count):
        project, method = a_project(session), draw.choice(list(UNITS))
        year = draw.choice((2024, 2025))
        low = Decimal(draw.randint(0, 9000)) / 100
        high = low + Decimal(draw.randint(0, 5000)) / 100
        a_value(session, project, str(low), str(high), method_code=method, evidence=draw.randint(0, 2),
                starts_on=date(year, 3, 1), ends_on=date(2025, 6, 1))  # fmt: skip
        kept.append((project.code, Claim(Basis(method, UNITS[method], year, 2025), Range(low, high))))
    return kept


@pytest.mark.parametrize(("seed", "count"), [(1, 7), (2, 60), (3, 150)])
def test_the_database_adds_up_as_the_rules_do(session: Session, seed: int, count: int) -> None:
    claims = [claim for _, claim in drawn(session, seed, count)]
    found = by_code(session)
    for method, own in found.items():
        ranges = [claim.range for claim in claims if claim.basis.method == method]
        assert (own.count, own.projects, own.span) == (len(ranges), len(ranges), span(ranges))
        assert own.median == median_middle(ranges)
        assert sum(own.evidence) == own.count
        assert len(own.ranges) == (own.count if own.count <= FEW else 0)
        assert sum(many for _, many in own.bins) == (0 if own.count <= FEW else own.count)
        assert all(0 <= place < BINS for place, _ in own.bins)
    said = sorted((one.total for own in found.values() for one in own.totals), key=lambda total: total.basis)
    assert said == totals(claims)


def test_exact_values_and_the_lists_behind_them(client: Client, session: Session) -> None:
    one, two = a_project(session, title="Alpha"), a_project(session, title="Bravo")
    a_value(session, one, "12", "20", evidence=2)
    a_value(session, two, "30", "55")
    a_value(session, two, "4000", "6500", method_code="depense_evitee")
    a_value(session, one, "8", "25", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    client.sign_in("lecteur")
    page = plain(client.get(HERE).text)
    for part in ("3 valeurs, 2 projets, en jours", "8 à 55", "médiane 16,5", "42 à 75 jours", "une seule valeur"):
        assert part in page
    assert "Pas de total d’ensemble." in page
    for total in ("4 042", "4 050", "10 600"):
        assert total not in page
    assert f"{HERE}/liste?methode=delai_compare&amp;annees=2025" in page
    rows = plain(client.get(f"{HERE}/liste?methode=delai_compare&annees=2025").text)
    assert ("2 valeurs" in rows, "8 à 25" in rows) == (True, False)
    assert "1 valeur," in plain(client.get(f"{HERE}/liste?methode=delai_compare&preuve=2").text)
    assert "Aucune valeur ne répond" in client.get(f"{HERE}/liste?preuve=autre").text
    assert "4 000 à 6 500 euros" in plain(client.get(f"{HERE}/liste?genre=frugalite").text)


def test_filters_of_the_portfolio_narrow_everything(client: Client, session: Session) -> None:
    a_value(session, a_project(session, title="Ici", region_code="53"))
    a_value(session, a_project(session, title="Ailleurs", region_code="32"), "100", "400")
    assert by_code(session, PortfolioFilter(region="53"))["delai_compare"].span == Range(Decimal(12), Decimal(20))
    client.sign_in("lecteur")
    page = plain(client.get(f"{HERE}?region=53").text)
    assert ("1 sur 1" in page, "100 à 400" in page) == (True, False)
    assert f"{HERE}/liste?region=53&amp;methode=delai_compare" in page


def test_an_empty_portfolio_says_what_to_do(client: Client, session: Session) -> None:
    a_project(session)
    client.sign_in("lecteur")
    assert "Rien n’est encore dit pour ces projets." in client.get(HERE).text


def test_days_are_told_by_project_and_against_the_money(session: Session) -> None:
    projects = [a_project(session, title=f"Projet {n}") for n in range(4)]
    for project, amount in zip(projects[:3], ("10000", "30000", "0.01"), strict=True):
        an_investment(session, project, amount)
    a_time(session, projects[0], "8")
    a_time(session, projects[1], "12.5")
    a_time(session, projects[2], None)
    a_time(session, projects[3], "3")
    found = time_summary(session, EVERY)
    assert (found.projects, found.said, found.waiting, found.days) == (4, 3, 1, Decimal("23.5"))
    assert (found.low, found.high, found.median) == (Decimal(3), Decimal("12.5"), Decimal(8))
    assert (found.compared, found.compared_days, found.committed) == (2, Decimal("20.5"), Decimal(40000))
    assert found.per_100k == Decimal("51.25")
    rows = {row.title: row for row in list_times(session, EVERY, TimeChoice()).rows}
    assert rows["Projet 0"].per_100k == Decimal(80)
    assert (rows["Projet 2"].days, rows["Projet 2"].waiting, rows["Projet 2"].per_100k) == (None, 1, None)
    assert rows["Projet 3"].per_100k is None
    assert list_times(session, EVERY, TimeChoice(etat="attente")).total == 1
    assert "3 projets sur 4 ont dit" in plain(of_times(found))


def test_a_profile_is_spoken_of_from_three_organisations(client: Client, session: Session) -> None:
    project = a_project(session)
    for profile, days in (("association", "2"), ("association", "4"), ("association", "9"), ("entreprise", "30")):
        partner = a_partner(session, project, an_organisation(session, profile_code=profile))
        a_time(session, project, days, partner_id=partner.id)
    found = {own.code: own for own in time_summary(session, EVERY).profiles}
    assert (found["association"].days, found["association"].median) == (Decimal(15), Decimal(4))
    assert [found[code].is_readable for code in ("association", "entreprise")] == [True, False]
    client.sign_in("lecteur")
    page = plain(client.get(HERE).text)
    assert "Trop peu d’organisations pour parler de ce profil : Entreprise." in page
    assert f"{HERE}/coordination?profil=association" in page
    assert f"{HERE}/coordination?profil=entreprise" not in page
    assert list_times(session, EVERY, TimeChoice(profil="association")).total == 1
    assert list_times(session, EVERY, TimeChoice(profil="fondation")).total == 0


@pytest.mark.parametrize(
    ("high", "top"), [("0", "1"), ("1", "1"), ("3", "4"), ("5.5", "8"), ("90", "100"), ("0.3", "0.4")]
)
def test_scales_end_on_a_round_figure(high: str, top: str) -> None:
    assert round_top(Decimal(high)) == Decimal(top)


@pytest.mark.parametrize("count", [1, FEW, FEW + 1])
def test_every_mark_stays_on_its_line(session: Session, count: int) -> None:
    for n in range(count):
        a_value(session, a_project(session), str(n), str(3 * n))
    strip = method_strip(by_code(session)["delai_compare"])
    places = [x for mark in strip.marks for x in (mark.start, mark.x, mark.end)]
    places += [x for bar in strip.bars for x in (bar.x, bar.x + bar.width)]
    assert places
    assert all(0 <= x <= 100 for x in [*places, strip.low, strip.high, strip.median])
    assert all(0 < mark.y <= strip.base for mark in strip.marks)
    assert all(0 <= bar.y <= strip.base for bar in strip.bars)


def test_pictures_and_files_leave(client: Client, session: Session) -> None:
    project = a_project(session, code="ODD17-2024-901", title="=1+1")
    an_investment(session, project, "10000")
    a_value(session, project, "1250.5", "2000", method_code="depense_evitee", evidence=1)
    a_time(session, project, "8.5")
    client.sign_in("gestionnaire")
    for name in ("agilite", "frugalite", "inventivite", "coordination"):
        answer = client.get(f"{HERE}/images/{name}.svg")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert client.get(f"{HERE}/images/autre.svg").status_code == 404
    values = client.get(f"{HERE}/valeurs.csv").content.decode("utf-8-sig").splitlines()
    assert values[1:] == [
        "ODD17-2024-901;'=1+1;Frugalité;Dépense évitée;1250,50;2000,00;euros;01/01/2025;31/12/2025;Documenté;8,5"
    ]
    times = client.get(f"{HERE}/coordination.csv").content.decode("utf-8-sig").splitlines()
    assert times[1:] == ["ODD17-2024-901;'=1+1;8,5;1;0;10000,00;85,0"]


def many(session: Session, count: int) -> None:
    """Projects with a value by each method and a time, written at once."""
    rows: Sequence[dict[str, object]] = [
        {"code": f"ODD17-{2030 + count % 7}-{n + 1:04d}", "title": f"Projet {n:05d}"} for n in range(count)
    ]
    ids = session.scalars(insert(Project).returning(Project.id), rows).all()
    period = {"starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    said = {"compared_with": "Rien.", "how": "Compté."} | period
    session.execute(
        insert(AddedValue),
        [
            {"project_id": own, "method_code": method, "low": n % 90, "high": n % 90 + 5, **said}
            for n, own in enumerate(ids)
            for method in UNITS
        ],
    )
    session.execute(
        insert(CoordinationTime), [{"project_id": own, "days": n % 40, **period} for n, own in enumerate(ids)]
    )
    session.commit()


@pytest.mark.parametrize(("address", "most"), [(HERE, 24), (f"{HERE}/liste", 18), (f"{HERE}/coordination", 18)])
def test_as_many_queries_at_a_thousand_projects(
    client: Client, session: Session, connection: Connection, address: str, most: int
) -> None:
    client.sign_in("lecteur")
    counts, sizes = [], []
    for size in (5, 1000):
        many(session, size)
        with counted(connection) as statements:
            page = client.get(address).text
        counts.append(len(statements))
        sizes.append(len(page))
    assert counts[0] == counts[1] <= most
    assert sizes[1] < 20 * sizes[0]


def test_a_list_goes_on_from_page_to_page(session: Session) -> None:
    many(session, PAGE_SIZE + 3)
    chosen = ValueChoice(methode="depense_evitee")
    first = list_values(session, EVERY, chosen)
    second = list_values(session, EVERY, chosen, after=first.next)
    titles = [row.title for row in (*first.rows, *second.rows)]
    assert titles == sorted(titles)
    assert (len(first.rows), len(second.rows), first.total, second.next) == (PAGE_SIZE, 3, PAGE_SIZE + 3, "")
    assert list_values(session, EVERY, chosen, before=second.previous).rows == first.rows
