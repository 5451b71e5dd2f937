"""What PostgreSQL's own programs are told of the server."""

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url

from app.backup.clients import address_of


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "postgresql+psycopg://fonds:s%40cret@bdd:5433/odd17?sslmode=require",
            {"host": "bdd", "port": "5433", "user": "fonds", "dbname": "odd17", "sslmode": "require"},
        ),
        (
            "postgresql+psycopg://postgres@/odd17?host=/var/un%20dossier",
            {"host": "/var/un dossier", "user": "postgres", "dbname": "odd17"},
        ),
    ],
)
def test_the_address_is_the_one_that_was_set_without_its_password(url: str, told: dict[str, str]) -> None:
    assert conninfo_to_dict(address_of(make_url(url))) == told
