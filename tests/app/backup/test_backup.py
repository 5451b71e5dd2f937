"""A backup gives back every row; what cannot be trusted is refused before anything is touched."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app.assessments import service
from app.backup.clients import clients_for, run, server_of
from app.backup.restoring import restore
from app.backup.saving import save
from app.errors import Refused
from app.grids import service as grids
from app.journal.verification import seal
from app.models import Base, CampaignReminder, Letter
from app.schema import alembic_config, bring_up, current_revision
from app.tables import newest_revision
from tests import factories as make
from tests.app.assessments.situations import NOW, a_closed_campaign
from tests.app.grids.drafts import a_draft, edited
from tests.app.letters.conftest import a_situation
from tests.evaluation.versions import without
from tests.support.command import odd17
from tests.support.jobs import run_jobs


def fill(engine: Engine) -> None:
    """A bit of everything, frozen results included."""
    with Session(engine) as session:
        service.publish(session, campaign=a_closed_campaign(session), user=make.a_user(session), now=NOW)
        investment = make.an_investment(session, make.a_project(session, title="L’été à « Ōsaka »\n\\. fin"))
        make.an_allocation(session, investment, make.an_organisation(session), "9999.99")
        make.a_paid_instalment(session, investment)
        a_version_made_on_screen(session)
        session.commit()
        seal(session)
        session.commit()


def a_version_made_on_screen(session: Session) -> None:
    """Under the next free number, and another one still being written."""
    draft = edited(session, a_draft(session), without("C1.2"))
    grids.publish_draft(session, draft_id=draft.id, published_on=date(2100, 1, 1), source="Essai.", user=None)
    a_draft(session)


def rows(engine: Engine) -> dict[str, tuple[int, str | None]]:
    """The number of rows of every table, and a digest of what they hold."""
    with engine.connect() as connection:
        return {
            table: tuple(
                connection.execute(
                    text(f'SELECT count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" AS t')
                ).one()
            )
            for table in [*Base.metadata.tables, "alembic_version"]
        }


def test_every_row_of_every_table_comes_back(own_engine: Engine, tmp_path: Path) -> None:
    fill(own_engine)
    before, file = rows(own_engine), tmp_path / "fonds.sauvegarde"
    assert "Base sauvegardée" in save(own_engine, file).sentence
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]
    fill(own_engine)
    assert rows(own_engine) != before
    with pytest.raises(Refused, match="déjà 4 projets"):
        restore(own_engine, file, replace=False)
    assert "2 projets" in restore(own_engine, file, replace=True)
    after = rows(own_engine)
    assert apart_from_reminders(after) == apart_from_reminders(before)
    assert (before["digest"][0], after["digest"][0]) == (0, 1)
    with own_engine.connect() as connection, pytest.raises(Exception, match="result is frozen"):
        connection.execute(text("UPDATE result SET reason = 'autre'"))


def apart_from_reminders(found: dict[str, Any]) -> dict[str, Any]:
    """Restoring writes that today's reminders are not to leave a second time."""
    return {name: value for name, value in found.items() if name != "digest"}


def test_numbers_go_on_after_those_that_came_back(own_engine: Engine, tmp_path: Path) -> None:
    fill(own_engine)
    save(own_engine, tmp_path / "base")
    restore(own_engine, tmp_path / "base", replace=True)
    with Session(own_engine) as session:
        make.a_project(session, code="ODD17-2030-900")
        session.commit()


def test_nothing_that_waited_in_the_backup_leaves_by_itself(own_engine: Engine, tmp_path: Path) -> None:
    """It may have left since: the letters are held, and shown with the reason."""
    with Session(own_engine) as session:
        here = a_situation(session, own_engine, tmp_path / "outbox")
        here.queue()
        session.add(CampaignReminder(campaign_id=here.campaign.id, due_on=NOW.date()))
        session.commit()
    save(own_engine, tmp_path / "base")
    assert "1 lettre(s) en attente" in restore(own_engine, tmp_path / "base", replace=True)
    assert run_jobs(own_engine) == []
    with Session(own_engine) as session:
        assert "peut-être déjà partie" in session.scalars(select(Letter.failure)).one()
        assert session.scalars(select(CampaignReminder.done_at)).one() is not None


