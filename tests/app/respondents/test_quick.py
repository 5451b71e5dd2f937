"""One answer saved in one statement: the same page, the same walls, the same journal as by the route."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, func, select, text, update
from sqlalchemy.orm import Session

from app import clock
from app.assessments import service
from app.main import create_app
from app.models import Answer, Invitation, Respondent, RespondentPriority, RespondentSession
from app.respondents.quick.statement import Kept
from app.respondents.quick.writer import Writer
from app.settings import settings
from tests.app.respondents.situations import Invited, invite
from tests.support.client import Client

A11 = "observed-A1.1"


@dataclass
class Site:
    """A partner on a site over a real database; `asked` holds what the route sends to it: nothing by the quick way."""

    own: Invited
    engine: Engine
    asked: list[str] = field(default_factory=list)

    def post(self, name: str = A11, version: str = "0.", by_the_route: str = "", **typed: str) -> "tuple[int, str]":
        fields = {"cell": name, f"seen-{name}": version} | {f"{kind}-{name}": value for kind, value in typed.items()}
        fields |= {"keep-observed-Z9.9": "ici"} if by_the_route else {}  # a choice is never of the common kind
        self.asked.clear()
        reply = self.own.client.post_part(f"{self.own.home}/reponses", fields)
        return reply.status_code, reply.text

    @property
    def was_quick(self) -> bool:
        return not any("answer" in statement for statement in self.asked)

    def change(self, statement: object) -> None:
        self.own.session.execute(statement)  # type: ignore[call-overload]
        self.own.session.commit()

    def kept(self) -> "list[tuple[object, ...]]":
        columns = (Answer.question_code, Answer.level, Answer.no_level, Answer.evidence, Answer.comment, Answer.version)
        with Session(self.engine) as session:
            return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]


@pytest.fixture
def here(
    own_engine: Engine, own_site_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    app = create_app(own_site_engine)
    with Session(own_engine, expire_on_commit=False) as session, Client(app, session) as client:
        found = Site(invite(client, session), own_engine)
        session.commit()
        event.listen(own_site_engine, "before_cursor_execute", lambda *said: found.asked.append(said[2]))
        yield found


def untimed(fragment: str) -> str:
    without = re.sub(r'hx-nonce="[^"]+"', "", fragment)
    return re.sub(r"\s+", " ", re.sub(r"\d\d\s+h\s+\d\d", "", without))


@pytest.mark.parametrize(
    "typed",
    [
        {"value": "3"},
        {"value": "0", "evidence": "2", "comment": "Vu d’ici,\r\nà « deux » & <plus>"},
        {"value": "NA"},
        {"value": "NSP", "comment": "?"},
        {"value": "", "comment": "Plus tard"},
    ],
)
def test_the_quick_way_draws_and_keeps_what_the_route_does(here: Site, typed: dict[str, str]) -> None:
    here.change(text(f"INSERT INTO respondent_priority VALUES ({here.own.respondent.id}, 'D1', 0)"))
    here.post("observed-A1.2", value="2")
    quick, was_quick, kept = here.post(**typed), here.was_quick, here.kept()
    here.change(text("DELETE FROM answer WHERE question_code = 'A1.1'"))
    ordinary = here.post(by_the_route="oui", **typed)
    assert (was_quick, here.was_quick) == (True, False)
    assert quick[0] == ordinary[0] == 200
    assert untimed(quick[1]) == untimed(ordinary[1])
    assert kept == here.kept()


def test_an_answer_changed_has_the_next_version(here: Site) -> None:
    _, first = here.post(value="1")
    seen = re.search(rf'name="seen-{A11}" value="([^"]+)"', first)
    assert seen
    assert here.post(value="4", version=seen[1])[0] == 200
    assert here.was_quick
    assert here.kept() == [("A1.1", 4, None, 0, "", 2)]


def test_sent_twice_it_is_kept_once(here: Site) -> None:
    assert [here.post(value="3")[0] for _ in range(2)] == [200, 200]
    assert here.kept() == [("A1.1", 3, None, 0, "", 1)]


def test_two_answers_to_one_question_are_both_shown(here: Site) -> None:
    here.post(value="3")
    status, fragment = here.post(value="1")
    assert status == 409
    assert "1 – Faible" in fragment
    assert "3 – Fort" in fragment
    assert here.kept() == [("A1.1", 3, None, 0, "", 1)]


def test_an_answer_of_the_fund_changed_by_the_partner_becomes_its_own(here: Site) -> None:
    service.save_answer(here.own.session, respondent=here.own.respondent, reading="observed", question_code="A1.1",
                        value=4, user=None, now=clock.now())  # fmt: skip
    here.own.session.commit()
    assert here.post(value="2", version="1.")[0] == 200
    with Session(here.engine) as session:
        assert session.scalar(select(Answer.invitation_id)) == here.own.invitation.id


def close(site: Site) -> None:
    site.own.close()


def end(site: Site) -> None:
    site.own.end_yesterday()


def send(site: Site) -> None:
    site.change(update(Respondent).values(submitted_at=clock.now()))


def revoke(site: Site) -> None:
    site.change(update(Invitation).values(revoked_at=clock.now()))


def forget(site: Site) -> None:
    site.change(update(RespondentSession).values(last_seen_at=clock.now() - timedelta(hours=9)))


def expire(site: Site) -> None:
    site.change(update(RespondentSession).values(expires_at=clock.now()))


def only_results(site: Site) -> None:
    site.change(update(Invitation).values(purpose="results"))


def forge(site: Site) -> None:
    site.own.client.csrf_token = "x" * 43


@pytest.mark.parametrize(
    ("happens", "status"),
    [
        (close, 422),
        (end, 422),
        (send, 422),
        (revoke, 401),
        (forget, 401),
        (expire, 401),
        (only_results, 401),
        (forge, 403),
    ],
)
def test_what_may_not_be_is_refused_by_the_route(here: Site, happens: object, status: int) -> None:
    here.post("observed-A1.2", value="2")
    happens(here)  # type: ignore[operator]
    assert here.post(value="3")[0] == status
    assert [row[0] for row in here.kept()] == ["A1.2"]


def test_a_page_of_another_site_is_refused(here: Site) -> None:
    fields = {"cell": A11, f"seen-{A11}": "0.", f"value-{A11}": "3"}
    address = f"{here.own.home}/reponses"
    assert here.own.client.post_part(address, fields, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert here.kept() == []


@pytest.mark.parametrize(
    "typed", [{"value": "9"}, {"value": "3", "evidence": "7"}, {"value": "3", "comment": "x" * 2001}]
)
def test_what_no_page_offers_is_refused(here: Site, typed: dict[str, str]) -> None:
    assert here.post(**typed)[0] == 422
    assert here.kept() == []


def test_the_journal_says_who_through_what(here: Site) -> None:
    here.post(value="3", comment="Vu d’ici.")
    with Session(here.engine) as session:
        row = session.execute(text(
            "SELECT t.invitation_id, t.origin, t.route, c.action, c.record_key, c.project_id,"
            " c.after ->> 'level' AS level, p.value AS comment"
            " FROM journal_change AS c JOIN journal_transaction AS t ON t.id = c.transaction_id"
            " JOIN journal_person AS p ON p.id = (c.after -> 'comment' ->> 'person')::bigint"
            " WHERE c.table_name = 'answer'"
        )).one()  # fmt: skip
    assert row.invitation_id == here.own.invitation.id
    assert (row.origin, row.route) == ("page", "POST /ma-grille/{respondent_id}/reponses")
    assert (row.action, row.record_key) == ("insert", f"{here.own.respondent.id}/observed/A1.1")
    assert (row.project_id, row.level, row.comment) == (here.own.campaign.project_id, "3", "Vu d’ici.")


def test_a_visit_is_kept_alive_by_its_answers(here: Site) -> None:
    here.change(update(RespondentSession).values(last_seen_at=clock.now() - timedelta(minutes=5)))
    assert here.post(value="3")[0] == 200
    with Session(here.engine) as session:
        assert clock.now() - session.scalars(select(RespondentSession.last_seen_at)).one() < timedelta(minutes=1)


def test_answers_that_come_together_are_each_kept_under_their_own_entry(here: Site) -> None:
    questions = ["A1.1", "A1.2", "A2.1", "A2.2", "B1.1", "B1.2", "C1.1", "C1.2"]
    here.own.client.token()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda code: here.post(f"observed-{code}", value="3")[0], questions))
    assert answers == [200] * 8
    assert [row[0] for row in here.kept()] == questions
    with Session(here.engine) as session:
        query = text("SELECT count(DISTINCT transaction_id) FROM journal_change WHERE table_name = 'answer'")
        assert session.scalar(query) == 8


def test_a_database_that_is_gone_is_said_plainly(here: Site) -> None:
    here.post(value="3")
    with here.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as owner:
        name = owner.scalar(text("SELECT current_database()"))
        owner.execute(text(f'ALTER DATABASE "{name}" CONNECTION LIMIT 0'))
        owner.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                           " WHERE datname = current_database() AND pid <> pg_backend_pid()"))  # fmt: skip
        assert here.post("observed-A1.2", value="2")[0] == 503
        owner.execute(text(f'ALTER DATABASE "{name}" CONNECTION LIMIT -1'))
        assert here.post("observed-A1.2", value="2")[0] == 200


def test_what_cannot_even_be_written_keeps_nobody_waiting(own_engine: Engine) -> None:
    """Neither the one who sent it, nor those who come after."""

    async def twice() -> list[Kept | None]:
        writer = Writer(own_engine)
        return [await asyncio.wait_for(writer.keep({}), 30) for _ in range(2)]

    with ThreadPoolExecutor(1) as apart:  # a browser test leaves its own loop running in the main thread
        assert apart.submit(asyncio.run, twice()).result(60) == [None, None]


def test_a_criterion_set_aside_is_not_counted(here: Site) -> None:
    here.change(text(f"INSERT INTO respondent_priority VALUES ({here.own.respondent.id}, 'D1', 0)"))
    assert "sur 27" in here.post(value="3")[1]
    assert here.was_quick
    with Session(here.engine) as session:
        assert session.scalar(select(func.count()).select_from(RespondentPriority)) == 1
