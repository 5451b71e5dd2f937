"""Campaigns become values of the method in the same number of queries, however many there are."""

from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session

from app.assessments.gather import gather, grid_of
from app.db import reading, writing
from app.models import GridVersion
from tests import factories as make
from tests.app.assessments.situations import a_campaign_of, answer
from tests.support.queries import counted


def count_queries(connection: Connection, session: Session, ids: list[int]) -> int:
    seen: list[str] = []

    def listen(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", listen)
    gather(session, ids)
    event.remove(connection, "before_cursor_execute", listen)
    return sum(statement.startswith("SELECT") for statement in seen)


def test_the_number_of_queries_does_not_grow(connection: Connection, session: Session) -> None:
    ids = [a_campaign_of(session, "association", "entreprise")[0].id for _ in range(4)]
    gather(session, ids)
    assert count_queries(connection, session, ids[:1]) == count_queries(connection, session, ids) == 4


def test_no_campaign_asks_nothing(connection: Connection, session: Session) -> None:
    assert count_queries(connection, session, []) == 0


def test_answers_priorities_profile_and_start_are_gathered(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "collectivite")
    answer(session, respondent, "A1.1", 0)
    answer(session, respondent, "A1.2", "NSP")
    found = gather(session, [campaign.id])[campaign.id]
    (own,) = found.campaign.respondents
    assert {cell.question: cell.value for cell in own.answers} == {"A1.1": 0, "A1.2": "NSP"}
    assert (own.profile, own.id) == ("collectivite", str(respondent.organisation_id))
    assert found.project_start is not None
    assert found.grid_reference == make.GRID


def test_a_grid_is_read_once_for_all_the_pages_of_a_database(own_site_engine: Engine) -> None:
    with reading(own_site_engine) as session:
        reference = session.scalars(select(GridVersion.reference)).first()
    assert reference
    with counted(own_site_engine) as statements:
        for opened in (reading, writing, reading):
            with opened(own_site_engine) as session:
                grid_of(session, reference)
    assert sum("grid_version" in statement for statement in statements) == 1
