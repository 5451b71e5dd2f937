"""Every workbook the product issues, over the demonstration, holds to what Excel is known to ask of one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, select
from sqlalchemy.orm import Session

from app.demo import load_demo
from app.models import Milestone, Project
from tests.app.exchanges.every_workbook import WORKBOOKS
from tests.support.excel import faults_of

HOSTILE = '=HYPERLINK("https://exemple.fr";"\'[x]")\x0b\n<&>' + "é" * 120
WRITERS = {"write_report", "write_template", "write_plain", "write_long", "write_offline", "saved"}
"""What makes the bytes of a workbook; who calls them is in `MAKERS`."""
MAKERS = {
    "app/exchanges/funder/make.py", "app/exchanges/service.py", "app/exchanges/programme_reviews/workbook.py",
    "app/exchanges/roadmap/content.py", "app/exchanges/opendata/making.py", "app/exchanges/journal/routes.py",
    "app/exchanges/offline/issuing.py", "app/exchanges/templates.py", "imports/marking/book.py",
}  # fmt: skip


@pytest.fixture(scope="module")
def demonstration(engine: Engine) -> Iterator[Connection]:
    """Loaded once for the module, with a title and a deliverable that no spreadsheet would like."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            load_demo(session)
            session.scalars(select(Project).order_by(Project.code)).all()[0].title = HOSTILE.replace("\x0b", "")
            session.scalars(select(Milestone).order_by(Milestone.id)).all()[0].deliverable = "@" + "x" * 40_000
            session.commit()
        yield connection
        transaction.rollback()


@pytest.fixture
def connection(demonstration: Connection) -> Iterator[Connection]:
    with demonstration.begin_nested() as savepoint:
        yield demonstration
        savepoint.rollback()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_excel_would_open_it(session: Session, tmp_path: Path, name: str) -> None:
    assert faults_of(WORKBOOKS[name](session, tmp_path)) == []


def test_every_maker_of_a_workbook_is_among_them() -> None:
    """A new one is added to `WORKBOOKS`, then here."""
    files = [path for folder in ("app", "imports") for path in Path(folder).rglob("*.py")]
    calling = {str(path) for path in files if WRITERS & calls(path)}
    assert calling - {"imports/export/writer.py"} == MAKERS


def calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {own.id for own in found if isinstance(own, ast.Name)}
