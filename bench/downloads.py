"""The portfolio taken at once as a workbook, by a page of each site: ours, and starlette-admin's of its one table."""

import time
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from sqlalchemy import create_engine

from bench import servers
from bench.rounds import each_ratio, in_turn
from bench.second_peer import NAME, Admin, Held, held_by
from bench.senders import browser
from bench.visitor import sign_in

US, ADDRESS = "nous", "/exports/portefeuille.xlsx"
TAKEN = "Portefeuille, téléchargé par la page"
OURS = ("Code du projet", "Intitulé", "Territoire", "Région", "Statut", "Début", "Fin")
THEIRS = ("Code", "Title", "Territory label", "Region code", "Status", "Starts on", "Ends on")
MOST = 100_000
"""Rows that it accepts to export."""


class Downloads(NamedTuple):
    """Seconds of each round, and the cells of each workbook."""

    seconds: dict[str, list[float]]
    cells: dict[str, int]


def compare_downloads(url: str, rounds: int, budget: float) -> Downloads:
    engine = create_engine(url)
    cookies = sign_in(engine)
    engine.dispose()
    with servers.ours(url, 1) as port, servers.starlette_admin(url) as admin:
        ours, theirs = browser(port, cookies), Admin(*admin)
        sides = {US: lambda: ours.get(ADDRESS).raise_for_status().content, NAME: theirs.export}
        held = {US: held_by(sides[US](), OURS, 1), NAME: held_by(sides[NAME](), THEIRS)}
        check_same(held)
        found = in_turn({name: partial(seconds_of, side) for name, side in sides.items()}, rounds, budget)
    return Downloads(found, {name: own.cells for name, own in held.items()})


def check_same(held: dict[str, Held]) -> None:
    ours, theirs = (held[name].projects for name in (US, NAME))
    if different := next((code for code in ours.keys() | theirs.keys() if ours.get(code) != theirs.get(code)), None):
        raise AssertionError(f"{ours.get(different)} / {theirs.get(different)}")


def seconds_of(side: Callable[[], bytes]) -> float:
    started = time.perf_counter()
    side()
    return time.perf_counter() - started


def ratios(found: Downloads) -> dict[str, list[float]]:
    """By the clock, then by cell written: its workbook holds ten times fewer."""
    ours, theirs = found.seconds[US], found.seconds[NAME]
    share = found.cells[US] / found.cells[NAME]
    return {
        f"{TAKEN}, contre {NAME}": each_ratio(theirs, ours),
        f"{TAKEN}, par case, contre {NAME}": [share * each for each in each_ratio(theirs, ours)],
    }


def told(found: Downloads) -> str:
    return (
        f"Téléchargé par la page\u00a0: {found.cells[US]} cases en neuf feuilles chez nous, totaux vivants compris"
        f"\u202f; {found.cells[NAME]} dans starlette-admin, les colonnes d’une seule table."
    )
