"""What the records say now, beside what the gazette says: what is new, what was worded otherwise, what is gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from app.gazette.sentences import Sentence
from app.models.gazette import GazetteItem, GazetteKind


class Change(StrEnum):
    NEW = "nouveau"
    CHANGED = "change"
    GONE = "disparu"

    @property
    def label(self) -> str:
        words = {
            "nouveau": "nouveau dans les fiches",
            "change": "changé dans les fiches",
            "disparu": "plus dans le mois",
        }
        return words[self]

    @property
    def tone(self) -> str:
        return {"nouveau": "info", "change": "due", "disparu": "late"}[self]


@dataclass(frozen=True, slots=True)
class Line:
    """``before``: the sentence as it was taken; ``after``: as the records say it now; ``own``: as someone edited it.

    ``token`` names the line and what it proposes: the same proposal alone can be accepted.
    """

    change: Change
    kind: GazetteKind
    before: str
    after: str
    own: str
    item_id: int | None
    sentence: Sentence | None

    @property
    def token(self) -> str:
        about = self.item_id if self.sentence is None else f"{self.kind}:{self.sentence.key}"
        return f"{self.change}:{about}:{sha256(self.after.encode()).hexdigest()[:12]}"

    @property
    def is_proposed(self) -> bool:
        """Ticked at first: never what would undo someone’s own wording."""
        return not self.own


def compare(items: Iterable[GazetteItem], sentences: Iterable[Sentence]) -> list[Line]:
    """In the order of the page."""
    known = {(own.kind, own.source_key): own for own in items if not own.is_free}
    now = {own.place: own for own in sentences}
    lines = [line for place, sentence in now.items() if (line := _line(known.get(place), sentence))]
    lines += [_gone(own) for place, own in known.items() if place not in now and own.is_kept]
    order = list(GazetteKind)
    return sorted(lines, key=lambda line: order.index(line.kind))


def _line(item: GazetteItem | None, sentence: Sentence) -> Line | None:
    if item is None:
        return Line(Change.NEW, sentence.kind, "", sentence.text, "", None, sentence)
    if item.written == sentence.text:
        return None
    own = item.text if item.is_edited else ""
    return Line(Change.CHANGED, sentence.kind, item.written, sentence.text, own, item.id, sentence)


def _gone(item: GazetteItem) -> Line:
    own = item.text if item.is_edited else ""
    return Line(Change.GONE, GazetteKind(item.kind), item.written, "", own, item.id, None)
