"""The journal of answers is written by a statement prepared ahead: line for line what the general one writes."""

from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from tests.app.assessments.situations import a_campaign_of

TABLES = {"INSERT": "NEW TABLE AS new_rows", "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows"}
WRITTEN = text("""
SELECT c.record_key, c.project_id, c.action, pg_temp.said(c.before) AS before, pg_temp.said(c.after) AS after
FROM journal_change AS c WHERE c.table_name = 'answer' AND c.id > :since ORDER BY c.record_key, c.id
""")
SAID = """
CREATE FUNCTION pg_temp.said(line jsonb) RETURNS jsonb LANGUAGE sql AS $$
  SELECT jsonb_object_agg(e.key, coalesce((SELECT jsonb_build_object('said', p.value) FROM journal_person AS p
    WHERE p.id = (CASE WHEN jsonb_typeof(e.value) = 'object' THEN e.value ->> 'person' END)::bigint), e.value))
  FROM jsonb_each(line) AS e
$$
"""
ADDED = (
    "INSERT INTO answer (respondent_id, reading, question_code, level, comment, answered_at) VALUES"
    " ({0}, 'observed', 'A1.1', 3, 'Vu d’ici', '2026-01-02'), ({0}, 'observed', 'A1.2', NULL, '', '2026-01-02'),"
    " ({1}, 'observed', 'A1.1', 0, 'Vu d’ici', '2026-01-02')"
)
ACTS = {
    "a first answer": (ADDED,),
    "a level and a comment changed": (ADDED, "UPDATE answer SET level = 4, comment = 'Autre' WHERE level = 3"),
    "a comment erased": (ADDED, "UPDATE answer SET comment = ''"),
    "nothing changed": (ADDED, "UPDATE answer SET level = level"),
    "no row": (ADDED, "UPDATE answer SET level = 1 WHERE question_code = 'Z'"),
    "moved to another partner": (ADDED, "DELETE FROM answer WHERE respondent_id = {1}",
                                 "UPDATE answer SET respondent_id = {1}"),
    "both in one statement": (ADDED, ADDED + " ON CONFLICT ON CONSTRAINT pk_answer DO UPDATE SET level = 2"),
    "all taken away": (ADDED, "DELETE FROM answer"),
}  # fmt: skip


@pytest.fixture
def partners(own_engine: Engine) -> "list[int]":
    with Session(own_engine) as session:
        _, respondents = a_campaign_of(session, "association", "collectivite")
        session.commit()
        return [respondent.id for respondent in respondents]


@pytest.mark.parametrize("acts", ACTS.values(), ids=list(ACTS))
def test_both_write_the_same_lines(own_engine: Engine, partners: list[int], acts: Sequence[str]) -> None:
    ahead = written(own_engine, partners, acts, "journal_write_answer")
    assert ahead == written(own_engine, partners, acts, "journal_write")
    assert ahead


def test_answers_have_no_column_left_out_or_secret(own_engine: Engine) -> None:
    """The statement written ahead only knows those that name someone."""
    with own_engine.connect() as connection:
        kinds = connection.scalars(text("SELECT DISTINCT kind FROM journal_column WHERE table_name = 'answer'")).all()
        generated = connection.scalar(text("SELECT count(*) FROM pg_attribute WHERE attrelid = 'answer'::regclass"
                                           " AND attgenerated <> ''"))  # fmt: skip
    assert (list(kinds), generated) == (["personal"], 0)


def written(engine: Engine, partners: list[int], acts: Sequence[str], function: str) -> "list[tuple[object, ...]]":
    with engine.connect() as connection:
        connection.execute(text(SAID))
        watch(connection, function)
        since = connection.scalar(text("SELECT coalesce(max(id), 0) FROM journal_change"))
        for act in acts:
            connection.exec_driver_sql(act.format(*partners))
        found = [tuple(row) for row in connection.execute(WRITTEN, {"since": since})]
        connection.rollback()
        return found


def watch(connection: Connection, function: str) -> None:
    for moment, tables in TABLES.items():
        connection.execute(text(f"DROP TRIGGER journal_{moment.lower()} ON answer"))
        connection.execute(text(f"CREATE TRIGGER journal_{moment.lower()} AFTER {moment} ON answer REFERENCING {tables}"
                                f" FOR EACH STATEMENT EXECUTE FUNCTION {function}()"))  # fmt: skip
