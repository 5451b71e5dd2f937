"""What a report may be asked for: documents and their formats, sheets, frames of reading."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.crosswalk.queries import frame_choices
from app.exchanges.funder.content import PROOFS, SYNTHESIS
from app.exchanges.reports.choice import DateStyle
from app.exchanges.reports.kinds import KINDS, ReportKind
from imports.export.funder import SHEETS

FORMATS = {
    ".xlsx": "Excel",
    ".pdf": "PDF",
    ".html": "Page web",
    ".csv": "CSV",
    ".json": "JSON",
    ".md": "Texte",
}
Option = tuple[str, str]


@dataclass(frozen=True)
class Document:
    """`formats`: [(« rapport.pdf », « PDF »)], the usual one first."""

    kind: ReportKind
    formats: Sequence[Option]


def documents() -> list[Document]:
    return [
        Document(kind, [(kind.slug + suffix, FORMATS[suffix]) for suffix in kind.suffixes]) for kind in KINDS.values()
    ]


def document_words(kind: str, suffix: str) -> str:
    """« Rapport bailleur (PDF) »."""
    label = KINDS[kind].label if kind in KINDS else kind
    return f"{label} ({FORMATS.get(suffix, suffix)})"


def frame_options(session: Session) -> list[Option]:
    return frame_choices(session)


def date_options() -> list[Option]:
    return [(style.value, style.label) for style in DateStyle]


@dataclass(frozen=True)
class Sheet:
    """`columns`: those that may be left out, as [(« Projets|Intitulé », « Intitulé »)]."""

    title: str
    help: str
    columns: Sequence[Option]


def sheets() -> list[Sheet]:
    """Of the funder workbook: « Synthèse », then the others; the proofs are always there."""
    found = [Sheet(SYNTHESIS, "Les chiffres clés et les graphiques, sur une page.", ())]
    for spec in SHEETS.values():
        if spec.title != PROOFS:
            free = [column.header for column in spec.columns if column.header not in spec.pinned]
            found.append(Sheet(spec.title, spec.help, [(mark(spec.title, header), header) for header in free]))
    return found


def mark(sheet: str, header: str) -> str:
    return f"{sheet}|{header}"


def kept_columns(kept: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By sheet that leaves some out, the headers that stay; the others have all of theirs."""
    found: dict[str, tuple[str, ...]] = {}
    for sheet in sheets():
        left_out = {header for own, header in sheet.columns if own not in kept}
        if left_out:
            headers = [column.header for column in SHEETS[sheet.title].columns]
            found[sheet.title] = tuple(header for header in headers if header not in left_out)
    return found


def marks_of(columns: Mapping[str, Sequence[str]]) -> list[str]:
    """The boxes ticked for that choice of columns."""
    return [
        own
        for sheet in sheets()
        for own, header in sheet.columns
        if sheet.title not in columns or header in columns[sheet.title]
    ]
