"""Dates of a column where the month sometimes comes first."""

from imports.projects import Gathered, gather
from tests.imports.support import book, project_line

OTHER = "ODD17-2024-002"


def gathered(first: str, second: str, **corrections: str) -> Gathered:
    lines = [project_line(**{"Date COPIL": first}), project_line(**{"N°": OTHER, "Date COPIL": second})]
    said = {("Date COPIL", read.replace("_", "/").strip("/")): instead for read, instead in corrections.items()}
    return gather(book(lines, [], []), corrections=said)


def test_where_one_date_starts_with_its_month_the_others_are_asked_about() -> None:
    found = gathered("01/25/2024", "03/04/2024")
    assert [(fault.cell, fault.proposal) for fault in found.findings.faults] == [
        ("J2", "25/01/2024"),
        ("J3", "04/03/2024"),
    ]
    assert found.projects == ()


def test_what_someone_answers_settles_it_even_the_same_text_again() -> None:
    found = gathered("01/25/2024", "03/04/2024", _01_25_2024="25/01/2024", _03_04_2024="03/04/2024")
    assert found.findings.faults == []
    assert f"{found.projects[1].copil_on:%d/%m/%Y}" == "03/04/2024"


def test_days_first_are_never_asked_about() -> None:
    assert gathered("25/01/2024", "03/04/2024").findings.faults == []
    assert gathered("01/25/2024", "04/04/2024").findings.faults[0].cell == "J2"
