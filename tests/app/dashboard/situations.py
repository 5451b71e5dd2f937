"""A small fund whose every figure is known."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

from sqlalchemy.orm import Session

from app.models import Campaign, Project
from tests.app.regions.test_figures import publish
from tests.factories import (
    a_cofinancing,
    a_milestone,
    a_paid_instalment,
    a_programme,
    a_project,
    an_allocation,
    an_instalment,
    an_investment,
    an_organisation,
)
from tests.support.client import Client
from tests.support.html import text_of

TODAY = date(2026, 11, 26)


def a_fund(session: Session, today: date = TODAY) -> dict[str, Project]:
    """Three funded projects, one only spotted: 60 000 € committed, 16 000 € paid, 4 000 € due, 90 000 € of others.

    `today`: the day its milestones are told from.
    """
    plan, funder, other = a_programme(session, title="Plan bleu"), an_organisation(session), an_organisation(session)
    one = a_project(
        session, title="Un", region_code="53", programme_id=plan.id, phase_code="emergence", category_code="mecenat"
    )
    two = a_project(session, title="Deux", region_code="04", programme_id=plan.id)
    three = a_project(session, title="Trois", region_code=None)
    four = a_project(session, title="Quatre", region_code="94", status="repere")
    first, second = an_investment(session, one, "30000"), an_investment(session, two, "20000")
    an_investment(session, three, "10000")
    an_allocation(session, first, funder, "30000")
    an_allocation(session, second, funder, "5000")
    an_allocation(session, second, other, "10000")
    a_paid_instalment(session, first, "16000", due_on=date(2026, 2, 1))
    an_instalment(session, first, "4000", due_on=date(2026, 9, 1))
    an_instalment(session, second, "9000", due_on=date(2027, 5, 1))
    a_cofinancing(session, one, other, amount_eur=Decimal(60000))
    a_cofinancing(session, two, other, amount_eur=Decimal(30000))
    milestones(session, one, today)
    for place, project in enumerate((one, two, three)):
        campaign = publish(
            session, project, {"innovation": 40.0 + 20 * place} | ({"relation": 50.0} if place < 2 else {})
        )
        session.get_one(Campaign, campaign).status = "publiee"
    session.flush()
    return {"un": one, "deux": two, "trois": three, "quatre": four}


def milestones(session: Session, project: Project, today: date) -> None:
    """Two on their day or before, one nine days after, one late by 56 days, one to come."""
    for due, done in (
        (date(2026, 2, 10), date(2026, 2, 10)),
        (date(2026, 5, 10), date(2026, 5, 1)),
        (date(2026, 8, 1), date(2026, 8, 10)),
        (date(2026, 10, 1), None),
        (date(2027, 1, 15), None),
    ):
        moved = today - TODAY
        a_milestone(session, project, due_on=due + moved, done_on=done + moved if done else None)


def opened(client: Client, address: str) -> Element:
    assert client.get(address).status_code == 200, address
    assert client.page is not None
    return client.page


def figures(page: Element) -> dict[str, str]:
    """By label, the figures at the head of a page."""
    found = next(each for each in page.iter("dl") if "figures" in (each.get("class") or ""))
    return {text_of(next(own.iter("dt"))): text_of(next(own.iter("dd"))) for own in found.iter("div")}


def by_class(page: Element, name: str) -> Iterator[Element]:
    return (own for own in page.iter() if name in (own.get("class") or "").split())


def rows(page: Element, picture: str) -> dict[str, list[str]]:
    """The table of a picture, by heading of its rows."""
    figure = next(own for own in page.iter("figure") if own.get("id") == picture)
    return {
        text_of(next(row.iter("th"))): [text_of(cell) for cell in row.iter("td")]
        for row in figure.iter("tr")
        if list(row.iter("td"))
    }


def sentence(page: Element, picture: str) -> str:
    figure = next(own for own in page.iter("figure") if own.get("id") == picture)
    return text_of(next(next(figure.iter("figcaption")).iter("p")))
