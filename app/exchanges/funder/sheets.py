"""The sheets in the order of the file; rows are made as they are written."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.described import described
from app.exchanges.funder.added import time_rows, total_rows, value_rows
from app.exchanges.funder.answers import answer_rows
from app.exchanges.funder.book import Book
from app.exchanges.funder.content import SYNTHESIS
from app.exchanges.funder.digest import Digest
from app.exchanges.funder.followed import milestone_rows, project_rows
from app.exchanges.funder.lens import lens_sheet
from app.exchanges.funder.measured import indicator_rows
from app.exchanges.funder.money import Named, financing_rows, funder_rows, operation_rows
from app.exchanges.funder.numbering import Voices, voices_of
from app.exchanges.funder.proofs import Proof, proof_rows
from app.exchanges.funder.published import Published, stream_scores
from app.exchanges.funder.record import Record
from app.exchanges.funder.regions import region_rows, region_score_rows
from app.exchanges.funder.scores import score_rows
from app.exchanges.funder.spooled import AT_ONCE, chunks
from app.exchanges.funder.steps import Steps
from app.exchanges.funder.synthesis import synthesis
from app.exchanges.funder.version import Version
from app.exchanges.reports.kinds import Progress
from app.models import GridVersion
from imports.export.sheets import DataSheet, PageSheet, Row

Maker = Callable[[Version, Published, Mapping[str, Any], Voices], Iterator[Row]]


def sheets_of(session: Session, book: Book, digest: Digest, progress: Progress) -> Iterator[DataSheet | PageSheet]:
    """Every sheet but « Preuves », each watched by the digest."""
    if SYNTHESIS in book.wanted:
        page = synthesis(book.whole)
        digest.page(page)
        yield page
    lens = [lens_sheet(session, book)] if book.record.choice.frame else []
    for sheet in (*plain_sheets(book), *lens, *answered_sheets(session, book, progress)):
        yield replace(sheet, rows=digest.watched(sheet))


def plain_sheets(book: Book) -> Iterator[DataSheet]:
    makers = rows_of(book)
    for title in makers:
        if title in book.wanted:
            yield book.tables[title].sheet(makers[title]())


def rows_of(book: Book) -> dict[str, Callable[[], Iterator[Row]]]:
    record, tables = book.record, book.tables
    operations, financing = tables["Opérations"], tables["Financements"]
    return {
        "Financements": lambda: financing_rows(financing, operations, named(record), record.amounts),
        "Financeurs": lambda: funder_rows(
            tables["Financeurs"], operations, financing, record.operations, len(record.projects)
        ),
        "Opérations": lambda: operation_rows(record.operations),
        "Projets": lambda: project_rows(record.projects, book.beside, record.choice.as_of),
        "Jalons": lambda: milestone_rows(record.milestones, record.choice.as_of),
        "Indicateurs": lambda: indicator_rows(tables["Indicateurs"], record.indicators),
        "Valeurs ajoutées": lambda: value_rows(
            (own.code for own in record.projects), record.values, tables["Coordination"], record.times
        ),
        "Valeurs par méthode": lambda: total_rows(
            tables["Valeurs par méthode"], tables["Valeurs ajoutées"], record.values
        ),
        "Coordination": lambda: time_rows(tables["Coordination"], record.times),
        "Scores": lambda: score_rows(record.lines, record.versions, book.blocks()),
        "Régions": lambda: region_rows(
            book.drawn, tables["Régions"], tables["Scores par région"], tables["Projets"], len(record.projects),
            record.versions,
        ),
        "Scores par région": lambda: region_score_rows(
            record.moments, tables["Scores"], financing, record.regions, record.versions
        ),
    }  # fmt: skip


def named(record: Record) -> Iterator[Named]:
    return (Named(own.code, own.title, own.programme, own.region) for own in record.projects)


def answered_sheets(session: Session, book: Book, progress: Progress) -> Iterator[DataSheet]:
    """« Réponses », then « Calcul », then the weights and the grid; of each version, the newest first."""
    versions, done = book.record.versions, Counted(progress, book.record.steps)
    for title, base in (("Réponses", "answers"), ("Calcul", "steps")):
        for version in versions.values() if title in book.wanted else ():
            maker = answer_rows if base == "answers" else steps_maker(version, book)
            yield getattr(version, base).sheet(streamed(session, book, version, maker, done))
    for title, base in (("Poids", "weights"), ("Grille", "scale")):
        for version in versions.values() if title in book.wanted else ():
            rows = version.weight_rows() if base == "weights" else version.scale_rows()
            yield getattr(version, base).sheet(rows)


class Counted:
    def __init__(self, progress: Progress, total: int) -> None:
        self.progress, self.total, self.done = progress, total, 0

    def step(self) -> None:
        self.done += 1
        self.progress(self.done, self.total)


def steps_maker(version: Version, book: Book) -> Maker:
    steps, blocks = Steps(version), book.blocks()
    return lambda _, published, scores, voices: steps.rows(published, scores, voices, blocks)


def streamed(session: Session, book: Book, version: Version, maker: Maker, done: Counted) -> Iterator[Row]:
    """The rows of every result of one version, a few results in memory at a time."""
    record, grid = book.record, version.grid
    for known in chunks(book.results_of(grid.reference), AT_ONCE):
        numbers = [own.result_id for own in known]
        for published, (_, scores) in zip(known, stream_scores(session, numbers, grid.reference), strict=True):
            done.step()
            if published.profiles:
                voices = voices_of(published, scores, grid, record.key, record.profiles)
                yield from maker(version, published, scores, voices)


def proofs_sheet(session: Session, book: Book, author: str, digest: Digest) -> DataSheet:
    record, choice = book.record, book.record.choice
    grids = session.execute(
        select(GridVersion.reference, GridVersion.sha256).where(GridVersion.reference.in_(record.versions))
    )
    facts = (("Établi par", author), ("Date", f"{choice.as_of:%d/%m/%Y}"), *described(session, choice.projects))
    kept = sorted((row.reference, row.sha256) for row in grids)
    proof = Proof(facts, kept, record.results, record.key)
    return book.tables["Preuves"].sheet(proof_rows(proof, lambda: digest.text))
