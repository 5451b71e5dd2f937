"""Each rule of what Excel opens is seen red on a workbook spoilt for it, and silent on the same one left alone."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from imports.export.sheets import Column, Cover, DataSheet, Formula, Kind, Report
from imports.export.writer import write_report
from tests.imports.export.example import example
from tests.support.excel import RULES, cells, faults_of, formulas, inserts, names, package, styles, tables
from tests.support.excel.book import MAIN, Book

SHEET, STYLES, BOOK, SHARED = "xl/worksheets/sheet{}.xml", "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"
TABLE, CHART, NOTES = "xl/tables/table1.xml", "xl/charts/chart1.xml", "xl/comments1.xml"
FAR = "https://exemple.fr/" + "a" * 2_100
LONG = "a" * 300
HUGE = "a" * 32_768
Rule = Callable[[Book], Iterator[str]]


class Spoilt(NamedTuple):
    """`before` is a pattern; the first place where it is found becomes `after`."""

    rule: Rule
    part: str
    before: str
    after: str


OURS = (
    Spoilt(package.parts_are_typed, "[Content_Types].xml", "/xl/styles.xml", "/xl/style.xml"),
    Spoilt(package.relations_lead_somewhere, "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "sheet2.xml"),
    Spoilt(package.relations_lead_somewhere, "xl/worksheets/_rels/sheet2.xml.rels", "drawing1.xml", "drawing9.xml"),
    Spoilt(package.ids_have_a_relation, SHEET.format(3), 'tablePart r:id="rId1"', 'tablePart r:id="rId9"'),
    Spoilt(package.shared_texts_are_counted, SHARED, ' count="', ' count="9'),
    Spoilt(package.shared_texts_are_counted, SHEET.format(3), r't="s"><v>\d+', 't="s"><v>99999'),
    Spoilt(names.titles_are_allowed, BOOK, 'name="Projets"', f'name="{"P" * 32}"'),
    Spoilt(names.titles_are_allowed, BOOK, 'name="Projets"', 'name="Projets/Suivi"'),
    Spoilt(names.titles_are_allowed, BOOK, 'name="Projets"', 'name="synthèse"'),
    Spoilt(names.names_are_allowed, BOOK, 'name="total_engage"', 'name="AB12"'),
    Spoilt(names.names_are_allowed, BOOK, 'name="total_engage"', 'name="total_verse"'),
    Spoilt(names.names_point_somewhere, BOOK, r">Synthèse!\$B|>'Synthèse'!\$B", ">'Ailleurs'!$B"),
    Spoilt(styles.formats_are_whole, STYLES, '<cellXfs count="', '<cellXfs count="9'),
    Spoilt(styles.formats_are_whole, STYLES, '(<cellXfs.*?)numFmtId="1[67][0-9]"', r'\1numFmtId="999"'),
    Spoilt(styles.formats_are_whole, STYLES, '(<cellXfs.*?)fontId="1"', r'\1fontId="99"'),
    Spoilt(styles.styles_are_known, SHEET.format(3), '<c r="A2" s="[0-9]+"', '<c r="A2" s="999"'),
    Spoilt(styles.differences_are_known, TABLE, 'dataDxfId="[0-9]+"', 'dataDxfId="99"'),
    Spoilt(cells.elements_are_in_order, SHEET.format(3), "(<cols>.*?</cols>)(.*?</sheetData>)", r"\2\1"),
    Spoilt(cells.rows_are_in_order, SHEET.format(3), '<row r="3"', '<row r="2"'),
    Spoilt(cells.rows_are_in_order, SHEET.format(3), '<c r="B3"', '<c r="A3"'),
    Spoilt(cells.columns_are_in_order, SHEET.format(3), '<col min="2" max="2"', '<col min="1" max="2"'),
    Spoilt(cells.values_are_of_their_kind, SHARED, "<t>Essai\\.", f"<t>{HUGE}"),
    Spoilt(cells.values_are_of_their_kind, SHEET.format(3), r"(<c r=\"F2\" s=\"\d+\"><v>)[^<]+", r"\1nan"),
    Spoilt(cells.values_are_of_their_kind, SHEET.format(3), r"(<c r=\"D3\" s=\"\d+\"><v>)[^<]+", r"\g<1>-2"),
    Spoilt(formulas.formulas_are_understood, SHEET.format(2), "<f>SUM", "<f>TEXTJOIN"),
    Spoilt(formulas.formulas_are_understood, SHEET.format(2), "<f>SUM", "<f>=SUM"),
    Spoilt(formulas.formulas_are_understood, SHEET.format(2), r"\[Engagé\]", "[Promis]"),
    Spoilt(formulas.formulas_are_understood, SHEET.format(2), "Projets\\[Programme\\],", "Projets[Programme];"),
    Spoilt(formulas.charts_read_sheets, CHART, "<c:f>[^<]+!", "<c:f>Ailleurs!"),
    Spoilt(tables.tables_are_named_once, TABLE, 'displayName="Projets"', 'displayName="total_verse"'),
    Spoilt(tables.tables_hold_in_their_range, TABLE, ' ref="A1:I', ' ref="A1:H'),
    Spoilt(tables.headers_are_their_cells, TABLE, 'tableColumn id="2" name="', 'tableColumn id="2" name="Autre '),
    Spoilt(tables.parts_are_counted, SHEET.format(3), "<tablePart [^>]*/>", ""),
    Spoilt(inserts.links_are_short, SHEET.format(1), 'location="[^"]+"', "location=\"'Ailleurs'!A1\""),
    Spoilt(inserts.pages_are_headed_shortly, SHEET.format(3), "Fonds ODD 17", LONG),
)  # fmt: skip
THEIRS = (
    Spoilt(inserts.validations_are_short, SHEET.format(1), "<formula1>[^<]+", f'<formula1>"{LONG}"'),
    Spoilt(inserts.validations_are_short, SHEET.format(1), 'prompt="[^"]+"', f'prompt="{LONG}"'),
    Spoilt(inserts.lists_are_named, SHEET.format(1), "<formula1>Liste<", "<formula1>Autre<"),
    Spoilt(inserts.areas_are_read, SHEET.format(1), 'sqref="C1"', 'sqref="C1:"'),
    Spoilt(inserts.links_are_short, "xl/worksheets/_rels/sheet1.xml.rels", "https://exemple.fr", FAR),
    Spoilt(inserts.notes_are_signed, NOTES, 'authorId="0"', 'authorId="7"'),
    Spoilt(cells.merged_cells_do_not_overlap, SHEET.format(1), '(<mergeCell ref=")A9:B9', r"\1A8:A9"),
)  # fmt: skip


def ours() -> bytes:
    return write_report(example())


def theirs() -> bytes:
    """What the templates and the marked files hold besides."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Listes")
    book.define_name("Liste", "=Listes!$E$1:$E$2")
    sheet.data_validation(
        "C1", {"validate": "list", "source": "=Liste", "input_title": "Mot", "input_message": "Un mot"}
    )
    sheet.data_validation("D1", {"validate": "list", "source": ["oui", "non"]})
    sheet.write_url("A1", "https://exemple.fr", string="Un lien")
    sheet.write_comment("B1", "Une note", {"author": "Claire"})
    sheet.merge_range("A8:B8", "Réunies")
    sheet.merge_range("A9:B9", "Réunies")
    book.close()
    return out.getvalue()


