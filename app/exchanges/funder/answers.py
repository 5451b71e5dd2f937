"""The rows of « Réponses »: what each numbered respondent answered, in a reading of a campaign."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.exchanges.funder.numbering import Voices
from app.exchanges.funder.places import NOT_APPLICABLE
from app.exchanges.funder.published import Published
from app.exchanges.funder.version import Version
from evaluation import Grid
from evaluation.answers import USUAL_PRIORITY
from imports.export.sheets import Row, Value

MASKED = "masqué"
WORDS = {"NA": NOT_APPLICABLE}


def answer_rows(version: Version, published: Published, scores: Mapping[str, Any], voices: Voices) -> Iterator[Row]:
    respondents = {own["id"]: own for own in scores["inputs"]["respondents"]}
    for reading in published.readings:
        asked = {axis.code for axis in version.grid.axes_of(reading)}
        hidden = {axis for own, axis in voices.masked if own == reading}
        for number, identifier in enumerate(voices.order, 1):
            own = respondents[identifier]
            yield (
                published.code, published.label, published.held_on, reading.label, respondent_name(number),
                voices.groups[own["profile"]], *cells(version.grid, own, reading, asked, hidden),
            )  # fmt: skip


def respondent_name(number: int) -> str:
    return f"Répondant\u00a0{number}"


def cells(grid: Grid, own: Mapping[str, Any], reading: str, asked: set[str], hidden: set[str]) -> list[Value]:
    """Levels and words, then evidence, then priorities. Blank: not asked, or not answered."""
    given = {question: (value, evidence) for question, said, value, evidence in own["answers"] if said == reading}
    levels: list[Value] = []
    evidence: list[Value] = []
    priorities: list[Value] = []
    for axis in grid.axes:
        for question in axis.questions:
            level, proof = _cell(given.get(question.code), axis.code in asked, axis.code in hidden)
            levels.append(level)
            evidence.append(proof)
        if axis.by_priorities:
            shown = axis.code not in hidden
            kept = own["priorities"]
            priorities += [kept.get(c.code, USUAL_PRIORITY) if shown else MASKED for c in axis.criteria]
    return levels + evidence + priorities


def _cell(given: tuple[Any, int] | None, asked: bool, hidden: bool) -> tuple[Value, Value]:
    if hidden and asked:
        return MASKED, None
    if given is None or not asked:
        return None, None
    value, proof = given
    return (value, proof) if isinstance(value, int) else (WORDS.get(value, value), None)
