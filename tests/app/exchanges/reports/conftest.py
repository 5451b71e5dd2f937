"""Files issued in tests: by the worker, over the test's own transaction or a database of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.service import Asker, Planned, Wanted, ask
from app.exchanges.reports.kinds import KINDS, ReportKind
from app.models import IssuedFile
from app.projects.filters import PortfolioFilter
from tests.app.exchanges.portfolio import two_projects
from tests.support.jobs import run_jobs

MAKERS = "tests.app.exchanges.reports.makers"


@pytest.fixture(autouse=True)
def quick_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds made at once, beside those of the product."""
    for slug in ("essai", "echec", "panne"):
        kind = ReportKind(slug, slug.capitalize(), "Pour les tests.", (".xlsx",), f"{MAKERS}:{slug}")
        monkeypatch.setitem(KINDS, slug, kind)


@dataclass
class Clock:
    """The time that the product reads."""

    patch: pytest.MonkeyPatch

    def at(self, moment: datetime) -> datetime:
        self.patch.setattr(clock, "now", lambda: moment)
        self.patch.setattr(clock, "today", lambda: moment.astimezone(clock.PARIS).date())
        return moment


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@dataclass
class Desk:
    """Where files are asked for, and made."""

    session: Session
    bind: Engine | Connection
    outbox: Path

    def ask(
        self, kind: str = "essai", suffix: str = ".xlsx", planned: Planned | None = None, **filters: str
    ) -> IssuedFile:
        choice = ReportChoice(as_of=clock.today(), projects=PortfolioFilter(**filters))
        wanted = Wanted(kind, suffix, choice)
        issued = ask(self.session, wanted, Asker("Claire Martin"), now=clock.now(), planned=planned)
        self.session.commit()
        return issued

    def work(self, *, later: bool = False, failures: bool = False) -> None:
        run_jobs(self.bind, later=later, failures=failures)
        self.session.expire_all()

    def issue(self, kind: str = "essai", suffix: str = ".xlsx", **filters: str) -> IssuedFile:
        issued = self.ask(kind, suffix, **filters)
        self.work()
        return issued


@pytest.fixture
def desk(session: Session, connection: Connection, outbox: Path) -> Desk:
    two_projects(session)
    session.commit()
    return Desk(session, connection, outbox)


@pytest.fixture
def own_desk(own_engine: Engine, outbox: Path) -> "Callable[[Session], Desk]":
    def desk(session: Session) -> Desk:
        two_projects(session)
        session.commit()
        return Desk(session, own_engine, outbox)

    return desk
