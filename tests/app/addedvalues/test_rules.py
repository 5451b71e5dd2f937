"""What always holds of added values and of coordination time, whatever the path."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.addedvalues.service import add_time, add_value, update_time, update_value
from app.errors import Refused
from app.models import AddedValue, AddedValueMethod, CoordinationTime, Project
from app.partners.merging import merge
from tests.app.addedvalues.saying import YEAR, a_time, a_value
from tests.app.documents.situations import a_document
from tests.factories import a_partner, a_project, an_organisation

NEXT = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30)}
SAID: dict[str, Any] = YEAR | {
    "method_code": "delai_compare",
    "low": Decimal(12),
    "high": Decimal(20),
    "compared_with": " Chacun de son côté. ",
    "how": "Deux calendriers.",
}


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


def broken(session: Session, act: Any) -> str:
    with pytest.raises(IntegrityError) as fault, session.begin_nested():
        act()
    return str(fault.value.orig.diag.constraint_name)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({"low": "21", "high": "20"}, "ck_added_value_range"),
        ({"low": "-1"}, "ck_added_value_low"),
        ({"starts_on": date(2026, 1, 1)}, "ck_added_value_dates"),
        ({"evidence": 3}, "ck_added_value_evidence"),
        ({"compared_with": ""}, "ck_added_value_compared_with"),
        ({"how": ""}, "ck_added_value_how"),
        ({"method_code": "inconnue"}, "fk_added_value_method_code"),
    ],
)
def test_the_database_keeps_the_range(session: Session, project: Project, given: dict[str, Any], rule: str) -> None:
    assert broken(session, lambda: a_value(session, project, **given)) == rule


@pytest.mark.parametrize(
    ("days", "given", "rule"),
    [
        ("8.3", {}, "ck_coordination_time_days"),
        ("-0.5", {}, "ck_coordination_time_days"),
        ("8", {"day_rate_eur": Decimal(300)}, "ck_coordination_time_rate_source"),
        ("8", {"day_rate_eur": Decimal(0), "rate_source": "Barème"}, "ck_coordination_time_day_rate"),
        ("8", {"ends_on": date(2024, 12, 31)}, "ck_coordination_time_dates"),
        ("8", {"evidence": -1}, "ck_coordination_time_evidence"),
    ],
)
def test_the_database_counts_half_days(
    session: Session, project: Project, days: str, given: dict[str, Any], rule: str
) -> None:
    assert broken(session, lambda: a_time(session, project, days, **given)) == rule


def test_one_method_says_a_period_once_in_a_project(session: Session, project: Project) -> None:
    kept = a_value(session, project)
    assert broken(session, lambda: a_value(session, project, ends_on=date(2025, 2, 1))) == "ck_added_value_period"
    a_value(session, project, **NEXT)
    a_value(session, project, method_code="travail_epargne")
    a_value(session, a_project(session))
    moved = update(AddedValue).where(AddedValue.id == kept.id).values(ends_on=date(2026, 1, 1))
    assert broken(session, lambda: session.execute(moved)) == "ck_added_value_period"


def test_a_day_of_coordination_counts_once(session: Session, project: Project) -> None:
    one, other = a_partner(session, project), a_partner(session, project)
    a_time(session, project, partner_id=one.id)
    a_time(session, project, None, partner_id=other.id)
    for bearer in (one.id, None):
        assert broken(session, lambda who=bearer: a_time(session, project, partner_id=who)) == (
            "ck_coordination_time_period"
        )
    a_time(session, project, partner_id=None, **NEXT)
    assert broken(session, lambda: a_time(session, project, partner_id=one.id, **NEXT)) == "ck_coordination_time_period"


def test_what_a_method_counts_holds_once_it_is_used(session: Session, project: Project) -> None:
    a_value(session, project)
    for column in ({"unit": "semaines"}, {"kind": "frugalite"}):
        change = update(AddedValueMethod).where(AddedValueMethod.code == "delai_compare").values(**column)
        assert broken(session, lambda act=change: session.execute(act)) == "ck_added_value_method_used"
    session.execute(update(AddedValueMethod).where(AddedValueMethod.code == "delai_compare").values(label="Délais"))
    session.execute(update(AddedValueMethod).where(AddedValueMethod.code == "moyens_partages").values(unit="k€"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"high": Decimal(11)}, "high"),
        ({"ends_on": date(2024, 1, 1)}, "ends_on"),
        ({"method_code": "inconnue"}, "method_code"),
        ({"said_by_id": -1}, "said_by_id"),
        ({"document_id": -1}, "document_id"),
    ],
)
def test_a_verb_refuses_in_words_at_its_field(
    session: Session, project: Project, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        add_value(session, project=project, user=None, **SAID | given)
    assert refusal.value.field == field


def test_what_belongs_to_another_project_is_refused(session: Session, project: Project) -> None:
    elsewhere = a_project(session)
    stranger, paper = a_partner(session, elsewhere), a_document(session, elsewhere)
    for given in ({"said_by_id": stranger.id}, {"document_id": paper.id}):
        with pytest.raises(Refused):
            add_value(session, project=project, user=None, **SAID | given)
    with pytest.raises(Refused):
        add_time(session, project=project, user=None, partner_id=stranger.id, days=Decimal(2), **YEAR)


def test_a_retired_method_stays_where_it_is_used(session: Session, project: Project) -> None:
    value = add_value(session, project=project, user=None, **SAID)
    assert value.compared_with == "Chacun de son côté."
    session.get_one(AddedValueMethod, "delai_compare").active = False
    session.flush()
    assert update_value(session, value, user=None, **SAID | {"low": Decimal(9)}).low == Decimal(9)
    with pytest.raises(Refused):
        add_value(session, project=a_project(session), user=None, **SAID)


def test_a_time_does_not_change_hands_onto_days_already_counted(session: Session, project: Project) -> None:
    one, other = a_partner(session, project), a_partner(session, project)
    a_time(session, project, partner_id=one.id)
    time = a_time(session, project, partner_id=other.id)
    for bearer in (one.id, None):
        with pytest.raises(Refused) as refusal:
            update_time(session, time, user=None, partner_id=bearer, days=Decimal(3), **YEAR)
        assert refusal.value.field == "starts_on"
    assert update_time(session, time, user=None, partner_id=other.id, days=Decimal("3.5"), **YEAR).days == Decimal(
        "3.5"
    )


def test_two_records_of_one_partner_joined_keep_both_times(session: Session, project: Project) -> None:
    kept, removed = an_organisation(session), an_organisation(session)
    mine, theirs = a_partner(session, project, kept), a_partner(session, project, removed)
    times = [a_time(session, project, partner_id=own.id, said_by_id=own.id) for own in (mine, theirs)]
    value = a_value(session, project, said_by_id=theirs.id)
    merge(session, kept=kept, removed=removed, user=None, now=clock.now())
    for record in (*times, value):
        session.refresh(record)
    assert {time.partner_id for time in times} == {mine.id}
    assert value.said_by_id == mine.id


def test_a_partner_entered_by_mistake_takes_its_time_along_but_no_value(session: Session, project: Project) -> None:
    partner = a_partner(session, project)
    time, value = a_time(session, project, partner_id=partner.id), a_value(session, project, said_by_id=partner.id)
    session.delete(partner)
    session.flush()
    assert session.scalars(select(CoordinationTime.id).where(CoordinationTime.id == time.id)).all() == []
    assert session.scalars(select(AddedValue.said_by_id).where(AddedValue.id == value.id)).one() is None


@pytest.fixture
def shared(own_engine: Engine) -> Iterator[tuple[Engine, int]]:
    with Session(own_engine) as session:
        project = a_project(session)
        session.commit()
        yield own_engine, project.id


def test_two_people_at_once_say_it_once(shared: tuple[Engine, int]) -> None:
    engine, project_id = shared
    start = Barrier(2)

    def say(_: int) -> bool:
        with Session(engine) as session:
            project = session.get_one(Project, project_id)
            start.wait(60)
            try:
                add_value(session, project=project, user=None, **SAID)
                session.commit()
            except IntegrityError:
                return False
            return True

    with ThreadPoolExecutor(2) as two:
        assert sorted(two.map(say, range(2))) == [False, True]
