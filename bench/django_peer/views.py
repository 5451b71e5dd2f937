"""One view: who asks, the ids of the page, its lines, the totals, the choices of the filters; then the template."""

import base64
import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.template import Context
from django.template.loader import get_template

from app.models.project import STATUS_LABELS, STATUS_TONES
from app.web.static import static
from bench.sent import IDS, Statement, load

SIZE = 50
SHEETS = ("tokens", "base", "layout", "parts", "forms", "tables", "grid", "charts", "print")
FILTERS = (
    ("programme", "Programme", "Tous"),
    ("region", "Région", "Toutes"),
    ("statut", "Statut", "Tous"),
    ("suivi", "À suivre", "Tout"),
    ("financeur", "Financeur", "Tous"),
    ("domaine", "Domaine", "Tous"),
    ("phase", "Phase", "Toutes"),
    ("categorie", "Catégorie", "Toutes"),
)
WATCHED = [("retard", "En retard"), ("reponses", "Attend des réponses"), ("versements", "À verser")]
INTERREGIONAL = ("interregional", "Interrégional ou national")


def portfolio(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        demo = rows(cursor, "demo")
        visitor = read_visitor(cursor, request)
        if visitor is None:
            return HttpResponseForbidden()
        ids, following = read_page(cursor)
        context = {
            "demo": demo,
            "visitor": visitor,
            "lines": read_lines(cursor, ids),
            "totals": named(cursor, "totals", ("projects", "committed", "paid", "due", "late", "awaiting"))[0],
            "filters": read_filters(cursor),
            "next": following,
            **fixed(),
        }
    content = page().template.render(Context(context)).encode()
    return HttpResponse(content, headers={"Content-Length": str(len(content)), "Cache-Control": "no-store"})


@cache
def statements() -> dict[str, Statement]:
    return load(Path(os.environ["BENCH_STATEMENTS"]))


@cache
def page() -> Any:
    return get_template("portfolio.html")


@cache
def fixed() -> dict[str, Any]:
    """What never changes on this page is made once."""
    sheets = [static(f"css/{sheet}.css") for sheet in SHEETS]
    return {"sheets": sheets, "icon": static("icons/icon.svg"), "script": static("js/app.js"), "size": SIZE}


def rows(cursor: Any, name: str, **values: Any) -> list[tuple[Any, ...]]:
    sql, usual = statements()[name]
    cursor.execute(sql, usual | values)
    found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def named(cursor: Any, name: str, columns: tuple[str, ...] = (), **values: Any) -> list[dict[str, Any]]:
    found = rows(cursor, name, **values)
    keys = columns or tuple(column.name for column in cursor.description)
    return [dict(zip(keys, row, strict=False)) for row in found]


def read_visitor(cursor: Any, request: HttpRequest) -> dict[str, Any] | None:
    token = request.COOKIES.get("odd17", "")
    found = named(cursor, "who", token=hashlib.sha256(token.encode()).digest())
    return found[0] if found else None


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
    found = {line["id"]: line for line in named(cursor, "lines", **dict(zip(places, ids, strict=True)))}
    for line in found.values():
        status = line["status"]
        line["tone"], line["label"] = STATUS_TONES.get(status, "info"), STATUS_LABELS[status]
        line["late"] = line["late_milestones"] > 0 or line["late_instalments"] > 0
        line["waits"] = line["invited"] > line["answered"]
    return [found[number] for number in ids]


def read_filters(cursor: Any) -> list[dict[str, Any]]:
    choices: dict[str, list[tuple[str, str]]] = {name: [] for name, _, _ in FILTERS}
    for name, value, label, active, *_ in rows(cursor, "choices"):
        if active:
            choices[name].append((value, label))
    choices["region"].append(INTERREGIONAL)
    choices["statut"] = [(status, label) for status, label in STATUS_LABELS.items()]
    choices["suivi"] = WATCHED
    return [{"name": name, "label": label, "blank": blank, "options": choices[name]} for name, label, blank in FILTERS]
