"""The sheets of a file as the columns page shows them: what each holds, what each column becomes, how it is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.exchanges.imports.headers import Remembered
from app.exchanges.imports.words import KINDS
from app.web.filters import plural
from imports.columns import header_key
from imports.faults import Fault
from imports.mapping import SheetMapping
from imports.mapping.candidates import candidate, candidates
from imports.mapping.described import DescribedColumn, DescribedSheet, describe
from imports.mapping.names import SURE, Names
from imports.mapping.proposal import transposed_faults
from imports.vocabulary import Vocabulary
from imports.workbook import Sheet, Workbook

ASIDE = "Laisser de côté"
Option = tuple[str, str]


@dataclass(frozen=True)
class ColumnView:
    """`how` says why this field is proposed; `tone` draws the eye where someone had better look."""

    number: int
    letter: str
    heading: str
    samples: Sequence[str]
    field: str
    how: str
    tone: str
    is_doubled: bool


@dataclass(frozen=True)
class SheetView:
    """`name` leads the names of its fields in the form, `seen` says what its columns were read as."""

    name: str
    title: str
    kind: str
    header_row: str
    told: str
    seen: str
    missing: Sequence[str]
    fields: Sequence[Option]
    columns: Sequence[ColumnView]
    remark: str


@dataclass(frozen=True)
class Reader:
    """What every sheet is read with."""

    workbook: Workbook
    vocabulary: Vocabulary
    remembered: Remembered

    def sheet(self, title: str) -> Sheet:
        return next(sheet for sheet in self.workbook if sheet.title == title)

    def views(self, mapping: Sequence[SheetMapping]) -> list[SheetView]:
        lying = {fault.sheet: fault for fault in transposed_faults(self.workbook, mapping, self.vocabulary)}
        return [self._view(number, own, lying.get(own.sheet)) for number, own in enumerate(mapping)]

    def kinds(self) -> list[Option]:
        found = (each.kind for each in candidates(self.vocabulary))
        return [("", ASIDE), *((kind, KINDS[kind].label) for kind in found)]

    def _view(self, number: int, own: SheetMapping, lying: Fault | None) -> SheetView:
        told = describe(self.sheet(own.sheet), own, self.vocabulary)
        return SheetView(
            name=name_of(number),
            title=own.sheet,
            kind=own.kind,
            header_row=str(own.header_row),
            told=f"{plural(told.filled_rows, 'ligne', 'lignes')} sous les titres" if own.kind else "laissée de côté",
            seen=seen_as(own),
            missing=[each.header for each in told.missing],
            fields=[("", ASIDE), *((each.field, _header(each.header, each.required)) for each in told.fields)],
            columns=list(self._columns(told)),
            remark=f"Rien n’est lu de cette feuille. Attendu\u00a0: {lying.expected}." if lying else "",
        )

    def _columns(self, told: DescribedSheet) -> Iterator[ColumnView]:
        names = Names(candidate(told.kind, self.vocabulary).columns)
        fields = [column.field for column in told.columns if column.field]
        for column in told.columns:
            how, tone = self._known(told.kind, names, column)
            doubled = fields.count(column.field) > 1
            yield ColumnView(
                column.number, column.letters, column.heading, column.values, column.field, how, tone, doubled
            )

    def _known(self, kind: str, names: Names, column: DescribedColumn) -> tuple[str, str]:
        said = self.remembered.get((kind, header_key(column.heading))) if column.heading else None
        if said is not None and said == column.field:
            return "retenu d’un fichier précédent", ""
        if not column.field:
            return "", ""
        matches = {match.field: match.strength for match in names.matches(column.heading)}
        if matches.get(column.field, SURE + 1) <= SURE:
            return "par son titre", ""
        nearly = {match.field for match in names.nearly(column.heading)} | matches.keys()
        return ("titre proche", "due") if column.field in nearly else ("d’après le contenu", "due")


def name_of(number: int) -> str:
    return f"feuille-{number}"


def seen_as(own: SheetMapping) -> str:
    return f"{own.kind}.{own.header_row}"


def _header(header: str, required: bool) -> str:
    return f"{header} *" if required else header
