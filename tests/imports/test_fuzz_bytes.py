"""Bytes at random, and a real workbook with bytes changed: read in process, it is read or refused with a sentence."""

import json
import warnings
import zipfile
from contextlib import suppress
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from imports.child import answer_read
from imports.errors import UnreadableFile
from imports.mapping.proposal import propose
from imports.vocabulary import DEFAULT_VOCABULARY
from imports.workbook import workbook_of
from tests.imports.odd import Book, two
from tests.imports.support import SUIVI

SMALL = Book().write(SUIVI, *two()).odd().content
CSV = ";".join(SUIVI).encode("cp1252") + b"\r\nODD17-2024-001;Pacte\r\n"
PARTS = sorted(zipfile.ZipFile(BytesIO(SMALL)).namelist())
CHANGES = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=4)), min_size=1, max_size=4)


def changed(content: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    """Each change overwrites what stands at that share of the content; an empty one takes a byte away."""
    edited = bytearray(content)
    for share, written in changes:
        at = int(share * len(edited))
        edited[at : at + max(len(written), 1)] = written
    return bytes(edited)


def with_part(name: str, part: bytes) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(BytesIO(SMALL)) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            target.writestr(each, part if each == name else source.read(each))
    return content.getvalue()


def read_or_refused(content: bytes) -> None:
    with warnings.catch_warnings(action="ignore"):  # comme dans le processus enfant, démarré avec -W ignore
        answer = json.loads(answer_read(content))
    if "refusal" in answer:
        assert answer["refusal"].strip()
        return
    with suppress(UnreadableFile):
        propose(workbook_of(answer, "Suivi"), DEFAULT_VOCABULARY)


@settings(deadline=None)
@given(CHANGES)
def test_a_workbook_with_bytes_changed_is_read_or_refused(changes: list[tuple[float, bytes]]) -> None:
    read_or_refused(changed(SMALL, changes))


@settings(deadline=None)
@given(st.sampled_from(PARTS), CHANGES)
def test_a_workbook_with_a_part_changed_is_read_or_refused(name: str, changes: list[tuple[float, bytes]]) -> None:
    part = zipfile.ZipFile(BytesIO(SMALL)).read(name)
    read_or_refused(with_part(name, changed(part, changes)))


@settings(deadline=None)
@given(st.binary(max_size=200) | CHANGES.map(lambda changes: changed(CSV, changes)))
def test_any_bytes_are_read_as_a_csv_or_refused(content: bytes) -> None:
    read_or_refused(content)
