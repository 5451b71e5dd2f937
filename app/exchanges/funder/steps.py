"""The rows of « Calcul »: each respondent, each group, then the project; formulas with the frozen values."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.assessments.gather import inputs_of
from app.exchanges.funder.answers import MASKED, respondent_name
from app.exchanges.funder.formulas import AxisFormulas, axis_formulas
from app.exchanges.funder.layout import Block, Blocks
from app.exchanges.funder.numbering import Voices
from app.exchanges.funder.places import APART, PUBLISHED, places_of
from app.exchanges.funder.published import Published
from app.exchanges.funder.stepvalues import AxisValues, axis_values
from app.exchanges.funder.version import Version
from app.models import Reading
from evaluation import Axis
from evaluation.answers import read_sheets
from evaluation.grid import Index
from imports.export.sheets import Formula, Row, Value

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class Steps:
    """The templates of one version of the grid."""

    version: Version

    @cached_property
    def formulas(self) -> dict[str, AxisFormulas]:
        return {axis.code: axis_formulas(self.version, axis) for axis in self.version.grid.axes}

    def rows(self, published: Published, scores: Frozen, voices: Voices, blocks: Blocks) -> Iterator[Row]:
        for kept in scores["readings"]:
            if block := blocks.get((published.result_id, kept["reading"])):
                yield from self._reading(published, scores, kept, voices, block)

    def _reading(
        self, published: Published, scores: Frozen, kept: Frozen, voices: Voices, block: Block
    ) -> Iterator[Row]:
        reading = Reading(kept["reading"])
        asked = self.version.grid.axes_of(reading)
        sheets = {own.respondent.id: own for own in read_sheets(asked, inputs_of(scores), reading)}
        values = {
            axis.code: axis_values(self.version.grid, axis, kept["axes"][axis.code], sheets, voices)
            for axis in asked
            if (reading, axis.code) not in voices.masked
        }
        head = (published.code, published.label, published.held_on, reading.label)
        yield from self._respondents(head, voices, values, sheets, block, asked)
        for place, profile in enumerate(voices.groups):
            row = block.first_group + place
            cells = self._cells("group", values, asked, profile, row, block)
            yield (*head, "Groupe", None, voices.groups[profile], *cells, *self._no_index())
        cells = self._cells("project", values, asked, "", block.project, block)
        indices = self._indices(kept, {axis.code for axis in asked}, block.project)
        yield (*head, "Projet", None, None, *cells, *indices)

    def _respondents(
        self, head: tuple[Value, ...], voices: Voices, values: Mapping[str, AxisValues], sheets: Mapping[str, Any],
        block: Block, asked: Sequence[Axis],
    ) -> Iterator[Row]:  # fmt: skip
        for place, identifier in enumerate(voices.order):
            group = voices.groups[sheets[identifier].profile]
            row = block.steps + place
            cells = self._cells("respondent", values, asked, identifier, row, block, block.answers + place)
            yield (*head, "Répondant", respondent_name(place + 1), group, *cells, *self._no_index())

    def _cells(
        self, kind: str, values: Mapping[str, AxisValues], asked: Sequence[Axis], who: str, row: int, block: Block,
        answers: int = 0,
    ) -> Iterator[Value]:  # fmt: skip
        """Of every axis, in order; one that is not asked is blank, one that may not leave says so."""
        codes = {axis.code for axis in asked}
        for axis in self.version.grid.axes:
            formulas = self.formulas[axis.code]
            if (own := values.get(axis.code)) is None:
                yield from _withheld(formulas.width, len(axis.criteria), axis.code in codes)
                continue
            texts = getattr(formulas, kind).format(
                a=answers, r=row, f=block.steps, l=block.last_respondent, g=block.first_group, h=block.last_group
            )
            pairs = zip(texts.split(APART), own.of(kind, who), strict=True)
            cells: list[Value] = [Formula(text, "" if value is None else value) for text, value in pairs]
            yield from cells
            yield from (None for _ in range(formulas.width - len(cells)))

    def _indices(self, kept: Frozen, asked: Collection[str], row: int) -> Iterator[Value]:
        for index in self.version.grid.indices:
            whole = all(code in asked for code in index.axes)
            value = kept["indices"].get(index.code)
            yield Formula(self._index(index, row), "" if value is None else value) if whole else None

    def _index(self, index: Index, row: int) -> str:
        """§4: only when all of its axes are published."""
        own = [places_of(self.version, self.version.grid.axis(code)) for code in index.axes]
        published = ",".join(f'{places.status}{row}="{PUBLISHED}"' for places in own)
        scores = ",".join(f"{places.score}{row}" for places in own)
        return f'IF(AND({published}),AVERAGE({scores}),"")'

    def _no_index(self) -> tuple[None, ...]:
        return (None,) * len(self.version.grid.indices)


def _withheld(width: int, criteria: int, asked: bool) -> Iterator[Value]:
    for place in range(width):
        yield MASKED if asked and place <= criteria else None
