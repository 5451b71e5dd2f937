"""Two people on the same records, over HTTP: what was answered « done » is seen afterwards, or told as a conflict."""

from typing import Any

from fastapi import FastAPI
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from app.main import create_app
from app.models import Milestone
from tests import factories as make
from tests.support.client import Client
from tests.support.html import find_form, form_values

TITLES = st.sampled_from(["Bilan", "Bilan d’étape", "Point d’étape", "Réunion", "Signature"])
WHO = st.sampled_from([0, 1])
WHICH = st.sampled_from([0, 1])
KEPT, CONFLICT = 303, 409


class TwoPeople(RuleBasedStateMachine):
    """Each opens a form, and sends it later: the other may have sent theirs meanwhile.

    The model: what the record holds, and which of the open forms were drawn from that.
    """

    engine: Engine
    app: FastAPI

    @initialize()
    def begin(self) -> None:
        self.session = Session(self.engine, expire_on_commit=False)
        project = make.a_project(self.session)
        self.records = [make.a_milestone(self.session, project, title=f"Jalon {n}") for n in range(2)]
        self.session.commit()
        self.addresses = [f"/projets/{project.code}/jalons/{record.id}" for record in self.records]
        self.held = [record.title for record in self.records]
        self.changes = [0, 0]
        self.people = [Client(self.app, self.session) for _ in range(2)]
        for person in self.people:
            person.sign_in("gestionnaire")
        self.open: dict[tuple[int, int], tuple[dict[str, list[str]], int]] = {}

    @rule(who=WHO, which=WHICH)
    def open_form(self, who: int, which: int) -> None:
        person, address = self.people[who], self.addresses[which]
        assert person.get(address).status_code == 200
        assert person.page is not None
        values = form_values(find_form(person.page, address))
        assert values["title"] == [self.held[which]]
        self.open[who, which] = (values, self.changes[which])

    @rule(who=WHO, which=WHICH, title=TITLES)
    def send_form(self, who: int, which: int, title: str) -> None:
        if (who, which) not in self.open:
            return
        values, drawn_from = self.open.pop((who, which))
        answer = self.people[who].post(self.addresses[which], data={**values, "title": [title]})
        if drawn_from == self.changes[which]:
            assert answer.status_code == KEPT
            self.changes[which] += title != self.held[which]
            self.held[which] = title
        else:
            self._told(answer, who, which, title)

    def _told(self, answer: Any, who: int, which: int, title: str) -> None:
        """Both versions are shown, unless both said the same."""
        assert answer.status_code in ({CONFLICT, KEPT} if title == self.held[which] else {CONFLICT})
        if answer.status_code == CONFLICT:
            assert self.held[which] in answer.text.replace("&#39;", "’")
            assert title in answer.text.replace("&#39;", "’")

    @rule(who=WHO, which=WHICH)
    def read(self, who: int, which: int) -> None:
        self.session.rollback()
        query = select(Milestone.title).where(Milestone.id == self.records[which].id)
        assert self.session.scalars(query).one() == self.held[which]

    def teardown(self) -> None:
        for which in (0, 1):
            self.read(0, which)
        self.session.close()


def test_no_update_is_lost_between_two_people(own_database_url: str) -> None:
    TwoPeople.engine = create_engine(own_database_url)
    TwoPeople.app = create_app(TwoPeople.engine)
    checks = settings(
        max_examples=12,
        stateful_step_count=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(TwoPeople, settings=checks)
    TwoPeople.engine.dispose()
