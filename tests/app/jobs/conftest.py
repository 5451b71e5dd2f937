"""A task of the test's own, and what it was given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from app.db import Bind
from app.jobs.tasks import Task, all_tasks

NAME = "test.note"


@dataclass
class Notes:
    """``refuse`` is raised at each try."""

    tries: list[dict[str, Any]] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    refuse: Exception | None = None

    def work(self, bind: Bind, **args: Any) -> None:
        self.tries.append(args)
        if self.refuse is not None:
            raise self.refuse

    def give_up(self, bind: Bind, sentence: str, **args: Any) -> None:
        self.given_up.append(sentence)


Declare = Callable[..., Notes]


@pytest.fixture
def declared() -> Iterator[Declare]:
    def declare(refuse: Exception | None = None, **options: Any) -> Notes:
        notes = Notes(refuse=refuse)
        all_tasks()[NAME] = Task(NAME, notes.work, given_up=notes.give_up, **options)
        return notes

    yield declare
    all_tasks().pop(NAME, None)


@pytest.fixture
def notes(declared: Declare) -> Notes:
    return declared()
