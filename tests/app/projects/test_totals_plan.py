"""The totals of the list stay within one reading of each table, whatever the number of projects."""

from datetime import date

from sqlalchemy import text
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Session

from app.projects.filters import PortfolioFilter
from app.projects.totals import totals_statement


def test_no_list_is_read_again_for_each_project(session: Session) -> None:
    """Past a hundred thousand projects such a list no longer fits in memory: the list page then took half a minute."""
    for chosen in (PortfolioFilter(), PortfolioFilter(statut="en_cours")):
        statement = totals_statement(chosen, date(2026, 11, 28))
        sql = str(statement.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
        plan = "\n".join(session.scalars(text("EXPLAIN " + sql.replace(":", r"\:"))))
        assert "SubPlan" not in plan, plan
