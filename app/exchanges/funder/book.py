"""The workbook laid out: its tables, and in which rows everything lies."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from app.exchanges.funder.basis import Whole
from app.exchanges.funder.content import plain_table, wanted
from app.exchanges.funder.followed import Beside
from app.exchanges.funder.layout import Blocks, InTurn
from app.exchanges.funder.published import Published
from app.exchanges.funder.record import Record
from app.exchanges.funder.regions import Drawn, drawn
from app.exchanges.funder.tables import Table
from imports.export.funder import SHEETS


class Book:
    def __init__(self, record: Record) -> None:
        self.record = record
        self.wanted = wanted(record.choice)
        self.tables: Mapping[str, Table] = {title: plain_table(record.choice, title) for title in SHEETS}

    def results_of(self, grid: str) -> Iterator[Published]:
        return (own for own in self.record.results if own.grid == grid)

    def blocks(self) -> Blocks:
        """For one sheet, which asks in the order of the results."""
        return InTurn(self.record.results)

    @cached_property
    def drawn(self) -> Drawn:
        return drawn(self.record.moments, self.record.regions)

    @cached_property
    def beside(self) -> Beside:
        record, tables = self.record, self.tables
        return Beside(
            tables["Financements"], tables["Jalons"], tables["Indicateurs"],
            record.milestones, record.indicators, record.amounts, record.counted,
        )  # fmt: skip

    @cached_property
    def whole(self) -> Whole:
        record = self.record
        return Whole(
            record.choice, self.tables, record.projects, record.amounts, record.milestones, record.moments, self.drawn,
            record.versions, record.is_today,
        )  # fmt: skip

    def titles(self, base: str) -> Iterator[Table]:
        """The sheets of each version of the grid, the newest first."""
        for version in self.record.versions.values():
            yield {"Réponses": version.answers, "Calcul": version.steps, "Poids": version.weights,
                   "Grille": version.scale}[base]  # fmt: skip
