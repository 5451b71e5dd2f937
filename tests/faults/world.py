"""Who acts during the faults, and what all the acts start from."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.main import create_app
from app.models import AxisResult, RegistrationDraft, Result
from tests import factories as make
from tests.app.assessments import situations
from tests.app.registration.conftest import Walk
from tests.faults.product import Product
from tests.faults.visitors import Program, Visitor, person, program
from tests.support.client import Client
from tests.support.smtp import Received


@dataclass
class World:
    engine: Engine
    url: str
    mail: Received
    manager_id: int
    other_id: int
    manager: Visitor
    program: Program
    steps: dict[str, Any]
    axes: int
    drafts: list[int] = field(default_factory=list)

    def draft(self, title: str) -> RegistrationDraft:
        """A registration filled to its last page."""
        steps = deepcopy(self.steps)
        steps["projet"]["values"]["title"] = [title]
        return RegistrationDraft(owner_id=self.manager_id, title=title, steps=steps)

    def arrived(self, address: str) -> int:
        return sum(address in str(message["To"]) for message in self.mail.messages)


def settled(product: Product, mail: Received) -> World:
    engine = product.engine()
    make.number = count(20_000)  # beside the codes of the demonstration
    with Session(engine, expire_on_commit=False) as session:
        manager, other = (make.a_user(session, "gestionnaire", name=name) for name in ("Claire Martin", "Jean Morel"))
        session.commit()
        return World(
            engine,
            product.url,
            mail,
            manager.id,
            other.id,
            person(session, product.url, manager),
            program(session, product.url, manager),
            _steps(session, engine),
            _axes(session),
        )


def _steps(session: Session, engine: Engine) -> dict[str, Any]:
    """What a person types in the pages of a registration, as the site keeps it."""
    porteur = make.an_organisation(session, name="Les Ateliers du Canal")
    session.commit()
    with _client(session, engine) as client:
        client.sign_in("gestionnaire")
        walk = Walk(client, session)
        walk.fill(porteur)
        return walk.draft().steps


@contextmanager
def _client(session: Session, engine: Engine) -> Iterator[Client]:
    with Client(create_app(engine), session) as client:
        yield client


def _axes(session: Session) -> int:
    """How many lines the result of such a campaign has."""
    campaign = situations.a_closed_campaign(session)
    situations.service.publish(session, campaign=campaign, user=None, now=situations.NOW)
    query = select(func.count()).select_from(AxisResult).join(Result, Result.id == AxisResult.result_id)
    found = session.scalar(query.where(Result.campaign_id == campaign.id)) or 0
    session.commit()
    return found
