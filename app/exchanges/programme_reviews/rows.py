"""The rows of the plain sheets: who spoke, what may be quoted, what was counted, what was measured."""

from collections.abc import Iterator

from app.exchanges.funder.measured import NO, YES
from app.exchanges.funder.tables import FIRST, Table
from app.reviews.restitution import Reread, Source
from app.reviews.restitution_measured import FigureView
from app.reviews.restitution_told import UNSAID
from app.wording import typeset
from evaluation import Indicator
from imports.export.sheets import Formula, Row

STORY, COMMENT = "Récit", "Commentaire"


def viewpoint_rows(own: Reread) -> Iterator[Row]:
    for line in own.voices.viewpoints:
        yield line.label, line.invited, line.answered


def word_rows(source: Source, own: Reread) -> Iterator[Row]:
    """Those that may leave, and no other."""
    labels = own.voices.labels
    for prompt in own.prompts:
        for viewpoint in prompt.viewpoints:
            for quote in viewpoint.stories:
                yield STORY, prompt.code, prompt.text, quote.text, viewpoint.label
        for quote in prompt.unsaid:
            yield STORY, prompt.code, prompt.text, quote.text, None
    for quote in own.dialogue.quotes:
        text = typeset(source.grid.questions[quote.question].text)
        yield COMMENT, quote.question, text, quote.text, labels[quote.profile] if quote.profile else None


def count_rows(own: Reread) -> Iterator[Row]:
    for count in own.counts:
        for line in count.lines:
            viewpoint = None if line.viewpoint == UNSAID else line.viewpoint
            yield (
                count.label, count.unit, count.how, viewpoint, line.low, line.high, line.unsaid or None, line.evidence,
                line.source,
            )  # fmt: skip


def figure_rows(own: Reread, table: Table) -> Iterator[Row]:
    """How far each has come, a formula over its own cells, as for the indicators of a project."""
    for row, line in enumerate(own.measured.lines, FIRST):
        yield _figure(line, table, row)


def _figure(line: FigureView, table: Table, row: int) -> Row:
    at = table.letters
    start, target, actual = (f"{at[header]}{row}" for header in ("Départ", "Cible", "Mesure"))
    usable, rate = f"{at['Utilisable']}{row}", f"{at['Taux']}{row}"
    progress = Indicator("", line.target, line.value, line.baseline)
    percent = progress.rate_percent
    return (
        line.label, line.unit, line.baseline, line.target, line.value, line.measured_on,
        line.evidence if line.value is not None else None,
        Formula(f'IF(ISNUMBER({target}),IF({target}<>N({start}),"{YES}","{NO}"),"{NO}")',
                YES if progress.is_usable else NO),
        Formula(f'IF(AND({usable}="{YES}",ISNUMBER({actual})),100*({actual}-N({start}))/({target}-N({start})),"")',
                "" if percent is None else percent),
        Formula(f'IF(ISNUMBER({rate}),MIN(MAX({rate},0),100),"")',
                "" if percent is None else min(max(percent, 0.0), 100.0)),
        line.source,
    )  # fmt: skip
