"""The same projects imported by our pages, from a follow-up sheet, and by starlette-admin's, from its seven columns.

On the same tables, with the same journal: it writes projects only, we write organisations, partners and money too.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from sqlalchemy import create_engine

from app.schema import bring_up
from bench import servers
from bench.database import empty_database
from bench.follow_up import follow_up_lines, workbook_of
from bench.import_sides import US, Side, our_side
from bench.imported import OUR_EMPTYING, first_difference, rows_left
from bench.importing import FAULTY_LINES, NEW, Figures, Found, steps, sums
from bench.planted import places, with_faults
from bench.rounds import each_ratio, in_turn
from bench.second_peer import FIELDS, NAME, Admin, its_workbook

LEFT = "SELECT code, title, territory_label, region_code, status, starts_on, ends_on FROM project ORDER BY code"
WHAT = "nouveaux projets, contre {}"
AT_MOST = 1_000
"""Lines: it writes them one by one."""


class Second(NamedTuple):
    found: Found
    named: int
    could_name: int


def compare_second(projects: int, rounds: int, budget: float) -> Second:
    lines = follow_up_lines(projects)
    files = {US: workbook_of(lines), NAME: its_workbook(lines)}
    with our_side() as ours, its_side() as theirs:
        sides = ours | theirs
        check_same(sides, files)
        found = in_turn({name: partial(measured, side, files[name]) for name, side in sides.items()}, rounds, budget)
        named = named_by(theirs[NAME])
    return Second(found, named, len(asked()))


@contextmanager
def its_side() -> Iterator[dict[str, Side]]:
    with empty_database("bench_import_second") as url:
        engine = create_engine(url)
        bring_up(engine)
        with servers.starlette_admin(url) as admin:
            yield {NAME: Side(Admin(*admin), engine, OUR_EMPTYING, LEFT)}
        engine.dispose()


def check_same(sides: dict[str, Side], files: dict[str, bytes]) -> None:
    left = []
    for name, side in sides.items():
        side.begin_again()
        side.sender.confirm(side.sender.send(files[name]))
        left.append(rows_left(side.engine, LEFT))
    if difference := first_difference(*left):
        raise AssertionError(f"{NAME}: {difference}")


def measured(side: Side, content: bytes) -> Figures:
    return steps(side, NEW, (content,))


def asked() -> list[tuple[int, str]]:
    """The row, counted from 1 under the titles, and the field of each fault planted in a column it has."""
    return [(place + 1, FIELDS[fault.header]) for place, fault in places() if fault.header in FIELDS]


def named_by(side: Side) -> int:
    """How many its preview names where they are."""
    side.begin_again()
    page = side.sender.send(its_workbook(with_faults(follow_up_lines(FAULTY_LINES))))
    told = {(own["row"], own["field"]) for own in json.loads(page)["errors"]}
    return sum(each in told for each in asked())


def ratios(second: Second) -> dict[str, list[float]]:
    return {WHAT.format(NAME): each_ratio(sums(second.found[NAME], NEW), sums(second.found[US], NEW))}


def times(second: Second) -> dict[str, list[float]]:
    return {f"{NAME}, nouveaux projets": sums(second.found[NAME], NEW)}


def told(second: Second) -> str:
    return (
        f"starlette-admin écrit sept colonnes de la table des projets, du même journal\u202f; il nomme {second.named} "
        f"des {second.could_name} fautes plantées dans ces colonnes."
    )
