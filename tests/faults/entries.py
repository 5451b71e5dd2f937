"""Entries: answers of partners, milestones, organisations by program, whole registrations, payments."""

from decimal import Decimal
from typing import Any

import httpx2
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.investments.payments import make_payable
from app.journal.context import acting
from app.models import Answer, Instalment, Investment, Milestone, Organisation, Partner, Project, RegistrationDraft
from app.models.journal import Origin
from tests import factories as make
from tests.app.assessments.situations import QUESTIONS, a_campaign_of
from tests.faults.acts import Act, Ticket, counted
from tests.faults.visitors import guest
from tests.faults.world import World

EXPECTED = {Partner: 1, Investment: 1, Milestone: 14}


def count(session: Session, record: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(record).where(*conditions)) or 0


def answers(world: World, mark: str) -> Act:
    """Each partner answers each question once, with a comment that is its mark."""
    with Session(world.engine) as session:
        campaign, respondents = a_campaign_of(session, "association", "collectivite")
        campaign.closes_on = None
        asked = {one.id: guest(session, world.url, make.an_invitation(session, one)) for one in respondents}
    tickets = [
        Ticket(f"{mark}-{place}-{question}", (place, question)) for question in QUESTIONS[:12] for place in asked
    ]

    def send(ticket: Ticket) -> httpx2.Response:
        place, question = ticket.record
        cell = f"observed-{question}"
        fields = {"cell": cell, f"seen-{cell}": "0.", f"value-{cell}": "3", f"comment-{cell}": ticket.mark}
        return asked[place].post(f"/ma-grille/{place}/reponses", fields)

    def state(session: Session, ticket: Ticket) -> str:
        place, _ = ticket.record
        return counted(count(session, Answer, Answer.respondent_id == place, Answer.comment == ticket.mark), 1)

    return Act("answer", tickets, send, state)


def milestones(world: World, mark: str) -> Act:
    with Session(world.engine) as session:
        code = make.a_project(session).code
        session.commit()

    def send(ticket: Ticket) -> httpx2.Response:
        fields = {"kind_code": "bilan", "title": ticket.mark, "due_on": "31/12/2026"}
        return world.manager.post(f"/projets/{code}/jalons/nouveau", fields, ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        return counted(count(session, Milestone, Milestone.title == ticket.mark), 1)

    return Act("milestone", [Ticket(f"{mark}-{n}") for n in range(12)], send, state)


def organisations(world: World, mark: str) -> Act:
    def send(ticket: Ticket) -> httpx2.Response:
        return world.program.post("/organisations", {"name": ticket.mark, "profile": "association"}, ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        return counted(count(session, Organisation, Organisation.name == ticket.mark), 1)

    return Act("organisation by program", [Ticket(f"{mark} Fondation {n}") for n in range(12)], send, state)


def registrations(world: World, mark: str) -> Act:
    """Seven steps filled, the last button left to press: a project, its partner, its money and its milestones."""
    tickets = [Ticket(f"{mark}-{n}") for n in range(3)]
    with Session(world.engine) as session:
        for ticket in tickets:
            ticket.record = make.keep(session, world.draft(ticket.mark)).id
        session.commit()

    def send(ticket: Ticket) -> httpx2.Response:
        return world.manager.post(f"/enregistrement/{ticket.record}/verification", key=ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        projects = session.scalars(select(Project.id).where(Project.title == ticket.mark)).all()
        finished = session.get_one(RegistrationDraft, ticket.record).finished_at is not None
        found = sum(count(session, part, part.project_id.in_(projects)) for part in EXPECTED)
        whole = [len(projects), finished, found, _planned(session, projects)]
        if whole == [0, False, 0, Decimal(0)]:
            return "absent"
        return "whole" if whole == [1, True, sum(EXPECTED.values()), Decimal("12000.50")] else str(whole)

    return Act("registration", tickets, send, state)


def _planned(session: Session, projects: Any) -> Decimal:
    query = select(func.sum(Instalment.amount_eur)).join(Investment).where(Investment.project_id.in_(projects))
    return session.scalar(query) or Decimal(0)


def payments(world: World, mark: str) -> Act:
    """Made payable by one person, said paid by another."""
    tickets = [Ticket(f"{mark}-{n}") for n in range(4)]
    with Session(world.engine) as session:
        project = make.a_project(session)
        investment = make.an_investment(session, project, "40000")
        acting(session, user_id=world.other_id, origin=Origin.PAGE)
        for ticket in tickets:
            instalment = make.an_instalment(session, investment, "5000", label=ticket.mark)
            make_payable(session, instalment, user=None)
            session.flush()
            ticket.record = (project.code, instalment.id, instalment.version)
        session.commit()

    def send(ticket: Ticket) -> httpx2.Response:
        code, number, version = ticket.record
        paid = {"paid_on": clock.today().strftime("%d/%m/%Y"), "paid_amount_eur": "5000", "version": str(version)}
        fields = {**paid, "payment_reference": ticket.mark}
        return world.manager.post(f"/projets/{code}/tranches/{number}/versement", fields, ticket.key)

    def state(session: Session, ticket: Ticket) -> str:
        paid = (
            Instalment.payment_reference == ticket.mark,
            Instalment.status == "paid",
            Instalment.paid_on.is_not(None),
        )
        return counted(count(session, Instalment, *paid), 1)

    return Act("payment", tickets, send, state)
