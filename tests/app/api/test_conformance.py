"""Schemathesis against our own description: nothing breaks, and nothing is answered that is not described.

Bounded and of a fixed seed in the suite; `ODD17_SCHEMATHESIS=200` tries as many examples of each address, without a limit
of time, under another seed with `ODD17_SCHEMATHESIS_SEED`.
"""

import os
import warnings
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis.engine
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.api.description import described
from app.main import create_app
from app.models import Role
from tests.app.api.portfolio import a_whole_project
from tests.support.api import bearer

EXAMPLES = int(os.environ.get("ODD17_SCHEMATHESIS", "0"))
SEED = int(os.environ.get("ODD17_SCHEMATHESIS_SEED", "17"))
SECONDS = 40
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:schemathesis", "ignore::ResourceWarning")


@pytest.fixture
def own_app(own_engine: Engine) -> Iterator[tuple[FastAPI, dict[str, str]]]:
    """A site of its own, whose writes are kept, with a portfolio and a token that may do everything."""
    with Session(own_engine, expire_on_commit=False) as session:
        a_whole_project(session)
        a_whole_project(session, None, "Un réseau national")
        headers = bearer(session, Role.ADMIN)
    yield create_app(own_engine), headers


def test_no_breakdown_and_no_answer_beyond_what_is_described(own_app: tuple[FastAPI, dict[str, str]]) -> None:
    app, headers = own_app
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = run(app, headers)
    assert found.failures == []
    assert found.errors == []
    assert len(found.operations) >= 20
    assert found.checks["response_schema_conformance"] > 100
    assert found.statuses[200] > 10
    assert found.statuses[201] > 3
    assert {401, 404, 415, 422} <= set(found.statuses)


class Found:
    def __init__(self) -> None:
        self.failures: list[str] = []
        self.errors: list[str] = []
        self.operations: set[str] = set()
        self.checks: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()

    def note(self, event: Any) -> None:
        if isinstance(event, events.NonFatalError):
            self.errors.append(f"{event.label}: {event.info.format()}")
        if isinstance(event, events.FatalError):
            self.errors.append(str(event.exception))
        if isinstance(event, events.ScenarioFinished):
            self.operations.add(event.recorder.label)
            for interaction in event.recorder.interactions.values():
                if interaction.response is not None:
                    self.statuses[interaction.response.status_code] += 1
            for case, checks in event.recorder.checks.items():
                self._note_checks(event.recorder, case, checks)

    def _note_checks(self, recorder: Any, case: str, checks: Any) -> None:
        for check in checks:
            self.checks[check.name] += 1
            if check.failure_info is not None:
                self.failures.append(
                    f"{recorder.label} {check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
                )


def run(app: FastAPI, headers: dict[str, str]) -> Found:
    schema = schemathesis.openapi.from_dict(described(app), config=configured(headers))
    schema.app = app
    found = Found()
    for event in schemathesis.engine.from_schema(schema).execute():
        found.note(event)
    return found


def configured(headers: dict[str, str]) -> SchemathesisConfig:
    """Not `positive_data_acceptance`: a code that no list holds has the right shape, and is refused."""
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "headers": headers,
            "workers": 1,
            "generation": {"max-examples": EXAMPLES or 2, "deterministic": True, "database": "none"},
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "missing_required_header": {"expected-statuses": ["401", "422", "428"]},
            },
        }
        | ({} if EXAMPLES else {"max-time": SECONDS})
    )