def spoil(content: bytes, part: str, before: str, after: str) -> bytes:
    out, found = BytesIO(), 0
    with ZipFile(BytesIO(content)) as archive, ZipFile(out, "w") as spoilt:
        for name in archive.namelist():
            text = archive.read(name)
            if name == part:
                changed, found = re.subn(before, after, text.decode(), count=1, flags=re.DOTALL)
                text = changed.encode()
            spoilt.writestr(name, text)
    assert found, f"{before} n’est pas dans {part}"
    return out.getvalue()


@pytest.mark.parametrize("spoilt", [*OURS, *THEIRS], ids=lambda own: f"{own.rule.__name__}-{own.after[:20]}")
def test_a_fault_is_seen(spoilt: Spoilt) -> None:
    rule, *change = spoilt
    content = ours() if spoilt in OURS else theirs()
    assert list(rule(Book(spoil(content, *change))))


def test_an_attribute_written_twice_is_seen() -> None:
    assert faults_of(spoil(ours(), SHEET.format(3), '<c r="A2"', '<c r="A2" r="A2"'))


def test_every_rule_has_its_spoilt_workbook() -> None:
    assert {spoilt.rule for spoilt in (*OURS, *THEIRS)} == set(RULES)


def test_what_we_write_has_none() -> None:
    assert (faults_of(ours()), faults_of(theirs()), faults_of(write_report(example(accessible=True)))) == ([], [], [])


def test_whole_numbers_are_shown_without_a_comma() -> None:
    columns = (
        Column("Code", Kind.CODE),
        Column("A1", Kind.NUMBER),
        Column("A2", Kind.NUMBER),
        Column("Levier", Kind.NUMBER),
    )
    rows = (("P1", 3, 2.5, Formula("B2/2", 1.5)), ("P2", None, "NSP", Formula("B3/2", "")))
    content = write_report(Report(Cover("Essai", ()), (DataSheet("Notes", "Notes", columns, rows),), date(2026, 1, 1)))
    rules = Book(content).sheets[1].root.iter(f"{MAIN}cfRule")
    assert [rule[0].text for rule in rules] == ["MOD(B2,1)=0"]
    assert faults_of(content) == []
