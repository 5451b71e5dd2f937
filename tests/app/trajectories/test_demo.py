"""The demonstration describes the models of a dozen projects: some told since, one lever left in others."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.demo.portfolio import Built
from app.demo.trajectories import describe_model
from app.models import ModelLever
from tests.app.trajectories.situations import aged


def test_a_dozen_models_before_and_some_since(session: Session) -> None:
    today = clock.today()
    for number in range(1, 34):
        project = aged(session, number)
        describe_model(session, Built(project, [], [], None, project.starts_on), number, today)
    described = select(func.count(ModelLever.project_id.distinct()))
    assert session.scalar(described) == 14
    assert session.scalar(described.where(ModelLever.after != "")) == 9
    per_project = select(func.count(ModelLever.id)).group_by(ModelLever.project_id)
    assert set(session.scalars(per_project)) == {2, 3}


def test_a_project_that_has_not_started_has_no_before(session: Session) -> None:
    project = aged(session, -2)
    describe_model(session, Built(project, [], [], None, project.starts_on), 1, clock.today())
    describe_model(session, Built(project, [], [], None, None), 1, clock.today())
    assert session.scalars(select(ModelLever)).all() == []
