"""The places of the site: five sections, the pages of each, and where the reader stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.web.rights import Right
from app.web.visitor import Visitor

Page = tuple[str, str, Right]
"""Its label, its address, and the right its route asks for."""

SECTIONS: tuple[tuple[str, tuple[Page, ...]], ...] = (
    (
        "Mon travail",
        (("À faire", "/mon-travail", Right.CONSULT), ("Calendrier", "/calendrier", Right.CONSULT)),
    ),
    (
        "Portefeuille",
        (
            ("Projets", "/projets", Right.CONSULT),
            ("Programmes", "/programmes", Right.CONSULT),
            ("Partenaires", "/partenaires", Right.CONSULT),
            ("Documents", "/documents", Right.CONSULT),
        ),
    ),
    (
        "Évaluations",
        (
            ("Campagnes", "/campagnes", Right.CONSULT),
            ("Suivi des réponses", "/suivi", Right.CONSULT),
            ("Programmes évalués", "/evaluations-de-programme", Right.CONSULT),
            ("Qualifications", "/qualifications", Right.CONSULT),
            ("Grilles", "/methode/grilles", Right.CONSULT),
            ("Lectures", "/methode/lectures", Right.CONSULT),
            ("Repères nationaux", "/reperes-nationaux", Right.CONSULT),
        ),
    ),
    (
        "Pilotage",
        (
            ("Tableau de bord", "/tableau-de-bord", Right.CONSULT),
            ("Régions", "/regions", Right.CONSULT),
            ("Évolution", "/evolution", Right.CONSULT),
            ("Trajectoires", "/trajectoires", Right.CONSULT),
            ("Valeurs ajoutées", "/valeurs-ajoutees", Right.CONSULT),
            ("Réseau", "/reseau", Right.CONSULT),
            ("Gazette", "/gazette", Right.CONSULT),
            ("Feuille de route", "/feuille-de-route", Right.CONSULT),
        ),
    ),
    ("Échanges", (("Imports", "/imports", Right.EDIT), ("Exports", "/exports", Right.EXPORT))),
    ("Espace financeur", (("Mes projets", "/espace-financeur", Right.FUNDED),)),
)
LETTERS = {"Mon travail": "m", "Portefeuille": "p", "Évaluations": "e", "Pilotage": "t", "Échanges": "x"}
"""The key that opens a section, after « g »."""
ALSO = {
    "/investissements": "/projets",
    "/enregistrement": "/projets",
    "/vues": "/projets",
    "/territoires": "/regions",
    "/methode/qualification": "/qualifications",
}
"""Addresses that belong to a page without beginning like it."""


@dataclass(frozen=True)
class Link:
    """`current`: empty, « page » for this very page, « true » for one below it, as `aria-current` says it."""

    label: str
    address: str
    current: str


@dataclass(frozen=True)
class Section:
    """`link` goes to its first page; `pages` are those this person may open."""

    link: Link
    pages: tuple[Link, ...]


def key_addresses(sections: tuple[Section, ...]) -> dict[str, str]:
    """What « g » then a letter opens, of what this person may open."""
    return {LETTERS[each.link.label]: each.link.address for each in sections if each.link.label in LETTERS}


def sections_of(visitor: Visitor | None, path: str) -> tuple[Section, ...]:
    """What this person may open, in order, with what the page at `path` belongs to."""
    return tuple(_sections(visitor, _known(path))) if visitor else ()


def current_section(sections: tuple[Section, ...]) -> Section | None:
    return next((section for section in sections if section.link.current), None)


def _sections(visitor: Visitor, path: str) -> Iterator[Section]:
    for label, pages in SECTIONS:
        links = tuple(
            Link(name, address, _current(address, path)) for name, address, right in pages if visitor.can(right)
        )
        if links:
            here = next((link.current for link in links if link.current), "")
            first = links[0]
            yield Section(Link(label, first.address, "page" if first.current == "page" else here and "true"), links)


def _current(address: str, path: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(f"{address}/") else ""


def _known(path: str) -> str:
    return next((path.replace(other, own, 1) for other, own in ALSO.items() if path.startswith(other)), path)
