"""What is recorded, as rows are compared with it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from imports.records.recorded import NEEDED, load_records
from tests import factories as make
from tests.support.queries import counted


def a_full_project(session: Session) -> str:
    project = make.a_project(session)
    partner = make.a_partner(session, project)
    investment = make.an_investment(session, project)
    make.an_instalment(session, investment)
    make.a_milestone(session, project)
    make.a_measurement(session, make.an_indicator(session, project), 12)
    respondent = make.a_respondent(session, make.a_campaign(session, project), partner)
    make.answers(session, respondent, A1_1=3, A1_2="NA")
    return project.code


def test_the_columns_of_a_record_keep_their_types_and_its_version(session: Session) -> None:
    code = a_full_project(session)
    records = load_records(session, ["tranches"], [code])
    (instalment,) = records.all("instalment")
    assert (instalment["label"], instalment["due_on"], instalment["amount_eur"]) == (
        "Tranche 1",
        date(2024, 3, 1),
        Decimal(5000),
    )
    assert instalment.version == 1
    assert "updated_at" not in instalment.values


def test_only_the_tables_a_kind_looks_into_are_read(session: Session) -> None:
    records = load_records(session, ["indicateurs"], [a_full_project(session)])
    assert [table for table in NEEDED["reponses"] if list(records.all(table))] == ["project"]
    assert list(records.all("indicator"))


def test_only_what_belongs_to_the_named_projects_is_read_but_every_organisation(session: Session) -> None:
    code, _other = a_full_project(session), a_full_project(session)
    records = load_records(session, NEEDED, [code])
    for table in ("project", "partner", "investment", "instalment", "milestone", "measurement", "respondent"):
        assert len(list(records.all(table))) == 1, table
    assert len(list(records.all("answer"))) == 2
    assert len(list(records.all("organisation"))) == 2


def test_an_investment_says_what_its_funders_bring(session: Session) -> None:
    project = make.a_project(session)
    investment = make.an_investment(session, project)
    make.an_allocation(session, investment, make.an_organisation(session), "3000")
    make.an_allocation(session, investment, make.an_organisation(session), "1500.50")
    found = load_records(session, ["investissements"], [project.code]).get("investment", investment.id)
    assert found is not None
    assert found["allocated_eur"] == Decimal("4500.50")


def test_an_answer_is_known_by_its_three_keys_and_its_campaign_by_its_grid(session: Session) -> None:
    records = load_records(session, ["reponses"], [a_full_project(session)])
    (respondent,) = records.all("respondent")
    answer = records.get("answer", (respondent.id, "observed", "A1.1"))
    assert answer is not None
    assert (answer["level"], answer["value"], answer.version) == (3, "3", 1)
    grid = records.get("grid_version", make.GRID)
    assert grid is not None
    assert grid["asked"].question("a1-1") == "A1.1"


def test_ten_projects_take_as_many_queries_as_one(session: Session, connection: Connection) -> None:
    codes = [a_full_project(session) for _ in range(10)]
    load_records(session, NEEDED, codes[:1])
    with counted(connection) as one:
        load_records(session, NEEDED, codes[:1])
    with counted(connection) as ten:
        load_records(session, NEEDED, codes)
    assert len(one) == len(ten)


def test_a_kind_without_rows_of_its_own_reads_nothing(session: Session) -> None:
    assert not list(load_records(session, ["projets"], ["ODD17-2024-001"]).all("project"))
