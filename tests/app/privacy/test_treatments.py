"""The register covers every table of the models, and every column that names someone."""

from app.journal.columns import PERSONAL
from app.models import Base
from app.privacy.retention.kinds import BY_CODE
from app.privacy.treatments import OF_THE_PORTFOLIO, PROPOSED

COVERED = {table: columns for entry in PROPOSED for table, (_, columns) in entry.data.items()}


def test_every_table_is_in_one_treatment_or_says_nothing_of_persons() -> None:
    named = [table for entry in PROPOSED for table in entry.data]
    assert len(named) == len(set(named))
    assert set(named) | OF_THE_PORTFOLIO == set(Base.metadata.tables)
    assert not set(named) & OF_THE_PORTFOLIO


def test_every_column_that_names_someone_is_in_the_register() -> None:
    missing = {f"{table}.{name}" for table, names in PERSONAL.items() for name in set(names) - set(COVERED[table])}
    assert missing == set()


def test_the_register_names_columns_and_delays_that_exist() -> None:
    for table, columns in COVERED.items():
        assert set(columns) <= set(Base.metadata.tables[table].columns.keys()), table
    assert {code for entry in PROPOSED for code in entry.kinds} == set(BY_CODE)
