"""How many rows of each table the statements of a call read, as PostgreSQL counts them itself."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.orm import Session

COUNTED = "EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, FORMAT JSON) "
ANALYZED = "ANALYZE"


def rows_read(session: Session, call: Callable[[], object]) -> Counter[str]:
    """Each reading of `call`, run again and counted, once the owner has told the planner what each table holds."""
    connection = session.connection()
    connection.execute(text(ANALYZED))
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        call()
    finally:
        event.remove(connection, "before_cursor_execute", note)
    found: Counter[str] = Counter()
    for statement, parameters in asked:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            plan = connection.exec_driver_sql(COUNTED + statement, parameters).scalar_one()
            for table, rows in scanned(plan[0]["Plan"]):
                found[table] += rows
    return found


def scanned(node: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """(table, rows looked at) of every scan: those kept, and those set aside."""
    if table := node.get("Relation Name"):
        aside = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
        workers = node["Actual Loops"]
        yield table, round((node["Actual Rows"] + aside) * workers)
    for part in node.get("Plans", ()):
        yield from scanned(part)
