"""Ce que les migrations disent à une base vide : python -m scripts.tables l’écrit dans migrations/sql/all.sql."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from alembic import command
from sqlalchemy import create_engine

from app.embedded import embedded_url
from app.schema import alembic_config
from app.tables import RECORDED, header

ASKED = (
    "select pg_catalog.",
    "select current_schema",
    "select alembic_version.",
    "show ",
    "set local ",
)  # by the libraries


def main() -> None:
    with TemporaryDirectory() as folder:
        url = embedded_url(Path(folder)).replace("+psycopg", "", 1)
        RECORDED.write_text(recorded(url), encoding="utf-8")


def recorded(url: str) -> str:
    """The statements of the migrations, run on an empty database, their values in them; undone."""
    said: list[str] = []

    class Recorder(psycopg.ClientCursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> "Recorder":
            said.append(self.mogrify(query, params))
            return super().execute(query, params, **options)

        def executemany(self, query: Any, params_seq: Iterable[Any], **_: Any) -> None:
            for params in params_seq:
                self.execute(query, params)

    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url, cursor_factory=Recorder))
    with engine.connect() as connection, connection.begin() as undone:
        command.upgrade(alembic_config(connection), "head")
        undone.rollback()
    engine.dispose()
    kept = (each.strip().removesuffix(";") for each in said if not each.strip().lower().startswith(ASKED))
    return "\n".join([header(), *(f"{each};" for each in kept), ""])


if __name__ == "__main__":
    main()
