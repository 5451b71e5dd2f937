"""Lines of one act that say the same thing one after the other: a few are shown, the others unfold."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from app.journal.telling import Line
from app.models.journal import Action

FEW = 4
"""As many are all shown; of a longer run, the first two."""
FIRST = 2


class Run(NamedTuple):
    shown: Sequence[Line]
    folded: Sequence[Line]


def runs(lines: Sequence[Line]) -> Iterator[Run]:
    """Only what was added or removed: a change says each time something else."""
    for (action, _), group in groupby(lines, key=lambda line: (line.action, line.table)):
        own = list(group)
        long = len(own) > FEW and action in (Action.INSERT, Action.DELETE)
        yield Run(own[:FIRST], own[FIRST:]) if long else Run(own, ())
