"""What a worker knows how to do. Free of the queue's library, which only a worker and a first job import."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

# The modules that declare tasks.
MODULES = (
    "app.accounts.jobs",
    "app.accounts.jobs_people",
    "app.agenda.jobs",
    "app.backup.tasks",
    "app.doors.jobs",
    "app.documents.jobs",
    "app.exchanges.imports.tasks",
    "app.exchanges.reports.tasks",
    "app.gazette.jobs",
    "app.journal.jobs",
    "app.letters.jobs",
    "app.privacy.jobs",
)

Work = Callable[..., None]
GivingUp = Callable[..., None]
Function = TypeVar("Function", bound=Work)


class TryAgain(Exception):  # noqa: N818  (it asks for something, it does not break)
    """Nothing was done and trying later makes sense; ``sentence`` says why, in French, with nobody's address."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Task:
    """``waits``: the seconds before each new try; ``again``: may run a second time if its worker died in the first."""

    name: str
    work: Work
    waits: tuple[int, ...] = ()
    every: str | None = None
    priority: int = 0
    again: bool = False
    given_up: GivingUp | None = None


_TASKS: dict[str, Task] = {}


def task(
    name: str,
    *,
    waits: tuple[int, ...] = (),
    every: str | None = None,
    priority: int = 0,
    again: bool = False,
    given_up: GivingUp | None = None,
) -> Callable[[Function], Function]:
    """Declare a task: a function of the database to work on, then of what was put in the queue with it.

    It opens its own transactions (``app.db.writing``). ``every`` is a cron line in UTC. After the last try of one that
    raised ``TryAgain``, ``given_up`` is called with the database, the sentence, and the same arguments.
    """

    def declare(work: Function) -> Function:
        if name in _TASKS:
            raise ValueError(f"two tasks are named {name}")
        _TASKS[name] = Task(name, work, waits, every, priority, again, given_up)
        return work

    return declare


@cache
def all_tasks() -> dict[str, Task]:
    for module in MODULES:
        import_module(module)
    return dict(_TASKS)


def task_named(name: str) -> Task:
    return all_tasks()[name]


Arguments = dict[str, Any]
