"""A gazette as its readers see it: the same values for the page, the file, the Markdown and the mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.gazette.months import month_of
from app.gazette.queries import items_of
from app.models import Gazette, GazetteItem, GazetteKind, InstallationFact
from app.wording import typeset

COUNTED = {
    GazetteKind.INVESTMENT: ("investissement", "investissements"),
    GazetteKind.TERRITORY: ("territoire ouvert", "territoires ouverts"),
    GazetteKind.MILESTONE: ("jalon tenu", "jalons tenus"),
    GazetteKind.RESULT: ("résultat publié", "résultats publiés"),
    GazetteKind.QUOTE: ("parole", "paroles"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """``by``: who says it, under the words of a quote."""

    text: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    kind: GazetteKind
    entries: tuple[Entry, ...]

    @property
    def title(self) -> str:
        return self.kind.heading

    @property
    def is_quotes(self) -> bool:
        return self.kind is GazetteKind.QUOTE


@dataclass(frozen=True, slots=True)
class Issue:
    """``headline``: how many of each, in words, from what is on the page."""

    title: str
    month: str
    edition: int
    correction: str
    editorial: tuple[str, ...]
    sections: tuple[Section, ...]
    sent_at: datetime | None
    is_demonstration: bool

    @property
    def headline(self) -> list[tuple[int, str]]:
        found = [(len(own.entries), COUNTED[own.kind]) for own in self.sections if own.kind in COUNTED]
        return [(count, words[count > 1]) for count, words in found]

    @property
    def is_empty(self) -> bool:
        return not self.sections


def read_issue(session: Session, gazette: Gazette) -> Issue:
    """Two queries, whatever it holds."""
    return make_issue(gazette, items_of(session, gazette.id), is_demonstration(session))


def make_issue(gazette: Gazette, items: Sequence[GazetteItem], demonstration: bool) -> Issue:
    return Issue(
        title=typeset(gazette.title),
        month=month_of(gazette.month).label,
        edition=gazette.edition,
        correction=typeset(gazette.correction),
        editorial=paragraphs(gazette.editorial),
        sections=tuple(_sections(items)),
        sent_at=gazette.sent_at,
        is_demonstration=demonstration,
    )


def paragraphs(text: str) -> tuple[str, ...]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(typeset(part.strip()) for part in parts if part.strip())


def is_demonstration(session: Session) -> bool:
    return session.get(InstallationFact, "demonstration") is not None


def _sections(items: Sequence[GazetteItem]) -> Iterable[Section]:
    for kind in GazetteKind:
        entries = tuple(_entry(kind, own.text) for own in items if own.kind == kind and own.is_kept)
        if entries:
            yield Section(kind, entries)


def _entry(kind: GazetteKind, text: str) -> Entry:
    """Of a quote, the last line says who speaks."""
    words, _, by = text.rpartition("\n") if kind is GazetteKind.QUOTE else (text, "", "")
    return Entry(typeset(words or by), typeset(by) if words else "")
