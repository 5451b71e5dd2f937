"""One view: who asks, its views of the list, the choices of the filters, a page of projects; then the templates."""

import base64
import hashlib
import json
import os
import secrets
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template import Context
from django.template.loader import get_template

from app.models.project import STATUS_LABELS, STATUS_TONES
from app.web.static import static
from bench.django_peer.filters import read_filters
from bench.django_peer.keeping import Keeping
from bench.sent import IDS, Statement, load

SIZE = 50
SHEETS = ("tokens", "base", "layout", "parts", "forms", "tables", "grid", "charts", "pictures", "print")
FILES = {
    "htmx": "vendor/htmx.min.js",
    "csp": "vendor/hx-csp.min.js",
    "app": "js/app.js",
    "search": "js/search.js",
    "choosing": "js/choosing.js",
    "search_sheet": "css/search.css",
    "views_sheet": "css/views.css",
}
TOTALS = ("projects", "committed", "paid", "due", "late", "awaiting")
KEEPS = "BENCH_KEEPS"
"""Set: its page is kept as long as the journal says that nothing changed, as we do."""
keeping = Keeping()


def portfolio(request: HttpRequest) -> HttpResponse:
    token, nonce = token_of(request), secrets.token_urlsafe(18)
    with connection.cursor() as cursor:
        content = keeping.again(cursor, token, nonce) if os.environ.get(KEEPS) else None
        content = content or drawn(cursor, token, nonce)
        if content is None:
            return HttpResponseForbidden()
    return HttpResponse(content, headers={"Content-Length": str(len(content)), "Cache-Control": "no-store"})


def drawn(cursor: Any, token: bytes, nonce: str) -> bytes | None:
    found = named(cursor, "who", {"token": token})
    if not found:
        return None
    views = named(cursor, "views", dict.fromkeys(owner_names(), found[0]["user_id"]))
    parts = {"fields": draw("fields.html", filters=read_filters(rows(cursor, "choices"))), "rows": draw_rows(cursor)}
    context = {"visitor": found[0], "views": views, "nonce": nonce, **parts, **fixed()}
    content = draw("portfolio.html", **context).encode()
    if keeping.is_same:
        keeping.keep(cursor, token, nonce, content)
    return content


def draw_rows(cursor: Any) -> str:
    ids, following = read_page(cursor)
    lines, totals = read_lines(cursor, ids), named(cursor, "totals", {}, TOTALS)[0]
    return draw("rows.html", lines=lines, totals=totals, next=following, size=SIZE)


def draw(name: str, **context: Any) -> str:
    text: str = template(name).template.render(Context(context))
    return text


@cache
def template(name: str) -> Any:
    return get_template(name)


@cache
def statements() -> dict[str, Statement]:
    return load(Path(os.environ["BENCH_STATEMENTS"]))


@cache
def owner_names() -> list[str]:
    """How the statement of the views names the number of the person: the other values are not numbers."""
    return [name for name, value in statements()["views"][1].items() if isinstance(value, int)]


@cache
def fixed() -> dict[str, Any]:
    """What never changes on this page is made once."""
    files = {name: static(path) for name, path in FILES.items()}
    return {
        "sheets": [static(f"css/{sheet}.css") for sheet in SHEETS],
        "icon": static("icons/icon.svg"),
        "files": files,
    }


def rows(cursor: Any, name: str, values: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    sql, usual = statements()[name]
    cursor.execute(sql, usual | (values or {}))
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def named(cursor: Any, name: str, values: dict[str, Any], columns: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    found = rows(cursor, name, values)
    keys = columns or tuple(column.name for column in cursor.description)
    return [dict(zip(keys, row, strict=False)) for row in found]


def token_of(request: HttpRequest) -> bytes:
    return hashlib.sha256(request.COOKIES.get("odd17", "").encode()).digest()


def read_page(cursor: Any) -> tuple[list[int], str]:
    found = rows(cursor, "page")
    kept = found[:SIZE]
    if len(found) <= SIZE:
        return [row[0] for row in kept], ""
    last = json.dumps([str(value) for value in kept[-1][1:]], ensure_ascii=False, separators=(",", ":"))
    return [row[0] for row in kept], base64.urlsafe_b64encode(last.encode()).decode().rstrip("=")


def read_lines(cursor: Any, ids: list[int]) -> list[dict[str, Any]]:
    usual = statements()["lines"][1]
    places = [name for name in usual if name.startswith(IDS)]
    found = {line["id"]: line for line in named(cursor, "lines", dict(zip(places, ids, strict=True)))}
    for line in found.values():
        status = line["status"]
        line["tone"], line["label"] = STATUS_TONES.get(status, "info"), STATUS_LABELS[status]
        line["late"] = line["late_milestones"] > 0 or line["late_instalments"] > 0
        line["waits"] = line["invited"] > line["answered"]
    return [found[number] for number in ids]
