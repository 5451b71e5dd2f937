"""A frame and a project's reading of it, as their pages show them."""

from dataclasses import dataclass

from app.crosswalk.document import Frame, Item
from app.crosswalk.queries import Version
from app.crosswalk.reading import ItemReading, ItemState
from app.results.published import CampaignLine
from app.results.words import counted, decimal, share
from app.wording import listed, typeset
from evaluation import Grid, Reading

Asked = tuple[str, str]
"""A question: its code and its words."""


@dataclass(frozen=True)
class ItemView:
    item: Item
    axis_label: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class FrameView:
    """`by_axis`: (axis, [(code, words, labels of the items that read it)]); `ignored`: those that none reads."""

    frame: Frame
    items: tuple[ItemView, ...]
    ignored: tuple[Asked, ...]
    by_axis: tuple[tuple[str, tuple[tuple[str, str, tuple[str, ...]], ...]], ...]
    total: int

    @property
    def read(self) -> int:
        return self.total - len(self.ignored)


def frame_view(frame: Frame, grid: Grid) -> FrameView:
    texts = {code: own.text for code, own in grid.questions.items()}
    labels = {axis.code: axis.label for axis in grid.axes}
    read = {item.code: item.questions_in(grid) for item in frame.items}
    items = tuple(
        ItemView(item, labels.get(item.axis, ""), tuple((code, texts.get(code, "")) for code in read[item.code]))
        for item in frame.items
    )
    by_axis = tuple(
        (
            axis.label,
            tuple(
                (own.code, own.text, tuple(item.label for item in frame.items if own.code in read[item.code]))
                for own in axis.questions
            ),
        )
        for axis in grid.axes
    )
    ignored = tuple((code, texts[code]) for code in frame.ignored_in(grid))
    return FrameView(frame, items, ignored, by_axis, len(texts))


@dataclass(frozen=True)
class ProjectView:
    """One published result through one version of a frame; `campaigns` are those that are published."""

    version: Version
    grid: Grid
    campaigns: tuple[CampaignLine, ...]
    campaign: CampaignLine
    readings: tuple[Reading, ...]
    reading: Reading
    invited: int
    items: tuple[ItemReading, ...]

    @property
    def has_scores(self) -> bool:
        return any(own.score is not None for own in self.items)

    @property
    def has_provisional(self) -> bool:
        return any(own.state is ItemState.PROVISIONAL for own in self.items)

    @property
    def crosses_versions(self) -> bool:
        """Whether an item lost questions because the result was answered in another version of the grid."""
        return any(own.apart for own in self.items)

    def drawn(self, own: ItemReading) -> list[tuple[str, float, str]]:
        """One dot: the project's; no partner's is ever drawn here."""
        if own.score is None:
            return []
        return [("initial", own.score, f"{typeset(own.item.label)}\u00a0: {decimal(own.score)}")]

    def words(self, own: ItemReading) -> str:
        """« lisible · 3 questions · signal · 83,3 % renseigné », or why there is no number."""
        if own.score is None or own.maturity is None:
            return own.state.label.lower()
        kind = "l’axe entier" if own.item.axis else counted(len(own.questions), "question", "questions")
        ripe = own.maturity.label.lower()
        return f"{own.state.label.lower()} · {kind} · {ripe} · {share(own.coverage)} renseigné"

    def description(self, own: ItemReading) -> str:
        if own.score is None:
            return f"Pas de valeur\u00a0: {self.words(own)}."
        return f"{decimal(own.score)} sur 100, {self.words(own)}."

    def not_read(self, own: ItemReading) -> str:
        """The questions the item wanted and this result could not give, and why."""
        parts = []
        if own.not_asked:
            parts.append(f"{listed(own.not_asked)}\u00a0: non demandé à ce moment")
        if own.apart:
            parts.append(f"{listed(own.apart)}\u00a0: sans question équivalente en version {self.grid.version}")
        return "\u202f; ".join(parts)
