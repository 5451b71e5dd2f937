"""Every table an import writes is kept, and has its words."""

import pytest
from sqlalchemy import UniqueConstraint, text
from sqlalchemy.orm import Session

from app.exchanges.imports.undoing.labels import COLUMNS, NOT_SHOWN
from app.exchanges.imports.undoing.links import parents_of, pointers_at
from app.exchanges.imports.undoing.naming import AS_PARENT, LABEL, NAMED_BY
from app.exchanges.imports.undoing.rows import computed, key_columns
from app.exchanges.imports.undoing.uniques import PARTIAL, uniques
from app.exchanges.imports.undoing.values import CHOICES
from app.exchanges.imports.undoing.wholes import WHOLES
from app.exchanges.imports.undoing.words import OTHER_TABLES, TABLES
from app.models import Base
from app.steps import links_to

TRIGGERS = """SELECT c.relname, array_agg(t.tgname ORDER BY t.tgname) FROM pg_trigger AS t
JOIN pg_class AS c ON c.oid = t.tgrelid WHERE t.tgname LIKE 'keep_import_%' GROUP BY c.relname"""


def test_every_table_watched_has_its_triggers_and_its_words(session: Session) -> None:
    watched = dict(session.execute(text(TRIGGERS)).all())
    assert watched.keys() == TABLES.keys() == COLUMNS.keys() == NAMED_BY.keys()
    assert all(names == ["keep_import_addition", "keep_import_change"] for names in watched.values())


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_its_label(table: str) -> None:
    columns = {column.name for column in Base.metadata.tables[table].columns}
    assert COLUMNS[table].keys() == columns - NOT_SHOWN - computed(table)
    assert {*NAMED_BY[table]} <= columns


def test_what_names_a_record_is_a_column_of_it() -> None:
    for table, column in {*CHOICES, *((table, name) for table, whole in WHOLES.items() for name in whole[0].columns)}:
        assert column in Base.metadata.tables[table].columns
    targets = {parent.target for table in TABLES for parent in parents_of(table)}
    for table in targets | AS_PARENT.keys():
        parts = AS_PARENT.get(table) or NAMED_BY.get(table) or LABEL
        assert {*parts} <= {*Base.metadata.tables[table].columns.keys()}, table


def test_every_table_that_may_point_at_what_an_import_created_has_its_word() -> None:
    pointing = {link.table for table in TABLES for link in links_to(table)}
    assert pointing - TABLES.keys() <= OTHER_TABLES.keys()


def test_every_rule_of_uniqueness_is_known() -> None:
    for table in TABLES:
        found = Base.metadata.tables[table]
        indexes = {index.name for index in found.indexes if index.unique}
        rules = {rule.name for rule in found.constraints if isinstance(rule, UniqueConstraint)}
        assert {unique.name for unique in uniques(table)} == indexes | rules
        assert indexes <= PARTIAL.keys()


def test_a_table_pointed_at_has_one_number(session: Session) -> None:
    for table in TABLES:
        if links_to(table):
            assert key_columns(table) == ("id",), table
            assert pointers_at(session, {table: []}) == []
