"""The very statements our page sends, with their values, for the peer to send too."""

import pickle
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

from app import clock
from app.projects.filters import PortfolioFilter
from app.projects.portfolio import read_choices, read_portfolio
from app.projects.sorting import Sort
from app.tokens import token_hash
from app.web.visitor import DEMO, WHO

Statement = tuple[str, dict[str, Any]]
IDS = "id_1_"  # how the ids of the page are named in the statement that reads its lines


@dataclass(frozen=True)
class Statements:
    """Everything one showing of the list reads, in order."""

    demo: Statement
    who: Statement
    page: Statement
    lines: Statement
    totals: Statement
    choices: Statement


def record_statements(url: str, token: str) -> Statements:
    engine = create_engine(url)
    seen: list[Statement] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, sql, values, *_: seen.append((sql, dict(values))))
    with Session(engine) as session:
        session.execute(DEMO)
        session.execute(WHO, {"token": token_hash(token)})
        read_portfolio(session, PortfolioFilter(), Sort.from_query({}), today=clock.today())
        read_choices(session)
    close(engine)
    return Statements(*seen)


def close(engine: Engine) -> None:
    engine.dispose()


def save(statements: Statements, path: Path) -> None:
    path.write_bytes(pickle.dumps(vars(statements)))


def load(path: Path) -> dict[str, Statement]:
    found: dict[str, Statement] = pickle.loads(path.read_bytes())
    return found
