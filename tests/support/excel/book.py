"""A workbook taken apart: its parts, their relations, its sheets."""

import posixpath
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
BOUND = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
WORKBOOK = "xl/workbook.xml"


class Link(NamedTuple):
    """`target`: the name of a part, or an address when it is outside."""

    kind: str
    target: str
    outside: bool


class Sheet(NamedTuple):
    title: str
    part: str
    root: Element


class Book:
    """`broken`: the parts that are no XML, and why; two attributes of one name are seen here."""

    def __init__(self, content: bytes) -> None:
        with ZipFile(BytesIO(content)) as archive:
            self.entries = archive.namelist()
            raw = {name: archive.read(name) for name in self.entries}
        self.parts: dict[str, Element] = {}
        self.broken: dict[str, str] = {}
        for name, text in raw.items():
            if name.endswith((".xml", ".rels", ".vml")):
                self._read(name, text)

    def _read(self, name: str, text: bytes) -> None:
        try:
            self.parts[name] = fromstring(text)  # noqa: S314 - our own workbooks
        except ParseError as fault:
            self.broken[name] = str(fault)

    def links(self, part: str) -> dict[str, Link]:
        """Of a part, by id; those of the package for « »."""
        folder, name = posixpath.split(part)
        found = self.parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
        return (
            {}
            if found is None
            else {own.get("Id", ""): link(own, folder) for own in found.iter(f"{LINKS}Relationship")}
        )

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Those whose part is there."""
        links = self.links(WORKBOOK)
        known = ((own.get("name", ""), links.get(own.get(f"{BOUND}id", ""))) for own in self.all(WORKBOOK, "sheet"))
        return [Sheet(name, to.target, self.parts[to.target]) for name, to in known if to and to.target in self.parts]

    @cached_property
    def titles(self) -> list[str]:
        return [own.get("name", "") for own in self.all(WORKBOOK, "sheet")]

    @cached_property
    def defined(self) -> list[Element]:
        return list(self.all(WORKBOOK, "definedName"))

    @cached_property
    def tables(self) -> list[tuple[Sheet, Element]]:
        return [
            (sheet, self.parts[to.target])
            for sheet in self.sheets
            for to in self.links(sheet.part).values()
            if to.kind == "table" and to.target in self.parts
        ]

    @cached_property
    def words(self) -> list[str]:
        return [
            "".join(own.text or "" for own in item.iter(f"{MAIN}t")) for item in self.all("xl/sharedStrings.xml", "si")
        ]

    def all(self, part: str, name: str) -> Iterator[Element]:
        found = self.parts.get(part)
        return iter(()) if found is None else found.iter(f"{MAIN}{name}")


def link(own: Element, folder: str) -> Link:
    target, outside = own.get("Target", ""), own.get("TargetMode") == "External"
    inside = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    return Link(own.get("Type", "").rpartition("/")[2], target if outside else inside, outside)


def text_of(cell: Element, words: list[str]) -> str:
    """What a cell holds, as text; a place out of the table of texts is empty."""
    if cell.get("t") == "inlineStr":
        return "".join(own.text or "" for own in cell.iter(f"{MAIN}t"))
    value = cell.findtext(f"{MAIN}v", "")
    if cell.get("t") != "s":
        return value
    return words[int(value)] if value.isdigit() and int(value) < len(words) else ""
