"""A milestone done, then not done any more: what changes most often while the pages are read."""

from collections.abc import Iterator
from itertools import cycle

from sqlalchemy import Engine, text

DONE = text("UPDATE milestone SET done_on = due_on WHERE id = :id")
UNDONE = text("UPDATE milestone SET done_on = NULL WHERE id = :id")
CHOSEN = text("SELECT id FROM milestone WHERE done_on IS NULL ORDER BY due_on DESC, id LIMIT 1")
ONE_AND_BACK = 2


def changes(engine: Engine) -> Iterator[None]:
    """Each step writes; as many steps as `ONE_AND_BACK`, and the base is as it was."""
    with engine.connect() as connection:
        chosen = connection.scalar(CHOSEN)
    for statement in cycle((DONE, UNDONE)):
        with engine.begin() as connection:
            connection.execute(statement, {"id": chosen})
        yield
