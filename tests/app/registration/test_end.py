"""The check page and what it records: everything at once, or nothing."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Instalment, Investment, Milestone, Organisation, Partner, Project
from tests.app.registration.conftest import Walk
from tests.support.html import text_of


def test_everything_is_recorded_in_one_go(walk: Walk, porteur: Organisation, session: Session) -> None:
    walk.fill(porteur)
    assert walk.finish() == 303
    project = session.scalars(select(Project)).one()
    investment = session.scalars(select(Investment)).one()
    assert (project.title, project.status) == ("Mobilité solidaire en Redonnais", "valide")
    assert str(investment.amount_eur) == "12000.50"
    assert session.scalar(select(func.sum(Instalment.amount_eur))) == investment.amount_eur
    assert session.scalars(select(Partner.organisation_id)).all() == [porteur.id]
    assert session.scalar(select(func.count()).select_from(Milestone)) == 14
    walk.client.get(walk.answer.headers["Location"])
    assert walk.client.page is not None
    assert project.code in text_of(walk.client.page)
