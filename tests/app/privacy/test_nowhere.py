"""After an erasure the name is nowhere: not in a dump of the database, not in the data folder, not once restored."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, select, text
from sqlalchemy.orm import Session

from app import clock
from app.backup.clients import clients_for, run, server_of
from app.backup.restoring import restore
from app.backup.saving import save
from app.db import writing
from app.doctor.finding import State
from app.doctor.results import results_can_be_computed_again
from app.journal.verification import faults_of_chain, seal
from app.models import Answer, Erasure, Result, Role, User
from app.privacy.matching import fold
from app.privacy.person.files import texts
from app.privacy.person.service import erase
from app.privacy.retention.kinds import KINDS
from app.privacy.service import purge
from app.settings import settings
from tests.app.privacy.conftest import ZOE, fill
from tests.app.restitution.situations import a_disagreement

CLUES = ("loewen", "zoe.loewen@exemple.org")
FROZEN = text("SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM result AS t")


@pytest.fixture
def site(
    own_engine: Engine, own_database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A person known everywhere, results published, seen as the application sees them."""
    monkeypatch.setattr(settings(), "data_dir", tmp_path / "donnees")
    with writing(own_engine) as session:
        a_disagreement(session)
        fill(session)
    engine = create_engine(own_database_url)
    yield engine
    engine.dispose()


def clues(owner: Engine) -> list[str]:
    """Where the name is left: lines of a full dump, files of the data folder, packed ones opened."""
    server = server_of(owner)
    dump = run(clients_for(server.major) / "pg_dump", f"--dbname={server.address}", server=server)
    lines = [line[:200] for line in dump.splitlines() if any(clue in fold(line) for clue in CLUES)]
    with owner.connect() as connection:
        packed = connection.execute(
            text(
                "SELECT content FROM import_batch UNION ALL SELECT cells FROM import_batch"
                " UNION ALL SELECT data FROM issued_piece"
            )
        )
        held = [bytes(content) for (content,) in packed if content]
    files = [path.read_bytes() for path in settings().data_dir.rglob("*") if path.is_file()]
    told = [said for content in (*held, *files) for said in texts(content)]
    return lines + [said[:200] for said in told if any(clue in fold(said) for clue in CLUES)]


def forget(site: Engine) -> None:
    with writing(site) as session:
        admin = session.scalars(select(User).where(User.role == Role.ADMIN)).one()
        issued = list(session.scalars(text("SELECT id FROM issued_file")))
        erase(session, ZOE, withdrawn=issued, reason="demande", user=admin, now=clock.now())


def test_a_person_forgotten_is_nowhere_even_after_an_old_backup_comes_back(
    site: Engine, own_engine: Engine, tmp_path: Path
) -> None:
    assert len(clues(own_engine)) > 20
    save(own_engine, tmp_path / "avant.sauvegarde")
    forget(site)
    assert clues(own_engine) == []
    restore(own_engine, tmp_path / "avant.sauvegarde", replace=True)
    assert clues(own_engine) == []
    with Session(own_engine) as session:
        assert session.scalars(select(Erasure.replayed_at)).one() is not None
        assert results_can_be_computed_again(session).state is State.GOOD
        seal(session)
        assert faults_of_chain(session) == []


def test_published_results_are_the_same_after_an_erasure_and_every_purge(site: Engine, own_engine: Engine) -> None:
    with Session(own_engine) as session:
        before = session.scalar(FROZEN)
        levels = {
            (row.respondent_id, row.reading, row.question_code): row.level for row in session.scalars(select(Answer))
        }
        session.execute(text("SET LOCAL session_replication_role = replica"))  # an old project, without its steps
        session.execute(text("UPDATE project SET status = 'termine', starts_on = NULL, ends_on = '2001-01-01'"))
        session.commit()
    forget(site)
    with writing(site) as session:
        gone = purge(session, [kind.code for kind in KINDS], user=None, now=clock.now())
        assert gone["comments"] > 0
    with Session(own_engine) as session:
        assert session.scalar(FROZEN) == before
        assert len(session.scalars(select(Result)).all()) == 1
        assert results_can_be_computed_again(session).state is State.GOOD
        after = {
            (row.respondent_id, row.reading, row.question_code): row.level for row in session.scalars(select(Answer))
        }
        assert after == levels
