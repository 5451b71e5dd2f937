"""A voice's sheet as its pages show it: what to tell, what to count, then one part per axis."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from app.reviews.cells import CellKind, Cells, Stored, nothing
from app.wording import typeset
from evaluation import Axis
from evaluation.programme_grid import ProgrammeGrid
from evaluation.programme_words import Phase

STORIES, COUNTS, REVIEW = "recits", "comptes", "relecture"
LEADS = {
    STORIES: "Racontez avec vos mots. Un exemple précis vaut mieux qu’un bilan\u202f; un récit peut rester vide.",
    COUNTS: "Donnez un nombre, ou une fourchette si vous ne savez pas exactement. Dites d’où il vient.",
}
INVARIABLE = frozenset({"mois", "fois", "temps"})
RATING = "Dites à quel point chaque phrase est vraie, vue d’où vous êtes."


@dataclass(frozen=True)
class Item:
    """One question of the sheet. `name` ends the names of its fields, `slug` its identifiers."""

    kind: CellKind
    code: str
    label: str
    text: str
    help: str
    unit: str
    stored: Stored

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.code}"

    @property
    def slug(self) -> str:
        return self.name.replace(".", "-")

    @property
    def is_answered(self) -> bool:
        return self.stored.content.is_answered

    def unit_for(self, value: Decimal) -> str:
        """« 1 alliance », « 2 alliances »; a unit that has no plural mark stays as it is."""
        has_mark = self.unit.endswith("s") and self.unit not in INVARIABLE
        return self.unit[:-1] if value < 2 and has_mark else self.unit


@dataclass(frozen=True)
class Group:
    """The questions of a criterion; stories and counts make one group without a title."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Part:
    """One screen. `before` and `after` are the codes of its neighbours; the last one leads to the review."""

    code: str
    title: str
    lead: str
    groups: tuple[Group, ...]
    number: int = 0
    before: str = ""
    after: str = REVIEW
    after_title: str = "Relire et envoyer"

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)

    @property
    def answered(self) -> int:
        return sum(item.is_answered for item in self.items)

    @property
    def total(self) -> int:
        return len(self.items)

    @property
    def blanks(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if not item.is_answered)


@dataclass(frozen=True)
class VoiceSheet:
    parts: tuple[Part, ...]
    scale: tuple[tuple[str, str, str], ...]
    evidence: tuple[tuple[str, str], ...]
    without: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        return sum(part.total for part in self.parts)

    @property
    def answered(self) -> int:
        return sum(part.answered for part in self.parts)

    @property
    def resume_at(self) -> str:
        """Where one was: the first part with a blank, the review when there is none."""
        return next((part.code for part in self.parts if part.blanks), REVIEW)

    def part(self, code: str) -> Part | None:
        return next((part for part in self.parts if part.code == code), None)

    def items_named(self, names: Iterable[str]) -> list[Item]:
        wanted = set(names)
        return [item for part in self.parts for item in part.items if item.name in wanted]

    @property
    def words_given(self) -> bool:
        """Did it write anything that could be quoted?"""
        words = ("text", "comment", "source")
        contents = (item.stored.content.columns for part in self.parts for item in part.items)
        return any(content.get(name) for content in contents for name in words)


def make_voice_sheet(grid: ProgrammeGrid, phase: Phase, viewpoint: str, cells: Cells) -> VoiceSheet:
    scale = grid.grid.scale
    levels = [(str(level), str(level), scale.label(level).lower()) for level in range(scale.min, scale.max + 1)]
    without = (("NA", scale.not_applicable), ("NSP", scale.unknown))
    return VoiceSheet(
        parts=tuple(_chained(list(_parts(grid, phase, viewpoint, cells)))),
        scale=(*levels, *((code, label.lower(), "") for code, label in without)),
        evidence=tuple((str(level), label) for level, label in enumerate(scale.evidence_labels)),
        without=without,
    )


def answers_by_kind(grid: ProgrammeGrid, phase: Phase) -> Mapping[CellKind, int]:
    """How many cells of each kind the phase asks of a voice."""
    asked = {
        CellKind.STORY: len(grid.prompts),
        CellKind.COUNT: len(grid.counts),
        CellKind.LEVEL: len(grid.grid.questions),
    }
    return {kind: count for kind, count in asked.items() if kind.is_asked(phase)}


def _parts(grid: ProgrammeGrid, phase: Phase, viewpoint: str, cells: Cells) -> Iterator[Part]:
    """Telling comes first, then counting, then rating: the ages of an innovation, in their order."""
    if phase.tells:
        stories = [
            _item(cells, CellKind.STORY, own.code, own.label, own.text_for(viewpoint), own.help) for own in grid.prompts
        ]
        yield Part(STORIES, "Récits", LEADS[STORIES], (Group("", tuple(stories)),))
    if phase.counts:
        counts = [
            _item(cells, CellKind.COUNT, own.code, own.label, own.label, own.how, own.unit) for own in grid.counts
        ]
        yield Part(COUNTS, "Comptes", LEADS[COUNTS], (Group("", tuple(counts)),))
    if phase.rates:
        yield from (_axis(axis, viewpoint, cells) for axis in grid.grid.axes)


def _axis(axis: Axis, viewpoint: str, cells: Cells) -> Part:
    groups = (
        Group(
            typeset(criterion.label_for(viewpoint)),
            tuple(
                _item(cells, CellKind.LEVEL, own.code, own.code, own.text_for(viewpoint)) for own in criterion.questions
            ),
        )
        for criterion in axis.criteria
    )
    return Part(axis.code, typeset(axis.label), RATING, tuple(groups))


def _item(cells: Cells, kind: CellKind, code: str, label: str, text: str, help: str = "", unit: str = "") -> Item:
    stored = cells.get((kind, code)) or nothing(kind)
    return Item(kind, code, typeset(label), typeset(text), typeset(help), unit, stored)


def _chained(parts: list[Part]) -> Iterator[Part]:
    for place, part in enumerate(parts):
        numbered = replace(part, number=place + 1, before=parts[place - 1].code if place else "")
        if place + 1 < len(parts):
            after = parts[place + 1]
            numbered = replace(numbered, after=after.code, after_title=after.title)
        yield numbered
