"""In a large register, a follow-up sheet is compared with the organisations it may mean, and gives the same plan."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import clock
from app.exchanges.imports.attempt import Attempt, Decisions, attempt
from app.exchanges.imports.memory import remember_decisions
from app.exchanges.imports.storing import ToldPlan
from app.models import Organisation
from imports.projects import meant
from imports.projects.recorded import vocabulary_of
from imports.projects.titles import mapping_by_titles
from tests import factories as make
from tests.imports.support import CODE, book, project_line

SIRET, SIREN = "33400012200013", "334000122"
NAMES = "L’Atelier du Port; Ecotri du Blosne; Fabrique de Ker-Anna; Régie Ty Mad; Ressourcerie Gwenn Ha Du"
KNOWN: tuple[dict[str, str], ...] = (
    {"name": "Trégor Ensemble", "siren": SIREN},  # la même que le porteur, par son numéro
    {"name": "L'atelier, du port"},  # le même nom, autrement écrit
    {"name": "Éco-Tri du Blosne"},
    {"name": "Fabrique de Ker Annaïg"},  # un nom proche
    {"name": "Les Ressources de Gwenn"},
    {"name": "Maison des possibles"},  # que rien ne rapproche
)


@pytest.fixture
def register(session: Session) -> list[Organisation]:
    """With the project of the sheet, whose own partner bears the name of another organisation."""
    known = [make.an_organisation(session, **each) for each in KNOWN]
    said = make.an_organisation(session, name="Ty Mad, régie de quartier")
    question = [{"key": "regie ty mad", "candidates": [{"organisation_id": said.id}]}]
    remember_decisions(session, {"regie ty mad": said.id}, question, user=None, now=clock.now())
    project = make.a_project(session, code=CODE)
    for name in ("Les Voisins", "Les voisins"):
        namesake = make.an_organisation(session, name=name)
    make.a_partner(session, project, namesake)
    return [*known, said]


def planned(session: Session) -> Attempt:
    line = project_line(**{"Autres partenaires": NAMES, "SIRET porteur": SIRET})
    workbook = book([line], instalments=(), milestones=())
    return attempt(session, workbook, mapping_by_titles(workbook, vocabulary_of(session)), Decisions.of({}))


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meant, "READ_WHOLE", 0)


def told(made: Attempt) -> tuple[object, ...]:
    plan = ToldPlan.of(made.plan)
    return plan.lines, plan.digest, made.plan.questions, made.plan.faults, made.plan.notes


def test_the_plan_is_the_one_made_against_all_of_them(
    session: Session, register: list[Organisation], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = planned(session)
    monkeypatch.setattr(meant, "READ_WHOLE", 0)
    made = planned(session)
    assert told(made) == told(whole)
    assert {each.name for each in made.plan.questions} >= {"Fabrique de Ker-Anna"}
    by_name = {each.name for each in made.existing.organisations}
    assert by_name >= {
        "Trégor Ensemble",
        "L'atelier, du port",
        "Ty Mad, régie de quartier",
        "Les Voisins",
        "Les voisins",
    }
    assert "Maison des possibles" not in by_name


@pytest.mark.usefixtures("register", "large")
def test_strangers_are_not_read(session: Session) -> None:
    before = planned(session).existing.organisations
    for number in range(40):
        make.an_organisation(session, name=f"Collectif des étangs {number}")
    assert planned(session).existing.organisations == before


@pytest.mark.usefixtures("register", "large")
def test_a_word_that_many_bear_brings_none_of_them(session: Session) -> None:
    for number in range(meant.MANY + 1):
        make.an_organisation(session, name=f"Fabrique {number}")
    names = {each.name for each in planned(session).existing.organisations}
    assert "Fabrique de Ker Annaïg" in names
    assert "Fabrique 3" not in names


@pytest.mark.usefixtures("register", "large")
def test_an_index_serves_each_search(session: Session) -> None:
    with searches(session) as seen:
        planned(session)
    assert len(seen) == 2
    session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
    for statement, values in seen:
        plan = "\n".join(session.connection().exec_driver_sql(f"EXPLAIN {statement}", values).scalars())
        assert "ix_organisation_words" in plan
        assert not re.search(r"Seq Scan on (organisation|partner|project)\b", plan), plan


@contextmanager
def searches(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """The statements that look for words, with their values."""
    found: list[tuple[str, Any]] = []
    connection = session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if "@@" in statement:
            found.append((statement, values))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(connection, "before_cursor_execute", note)
