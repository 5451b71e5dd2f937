"""A month of the calendar is found by its days, however many milestones there are beside."""

from datetime import date, timedelta

from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from app.agenda.choice import AgendaChoice
from app.agenda.queries import found
from app.models import Milestone
from tests import factories as make

TODAY = date(2026, 3, 2)
LITERAL = {"literal_binds": True}


def test_a_month_reads_its_milestones_only(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        project = make.a_project(session)
        rows = [
            {"project_id": project.id, "kind_code": "bilan", "title": f"Bilan {n}", "due_on": TODAY + timedelta(days=n)}
            for n in range(2_000)
        ]
        session.execute(insert(Milestone), rows)
        session.execute(text("ANALYZE milestone"))
        source = found(AgendaChoice.from_query({}), 1, TODAY)
        month = source.c.day.between(TODAY, TODAY + timedelta(days=29))
        counted = select(func.count()).select_from(source).where(month)
        assert session.scalar(counted) == 30
        plan = "\n".join(session.scalars(text(f"EXPLAIN {counted.compile(own_engine, compile_kwargs=LITERAL)}")))
    assert "ix_milestone_day" in plan
    assert "Seq Scan on milestone" not in plan
