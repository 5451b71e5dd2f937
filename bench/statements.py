"""The very statements our list page sends, with their values, so that the peer sends them too."""

from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from app.main import create_app
from bench.sent import Statement

ADDRESS = "/projets"
NAMES = ("who", "views", "acts", "choices", "page", "lines", "totals")  # in the order of one showing of the list


class PageHasChangedError(RuntimeError):
    """The list page no longer sends what the peer was written for."""


def record_page(engine: Engine, cookie: dict[str, str]) -> tuple[str, dict[str, Statement]]:
    """The page as a signed-in person sees it, and what was read for it."""
    seen: list[Statement] = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        seen.append((sql, {name: plain(value) for name, value in values.items()}))

    event.listen(engine, "before_cursor_execute", note)
    try:
        with TestClient(create_app(engine), base_url="http://127.0.0.1", cookies=cookie) as client:
            html = client.get(ADDRESS).raise_for_status().text
    finally:
        event.remove(engine, "before_cursor_execute", note)
    if len(seen) != len(NAMES):
        raise PageHasChangedError(f"{len(seen)} statements instead of {len(NAMES)}: look at bench/django_peer")
    return html, dict(zip(NAMES, seen, strict=True))


def plain(value: Any) -> Any:
    """Without the types of our code and of our driver, so that the peer has nothing of ours to load."""
    if isinstance(value, StrEnum):
        return value.value
    return getattr(value, "obj", value)
