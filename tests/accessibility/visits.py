"""Which pages there are to look at: every route that answers a page, for each role that is shown another one."""

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.models.user import Role
from app.web.rights import ROLE_RIGHTS, Right
from tests.accessibility.world import CATALYST, CATALYST_DONE, DONE, PARTNER, READER, VOICE, VOICE_DONE, World
from tests.security.crawl import Crawl, Map, Page, Reader

HEAVY = (".pdf", ".xlsx", ".svg", ".csv", ".ics", "/fichier", "/cas.{suffix}")
GUEST = frozenset({Right.PUBLIC, Right.RESPOND})
RIGHTS: dict[str, frozenset[Right]] = dict(ROLE_RIGHTS.items())
RIGHTS |= dict.fromkeys((PARTNER, DONE, READER), GUEST)
RIGHTS |= dict.fromkeys((CATALYST, CATALYST_DONE, VOICE, VOICE_DONE), frozenset({Right.PUBLIC, Right.ENTER}))


class Visit(NamedTuple):
    role: str
    page: Page

    @property
    def status(self) -> int:
        return int(self.page.answer.status_code)

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.page.tree is not None and self.page.tree.find(".//main") is not None

    @property
    def label(self) -> str:
        return f"{self.page.route} ({self.role}, {self.page.address})"


class Pages(Map):
    """The routes of the site that may answer a page: neither those of programs, nor files."""

    def __init__(self, app: FastAPI) -> None:
        super().__init__(app)
        self.patterns = [each for each in self.patterns if is_for_people(each[0])]
        self.rights = {path: right for path, right in self.rights.items() if is_for_people(path)}


def is_for_people(path: str) -> bool:
    return not path.startswith("/api/") and not path.endswith(HEAVY)


def visits(app: FastAPI, world: World) -> list[Visit]:
    found: list[Visit] = []
    for role, cookies in world.cookies.items():
        with Session(world.engine) as session, Reader(app, session, raise_server_exceptions=False) as reader:
            reader.cookies.update(cookies)
            crawl = Crawl(app, reader, most=2 if role is Role.ADMIN else 1)
            crawl.map = Pages(app)
            found += [Visit(role, page) for page in crawl.run(world.starts[role])]
            found += [Visit(role, page) for page in crawl.run(*unreached(crawl, world, role))]
    return found


def unreached(crawl: Crawl, world: World, role: str) -> list[str]:
    """Asked only of those who have the right: others are refused, which `tests/security` looks at."""
    may = RIGHTS.get(role, frozenset({Right.PUBLIC}))
    return [
        filled(path, world, role)
        for path, right in crawl.map.rights.items()
        if right in may and not crawl.reached[path]
    ]


def filled(path: str, world: World, role: str) -> str:
    """The longest beginning known says what fills the parameters."""
    given: dict[str, object] = {}
    for beginning in sorted(world.records, key=len):
        if path.startswith(beginning):
            given |= world.records[beginning]
    given |= world.own.get(role, {})
    return re.sub(r"\{(\w+)(:\w+)?\}", lambda one: str(given.get(one[1], "1")), path)


def seen_by_another(found: list[Visit]) -> list[Visit]:
    """The pages, less those that hold nothing which the same route has not shown already to another role."""
    known: dict[str, set[tuple[str, str]]] = {}
    kept = []
    for visit in found:
        if not visit.is_page or visit.page.tree is None:
            continue
        kinds = kinds_of(visit.page.tree)
        if not kinds <= known.setdefault(visit.page.route, set()):
            kept.append(visit)
        known[visit.page.route] |= kinds
    return kept


def kinds_of(tree: Element) -> set[tuple[str, str]]:
    main = tree.find(".//main")
    return {(str(one.tag), one.get("class", "")) for one in ([] if main is None else main.iter())}
