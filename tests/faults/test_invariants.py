"""Eight people at once, without order: sums stay within what was granted, at every moment and at the end."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

from fastapi import FastAPI
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from app.main import create_app
from app.patience import limit
from tests import factories as make
from tests.support.client import Client

PEOPLE, ACTS = 8, 14
GRANT = Decimal(10_000)
BEYOND = text(
    "SELECT count(*) FROM investment i WHERE i.amount_eur < "
    "(SELECT coalesce(sum(a.amount_eur), 0) FROM allocation a WHERE a.investment_id = i.id)"
)


class Fund:
    """One investment, four funders, and whoever wants to share it out."""

    def __init__(self, engine: Engine) -> None:
        self.app: FastAPI = create_app(engine)
        self.engine = engine
        self.answers: Counter[tuple[str, int]] = Counter()
        with Session(engine) as session:
            project = make.a_project(session)
            investment = make.an_investment(session, project, str(GRANT))
            self.funders = [make.an_organisation(session).name for _ in range(4)]
            self.here = f"/projets/{project.code}/investissements/{investment.id}"
            self.investment_id = investment.id
            session.commit()

    def person(self, number: int) -> None:
        chance = random.Random(number)
        with Session(self.engine) as session, Client(self.app, session) as client:
            client.sign_in("gestionnaire")
            for turn in range(ACTS):
                self.act(client, chance, f"{number}-{turn}")

    def act(self, client: Client, chance: random.Random, mark: str) -> None:
        amount = str(chance.choice([1000, 2500, 4000]))
        if chance.random() < 0.5:
            what, typed = "affectations", {"funder": chance.choice(self.funders), "amount_eur": amount}
        else:
            what, typed = "tranches", {"label": f"Tranche {mark}", "due_on": "01/12/2026", "amount_eur": amount}
        answer = client.post_form(f"{self.here}/{what}/nouvelle", {**typed, "idempotency_key": mark})
        self.answers[what, answer.status_code] += 1

    def is_beyond(self) -> bool:
        with self.engine.connect() as connection:
            return bool(connection.scalar(BEYOND))

    def kept(self, table: str) -> Decimal:
        statement = text(f"SELECT coalesce(sum(amount_eur), 0), count(*) FROM {table} WHERE investment_id = :number")
        with self.engine.connect() as connection:
            total, lines = connection.execute(statement, {"number": self.investment_id}).one()
        assert lines == self.answers[{"allocation": "affectations", "instalment": "tranches"}[table], 303]
        return Decimal(total)


def test_money_shared_out_by_eight_people_at_once_never_passes_what_was_granted(own_database_url: str) -> None:
    engine = limit(create_engine(own_database_url, pool_size=PEOPLE * 2))
    fund, over, seen = Fund(engine), threading.Event(), []

    def look() -> None:
        while not over.wait(0.2):
            seen.append(fund.is_beyond())

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        with ThreadPoolExecutor(PEOPLE) as people:
            list(people.map(fund.person, range(PEOPLE)))
    finally:
        over.set()
        watcher.join(60)
    engine.dispose()
    assert seen
    assert not any(seen)
    assert not fund.is_beyond()
    assert Decimal(0) < fund.kept("allocation") <= GRANT
    assert fund.kept("instalment") > 0
    assert {status for _, status in fund.answers} <= {303, 409, 422}
    assert sum(fund.answers.values()) == PEOPLE * ACTS
    engine.dispose()
