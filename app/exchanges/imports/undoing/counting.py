"""How many rows of each table go back, and how: counted for a program, then said in French."""

from collections import Counter
from collections.abc import Iterable, Mapping

from app.exchanges.imports.undoing.acts import Act, Verb
from app.exchanges.imports.undoing.rows import in_order
from app.exchanges.imports.undoing.words import noun
from app.wording import listed

Counts = dict[str, dict[str, int]]
DONE = {Verb.REMOVE: "removed", Verb.RESTORE: "restored", Verb.RESTORE_AFTER: "restored", Verb.RETURN: "returned"}
PARTICIPLES = {"removed": ("retiré", ""), "restored": ("remis", " comme avant"), "returned": ("rétabli", "")}


def counts_of(acts: Iterable[Act], but: frozenset[str] = frozenset()) -> Counts:
    """By what was done, then by table; `but` the rows of these keys."""
    counts: dict[str, Counter[str]] = {done: Counter() for done in PARTICIPLES}
    for act in acts:
        if act.key not in but:
            counts[DONE[act.verb]][act.table] += 1
    return {done: dict(tables) for done, tables in counts.items()}


def said(counts: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """« 33 projets retirés », then « 12 jalons remis comme avant », then « 2 thématiques de projets rétablies »."""
    return tuple(
        f"{noun(table).of(number)} {noun(table).agreed(number, participle)}{more}"
        for done, (participle, more) in PARTICIPLES.items()
        for table, number in _in_order(counts.get(done, {}))
    )


def counted(tables: Mapping[str, int]) -> str:
    """« 1 projet, 3 jalons et 2 partenaires »."""
    return listed(noun(table).of(number) for table, number in _in_order(tables)) if tables else ""


def _in_order(tables: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(tables.items(), key=lambda item: in_order()[item[0]])
