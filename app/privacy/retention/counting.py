"""How many records a statement touched."""

from sqlalchemy import CursorResult, Delete, Update
from sqlalchemy.orm import Session


def rows_of(session: Session, statement: Delete | Update) -> int:
    result = session.execute(statement.execution_options(synchronize_session=False))
    return result.rowcount if isinstance(result, CursorResult) else 0
