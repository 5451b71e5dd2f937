"""Each habit imports clean, or names exactly its faults. What is not sure is said, for someone to look at first."""

import pytest

from imports.child import read
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.mapping import FOLLOW_UP, SheetMapping
from imports.mapping.proposal import propose
from imports.mapping.transposed import transposed_faults
from imports.projects import Gathered, gather
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import Workbook, workbook_of
from tests.imports.odd import HABITS, Odd
from tests.imports.odd_files import strict_variant


@pytest.fixture(params=sorted(HABITS))
def odd(request: pytest.FixtureRequest) -> Odd:
    return HABITS[request.param]()


@pytest.fixture
def workbook(odd: Odd) -> Workbook:
    return workbook_of(read(odd.content), odd.name)


@pytest.fixture
def mapping(workbook: Workbook) -> tuple[SheetMapping, ...]:
    return propose(workbook, DEFAULT_VOCABULARY)


def gathered(workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> Gathered | None:
    has_follow_up = any(each.kind == FOLLOW_UP for each in mapping)
    return gather(workbook, mapping=mapping) if has_follow_up else None


def faults_of(workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> list[Fault]:
    found = gathered(workbook, mapping)
    return found.findings.faults if found else list(transposed_faults(workbook, mapping, DEFAULT_VOCABULARY))


def test_its_sheets_are_recognised_or_someone_is_asked(odd: Odd, mapping: tuple[SheetMapping, ...]) -> None:
    assert tuple(each.kind for each in mapping) == odd.kinds
    assert all(each.is_sure for each in mapping) is odd.is_sure


def test_its_projects_arrive(odd: Odd, workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> None:
    found = gathered(workbook, mapping)
    assert len(found.projects if found else ()) == odd.projects


def test_its_faults_are_named_each_at_its_cell(odd: Odd, workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> None:
    faults = faults_of(workbook, mapping)
    assert [(fault.cell, fault.proposal) for fault in faults] == [(cell, said) for cell, _, said in odd.faults]
    assert all(fault.read.startswith(read) for fault, (_, read, _) in zip(faults, odd.faults, strict=True))


def test_what_was_decided_about_it_is_told(odd: Odd, workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> None:
    found = gathered(workbook, mapping)
    told = "\n".join(note.sentence for note in found.findings.notes) if found else ""
    assert all(words in told for words in odd.told)


def test_the_strict_variant_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="Open XML strict"):
        read(strict_variant())
