"""Titles pasted at once: « 7. Titre », one measure a line; a line that only names a chantier gives it to the next."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import combining, normalize

from app.models.roadmap import MEASURES, Chantier

LINE = re.compile(
    r"(?:mesure\s*)?(?:n\s*[°º]\s*)?(?P<number>\d{1,3})\s*(?:[.):/–—-]|\s|$)\s*(?P<title>.*)", re.IGNORECASE
)
CHANTIER = re.compile(r"(?:chantier\s*)?(?:n?\s*[°º]?\s*\d)?\s*[.):–—-]?\s*(?P<name>[a-z]+)\s*:?")
MOST_CHARACTERS = 300
NAMES = {own.value: own for own in Chantier}


@dataclass(frozen=True)
class Pasted:
    """What one line says of one measure; without `chantier`, that of the measure stays."""

    number: int
    title: str
    chantier: Chantier | None = None


@dataclass(frozen=True)
class Fault:
    """A line that cannot be read: its place in the text, what it holds, why."""

    line: int
    text: str
    sentence: str


@dataclass(frozen=True)
class Change:
    """A measure before and after: what the page shows before anything is written."""

    number: int
    before: str
    after: str
    chantier_before: str
    chantier_after: str

    @property
    def state(self) -> tuple[str, str]:
        """Its tone and its words."""
        if self.before == self.after and self.chantier_before == self.chantier_after:
            return "quiet", "inchangée"
        if self.before and self.before != self.after:
            return "due", "titre remplacé"
        return ("done", "titre saisi") if self.before != self.after else ("info", "chantier changé")


def read_titles(text: str) -> tuple[list[Pasted], list[Fault]]:
    found: dict[int, Pasted] = {}
    faults: list[Fault] = []
    chantier: Chantier | None = None
    for place, line in enumerate(text.splitlines(), start=1):
        typed = " ".join(line.split())
        if not typed:
            continue
        if heading := _heading(typed):
            chantier = heading
            continue
        read = _read(typed, found, chantier)
        if isinstance(read, Pasted):
            found[read.number] = read
        else:
            faults.append(Fault(place, typed, read))
    return [found[number] for number in sorted(found)], faults


def changes(pasted: Iterable[Pasted], current: Mapping[int, tuple[str, str | None]]) -> list[Change]:
    """`current`: title and chantier by number."""
    made = []
    for one in pasted:
        title, chantier = current[one.number]
        before = Chantier(chantier).label if chantier else ""
        made.append(Change(one.number, title, one.title, before, one.chantier.label if one.chantier else before))
    return made


def _read(typed: str, found: Mapping[int, Pasted], chantier: Chantier | None) -> Pasted | str:
    match = LINE.fullmatch(typed)
    if match is None:
        return "Commencez la ligne par le numéro de la mesure, puis son titre."
    number, title = int(match["number"]), match["title"].strip()
    if not 1 <= number <= MEASURES:
        return f"La feuille de route a {MEASURES} mesures, numérotées de 1 à {MEASURES}."
    if number in found:
        return f"La mesure {number} est déjà donnée plus haut."
    if not title:
        return "Il manque le titre, après le numéro."
    if len(title) > MOST_CHARACTERS:
        return f"Ce titre dépasse {MOST_CHARACTERS} caractères."
    return Pasted(number, title, chantier)


def _heading(typed: str) -> Chantier | None:
    plain = "".join(letter for letter in normalize("NFKD", typed.lower()) if not combining(letter))
    match = CHANTIER.fullmatch(plain)
    return NAMES.get(match["name"]) if match else None
