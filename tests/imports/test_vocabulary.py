"""The words the import knows are those of the first lists of the database."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from app.models.project import STATUS_LABELS
from imports import synonyms
from imports.vocabulary import DEFAULT_VOCABULARY, Terms

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def seeds() -> ModuleType:
    found = importlib.util.spec_from_file_location("seeds", ROOT / "migrations/versions/0002_editable_lists.py")
    assert found
    assert found.loader
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_its_lists_are_the_seeded_ones(seeds: ModuleType) -> None:
    assert seeds.LISTS["domain"] == synonyms.DOMAIN_LABELS
    assert seeds.LISTS["partnership_category"] == synonyms.CATEGORY_LABELS
    assert seeds.LISTS["milestone_kind"] == synonyms.KIND_LABELS
    assert {code for code, *_ in seeds.REGIONS} == set(synonyms.REGION_LABELS)
    assert STATUS_LABELS == synonyms.STATUS_LABELS


@pytest.mark.parametrize("named", ["regions", "statuses", "domains", "categories", "milestone_kinds"])
def test_each_label_leads_to_its_own_code(named: str) -> None:
    terms: Terms = getattr(DEFAULT_VOCABULARY, named)
    assert {code: terms.code_of(label) for code, label in terms.labels.items()} == {code: code for code in terms.labels}


def test_no_word_is_given_to_two_codes() -> None:
    for others in (synonyms.REGIONS, synonyms.STATUSES, synonyms.DOMAINS, synonyms.CATEGORIES, synonyms.KINDS):
        words = [word for listed in others.values() for word in listed]
        assert len(words) == len(set(words))
