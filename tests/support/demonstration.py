"""The demonstration, loaded once for a whole run: what needs it starts from a clone."""

from datetime import date

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.demo import load_demo

DAY = date(2026, 3, 2)


def load(engine: Engine, day: date) -> None:
    """Counted too: without it, plans for tables believed empty take minutes."""
    with Session(engine) as session:
        load_demo(session, day)
        session.commit()
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
