"""Rules that must always hold, whatever the path: named constraints and triggers of PostgreSQL itself."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests import factories as make


def refusal(session: Session, statement: str, **values: object) -> str:
    """The name of the constraint that refuses a statement."""
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    with pytest.raises(IntegrityError) as refused:
        session.execute(text(statement), values)
    return str(refused.value.orig.diag.constraint_name)  # type: ignore[union-attr]


def test_shares_of_funders_never_exceed_the_investment(session: Session) -> None:
    investment = make.an_investment(session, make.a_project(session), "10000")
    make.an_allocation(session, investment, make.an_organisation(session), "6000")
    other = make.an_organisation(session)
    add = "INSERT INTO allocation (investment_id, funder_id, amount_eur) VALUES (:i, :f, 4000.01)"
    assert refusal(session, add, i=investment.id, f=other.id) == "ck_allocation_total"


def test_an_investment_is_not_lowered_below_its_shares(session: Session) -> None:
    investment = make.an_investment(session, make.a_project(session), "10000")
    make.an_allocation(session, investment, make.an_organisation(session), "6000")
    lower = "UPDATE investment SET amount_eur = 5000 WHERE id = :i"
    assert refusal(session, lower, i=investment.id) == "ck_allocation_total"


def test_a_status_moves_one_step_at_a_time(session: Session) -> None:
    project = make.a_project(session)
    jump = "UPDATE project SET status = 'en_cours' WHERE id = :p"
    assert refusal(session, jump, p=project.id) == "ck_project_status_move"


def test_validation_needs_an_investment_with_a_copil_date(session: Session) -> None:
    project = make.a_project(session, status="instruction")
    make.an_investment(session, project, copil_on=None)
    assert refusal(session, "UPDATE project SET status = 'valide' WHERE id = :p", p=project.id) == "ck_project_copil"


@pytest.mark.parametrize(
    ("charter", "instalment", "constraint"),
    [(None, "10000", "ck_project_charter_signed"), (date(2024, 2, 1), "9999.99", "ck_project_instalments")],
)
def test_signing_needs_a_charter_and_instalments_that_sum_up(
    session: Session, charter: date | None, instalment: str, constraint: str
) -> None:
    project = make.a_project(session, status="valide", charter_signed_on=charter, charter_version="1")
    make.an_instalment(session, make.an_investment(session, project, "10000"), instalment)
    assert refusal(session, "UPDATE project SET status = 'conventionne' WHERE id = :p", p=project.id) == constraint


def test_a_published_result_is_never_edited(session: Session) -> None:
    campaign = make.a_campaign(session, make.a_project(session))
    session.execute(
        text(
            "INSERT INTO result (campaign_id, sequence, grid_reference, formula_version, inputs_sha256, scores)"
            " VALUES (:c, 1, :g, '1.0', 'x', '{}')"
        ),
        {"c": campaign.id, "g": make.GRID},
    )
    assert refusal(session, "UPDATE result SET reason = 'autre'") == "result_is_frozen"


def test_a_grid_version_is_never_edited(session: Session) -> None:
    assert refusal(session, "UPDATE grid_version SET title = 'autre'") == "grid_version_is_frozen"


def test_a_project_has_one_porteur_at_a_time(session: Session) -> None:
    project = make.a_project(session)
    make.a_partner(session, project, role_code="porteur")
    add = "INSERT INTO partner (project_id, organisation_id, role_code) VALUES (:p, :o, 'porteur')"
    assert refusal(session, add, p=project.id, o=make.an_organisation(session).id) == "uq_partner_one_porteur"


def test_a_paid_instalment_says_when_and_how_much(session: Session) -> None:
    investment = make.an_investment(session, make.a_project(session))
    instalment = make.an_instalment(session, investment, "5000")
    pay = "UPDATE instalment SET status = 'paid', paid_amount_eur = :a WHERE id = :i"
    assert refusal(session, pay, a=Decimal(5000), i=instalment.id) == "ck_instalment_paid_on"
