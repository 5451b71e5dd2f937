"""What `odd17 serve` holds once every page was visited, PostgreSQL apart: `python -m bench.growth_memory 33 100000`.

Megabytes by process: its own and its part of what it shares, now; then the most it ever held.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from app.models import Role
from bench.cold import HOME, Site
from bench.filled import copied
from bench.growth_pages import addresses
from bench.servers import HOST
from bench.visitor import sign_in

TWICE, PATIENCE = 2, 120


def main(*sizes: str) -> None:
    for size in map(int, sizes):
        site = Site(HOME / f"{size}-memoire")
        copied(size, site.folder)
        try:
            site.start()
            visit_all(site)
            for name, shared, highest in told(site.process.pid if site.process else 0):
                sys.stdout.write(f"{size} {name}: {shared:.0f} Mo, {highest:.0f} au plus haut\n")
        finally:
            site.stop()


def visit_all(site: Site) -> None:
    engine = site.engine()
    cookie = "; ".join(f"{name}={value}" for name, value in sign_in(engine, Role.ADMIN).items())
    for _, address in [each for each in addresses(engine) if not each[1].startswith("/api/")] * TWICE:
        request = Request(f"http://{HOST}:{site.port}{address}", headers={"Cookie": cookie})
        try:
            urlopen(request, timeout=PATIENCE).read()
        except HTTPError as refusal:
            sys.stderr.write(f"{address}: {refusal.code}\n")
    engine.dispose()


def told(first: int) -> Iterator[tuple[str, float, float]]:
    for pid in family(first):
        command = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        if "postgres" not in command.split(" ")[0]:
            held = kilobytes(pid, "smaps_rollup", "Pss:"), kilobytes(pid, "status", "VmHWM:")
            yield f"{pid} {command[-60:].strip()}", held[0] / 1024, held[1] / 1024


def family(pid: int) -> Iterator[int]:
    yield pid
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield from family(int(child))


def kilobytes(pid: int, file: str, name: str) -> int:
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
