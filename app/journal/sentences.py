"""A line of the journal as the end of a sentence: « a porté le montant de la tranche 2 de 12 000 € à 15 000 € »."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from app.journal.nouns import AMOUNTS, DATES, FACTS, VERBS, noun, of
from app.journal.shown import EMPTY
from app.journal.telling import Change, Line
from app.models.journal import Action

LONG = 80
MOST_WORDS = 1500
Piece = tuple[str, str]
"""``same``, ``gone`` or ``new``, and the words."""


@dataclass(frozen=True)
class Said:
    """``named``: of which record, to be read after ``words``; ``rest``: the changes that the words do not tell."""

    line: Line
    words: str
    named: str
    end: str
    rest: tuple[Change, ...]
    folded: bool = False


def said(line: Line) -> Said:
    what = noun(line.table, line.what)
    if line.action != Action.UPDATE:
        return Said(line, f"{VERBS[line.action]} {what}", line.record, "", tuple(line.changes), folded=True)
    if len(line.changes) == 1 and (one := _alone(line, line.changes[0], what)):
        return one
    return Said(line, f"{VERBS['update']} {what}", line.record, "", tuple(line.changes))


def _alone(line: Line, change: Change, what: str) -> Said | None:
    """One change that French tells better than a list."""
    before, after = change.before, change.after
    if before is None or after is None or is_long(change):
        return None
    name, was, now = change.name, before != EMPTY, after != EMPTY
    if now and not was and (line.table, name) in FACTS:
        return Said(line, f"{FACTS[line.table, name]} {what}", line.record, f", le {after}", ())
    if was and now and name in AMOUNTS:
        return Said(line, f"a porté {AMOUNTS[name]} {of(what)}", line.record, f" de {before} à {after}", ())
    if was and now and name in DATES:
        verb = "a repoussé" if _later(before, after) else "a avancé"
        return Said(line, f"{verb} {DATES[name]} {of(what)}", line.record, f" du {before} au {after}", ())
    if was and now and name == "status":
        end = f" de «\u00a0{before}\u00a0» à «\u00a0{after}\u00a0»"
        return Said(line, f"a fait passer {what}", line.record, end, ())
    return None


def _later(before: str, after: str) -> bool:
    return before[6:10] + before[3:5] + before[:2] < after[6:10] + after[3:5] + after[:2]


def is_long(change: Change) -> bool:
    return len(change.before or "") > LONG or len(change.after or "") > LONG


def pieces(before: str, after: str) -> list[Piece]:
    """Word by word, what went and what came; a very long text is given whole, before then after."""
    one, other = before.split(" "), after.split(" ")
    if len(one) + len(other) > MOST_WORDS:
        return [("gone", before), ("new", after)]
    found: list[Piece] = []
    for _, first, last, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        gone, new = " ".join(one[first:last]), " ".join(other[start:end])
        if gone == new:
            found.append(("same", gone))
            continue
        found += [(kind, words) for kind, words in (("gone", gone), ("new", new)) if words]
    return found
