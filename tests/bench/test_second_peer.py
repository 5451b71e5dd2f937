"""What starlette-admin is given, and what it gives back, are the same projects as ours."""

import pytest
from sqlalchemy import Engine

from bench.database import populate
from bench.follow_up import follow_up_lines
from bench.second_import import asked, compare_second
from bench.second_peer import FIELDS, held_by, its_workbook, plain

LINES = follow_up_lines(5)


def test_its_workbook_bears_the_projects_of_the_follow_up() -> None:
    held = held_by(its_workbook(LINES), list(FIELDS.values()))
    assert held.cells == (1 + len(LINES)) * len(FIELDS)
    assert [own[:3] for own in held.projects.values()] == [tuple(line[:3]) for line in LINES]
    assert [(own[4], own[5]) for own in held.projects.values()] == [(f"{line[12]}", f"{line[13]}") for line in LINES]
    assert {own[6] for own in held.projects.values()} <= {"valide", "conventionne", "en_cours", "termine"}
    assert [plain(value) for value in (None, "Bretagne", "Terminé", "Ailleurs")] == ["", "53", "termine", "Ailleurs"]


def test_of_the_twenty_faults_nine_are_in_its_columns() -> None:
    fields = [field for _, field in asked()]
    assert (len(fields), fields.count("code"), fields.count("status")) == (9, 3, 2)
    assert asked()[0] == (4, "code")


def test_both_imports_leave_the_same_projects() -> None:
    pytest.importorskip("starlette_admin", reason="starlette-admin n’est pas installé : « make bench » l’apporte")
    second = compare_second(12, 1, 1)
    assert all(len(own) == 1 for own in second.found.values())


def test_both_workbooks_hold_the_same_projects(own_engine: Engine, own_database_url: str) -> None:
    pytest.importorskip("starlette_admin", reason="starlette-admin n’est pas installé : « make bench » l’apporte")
    from bench.downloads import compare_downloads

    with own_engine.begin() as connection:
        populate(connection, 33)
    found = compare_downloads(own_database_url, 1, 1)
    assert found.cells["nous"] > 10 * found.cells["starlette-admin"]
