"""The workbook of a review: each score is a formula, from the numbered answers to « Scores », as in a funder’s."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app import clock
from app.exchanges.funder.answers import answer_rows
from app.exchanges.funder.layout import laid_out
from app.exchanges.funder.numbering import Voices, voices_of
from app.exchanges.funder.scores import ScoreLine, score_rows
from app.exchanges.funder.steps import Steps
from app.exchanges.funder.tables import Table, table
from app.exchanges.programme_reviews.cover import cover_of
from app.exchanges.programme_reviews.rows import count_rows, figure_rows, viewpoint_rows, word_rows
from app.exchanges.programme_reviews.seal import key_of, sealed_digest
from app.exchanges.programme_reviews.version import ReviewVersion, axis_lines, campaign_of, worded
from app.exchanges.service import is_demonstration
from app.restitution.disclosure import Circle
from app.reviews.restitution import LABELS, Reread, Source, reread
from app.reviews.restitution_source import source_of
from imports.export.programme_review import SHEETS
from imports.export.sheets import DataSheet, Report
from imports.export.writer import write_report


def review_workbook(session: Session, code: str, review_id: int, author: str) -> tuple[bytes, Source]:
    source, today = source_of(session, code, review_id), clock.today()
    own = reread(source, Circle.OUTSIDE)
    proofs = _proofs(session, source, author)
    sheets = [*_sheets(session, source, own), _sheet("Preuves").sheet(proofs)]
    cover = cover_of(source, own, author, today, fictitious=is_demonstration(session))
    return write_report(Report(cover, sheets, today)), source


def _sheets(session: Session, source: Source, own: Reread) -> Iterator[DataSheet]:
    yield _sheet("Points de vue").sheet(viewpoint_rows(own))
    if source.kept and own.phase.rates:
        yield from _scored(source, key_of(session, source, clock.today()))
    yield _sheet("Paroles").sheet(word_rows(source, own))
    if own.phase.counts:
        yield _sheet("Comptes").sheet(count_rows(own))
    if own.phase.measures:
        figures = _sheet("Repères chiffrés")
        yield figures.sheet(figure_rows(own, figures))


def _scored(source: Source, key: bytes) -> Iterator[DataSheet]:
    """« Scores » reads « Calcul », which reads « Réponses », « Poids » and « Grille »."""
    version, published = ReviewVersion(source.grid), campaign_of(source)
    blocks, voices = laid_out([published]), _voices(source, key)
    lines = [ScoreLine(published, line) for line in axis_lines(source)]
    scores = score_rows(lines, {source.grid.reference: version}, blocks)
    yield _sheet("Scores").sheet(worded(scores, source.phase))
    answers = answer_rows(version, published, source.content, voices)
    yield version.answers.sheet(worded(answers, source.phase))
    steps = Steps(version).rows(published, source.content, voices, blocks)
    yield version.steps.sheet(worded(steps, source.phase))
    yield version.weights.sheet(version.weight_rows())
    yield version.scale.sheet(version.scale_rows())


def _voices(source: Source, key: bytes) -> Voices:
    return voices_of(campaign_of(source), source.content, source.grid, key, LABELS)


def _sheet(title: str) -> Table:
    name, columns, help = SHEETS[title]
    return table(title, name, columns, help)


def _proofs(session: Session, source: Source, author: str) -> list[tuple[str, str]]:
    facts = [
        ("Établi par", author),
        ("Publication", f"version {source.sequence}, {source.published_at:%d/%m/%Y}"),
        ("Motif de la correction", source.reason),
        ("Grille", source.grid.reference),
        ("Fichier de la grille", source.grid_sha256),
        ("Formule", source.formula),
        ("Réponses, scellées", sealed_digest(session, source)),
    ]
    return [(name, value) for name, value in facts if value]
