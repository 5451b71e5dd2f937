"""Parts of pages: forgotten by a change of what they were made from, whoever writes, and by nothing else."""

from collections.abc import Callable, Hashable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from app import kept as keeping
from app.dashboard import drawn as dashboard
from app.dashboard.money import Dimension
from app.dashboard.page import Asked
from app.db import ReadSession, reading, writing
from app.journal.columns import TABLES_LEFT_OUT
from app.kept import APART, Keeper
from app.models import Base, Project
from app.parts import UNSEEN, WORKED_OUT, Part, Parts, make_and_read, tables_of
from app.projects.filters import CONDITIONS, PortfolioFilter
from app.regions import drawn as region
from app.regions.routes_map import draw_map
from app.regions.territories import territory
from app.trends import drawn as trends
from app.trends.page import Asked as Trend
from app.trends.views import View
from evaluation import Moment
from tests.factories import a_milestone, a_project

NOTE = text("SELECT journal_note(:table, '1', 'essai', '{}')")
LOCKED = text(
    "SELECT c.relname FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation "
    "WHERE l.pid = pg_backend_pid() AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace"
)
TODAY = date(2026, 11, 28)
EVERYTHING = PortfolioFilter()
CHOICES = [
    EVERYTHING,
    *(PortfolioFilter(**{name: "1"}) for name in CONDITIONS),
    *(PortfolioFilter(suivi=one) for one in ("retard", "versements", "reponses")),
    PortfolioFilter(evaluation="in_itinere"),
    PortfolioFilter(statut="finances"),
]


def fund(session: Session, parts: Parts, chosen: PortfolioFilter, by: Dimension) -> None:
    dashboard.drawn_of(session, parts, Asked(chosen, by, Moment.IN_ITINERE, TODAY))


Pages = list[Callable[[Session, Parts], object]]
PAGES: Pages = [
    *(lambda s, p, own=own: fund(s, p, own, Dimension.PROGRAMME) for own in CHOICES),
    *(lambda s, p, by=by: fund(s, p, EVERYTHING, by) for by in Dimension),
    *(
        lambda s, p, code=code, moment=moment: region.drawn_of(s, p, territory(s, code), moment, "", TODAY)
        for code in ("32", "interregional")
        for moment in Moment
    ),
    lambda s, p: p.made("map", s, lambda own: draw_map(own, Moment.IN_ITINERE, "tous")),
    *(lambda s, p, view=view: trends.drawn_of(s, p, Trend(EVERYTHING, view, ""), TODAY) for view in View),
    lambda s, p: trends.drawn_of(s, p, Trend(PortfolioFilter(q="un"), View.YEARS, ""), TODAY),
]  # fmt: skip


Told = dict[Hashable, tuple[frozenset[str], set[str]]]


class Witness(Parts):
    """`told`: by part, the tables it says it was made from, and those the database opened for it.

    The same engine has the same grids in memory: a published version never changes, and is read once.
    """

    def __init__(self) -> None:
        super().__init__(500)
        self.told: Told = {}

    def made(self, key: Hashable, session: Session, make: Callable[[Session], Any]) -> Any:
        value = super().made(key, session, make)
        with ReadSession(session.get_bind()) as alone:
            make(alone)
            self.told[key] = self.find(key).tables, set(alone.scalars(LOCKED))
        return value


@pytest.fixture(scope="module")
def told(demo_engine: Engine) -> Told:
    witness = Witness()
    with reading(demo_engine) as session:
        for page in PAGES:
            page(session, witness)
    return witness.told


def test_no_part_reads_a_table_that_it_does_not_say(told: Told) -> None:
    assert len(told) > 40
    read = set[str]().union(*(opened for _, opened in told.values()))
    assert {"axis_result", "axis_share", "milestone", "measurement", "answer", "national_reference"} <= read
    assert {key: opened - said for key, (said, opened) in told.items() if opened - said} == {}


def test_every_part_is_made_from_what_the_journal_watches(told: Told) -> None:
    """What the evolution is drawn from has a keeper that looks at answers too."""
    for key, (_, opened) in told.items():
        unseen = opened & (TABLES_LEFT_OUT.keys() - WORKED_OUT.keys())
        assert not unseen | (opened & {*APART} if key[0] != "trend" else set()), key  # type: ignore[index]


SCORES = {"said", "trend", "map"}
DAILY = {"milestone", "instalment", "indicator", "measurement", "cofinancing", "document"}


def narrowed(names: tuple[object, ...]) -> bool:
    return any(isinstance(own, Asked | Trend) and own.chosen.chosen for own in names)


def test_scores_are_made_from_nothing_that_is_written_every_day(told: Told) -> None:
    """Of the whole fund: a filter reads what it chooses by."""
    whole: list[frozenset[str]] = []
    for key, (said, _) in told.items():
        names = key if isinstance(key, tuple) else (key,)
        if SCORES.intersection(own for own in names if isinstance(own, str)) and not narrowed(names):
            whole.append(said)
    assert len(whole) > 8
    assert frozenset[str]().union(*whole) & DAILY == set()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ('SELECT project.answer FROM project JOIN "user" ON "user".id = project.referent_id', {"project", "user"}),
        ("SELECT 1 FROM campaign AS c, result\nWHERE EXISTS (SELECT FROM door)", {"campaign", "result", "door"}),
        ("SELECT axis_share.strong FROM axis_share", {"axis_share", "axis_result", "result"}),
        ("SELECT 1", set()),
    ],
)  # fmt: skip
def test_tables_are_read_in_statements(statement: str, named: set[str]) -> None:
    assert tables_of([statement]) == named


