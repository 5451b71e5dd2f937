"""The same form sent a thousand times at once, to a site of two processes: done once, the same told to every sender."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Campaign, Instalment, Organisation, Project, Respondent
from app.models.letter import Letter
from tests import factories as make
from tests.app.assessments.situations import a_campaign_of, fill
from tests.faults import entries
from tests.faults.product import Product, a_folder, running
from tests.faults.visitors import guest
from tests.faults.world import World, settled
from tests.support.smtp import mail_server

TIMES = 1_000
AT_ONCE = 64
Answer = tuple[int, str]


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with a_folder() as folder, mail_server() as mail:
        product = Product(folder, {"ODD17_LOG_LEVEL": "WARNING"}, site=("--workers", "2"))
        with running(product, worker=False):
            yield settled(product, mail)


def at_once(send: Callable[[], httpx2.Response]) -> Counter[Answer]:
    with ThreadPoolExecutor(AT_ONCE) as senders:
        answers = list(senders.map(lambda _: send(), range(TIMES)))
    return Counter((answer.status_code, answer.headers.get("Location", "")) for answer in answers)


def the_same(answers: Counter[Answer], status: int) -> bool:
    return len(answers) == 1 and next(iter(answers))[0] == status


def test_an_investment_registered_a_thousand_times_at_once_is_one_project(world: World) -> None:
    act = entries.registrations(world, "mille")
    [ticket, *_] = act.tickets
    assert the_same(at_once(lambda: act.send(ticket)), 303)
    with Session(world.engine) as session:
        assert act.state(session, ticket) == "whole"
        assert session.scalar(select(func.count()).where(Project.title == ticket.mark)) == 1


def test_a_payment_sent_a_thousand_times_at_once_is_paid_once(world: World) -> None:
    act = entries.payments(world, "mille-versement")
    [ticket, *_] = act.tickets
    assert the_same(at_once(lambda: act.send(ticket)), 303)
    with Session(world.engine) as session:
        paid = session.get_one(Instalment, ticket.record[1])
        assert (paid.status, paid.payment_reference, paid.version) == ("paid", ticket.mark, ticket.record[2] + 1)


def test_a_grid_submitted_a_thousand_times_at_once_is_submitted_once(world: World) -> None:
    with Session(world.engine) as session:
        campaign, [respondent, *_] = a_campaign_of(session, "association", "collectivite")
        session.get_one(Campaign, campaign.id).closes_on = None
        respondent.contact_email = "camille@exemple.fr"
        fill(session, respondent)
        number = respondent.id
        partner = guest(session, world.url, make.an_invitation(session, respondent))
    address, key = f"/ma-grille/{number}/soumission", "mille-soumissions"
    answers = at_once(lambda: partner.post(address, {"quotes": "non"}, key))
    assert the_same(answers, 303)
    with Session(world.engine) as session:
        assert session.get_one(Respondent, number).submitted_at is not None
        assert session.scalar(select(func.count()).where(Letter.respondent_id == number)) == 1


def test_a_creation_by_program_with_its_key_sent_a_thousand_times_at_once_is_one_record(world: World) -> None:
    bodies: set[bytes] = set()

    def send() -> httpx2.Response:
        answer = world.program.post("/organisations", {"name": "Mille fois Lin", "profile": "association"}, "mille")
        bodies.add(answer.content)
        return answer

    assert the_same(at_once(send), 201)
    assert len(bodies) == 1
    with Session(world.engine) as session:
        assert session.scalar(select(func.count()).where(Organisation.name == "Mille fois Lin")) == 1
