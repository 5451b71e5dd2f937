"""Each habit imports clean, or names exactly its faults. What is not sure is said, for someone to look at first."""

import pytest

from imports.child import read
from imports.errors import UnreadableFile
from imports.faults import Fault
from imports.mapping import SheetMapping
from imports.mapping.proposal import propose, transposed_faults
from imports.places import Commune, Places
from imports.projects import gather
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.whole import GatheredWorkbook, gather_workbook
from imports.workbook import Workbook, workbook_of
from tests.imports import odd_records  # noqa: F401 - chaque module inscrit ses habitudes
from tests.imports.odd import HABITS, Odd
from tests.imports.odd_files import strict_variant

PLACES = Places.of(Commune("01004", "Ambérieu-en-Bugey", "01"), Commune("22113", "Lannion", "22"))
VOCABULARY = DEFAULT_VOCABULARY.with_lists(places=PLACES)


@pytest.fixture(params=sorted(HABITS))
def odd(request: pytest.FixtureRequest) -> Odd:
    return HABITS[request.param]()


@pytest.fixture
def workbook(odd: Odd) -> Workbook:
    return workbook_of(read(odd.content), odd.name)


@pytest.fixture
def mapping(workbook: Workbook) -> tuple[SheetMapping, ...]:
    return propose(workbook, VOCABULARY)


@pytest.fixture
def gathered(workbook: Workbook, mapping: tuple[SheetMapping, ...]) -> GatheredWorkbook:
    return gather_workbook(workbook, mapping, {}, VOCABULARY)


def faults_of(gathered: GatheredWorkbook) -> list[Fault]:
    own = gathered.follow_up.findings.faults if gathered.follow_up else []
    rows = (row for rows in gathered.rows.values() for row in rows)
    return [*own, *gathered.findings.faults, *(fault for row in rows for fault in row.reader.faults)]


def test_its_sheets_are_recognised_or_someone_is_asked(odd: Odd, mapping: tuple[SheetMapping, ...]) -> None:
    assert tuple(each.kind for each in mapping) == odd.kinds
    assert all(each.is_sure for each in mapping) is odd.is_sure


def test_its_projects_arrive(odd: Odd, gathered: GatheredWorkbook) -> None:
    assert len(gathered.follow_up.projects if gathered.follow_up else ()) == odd.projects


def test_its_faults_are_named_each_at_its_cell(odd: Odd, gathered: GatheredWorkbook) -> None:
    faults = faults_of(gathered)
    assert [(fault.cell, fault.proposal) for fault in faults] == [(cell, said) for cell, _, said in odd.faults]
    assert all(fault.read.startswith(read) for fault, (_, read, _) in zip(faults, odd.faults, strict=True))


def test_what_was_decided_about_it_is_told(odd: Odd, gathered: GatheredWorkbook) -> None:
    notes = [*gathered.findings.notes, *(gathered.follow_up.findings.notes if gathered.follow_up else ())]
    told = "\n".join(note.sentence for note in notes)
    assert all(words in told for words in odd.told)


def test_a_table_on_its_side_is_refused_with_what_to_do() -> None:
    workbook = workbook_of(read(HABITS["the_table_lies_on_its_side"]().content))
    mapping = propose(workbook, VOCABULARY)
    (fault,) = transposed_faults(workbook, mapping, VOCABULARY)
    assert (fault.cell, fault.read) == ("A1", "N°")
    assert fault.expected.endswith("copiez le tableau, puis Collage spécial, Transposé")
    assert gather(workbook).findings.faults == [fault]


def test_the_strict_variant_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableFile, match="Open XML strict"):
        read(strict_variant())
