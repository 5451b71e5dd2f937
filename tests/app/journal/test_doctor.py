"""« odd17 doctor » and « odd17 journal verify » say when the journal is within reach, late, or touched."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.db import writing
from app.doctor.finding import State
from app.doctor.journal import protected, whole
from app.journal.jobs import seal_what_was_written
from app.journal.verification import head
from tests import factories as make
from tests.support.command import odd17


def test_a_site_connected_as_the_owner_is_told(own_engine: Engine, own_site_engine: Engine) -> None:
    with own_site_engine.connect() as application, own_engine.connect() as owner:
        assert protected(application).state is State.GOOD
        told = protected(owner)
    assert told.state is State.WATCH
    assert "ODD17_OWNER_DATABASE_URL" in told.sentence


def test_a_journal_sealed_each_minute_is_whole_and_one_touched_is_not(
    own_engine: Engine, own_site_engine: Engine
) -> None:
    with writing(own_site_engine) as session:
        make.an_organisation(session)
    seal_what_was_written(own_site_engine)
    with Session(own_site_engine) as session:
        assert whole(session).state is State.GOOD
    with own_engine.begin() as connection:
        connection.execute(text("ALTER TABLE journal_change DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE journal_change SET record_key = '0'"))
    with Session(own_site_engine) as session:
        assert whole(session).state is State.FAULT


def test_seals_that_wait_are_told(own_engine: Engine, own_site_engine: Engine) -> None:
    with writing(own_site_engine) as session:
        make.an_organisation(session)
    with own_engine.begin() as connection:
        connection.execute(text("ALTER TABLE journal_transaction DISABLE TRIGGER USER"))
        connection.execute(text("UPDATE journal_transaction SET at = at - interval '1 hour'"))
    with Session(own_site_engine) as session:
        assert "attendent leur sceau" in whole(session).sentence


@pytest.mark.parametrize("touched", [False, True])
def test_the_command_ends_with_one_when_a_line_changed(
    touched: bool, own_engine: Engine, own_database_url: str, tmp_path: Path
) -> None:
    given = {"ODD17_DATABASE_URL": own_database_url, "ODD17_DATA_DIR": str(tmp_path)}
    assert odd17("user", "add", "a@exemple.fr", "--role", "admin", **given).returncode == 0
    first = odd17("journal", "verify", **given)
    assert first.returncode == 0
    with Session(own_engine) as session:
        assert str(head(session)) in first.stdout
    if touched:
        with own_engine.begin() as connection:
            connection.execute(text("ALTER TABLE journal_change DISABLE TRIGGER USER"))
            connection.execute(text("DELETE FROM journal_change WHERE table_name = 'user'"))
    done = odd17("journal", "verify", "--repere", first.stdout.split()[-1], **given)
    assert done.returncode == int(touched)
    assert ("Il manque la ligne" in done.stdout) is touched


def test_the_whole_journal_is_written_once(own_engine: Engine, own_database_url: str, tmp_path: Path) -> None:
    given = {"ODD17_DATABASE_URL": own_database_url, "ODD17_DATA_DIR": str(tmp_path)}
    odd17("user", "add", "claire@exemple.fr", "--role", "admin", **given)
    assert odd17("journal", "export", tmp_path / "journal.csv", **given).returncode == 0
    lines = (tmp_path / "journal.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any("claire@exemple.fr" in line and "ligne de commande;odd17 user" in line for line in lines)
    again = odd17("journal", "export", tmp_path / "journal.csv", **given)
    assert (again.returncode, "existe déjà" in again.stderr) == (1, True)
