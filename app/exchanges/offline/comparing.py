"""Three versions of each answer: as the workbook left, as it comes back, as the web holds it now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.assessments.cells import Content, Typed, value_label
from app.assessments.sheet import PRIORITY_PREFIX, CriterionSheet, Sheet
from app.assessments.sheet import Cell as Question
from app.exchanges.offline.base import as_returned, digest_seen, usual
from app.exchanges.offline.carried import Carried
from app.exchanges.offline.plan import Change, Fate, FilePlan, Words
from app.models import OfflineGrid, Respondent
from evaluation import Grid
from imports.offline.choices import Lists, words_for
from imports.offline.reading import name_of

NO_ANSWER = "sans réponse"


@dataclass(frozen=True)
class Versions:
    """What one workbook is compared with. `sheet` is the grid as its respondent has it on the web now."""

    carried: Carried
    record: OfflineGrid
    respondent: Respondent
    grid: Grid
    sheet: Sheet
    priorities: Mapping[str, int]


def compare(versions: Versions) -> FilePlan:
    cells = [_cell_change(versions, question, content) for question, content in _pairs(versions)]
    priorities = [_priority_change(versions, criterion) for criterion in versions.sheet.prioritised]
    found = [*priorities, *cells]
    return FilePlan(
        carried=versions.carried,
        record=versions.record,
        respondent=versions.respondent,
        grid=versions.grid,
        changes=tuple(change for change in found if isinstance(change, Change)),
        same=found.count(SAME),
        kept=found.count(KEPT),
        quotes=_quotes(versions),
    )


SAME, KEPT = "same", "kept"
Outcome = Change | str


def _pairs(versions: Versions) -> Iterator[tuple[Question, Content]]:
    filled = {cell.key: cell.content for cell in versions.carried.cells}
    for axis in versions.sheet.axes:
        for question in axis.cells:
            if (content := filled.get((question.reading, question.question))) is not None:
                yield question, content


def _cell_change(versions: Versions, question: Question, filled: Content) -> Outcome:
    stored = question.stored
    now, left = as_returned(stored.content), digest_seen(versions.record.seen, question.name)
    if filled == now:
        return SAME
    if filled.digest == left:
        return KEPT
    return Change(
        name=question.name,
        label=f"Question {name_of(question, versions.sheet.readings)}",
        text=question.text,
        fate=_fate(filled, now) if now.digest == left else Fate.CONFLICT,
        stored=_words(versions.grid, now),
        filled=_words(versions.grid, filled),
        seen=f"{stored.version}",
        by=stored.by or ("le partenaire" if stored.own else ""),
        typed=Typed(question.reading, question.question, filled, stored.version),
    )


def _fate(filled: Content, now: Content) -> Fate:
    if filled == Content():
        return Fate.CLEARED
    return Fate.NEW if now == Content() else Fate.CHANGED


def _priority_change(versions: Versions, criterion: CriterionSheet) -> Outcome:
    code, words = criterion.code, Lists.of(versions.grid).priorities
    filled, now = usual(versions.carried.priorities.get(code)), usual(versions.priorities.get(code))
    left = usual(versions.record.seen["priorities"].get(code))
    if filled == now:
        return SAME
    if filled == left:
        return KEPT
    return Change(
        name=f"{PRIORITY_PREFIX}-{code}",
        label=f"Priorité {code}",
        text=criterion.label,
        fate=Fate.CHANGED if now == left else Fate.CONFLICT,
        stored=Words(words_for(words, now)),
        filled=Words(words_for(words, filled)),
        seen=str(now),
        criterion=code,
        priority=filled,
        stored_priority=versions.priorities.get(code),
    )


def _quotes(versions: Versions) -> bool | None:
    """An agreement is never taken back by a file in which nobody touched it."""
    filled, stored = versions.carried.quotes, versions.respondent.quotes_allowed
    untouched = filled == (versions.record.seen.get("quotes") or None)
    return None if filled is None or untouched or filled == stored else filled


def _words(grid: Grid, content: Content) -> Words:
    evidence = grid.scale.evidence_labels[content.evidence] if content.evidence else ""
    answer = value_label(grid, content.value) if content.value is not None else NO_ANSWER
    return Words(answer, evidence, content.comment)
