"""The kinds of sheets looked for: their names never collide, and only telling columns are known by what they hold."""

from collections import Counter

import pytest

from imports.mapping.candidates import Candidate, candidate, candidates
from imports.mapping.words import loose
from imports.projects.columns import instalment_columns, milestone_columns
from imports.vocabulary import DEFAULT_VOCABULARY

ALL = candidates(DEFAULT_VOCABULARY)


@pytest.mark.parametrize("found", ALL, ids=lambda each: each.kind)
def test_two_columns_of_a_kind_never_bear_the_same_name(found: Candidate) -> None:
    names = Counter(name for each in found.columns for name in {loose(name) for name in (each.header, *each.synonyms)})
    assert [name for name, count in names.items() if count > 1] == []


def test_the_sheets_beside_the_follow_up_are_the_same_columns_as_alone() -> None:
    for kind, beside in (("tranches", instalment_columns()), ("jalons", milestone_columns(DEFAULT_VOCABULARY))):
        alone = {column.field: column.required for column in candidate(kind, DEFAULT_VOCABULARY).columns}
        assert {column.field: column.required for column in beside.all()}.items() <= alone.items()


def test_columns_of_plain_texts_or_numbers_are_never_known_by_what_they_hold() -> None:
    known = candidate("projets", DEFAULT_VOCABULARY).narrowness.keys()
    assert known == {
        "code", "region_code", "siret", "domain_codes", "category_code", "copil_on", "amount_eur", "paid_eur",
        "starts_on", "ends_on", "status", "referent_id",
    }  # fmt: skip
    assert candidate("mesures", DEFAULT_VOCABULARY).narrowness.keys() == {"code", "measured_on", "evidence"}


def test_the_follow_up_is_looked_for_with_its_own_sheets() -> None:
    assert {each.kind for each in candidates(DEFAULT_VOCABULARY, ("projets",))} == {"projets", "tranches", "jalons"}
    assert [each.kind for each in candidates(DEFAULT_VOCABULARY, ("jalons",))] == ["jalons"]
