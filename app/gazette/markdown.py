"""The gazette in Markdown: what was typed is text, never markup."""

import re
from collections.abc import Iterator

from app.gazette.edition import Entry, Issue, Section

MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)
FICTITIOUS = "Données de démonstration\u00a0: projets, organisations et réponses fictifs."
NOTHING = "Ce mois-ci, aucun fait n’a été retenu."


def plain(text: str) -> str:
    """Signs that would be read as markup are escaped, at the start of a line too."""
    return LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", MARKS.sub(r"\\\1", text))


def written(issue: Issue) -> str:
    return "\n".join(_lines(issue)).rstrip() + "\n"


def _lines(issue: Issue) -> Iterator[str]:
    yield from (f"# {plain(issue.title)}", "", f"Fonds ODD 17, {issue.month}", "")
    if issue.is_demonstration:
        yield from (f"> {FICTITIOUS}", "")
    if issue.correction:
        yield from (f"> Version corrigée n°\u00a0{issue.edition}\u00a0: {plain(issue.correction)}", "")
    for part in issue.editorial:
        yield from (plain(part), "")
    for section in issue.sections:
        yield from _section(section)
    if issue.is_empty:
        yield NOTHING


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {section.title}", "")
    for entry in section.entries:
        yield from _quote(entry) if section.is_quotes else (f"- {_flat(entry.text)}",)
    if not section.is_quotes:
        yield ""


def _quote(entry: Entry) -> Iterator[str]:
    yield f"> {_flat(entry.text)}"
    if entry.by:
        yield from (">", f"> {_flat(entry.by)}")
    yield ""


def _flat(text: str) -> str:
    """On one line: a line of its own would leave the list."""
    return plain(" ".join(text.split("\n")))
