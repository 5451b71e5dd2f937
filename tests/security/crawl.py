"""Every address that reads: found by following links as a person does, then filled for those no page leads to."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from fastapi import FastAPI
from httpx2 import Response
from sqlalchemy import Connection, text
from starlette.routing import compile_path

from app.web.auth import rights_of_routes
from tests.support.client import Client


class Reader(Client):
    """Takes pages as they come: what people typed in them keeps no rule of typography."""

    def _check(self, response: Response) -> None:
        self.page = html5lib.parse(response.text, namespaceHTMLElements=False)


def a_token(reader: Reader) -> str:
    """Of the grid entered, else of any page one may see: pages read before were of a session that is over."""
    if not reader.csrf_token:
        reader.get("/mon-compte" if reader.user else "/connexion")
        assert reader.page is not None
        fields = (field for field in reader.page.iter("input") if field.get("name") == "csrf_token")
        reader.csrf_token = next(fields).get("value", "")
    return reader.csrf_token


MOST = 2  # addresses visited of one route
NAMED = {
    "axis": "innovation", "frame": "cad", "slug": "domaines", "lever": "alliances", "mission": "dialogue",
    "practice": "DT1",
}  # fmt: skip


class Page(NamedTuple):
    route: str
    address: str
    answer: Response
    tree: Element | None  # of a page or a part of one


class Map:
    """Which route an address belongs to: the first that fits, as the application itself looks for it."""

    def __init__(self, app: FastAPI) -> None:
        found = rights_of_routes(app.routes)
        self.rights = {path: right for (method, path), right in found.items() if method == "GET"}
        self.patterns = [(path, compile_path(path)[0]) for path in self.rights]

    def route_of(self, address: str) -> str | None:
        return next((path for path, pattern in self.patterns if pattern.match(urlsplit(address).path)), None)


class Crawl:
    def __init__(self, app: FastAPI, client: Client, most: int = MOST) -> None:
        self.map = Map(app)
        self.client = client
        self.most = most
        self.seen: set[str] = set()
        self.reached: defaultdict[str, list[str]] = defaultdict(list)

    def run(self, *starts: str) -> Iterator[Page]:
        """Each page reached, at most `most` by route."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            route = self.map.route_of(address)
            if address in self.seen or route is None or len(self.reached[route]) >= self.most:
                continue
            self.seen.add(address)
            self.reached[route].append(address)
            self.client.page = None
            answer = self.client.get(address)
            yield Page(route, address, answer, self.client.page)
            waiting += self.onward(address, answer)

    def onward(self, address: str, answer: Response) -> list[str]:
        if "Location" in answer.headers:
            return [urljoin(address, answer.headers["Location"])]
        if self.client.page is None:
            return []
        links = [one.get("href", "") for one in self.client.page.iter("a")]
        return [joined for link in links if is_local(joined := urljoin(address, link.partition("#")[0]))]

    def unreached(self, given: Mapping[str, object]) -> list[str]:
        """Addresses of the routes no link led to, their parameters filled with records that exist."""
        missing = [path for path in self.map.rights if not self.reached[path]]
        return [re.sub(r"\{(\w+)(:\w+)?\}", lambda found: str(given.get(found[1], "1")), path) for path in missing]


def is_local(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and parts.path.startswith("/")


def some_records(connection: Connection) -> dict[str, object]:
    """One that exists for each name of a parameter."""
    return {
        name: connection.scalar(text(f"SELECT {column} FROM {table} ORDER BY 1 LIMIT 1"))
        for name, (column, table) in WHERE.items()
    } | NAMED


WHERE = {
    "code": ("code", "project"),
    "campaign_id": ("id", "campaign"),
    "respondent_id": ("id", "respondent"),
    "organisation_id": ("id", "organisation"),
    "partner_id": ("id", "partner"),
    "milestone_id": ("id", "milestone"),
    "indicator_id": ("id", "indicator"),
    "measurement_id": ("id", "measurement"),
    "investment_id": ("id", "investment"),
    "instalment_id": ("id", "instalment"),
    "allocation_id": ("id", "allocation"),
    "cofinancing_id": ("id", "cofinancing"),
    "deliverable_id": ("id", "deliverable"),
    "value_id": ("id", "added_value"),
    "time_id": ("id", "coordination_time"),
    "method_code": ("code", "added_value_method"),
    "document_id": ("id", "document"),
    "saved_id": ("id", "saved_export"),
    "view_id": ("id", "saved_view"),
    "bulk_id": ("id", "bulk_edit"),
    "issued_id": ("id", "issued_file"),
    "batch_id": ("id", "import_batch"),
    "draft_id": ("id", "registration_draft"),
    "merge_id": ("id", "organisation_merge"),
    "gazette_id": ("id", "gazette"),
    "item_id": ("id", "gazette_item"),
    "subscriber_id": ("id", "gazette_subscriber"),
    "door_id": ("id", "door"),
    "review_id": ("id", "programme_review"),
    "voice_id": ("id", "programme_voice"),
    "programme_figure_id": ("id", "programme_figure"),
    "qualification_id": ("id", "qualification"),
    "user_id": ("id", '"user"'),
    "evidence_id": ("id", "roadmap_evidence"),
    "reference_id": ("id", "national_reference"),
    "region_code": ("code", "region"),
}
