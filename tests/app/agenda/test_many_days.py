"""A month of the calendar is found by its days, however many milestones there are beside."""

from datetime import date, timedelta

from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session

from app.agenda.choice import AgendaChoice
from app.agenda.days import DAY_READ, DAY_ROOM, Day, days_between
from app.agenda.queries import found
from app.models import Milestone
from tests import factories as make
from tests.support.bulk import many_projects
from tests.support.rows_read import rows_read

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


def test_a_day_of_hundreds_is_counted_whole_and_only_some_of_it_are_read(own_engine: Engine) -> None:
    """Late ones before the others; the committees of a day are not looked for among all those of the fund."""
    day = TODAY - timedelta(days=3)
    with Session(own_engine) as session:
        projects = many_projects(session, 1_500)
        rows = [
            {"project_id": project, "kind_code": "bilan", "title": "Bilan", "due_on": day, "done_on": day}
            for project in projects
        ]
        session.execute(insert(Milestone), [*rows, rows[-1] | {"title": "Retard", "done_on": None}])

        def month() -> Day:
            chosen = AgendaChoice.from_query({})
            return days_between(session, chosen, TODAY - timedelta(days=20), TODAY, user_id=1, today=TODAY)[day]

        assert (month().count, len(month().shown), month().shown[0].title) == (1_501, DAY_ROOM, "Retard")
        read = rows_read(session, month)
    assert read["milestone"] <= 1_501 + 2 * DAY_READ + 1
    assert read["investment"] < DAY_READ
