"""The programme grid laid out in the workbook, a published review as formulas read a campaign."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from app.exchanges.funder.published import AxisLine, Published
from app.exchanges.funder.tables import Table
from app.exchanges.funder.version import Version
from app.reviews.restitution import READING, Source
from evaluation import Status
from evaluation.programme import MOMENT
from evaluation.programme_words import Phase
from imports.export.programme_review import named
from imports.export.sheets import Row

WORDS = {"Répondant": "Voix", "Projet": "Programme"}


class ReviewVersion(Version):
    """The sheets of a project’s evaluation, their first columns renamed."""

    @cached_property
    def answers(self) -> Table:
        return renamed(super().answers)

    @cached_property
    def steps(self) -> Table:
        return renamed(super().steps)


def renamed(table: Table) -> Table:
    return replace(table, every=named(table.every))


def campaign_of(source: Source) -> Published:
    """The review as a campaign: its code is that of the programme."""
    kept = source.kept
    axes = [axis["cells"] for axis in kept["axes"].values()] if kept else []
    return Published(
        result_id=source.result_id,
        campaign_id=source.review_id,
        project_id=source.programme_id,
        code=source.programme_code,
        moment=str(MOMENT),
        held_on=source.held_on,
        grid=source.grid.reference,
        formula=source.formula,
        digest=source.digest,
        sequence=source.sequence,
        published_at=source.published_at,
        profiles=tuple(own["profile"] for own in source.content["respondents"]),
        cells=sum(own["total"] for own in axes),
        not_applicable=sum(own["not_applicable"] for own in axes),
        valued=sum(own["valued"] for own in axes),
        participation=kept["participation"] if kept else None,
    )


def axis_lines(source: Source) -> Iterator[AxisLine]:
    """In the order of the grid; then the indices."""
    kept = source.kept or {"axes": {}, "indices": {}}
    for axis in source.grid.axes:
        own, spread = kept["axes"][axis.code], kept["axes"][axis.code]["dispersion"] or {}
        yield AxisLine(
            source.result_id, str(READING), axis.code, False, own["score"], own["status"], own["confidence"],
            own["coverage"], own["respondents"], own["profiles"], own["maturity"], spread.get("min"), spread.get("max"),
            spread.get("sd"),
        )  # fmt: skip
    for code, score in kept["indices"].items():
        status = Status.INSUFFICIENT if score is None else Status.PUBLISHED
        yield AxisLine(
            source.result_id, str(READING), code, True, score, str(status), None, None, 0, 0, None, None, None, None
        )


def worded(rows: Iterable[Row], phase: Phase) -> Iterator[Row]:
    """« Voix 1 » for « Répondant 1 », and the phase for the moment."""
    for row in rows:
        head = tuple(_word(cell) for cell in row[4:6])
        yield (row[0], phase.label, *row[2:4], *head, *row[6:])


def _word(cell: object) -> Any:
    if not isinstance(cell, str):
        return cell
    first, space, number = cell.partition("\u00a0")
    return WORDS.get(first, first) + space + number
