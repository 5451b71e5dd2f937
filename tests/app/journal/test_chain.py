"""The chain: whole as long as nobody touches it; each kind of tampering is found and named."""

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from app.db import writing
from app.journal.context import acting, because, note
from app.journal.verification import faults_of_chain, head, seal, unsealed
from tests import factories as make

ACTS_OF_SEVEN = """
SELECT p.value, t.user_id, t.origin, t.route, t.database_role, count(*) FROM journal_transaction AS t
JOIN journal_change AS c ON c.transaction_id = t.id LEFT JOIN journal_person AS p ON p.id = t.reason_id
WHERE t.user_id = 7 GROUP BY t.id, p.id
"""
LAST_ACT = "SELECT origin, user_id, database_role FROM journal_transaction ORDER BY id DESC LIMIT 1"
OFF = "ALTER TABLE {0} DISABLE TRIGGER USER"


@pytest.fixture
def three_acts(own_site_engine: Engine) -> Engine:
    for reason in ("premier", "deuxième", "troisième"):
        with writing(own_site_engine) as session:
            acting(session, user_id=None, origin="command", reason=reason)
            make.an_organisation(session)
    with writing(own_site_engine) as session:
        seal(session)
    return own_site_engine


def faults(engine: Engine, kept: str = "") -> list[str]:
    with Session(engine) as session:
        return faults_of_chain(session, kept)


def last_lines(connection: Connection) -> list[tuple[int, int]]:
    rows = connection.execute(text("SELECT id, transaction_id FROM journal_change ORDER BY id DESC LIMIT 3"))
    return [(row.id, row.transaction_id) for row in rows]


def test_a_journal_left_alone_is_whole(three_acts: Engine) -> None:
    assert faults(three_acts) == []
    with Session(three_acts) as session:
        assert unsealed(session) == 0
        kept = str(head(session))
    with writing(three_acts) as session:
        make.an_organisation(session)
        assert seal(session) == 1
    assert faults(three_acts, kept) == []


CHANGED, HEADING = "La ligne {line} a été modifiée", "L’en-tête ou le sceau a été modifié"
LINE, ACT = "UPDATE journal_change SET {} WHERE id = :line", "UPDATE journal_transaction SET {} WHERE id = :act"
WITHOUT_ACT = "DELETE FROM journal_change WHERE transaction_id = :act; DELETE FROM journal_transaction WHERE id = :act"
TAMPERINGS = [
    (LINE.format('after = after || \'{"name": "Autre"}\''), CHANGED),
    (LINE.format("record_key = '0'"), CHANGED),
    (LINE.format("transaction_id = (SELECT max(id) FROM journal_transaction)"), "Il manque la ligne {line}"),
    ("DELETE FROM journal_change WHERE id = :line", "Il manque la ligne {line}"),
    (
        "INSERT INTO journal_change (transaction_id, table_name, record_key, action)"
        " VALUES (:act, 'project', '1', 'delete')",
        "a été ajoutée après coup",
    ),
    (WITHOUT_ACT, "Il manque un acte entier"),
    (ACT.format("user_id = 12"), HEADING),
    (ACT.format("at = at - interval '1 day'"), HEADING),
    ("UPDATE journal_seal SET seal = sha256(seal) WHERE transaction_id = :act", HEADING),
    (f"{WITHOUT_ACT}; DELETE FROM journal_seal WHERE transaction_id = :act", "Il manque un maillon de la chaîne"),
]


@pytest.mark.parametrize(("statement", "words"), TAMPERINGS)
def test_what_the_owner_tampered_with_is_found(
    statement: str, words: str, three_acts: Engine, own_engine: Engine
) -> None:
    with own_engine.begin() as connection:
        for name in ("journal_change", "journal_transaction", "journal_seal"):
            connection.execute(text(OFF.format(name)))
        (line, act) = last_lines(connection)[1]
        for part in statement.split("; "):
            given = {name: value for name, value in (("line", line), ("act", act)) if f":{name}" in part}
            connection.execute(text(part), given)
    assert any(words.format(line=line) in sentence for sentence in faults(three_acts)), faults(three_acts)


def test_an_end_cut_off_shows_against_a_head_kept_elsewhere(three_acts: Engine, own_engine: Engine) -> None:
    with Session(three_acts) as session:
        kept = str(head(session))
    with own_engine.begin() as connection:
        for name in ("journal_change", "journal_transaction", "journal_seal"):
            connection.execute(text(OFF.format(name)))
        (_, act) = last_lines(connection)[0]
        for name, column in (("seal", "transaction_id"), ("change", "transaction_id"), ("transaction", "id")):
            connection.execute(text(f"DELETE FROM journal_{name} WHERE {column} = :act"), {"act": act})
    assert faults(three_acts) == []
    assert "sa fin a été coupée" in faults(three_acts, kept)[0]


def test_a_whole_chain_made_again_shows_against_a_head_kept_elsewhere(three_acts: Engine, own_engine: Engine) -> None:
    with Session(three_acts) as session:
        kept = str(head(session))
    with own_engine.begin() as connection:
        for name in ("journal_change", "journal_transaction", "journal_seal"):
            connection.execute(text(OFF.format(name)))
        connection.execute(text("UPDATE journal_transaction SET route = 'réécrit'"))
        connection.execute(text("DELETE FROM journal_seal"))
        connection.execute(text("SELECT journal_seal()"))
    assert faults(three_acts) == []
    assert "le journal a été réécrit" in faults(three_acts, kept)[0]


def test_a_function_replaced_in_the_database_deceives_nobody(three_acts: Engine, own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        connection.execute(text("ALTER TABLE journal_change DISABLE TRIGGER USER"))
        connection.execute(
            text("UPDATE journal_change SET before = '{}' WHERE id = (SELECT max(id) FROM journal_change)")
        )
        connection.execute(text("CREATE OR REPLACE FUNCTION journal_seal() RETURNS bigint LANGUAGE sql AS 'SELECT 0'"))
    assert len(faults(three_acts)) == 1


def test_a_reason_given_late_is_that_of_the_whole_act(own_site_engine: Engine) -> None:
    with writing(own_site_engine) as session:
        acting(session, user_id=7, origin="page", route="POST /essai")
        make.an_organisation(session)
        because(session, "vu en comité")
        make.an_organisation(session)
        note(session, "journal", "export", lines=2)
    with own_site_engine.connect() as connection:
        acts = connection.execute(text(ACTS_OF_SEVEN)).all()
    assert [tuple(act) for act in acts] == [("vu en comité", 7, "page", "POST /essai", "odd17_app", 3)]


def test_what_is_done_without_saying_who_is_written_all_the_same(own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        connection.execute(text("UPDATE programme SET title = 'Autre'"))
        connection.execute(text("INSERT INTO installation_fact VALUES ('essai', '1')"))
    with own_engine.connect() as connection:
        act = connection.execute(text(LAST_ACT)).one()
    assert tuple(act)[:2] == ("direct", None)
    assert act.database_role != "odd17_app"


def test_what_is_undone_leaves_no_line(own_site_engine: Engine) -> None:
    def lines() -> int:
        with own_site_engine.connect() as connection:
            return connection.scalar(text("SELECT count(*) FROM journal_change")) or 0

    before = lines()
    with Session(own_site_engine) as session:
        make.an_organisation(session)
        session.rollback()
    with writing(own_site_engine) as session:
        with session.begin_nested() as inner:
            make.an_organisation(session)
            inner.rollback()
        make.an_organisation(session)
    assert lines() == before + 1
