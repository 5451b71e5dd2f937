"""Nothing escapes by being new: each table is watched or left out with a reason, each column has its word."""

import re

from sqlalchemy import Connection, text

from app.journal.columns import LEFT_OUT, PERSONAL, SECRET, TABLES_LEFT_OUT, every_column
from app.journal.labels import COLUMNS, TABLES
from app.models import Base

ACTIVE = """
SELECT tgrelid::regclass::text FROM pg_trigger
WHERE tgname IN ('journal_insert', 'journal_update', 'journal_delete', 'journal_truncate') AND tgenabled = 'A'
GROUP BY 1 HAVING count(*) = 4
"""
PERSONAL_LOOKING = re.compile(r"name|mail|contact|author|signed|agreed|phone|recipient|agent|\bip\b")
SECRET_LOOKING = re.compile(r"token|password|secret|_hash|salt")
# Noms de choses, ou numéros : ils ne désignent personne.
NAMES_NOBODY = {
    "backup.file_name", "case_agreement.agreed_on", "case_study.contact_partner_id", "crosswalk.signed_as",
    "organisation.name", "organisation_alias.name_key", "organisation_merge.removed_name",
    "programme_voice.name", "project.charter_signed_on", "installation_fact.name", "treatment.recipients",
}  # fmt: skip


def watched() -> dict[str, list[str]]:
    """Columns the triggers write, by table."""
    return {
        name: [c.name for c in table.columns if c.computed is None and c.name not in LEFT_OUT.get(name, ())]
        for name, table in Base.metadata.tables.items()
        if name not in TABLES_LEFT_OUT
    }


def test_every_table_is_watched_or_left_out_with_a_reason(connection: Connection) -> None:
    active = {name.strip('"') for name in connection.scalars(text(ACTIVE))}
    assert active == set(watched())
    assert all(len(reason) > 15 for reason in TABLES_LEFT_OUT.values())
    assert set(TABLES_LEFT_OUT) <= set(Base.metadata.tables)


def test_every_table_and_column_has_its_french_word() -> None:
    assert [name for name in watched() if name not in TABLES] == []
    assert sorted({c for columns in watched().values() for c in columns} - COLUMNS.keys()) == []


def test_a_column_that_looks_personal_or_secret_is_classified() -> None:
    for table, columns in watched().items():
        for column in columns:
            known = column in PERSONAL.get(table, ()) or column in SECRET.get(table, ())
            if PERSONAL_LOOKING.search(column) and f"{table}.{column}" not in NAMES_NOBODY:
                assert known, f"{table}.{column}: personal, or one of NAMES_NOBODY?"
            if SECRET_LOOKING.search(column):
                assert column in SECRET.get(table, ()), f"{table}.{column}: a secret?"


def test_what_is_classified_exists_and_is_what_the_database_has(connection: Connection) -> None:
    for table, column, _ in every_column():
        assert column in Base.metadata.tables[table].columns, f"{table}.{column}"
    there = connection.execute(text("SELECT table_name, column_name, kind FROM journal_column"))
    assert {tuple(row) for row in there} == set(every_column())
