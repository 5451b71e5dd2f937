"""B6. From nothing, from a stop and from `kill -9` to the first page, beside LibreOffice opening the workbook."""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from bench.cold import Site, count_told, site_of
from bench.reports import portfolio
from bench.rounds import each_ratio, in_turn
from imports.export.writer import write_report

TITLE = "Du démarrage, ou d’un arrêt brutal, à la première page utile"
SIZES = (33, 1_000, 100_000)
FIRST, WARM, TWO = "tout premier démarrage", "redémarrage", "redémarrage, 2 processus"
SITE_KILLED, BASE_KILLED, BOTH_KILLED = "site tué", "base tuée", "site et base tués"
OFFICE = "LibreOffice ouvre le classeur"
LIMITS = {FIRST: 5.0, WARM: 3.0, TWO: 3.0, SITE_KILLED: 3.0, BASE_KILLED: 3.0, BOTH_KILLED: 3.0}
"""Seconds that each must not exceed."""
TARGETS = {f"{name} : limite de {limit:.0f} s": 1.0 for name, limit in LIMITS.items()}
BUDGET = 240
CODE = re.compile(r"\S+-\d{4}-\d+")
WORKBOOK_AT_MOST = 1_000  # projects: LibreOffice takes minutes above
NOTES = (
    "La première page utile est celle du portefeuille, pour une personne connectée ; au tout premier démarrage, sur "
    "une base vide, celle de la connexion. Le temps va du lancement de la commande au dernier octet reçu.",
    "« Limite de 3 s » : la limite divisée par le temps, au-dessus de 1 elle est tenue. LibreOffice ouvre le classeur "
    "du même portefeuille et en écrit une feuille en CSV ; son profil existe déjà.",
)


def measure(size: int, rounds: int) -> dict[str, Any]:
    with site_of(size) as site:
        book = workbook_of(site, size)
        check_same(site, book, size)
        site.stop()
        found = in_turn(sides_of(site, book), rounds, BUDGET)
        cost = processor_of(site)
    return {
        "size": size,
        "rounds": len(found[WARM]),
        "ratios": ratios(found),
        "times": {**found, "calcul du site, redémarrage": [cost]},
        "notes": NOTES,
    }


def sides_of(site: Site, book: Path | None) -> dict[str, Callable[[], float]]:
    two = Site(site.folder, workers=2, cookie=site.cookie)
    sides = {
        FIRST: lambda: first_ever(site.folder.with_name(f"{site.folder.name}-neuf")),
        WARM: lambda: and_stop(site, site.start()),
        TWO: lambda: and_stop(two, two.start()),
        SITE_KILLED: lambda: after(site, site.kill),
        BASE_KILLED: lambda: base_killed(site),
        BOTH_KILLED: lambda: after(site, site.kill_database, site.kill),
    }
    return {**sides, OFFICE: lambda: opened(book)} if book else sides


def first_ever(folder: Path) -> float:
    """No database, no table, no list: all is made."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    site = Site(folder)
    try:
        return and_stop(site, site.start())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def and_stop(site: Site, seconds: float) -> float:
    site.stop()
    return seconds


def after(site: Site, *faults: Callable[[], None]) -> float:
    site.start()
    for fault in faults:
        fault()
    return and_stop(site, site.start())


def base_killed(site: Site) -> float:
    """The site goes on, and brings its database back."""
    site.start()
    began = time.monotonic()
    site.kill_database()
    site.page()
    return and_stop(site, time.monotonic() - began)


def processor_of(site: Site) -> float:
    site.start()
    seconds = site.processor()
    site.stop()
    return seconds


def ratios(found: dict[str, list[float]]) -> dict[str, list[float]]:
    told = {
        f"{name} : limite de {limit:.0f} s": [limit / each for each in found[name]] for name, limit in LIMITS.items()
    }
    if OFFICE in found:
        told |= {f"{OFFICE}, contre {name}": each_ratio(found[OFFICE], found[name]) for name in (WARM, BOTH_KILLED)}
    return told


def workbook_of(site: Site, size: int) -> Path | None:
    if size > WORKBOOK_AT_MOST:
        return None
    engine = site.engine()
    book = site.folder / "portefeuille.xlsx"
    book.write_bytes(write_report(portfolio(engine, size)))
    engine.dispose()
    opened(book)  # makes the profile
    return book


def check_same(site: Site, book: Path | None, size: int) -> None:
    """The page tells as many projects as there are, and as the workbook holds."""
    told = {"page": count_told(site.page())}
    if book:
        told["workbook"] = projects_in(book)
    if any(count != size for count in told.values()):
        raise AssertionError(f"not {size} projects: {told}")


def projects_in(book: Path) -> int:
    with closing(load_workbook(book, read_only=True)) as read:
        rows = read["Projets"].iter_rows(max_col=1, values_only=True)
        return sum(CODE.fullmatch(str(code)) is not None for (code,) in rows)


def opened(book: Path | None) -> float:
    assert book
    out, profile = book.parent / "office", (book.parent / "profil").resolve()
    began = time.monotonic()
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "csv"]
    subprocess.run([*command, "--outdir", str(out), str(book)], check=True, capture_output=True, timeout=600)
    return time.monotonic() - began
