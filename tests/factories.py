"""The smallest valid record of each kind; keyword arguments say what matters to the test."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app import clock
from app.models import (
    Allocation,
    Answer,
    Campaign,
    Cofinancing,
    Indicator,
    Instalment,
    Investment,
    Invitation,
    InvitationToken,
    Measurement,
    Milestone,
    Organisation,
    Partner,
    Programme,
    Project,
    Respondent,
    User,
)
from app.tokens import token_hash

GRID = "evaluation-partenariale@1.0"
Record = TypeVar("Record")
number = count(1)


def keep(session: Session, record: Record) -> Record:
    session.add(record)
    session.flush()
    return record


def a_user(session: Session, role: str = "gestionnaire", **given: Any) -> User:
    n = next(number)
    if role == "financeur" and "funder_id" not in given:
        given["funder_id"] = an_organisation(session).id
    return keep(session, User(**{"email": f"personne{n}@exemple.fr", "name": f"Personne {n}", "role": role} | given))


def a_programme(session: Session, **given: Any) -> Programme:
    n = next(number)
    return keep(session, Programme(**{"code": f"PLAN-{n}", "title": f"Plan {n}"} | given))


def an_organisation(session: Session, **given: Any) -> Organisation:
    n = next(number)
    return keep(session, Organisation(**{"name": f"Organisation {n}", "profile_code": "association"} | given))


def a_project(session: Session, **given: Any) -> Project:
    n = next(number)
    values = {"code": f"ODD17-2024-{n:03d}", "title": f"Projet {n}", "starts_on": date(2024, 1, 15)}
    return keep(session, Project(**values | given))


def a_partner(session: Session, project: Project, organisation: Organisation | None = None, **given: Any) -> Partner:
    organisation = organisation or an_organisation(session)
    values = {"project_id": project.id, "organisation_id": organisation.id, "role_code": "partenaire"}
    return keep(session, Partner(**values | given))


def an_investment(session: Session, project: Project, amount: str = "10000", **given: Any) -> Investment:
    values = {"project_id": project.id, "amount_eur": Decimal(amount), "copil_on": date(2024, 1, 10)}
    return keep(session, Investment(**values | given))


def an_allocation(session: Session, investment: Investment, funder: Organisation, amount: str) -> Allocation:
    return keep(session, Allocation(investment_id=investment.id, funder_id=funder.id, amount_eur=Decimal(amount)))


def an_instalment(session: Session, investment: Investment, amount: str = "5000", **given: Any) -> Instalment:
    values = {
        "investment_id": investment.id,
        "label": "Tranche 1",
        "due_on": date(2024, 3, 1),
        "amount_eur": Decimal(amount),
    }
    return keep(session, Instalment(**values | given))


def a_paid_instalment(session: Session, investment: Investment, amount: str = "5000", **given: Any) -> Instalment:
    paid = {"status": "paid", "paid_on": date(2024, 3, 5), "paid_amount_eur": Decimal(amount)}
    return an_instalment(session, investment, amount, **paid | given)


def a_cofinancing(session: Session, project: Project, organisation: Organisation, **given: Any) -> Cofinancing:
    values = {"project_id": project.id, "organisation_id": organisation.id, "kind": "numeraire", "amount_eur": 5000}
    return keep(session, Cofinancing(**values | given))


def a_milestone(session: Session, project: Project, **given: Any) -> Milestone:
    values = {"project_id": project.id, "kind_code": "lancement", "title": "Lancement", "due_on": date(2024, 2, 1)}
    return keep(session, Milestone(**values | given))


def an_indicator(session: Session, project: Project, **given: Any) -> Indicator:
    values = {"project_id": project.id, "label": "Foyers touchés", "baseline": 0, "target": 400}
    return keep(session, Indicator(**values | given))


def a_measurement(session: Session, indicator: Indicator, value: int, **given: Any) -> Measurement:
    values = {"indicator_id": indicator.id, "measured_on": date(2024, 6, 1), "value": value}
    return keep(session, Measurement(**values | given))


def a_campaign(session: Session, project: Project, moment: str = "in_itinere", **given: Any) -> Campaign:
    values = {
        "project_id": project.id,
        "moment": moment,
        "held_on": date(2025, 2, 1),
        "grid_reference": GRID,
        "status": "ouverte",
    }
    return keep(session, Campaign(**values | given))


def a_respondent(session: Session, campaign: Campaign, partner: Partner, **given: Any) -> Respondent:
    values = {
        "campaign_id": campaign.id,
        "organisation_id": partner.organisation_id,
        "profile_code": "association",
        "role_code": partner.role_code,
    }
    return keep(session, Respondent(**values | given))


def answers(session: Session, respondent: Respondent, reading: str = "observed", **levels: int | str) -> list[Answer]:
    """``answers(session, respondent, A1_1=3, A1_2="NA")``: a level, « NA » or « NSP » by question."""
    kept = [
        Answer(
            respondent_id=respondent.id,
            reading=reading,
            question_code=question.replace("_", "."),
            level=value if isinstance(value, int) else None,
            no_level=value if isinstance(value, str) else None,
        )
        for question, value in levels.items()
    ]
    session.add_all(kept)
    session.flush()
    return kept


def an_invitation(session: Session, respondent: Respondent, purpose: str = "answer", **given: Any) -> Invitation:
    values = {
        "respondent_id": respondent.id,
        "purpose": purpose,
        "contact_name": "Camille Dupont",
        "contact_email": "camille@exemple.fr",
        "created_at": datetime(2025, 1, 20, 9, 0, tzinfo=UTC) if purpose == "answer" else clock.now(),
    }
    return keep(session, Invitation(**values | given))


def a_live_token(session: Session, invitation: Invitation, token: str = "jeton-d-essai") -> str:  # noqa: S107
    row = InvitationToken(
        token_sha256=token_hash(token), invitation_id=invitation.id, created_at=datetime(2025, 1, 20, 9, 0, tzinfo=UTC)
    )
    keep(session, row)
    return token


def submitted(session: Session, respondent: Respondent) -> Respondent:
    respondent.submitted_at = datetime(2025, 2, 10, 9, 0, tzinfo=UTC)
    session.flush()
    return respondent
