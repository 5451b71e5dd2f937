"""The rungs in the order in which they hold each other: under one that gave way, nothing counts as seen."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.backup.drill import rungs
from app.backup.drill.bench import Bench, CouldNot, Failed
from app.backup.drill.report import Report, Step
from app.backup.keys import CannotOpen, Identity
from app.backup.throwaway import CouldNotStart
from app.embedded import BINARIES
from app.errors import DomainError
from app.models import DrillOutcome as Outcome

Rung = Callable[[Bench], str]
NOT_REACHED = "Pas examiné\u00a0: ce qui précède n’a pas abouti."
# The first ones carry all the others.
CARRYING: dict[str, Rung] = {
    "lecture": rungs.read_whole, "serveur": rungs.start_server, "restauration": rungs.put_back,
}  # fmt: skip
AS_SAVED: dict[str, Rung] = {
    "volume": rungs.same_rows, "empreintes": rungs.same_digests, "documents": rungs.documents_are_there,
}  # fmt: skip
BROUGHT_UP: dict[str, Rung] = {"mise à jour": rungs.bring_to_head}
AT_WORK: dict[str, Rung] = {
    "journal": rungs.journal_is_whole, "règles": rungs.rules_are_kept, "scores": rungs.scores_are_the_same,
    "pages": rungs.pages_show,
}  # fmt: skip


def verify(file: Path, identities: Sequence[Identity] = (), binaries: Path = BINARIES) -> Report:
    """On a server started for it; the database of the settings is never opened."""
    with ExitStack() as kept:
        return Report(list(_climb(Bench(file, identities, binaries, kept))))


def _climb(bench: Bench) -> Iterator[Step]:
    holds = True
    for group, carries in ((CARRYING, True), (AS_SAVED, False), (BROUGHT_UP, True), (AT_WORK, False)):
        for name, rung in group.items():
            step = _try(name, rung, bench) if holds else Step(name, Outcome.COULD_NOT, NOT_REACHED)
            holds = holds and not (carries and step.outcome is not Outcome.PASSED)
            yield step


def _try(name: str, rung: Rung, bench: Bench) -> Step:
    started = time.monotonic()
    try:
        outcome, sentence = Outcome.PASSED, rung(bench)
    except (CouldNot, CannotOpen, CouldNotStart, OSError) as reason:
        outcome, sentence = Outcome.COULD_NOT, f"N’a pas pu se faire\u00a0: {_words(reason)}"
    except (Failed, DomainError) as fault:
        outcome, sentence = Outcome.FAILED, _words(fault)
    except SQLAlchemyError as error:
        outcome, sentence = Outcome.FAILED, f"La base restaurée refuse de répondre ({type(error).__name__})."
    except Exception as error:  # whatever it is, the rung was not climbed
        outcome, sentence = Outcome.COULD_NOT, f"N’a pas pu se faire\u00a0: erreur inattendue ({type(error).__name__})."
    return Step(name, outcome, sentence, round(time.monotonic() - started, 3))


def _words(error: Exception) -> str:
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said if said.endswith(".") else f"{said}."
