"""A file made to harm costs its child process at most, and is answered by a sentence that says what to do.

The two seconds are counted in processor time of the child, all of it: the wall clock of a machine that runs other
tests beside would say little. On a quiet machine the two differ by less than a tenth.
"""

import json
import subprocess
import sys
from itertools import pairwise
from typing import NamedTuple

import pytest

from imports.errors import UnreadableFile
from imports.limits import MAX_CELLS, MAX_COLUMNS, MEGABYTE, MEMORY_BYTES, cpu_seconds, wall_seconds
from imports.sandbox import ROOT
from imports.workbook import read_workbook
from tests.imports.hostile import MAIN, SHEET, rows_of, sheet_of, with_parts, with_sheet
from tests.imports.hostile_corpus import HOSTILE
from tests.imports.support import FOLLOW_UP

# Lit un fichier depuis un processus neuf, puis dit ce qui a été répondu, et ce qu’ont pris l’enfant et lui-même.
MEASURE = """
import json, resource, sys
from imports.errors import UnreadableFile
from imports.workbook import read_workbook
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_workbook(content)
    said = ""
except UnreadableFile as refusal:
    said = refusal.sentence
server, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([said, child.ru_utime + child.ru_stime, child.ru_maxrss * 1024, (server.ru_maxrss - before) * 1024]))
"""


class Cost(NamedTuple):
    said: str
    child_seconds: float
    child_bytes: int
    server_bytes: int


def cost_of(content: bytes) -> Cost:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=content, capture_output=True, check=True, cwd=ROOT, timeout=300
    )
    return Cost(*json.loads(done.stdout))


def refusal_of(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as refusal:
        read_workbook(content)
    return refusal.value.sentence


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_two_seconds_and_512_megabytes_and_the_server_feels_nothing(name: str) -> None:
    build, said = HOSTILE[name]
    cost = cost_of(build())
    assert said in cost.said
    assert cost.child_seconds < 2
    assert cost.child_bytes < MEMORY_BYTES
    assert cost.server_bytes < 10 * MEGABYTE


@pytest.mark.parametrize("share", [n / 20 for n in range(1, 20)])
def test_a_file_cut_anywhere_is_refused(share: float) -> None:
    content = FOLLOW_UP.read_bytes()
    assert "abîmé" in refusal_of(content[: int(len(content) * share)])


def test_a_far_cell_with_a_style_alone_is_harmless() -> None:
    content = with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert [row.number for row in read_workbook(content).sheets[0].rows] == [1]


def test_many_rows_with_a_far_cell_cost_only_their_cells() -> None:
    rows = "".join(f'<row r="{200 * n}"><c r="ALL{200 * n}"><v>{n}</v></c></row>' for n in range(1, 5_001))
    first = read_workbook(with_sheet(rows)).sheets[0]
    assert len(first.rows) == 5_000
    assert list(first.rows[0].cells) == [MAX_COLUMNS]


def test_a_sheet_as_big_as_agreed_is_read() -> None:
    content = with_sheet(rows_of(10_000, 15, '<c r="{letter}{n}"><v>{n}</v></c>'))
    cost = cost_of(content)
    assert cost.said == ""
    assert cost.child_seconds < cpu_seconds(len(content)) / 1.5


def test_too_many_cells_are_refused() -> None:
    rows = rows_of(MAX_CELLS // 50 + 1, 50, '<c r="{letter}{n}"><v>{n}</v></c>')
    assert "trop de cases" in refusal_of(with_sheet(rows))


def test_a_part_nobody_leads_to_is_left_alone() -> None:
    content = with_parts(
        {"xl/worksheets/sheet99.xml": sheet_of("<row/>"), SHEET: sheet_of("<row><c><v>7</v></c></row>")}
    )
    assert [cell.value for cell in read_workbook(content).sheets[0].rows[0].cells.values()] == [7]


def test_a_long_part_that_reading_does_not_need_is_no_offence() -> None:
    links = "".join(f'<c r="A{n}" i="1"/>' for n in range(200_000))
    chain = f'<calcChain xmlns="{MAIN}">{links}</calcChain>'
    assert read_workbook(with_parts({"xl/calcChain.xml": chain.encode()})) == read_workbook(FOLLOW_UP.read_bytes())


def test_the_clocks_grow_with_the_file_and_stop_growing() -> None:
    sizes = [0, 100_000, 1_000_000, 5_000_000, 10_000_000, 10_485_760]
    granted = [(cpu_seconds(size), wall_seconds(size)) for size in sizes]
    assert all(before <= after for before, after in pairwise(granted))
    assert granted[0][0] < 2
    assert granted[-1] == (20, 80)
