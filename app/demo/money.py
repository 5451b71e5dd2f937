"""What the fund commits to a made-up project, whose money it is, and what has been paid."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from app.demo.calendar import add_months
from app.demo.stories import Story
from app.models import Allocation, Cofinancing, Instalment, Investment, Milestone, Organisation

if TYPE_CHECKING:
    from app.demo.portfolio import Built

SHARES = ((Decimal("0.5"), Decimal("0.5")), (Decimal(1),), (Decimal("0.6"), Decimal("0.25")))


def fund(
    session: Session, built: Built, story: Story, funders: list[Organisation], steps: dict[str, Milestone], today: date
) -> None:
    if story.status == "repere":
        return
    investment = Investment(
        project_id=built.project.id,
        amount_eur=Decimal(story.amount),
        copil_on=built.copil_on,
        copil_number=str(4 + (60 - story.age) // 4) if built.copil_on else "",
        purpose="Ingénierie de l’alliance et premières réalisations",
    )
    session.add(investment)
    session.flush()
    share(session, investment, funders, turn=story.amount // 500)
    cofinance(session, built, story)
    if built.starts_on:
        instalments(session, investment, built, story, steps, today)


def share(session: Session, investment: Investment, funders: list[Organisation], turn: int) -> None:
    for place, part in enumerate(SHARES[turn % len(SHARES)]):
        funder = funders[(turn + place) % len(funders)]
        amount = (investment.amount_eur * part).quantize(Decimal("0.01"))
        session.add(Allocation(investment_id=investment.id, funder_id=funder.id, amount_eur=amount))


def cofinance(session: Session, built: Built, story: Story) -> None:
    kinds = (
        ("numeraire", Decimal(2), None),
        ("competences", Decimal("0.3"), Decimal(12)),
        ("nature", Decimal("0.2"), None),
    )
    for organisation, (kind, factor, days) in zip(built.organisations[1:], kinds, strict=False):
        session.add(
            Cofinancing(
                project_id=built.project.id, organisation_id=organisation.id, kind=kind, days=days,
                amount_eur=(Decimal(story.amount) * factor).quantize(Decimal(1)), confirmed=story.age > 2,
            )
        )  # fmt: skip


def instalments(
    session: Session, investment: Investment, built: Built, story: Story, steps: dict[str, Milestone], today: date
) -> None:
    assert built.starts_on is not None  # noqa: S101
    half = investment.amount_eur / 2
    first = add_months(built.starts_on, 1)
    for label, due_on, gate in (
        ("Tranche 1 sur 2", first, "signature"),
        ("Tranche 2 sur 2", add_months(first, 12), "point_etape"),
    ):
        step = steps.get(gate)
        instalment = Instalment(
            investment_id=investment.id,
            label=label,
            due_on=due_on,
            amount_eur=half,
            milestone_id=step.id if step else None,
        )
        settle(instalment, story, step, today)
        session.add(instalment)


def settle(instalment: Instalment, story: Story, step: Milestone | None, today: date) -> None:
    """Paid when due and its milestone is done, unless the story is about a payment that waits."""
    released = step is None or step.done_on is not None
    if story.status == "abandonne":
        instalment.status = "cancelled"
    elif released and instalment.due_on <= today and story.fate != "blocked":
        instalment.status, instalment.paid_amount_eur = "paid", instalment.amount_eur
        instalment.paid_on = min(instalment.due_on + timedelta(days=12), today)
        instalment.payment_reference = f"VIR-{instalment.due_on:%Y%m}"
    elif released and instalment.due_on <= today + timedelta(days=30):
        instalment.status = "payable"