def test_every_table_may_be_named() -> None:
    assert {*Base.metadata.tables} == {
        name for name in Base.metadata.tables if name in tables_of([f"SELECT FROM {name}"])
    }


def titles(session: Session) -> list[str]:
    return list(session.scalars(text("SELECT title FROM project ORDER BY title")))


@pytest.fixture
def keeper(own_engine: Engine) -> Keeper:
    with writing(own_engine) as session:
        a_project(session, title="Verger")
    keeper = Keeper()
    assert shown(keeper, own_engine) == ["Verger"]
    return keeper


def shown(keeper: Keeper, engine: Engine) -> list[str]:
    with reading(engine) as session:
        return keeper.now(session).parts.made("titles", session, titles)


def held(keeper: Keeper, engine: Engine) -> bool:
    with reading(engine) as session:
        return keeper.now(session).parts.find("titles") is not None


def note(engine: Engine, *tables: str) -> None:
    with engine.begin() as connection:
        for table in tables:
            connection.execute(NOTE, {"table": table})


def test_a_part_outlives_the_change_of_another_table(keeper: Keeper, own_engine: Engine) -> None:
    note(own_engine, "milestone")
    assert held(keeper, own_engine)
    note(own_engine, "instalment", "organisation")
    assert held(keeper, own_engine)


def test_a_change_of_its_table_is_seen_at_once(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.begin() as connection:
        connection.execute(text("UPDATE project SET title = 'Jardin'"))
    assert shown(keeper, own_engine) == ["Jardin"]


def test_its_table_among_others_in_one_act_or_several(keeper: Keeper, own_engine: Engine) -> None:
    note(own_engine, "milestone", "project", "campaign")
    assert not held(keeper, own_engine)
    shown(keeper, own_engine)
    for table in ("milestone", "project", "campaign"):
        note(own_engine, table)
    assert not held(keeper, own_engine)


def test_a_change_begun_long_before_is_seen_when_it_is_committed(keeper: Keeper, own_engine: Engine) -> None:
    with own_engine.connect() as slow:
        slow.execute(text("UPDATE project SET title = 'Jardin'"))
        note(own_engine, "milestone")
        assert shown(keeper, own_engine) == ["Verger"]
        note(own_engine, "milestone")
        assert held(keeper, own_engine)
        slow.commit()
    assert shown(keeper, own_engine) == ["Jardin"]


def test_what_was_written_before_the_first_page_is_not_new(own_engine: Engine) -> None:
    with own_engine.connect() as slow:
        slow.execute(NOTE, {"table": "milestone"})  # the oldest transaction: whatever comes after is looked at again
        note(own_engine, "project")
        keeper = Keeper()
        shown(keeper, own_engine)
        assert held(keeper, own_engine)


def test_a_change_committed_while_a_part_is_being_made(keeper: Keeper, own_engine: Engine) -> None:
    def slowly(session: Session) -> list[str]:
        found = titles(session)
        with own_engine.begin() as connection:
            connection.execute(text("UPDATE project SET title = 'Jardin'"))
        note(own_engine, "milestone")
        with reading(own_engine) as other:  # another page sees both changes meanwhile
            keeper.now(other)
        return found

    with reading(own_engine) as session:
        assert keeper.now(session).parts.made("slow", session, slowly) == ["Verger"]
    with reading(own_engine) as session:
        assert keeper.now(session).parts.made("slow", session, titles) == ["Jardin"]


def test_a_very_long_act_forgets_everything(
    keeper: Keeper, own_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "CHANGED", keeping.CHANGED.bindparams(most=2))
    monkeypatch.setattr(keeping, "MOST_CHANGES", 2)
    note(own_engine, "milestone")
    assert held(keeper, own_engine)
    note(own_engine, "milestone", "milestone")
    assert not held(keeper, own_engine)


def test_what_is_unseen_is_made_each_time(own_engine: Engine) -> None:
    keeper = Keeper()
    for table in (*APART, min(UNSEEN)):
        with reading(own_engine) as session:
            parts = keeper.now(session).parts
            parts.made(table, session, lambda own, table=table: own.scalar(text(f"SELECT count(*) FROM {table}")))  # type: ignore[misc]
            assert parts.find(table) is None


def test_a_part_reads_nothing_of_what_the_page_has_loaded(session: Session, connection: Connection) -> None:
    """Found in the memory of the page, a record would be read without a statement."""
    own = a_milestone(session, a_project(session))
    assert session.get(Project, own.project_id)
    _, tables = make_and_read(session, lambda fresh: fresh.get(Project, own.project_id))
    assert tables >= {"project"}


def test_a_change_in_each_table_that_parts_read_forgets_them(told: Told, own_engine: Engine) -> None:
    tables = set[str]().union(*(said for said, _ in told.values())) - WORKED_OUT.keys()
    assert len(tables) > 25
    for table in sorted(tables):
        keeper = Keeper(apart=())
        with reading(own_engine) as session:
            keeper.now(session).parts.put("titles", Part(1, frozenset({table})))
            keeper.now(session).parts.put("other", Part(1, frozenset({"journal_seal"})))
        note(own_engine, table)
        assert not held(keeper, own_engine), table
        assert keeper.current.parts.find("other"), table
