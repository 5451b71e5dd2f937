"""Schemathesis against our own description: nothing breaks, and nothing is answered that is not described.

Bounded and of a fixed seed in the suite; `ODD17_SCHEMATHESIS=200` tries as many examples of each address, without a
limit of time, under another seed with `ODD17_SCHEMATHESIS_SEED`.
"""

import os
import warnings
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import schemathesis.engine
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.api.description import described
from app.main import create_app
from app.models import (
    Allocation,
    Campaign,
    Cofinancing,
    Document,
    Indicator,
    Instalment,
    Investment,
    Measurement,
    Milestone,
    Organisation,
    Partner,
    Role,
)
from tests import factories as make
from tests.app.api.portfolio import a_whole_project
from tests.app.documents.situations import a_document
from tests.support.api import bearer

EXAMPLES = int(os.environ.get("ODD17_SCHEMATHESIS", "0"))
SEED = int(os.environ.get("ODD17_SCHEMATHESIS_SEED", "17"))
SECONDS = 75
# Where a value that exists is tried more often than chance would.
PLACES = {
    "path.code": "codes",
    "path.number": "numbers",
    "path.version": "versions",
    "header.If-Match": "etags",
    "body.profile": "profiles",
    "body.kind": "kinds",
    "body.region": "regions",
    "body.partners[*]": "partners",
    "body.organisation": "numbers",
    "body.organisation_id": "numbers",
    "body.milestone_id": "numbers",
    "body.amount_eur": "amounts",
    "body.paid_amount_eur": "amounts",
}
NUMBERED = (
    Organisation,
    Milestone,
    Campaign,
    Partner,
    Indicator,
    Measurement,
    Investment,
    Allocation,
    Instalment,
    Cofinancing,
    Document,
)


Words = dict[str, list[str | int]]


@pytest.fixture
def own_app(own_engine: Engine, outbox: Path) -> tuple[FastAPI, dict[str, str], Words]:
    """A site of its own, whose writes are kept, with a portfolio, a token that may do everything, and what exists."""
    with Session(own_engine, expire_on_commit=False) as session:
        projects = [a_whole_project(session), a_whole_project(session, None, "Un réseau national")]
        make.a_measurement(session, make.an_indicator(session, projects[0]), 3)
        a_document(session, projects[0])
        headers = bearer(session, Role.ADMIN)
        known: Words = {
            "codes": [project.code for project in projects],
            "numbers": [number for record in NUMBERED for number in _ids(session, record)],
            "partners": list(_ids(session, Partner)),
        }
    return create_app(own_engine), headers, known


def _ids(session: Session, record: Any) -> Sequence[int]:
    return session.scalars(select(record.id).order_by(record.id).limit(4)).all()


def test_no_breakdown_and_no_answer_beyond_what_is_described(
    own_app: tuple[FastAPI, dict[str, str], Words],
) -> None:
    found = run(*own_app)
    assert found.failures == []
    assert found.errors == []
    assert len(found.operations) >= 35
    assert found.checks["response_schema_conformance"] > 200
    assert found.statuses[200] > 30
    assert found.statuses[201] > 5
    assert {401, 404, 405, 412, 422} <= set(found.statuses)


def test_an_answer_that_is_not_described_would_be_seen(own_app: tuple[FastAPI, dict[str, str], Words]) -> None:
    """Two lies in the description, each found."""
    app, *rest = own_app
    document = deepcopy(described(app))
    only = document["paths"]["/api/v1/organisations"]["get"]
    del only["responses"]["422"]
    document["components"]["schemas"]["OrganisationLine"]["properties"]["id"] = {"type": "string"}
    app.openapi_schema = document | {"paths": {"/api/v1/organisations": {"get": only}}}
    told = " ".join(run(app, *rest, seconds=8).failures)
    assert "Undocumented status code" in told
    assert "Response violates schema" in told


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


def run(app: FastAPI, headers: dict[str, str], known: Words, seconds: int = SECONDS) -> Found:
    found = Found()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # those of the tool and of what it is made of
        schema = schemathesis.openapi.from_dict(described(app), config=configured(headers, known, seconds))
        schema.app = app
        for event in schemathesis.engine.from_schema(schema).execute():
            found.note(event)
    return found


def configured(headers: dict[str, str], known: Words, seconds: int) -> SchemathesisConfig:
    """Not `positive_data_acceptance`: a code that no list holds has the right shape, and is refused."""
    words = known | {
        "versions": [1],
        "etags": ['"1"', '"2"'],
        "profiles": ["association"],
        "kinds": ["bilan"],
        "regions": ["53", "32"],
    }
    words |= {"amounts": ["1000.00", "12.5"]}
    return SchemathesisConfig.from_dict(
        {
            "seed": SEED,
            "headers": headers,
            "workers": 1,
            "continue-on-failure": True,
            "generation": {"max-examples": EXAMPLES or 2, "deterministic": True, "database": "none"},
            "dictionaries": {name: {"values": values} for name, values in words.items()},
            "parameters": {place: {"dictionary": name, "probability": 0.6} for place, name in PLACES.items()},
            "checks": {
                "positive_data_acceptance": {"enabled": False},
                "missing_required_header": {"expected-statuses": ["401", "422", "428"]},
            },
        }
        | ({} if EXAMPLES else {"max-time": seconds})
    )