def test_a_backup_made_before_an_update_is_brought_up(own_engine: Engine, tmp_path: Path) -> None:
    with own_engine.begin() as connection:
        command.downgrade(alembic_config(connection), "-2")
    save(own_engine, tmp_path / "avant")
    bring_up(own_engine)
    restore(own_engine, tmp_path / "avant", replace=False)
    with own_engine.connect() as connection:
        assert current_revision(connection) == newest_revision()


def test_an_existing_file_is_never_replaced(own_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "base").write_text("précieux")
    with pytest.raises(Refused, match="existe déjà"):
        save(own_engine, tmp_path / "base")
    with pytest.raises(Refused, match="ne peut pas être écrit"):
        save(own_engine, tmp_path / "absent" / "base")
    assert (tmp_path / "base").read_text() == "précieux"


def test_an_absent_or_unreadable_file_is_refused(own_engine: Engine, tmp_path: Path) -> None:
    before = rows(own_engine)
    (tmp_path / "texte").write_text("ceci n’est pas une sauvegarde")
    for name, sentence in (("absent", "n’existe pas"), ("texte", "n’est pas une sauvegarde lisible")):
        with pytest.raises(Refused, match=sentence):
            restore(own_engine, tmp_path / name, replace=True)
    assert rows(own_engine) == before


def test_a_truncated_backup_changes_nothing(own_engine: Engine, tmp_path: Path) -> None:
    fill(own_engine)
    before, file = rows(own_engine), tmp_path / "base"
    save(own_engine, file)
    file.write_bytes(file.read_bytes()[:-200_000])
    with pytest.raises(Refused, match=r"abîmé|lisible"):
        restore(own_engine, file, replace=True)
    assert rows(own_engine) == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DROP TABLE alembic_version", "n’est pas une sauvegarde de ce back office"),
        ("UPDATE alembic_version SET version_num = '9999'", "version plus récente"),
    ],
)
def test_a_foreign_backup_is_refused(own_engine: Engine, tmp_path: Path, change: str, sentence: str) -> None:
    with own_engine.begin() as connection:
        connection.execute(text(change))
    server, file = server_of(own_engine), tmp_path / "base"
    run(clients_for(server.major) / "pg_dump", "-Fc", f"--file={file}", f"--dbname={server.address}", server=server)
    with pytest.raises(Refused, match=sentence):
        restore(own_engine, file, replace=True)


def test_a_restoration_that_fails_leaves_the_database_as_it_was(own_engine: Engine, tmp_path: Path) -> None:
    """Here another schema still leans on a table of the fund when the file wants to create it again."""
    with own_engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA autre; CREATE TABLE autre.note (n int)"))
    fill(own_engine)
    save(own_engine, tmp_path / "base")
    before = rows(own_engine)
    with pytest.raises(Refused, match="la base n’a pas changé"):
        restore(own_engine, tmp_path / "base", replace=True)
    assert rows(own_engine) == before


def test_the_commands_save_and_restore(own_database_url: str, own_owner_url: str, tmp_path: Path) -> None:
    """Whatever the role of the site is: these two act as the owner."""
    file = tmp_path / "base"
    addresses = {"ODD17_DATABASE_URL": own_database_url, "ODD17_OWNER_DATABASE_URL": own_owner_url}
    assert odd17("backup", file, ODD17_DATA_DIR=str(tmp_path), **addresses).returncode == 0
    done = odd17("restore", file, ODD17_DATA_DIR=str(tmp_path), **addresses)
    assert (done.returncode, done.stderr) == (0, "")
