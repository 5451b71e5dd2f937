"""No page elsewhere makes a browser change anything here: every header a browser may send, every route that writes.

The walls stand in one guard. The whole table is tried on the guard itself; that each route has it is read from the
application; and each route is then asked over HTTP, with one line of the table after another.
"""

import re
from collections.abc import Callable
from itertools import cycle, product
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.datastructures import FormData
from starlette.requests import Request

from app.errors import Forbidden
from app.models.user import Role
from app.settings import settings
from app.web.csrf import FIELD, HEADER, SAFE_METHODS, check_origin, check_token
from app.web.programs import ROOT
from tests.support.client import Client
from tests.support.routes import behind_a_door, filled, lines_of, of_partners

SITES = (None, "same-origin", "same-site", "cross-site", "none", "")
HERE, AWAY = "http://testserver", "https://ailleurs.example"
ORIGINS = (None, HERE, AWAY, "null", "http://testserver.ailleurs.example", "https://testserver", "http://testserver:81")
REFERERS = (None, f"{HERE}/comptes", f"{AWAY}/page", f"{AWAY}/?suite={HERE}/")
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
    {"Sec-Fetch-Site": "", "Origin": HERE},
    {"Origin": AWAY},
    {"Origin": "null"},
    {"Origin": AWAY, "Referer": f"{HERE}/comptes"},
    {"Referer": f"{AWAY}/page"},
    {},
]
OURS = [{"Sec-Fetch-Site": "same-origin"}, {"Origin": HERE}, {"Referer": f"{HERE}/comptes"}]
TOKEN, OTHER = "le-jeton-de-cette-session", "celui-d-une-autre"


# A mail program stops reminders, or the gazette, with the secret of its address (RFC 8058): it has no page of ours, no
# cookie of ours.
BY_SECRET = ("/rappels/arret/{sealed}/direct", "/gazette/desinscription/{sealed}/direct")
APART = (ROOT, *BY_SECRET)


class Someone:
    """As much of a visitor or a guest as the guard looks at."""

    csrf_token = TOKEN


def asked(headers: dict[str, str], **state: Any) -> Request:
    raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "POST", "path": "/projets", "query_string": b"", "state": dict(state)}
    return Request(scope | {"headers": raw, "scheme": "http", "server": ("testserver", 80)})


def let_in(wall: Callable[[], None]) -> bool:
    try:
        wall()
    except Forbidden:
        return False
    return True


def comes_from_here(site: str | None, origin: str | None, referer: str | None) -> bool:
    """The rule, written again: what the browser says of the site, else the origin, else the page it came from."""
    if site is not None:
        return site == "same-origin"
    if origin:
        return origin == HERE
    return referer is not None and referer.startswith(f"{HERE}/")


def test_only_a_page_of_this_site_passes_the_first_wall() -> None:
    for site, origin, referer in product(SITES, ORIGINS, REFERERS):
        given = {"Sec-Fetch-Site": site, "Origin": origin, "Referer": referer, "Host": "testserver"}
        request = asked({name: value for name, value in given.items() if value is not None})
        assert let_in(lambda request=request: check_origin(request)) is comes_from_here(site, origin, referer), given


def test_the_public_address_is_ours_whatever_the_relay_calls_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "base_url", "https://fonds.exemple.fr")
    check_origin(asked({"Origin": "https://fonds.exemple.fr", "Host": "testserver"}))
    for origin in (
        "http://fonds.exemple.fr",
        "https://fonds.exemple.fr:8443",
        "https://fonds.exemple.fr.ailleurs.example",
    ):
        with pytest.raises(Forbidden):
            check_origin(asked({"Origin": origin, "Host": "testserver"}))


@pytest.mark.parametrize("who", ["visitor", "guest"])
def test_only_the_token_of_the_session_passes_the_second_wall(who: str) -> None:
    sent = (None, "", OTHER, TOKEN)
    for field, header in product(sent, sent):
        request = asked(
            {HEADER: header} if header is not None else {}, **{"visitor": None, "guest": None, who: Someone()}
        )
        form = FormData([] if field is None else [(FIELD, field)])
        passed = let_in(lambda request=request, form=form: check_token(request, form, anonymous=False))
        assert passed is ((field or header) == TOKEN), (field, header)


def test_nobody_s_empty_token_opens_nothing() -> None:
    with pytest.raises(Forbidden):
        check_token(asked({}, visitor=None), FormData([(FIELD, "")]), anonymous=True)


def test_every_route_that_writes_stands_behind_the_guard_and_acts_once(app: FastAPI) -> None:
    found = 0
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute) or route.methods <= SAFE_METHODS or str(context.path).startswith(APART):
            continue
        names = [getattr(one.call, "__qualname__", "") for one in route.dependant.dependencies]
        assert "_writing_guard" in names[0], context.path  # « x__writing_guard… » where its own faults are tried
        assert names[1] == "once", context.path
        found += 1
    assert found == len(unsafe(app))


def test_a_program_is_let_in_by_its_token_alone_never_by_the_cookies_of_a_browser(app: FastAPI, client: Client) -> None:
    client.sign_in(Role.ADMIN)
    for line in lines_of(app):
        path, method, right = line.split(" ")
        if path.startswith(ROOT) and right != "public":
            assert client.request(method, filled(path)).status_code == 401, line


def test_no_request_from_elsewhere_changes_anything(app: FastAPI, client: Client) -> None:
    """With the token of the session, which a page elsewhere cannot even have."""
    client.sign_in(Role.ADMIN)
    token = client.token()
    del client.headers["Sec-Fetch-Site"]
    for (method, address), headers in zip(unsafe(app), cycle(FOREIGN), strict=False):
        answer = client.request(method, address, headers=headers | {HEADER: token})
        assert answer.status_code == 403, f"{method} {address} {headers}"


def test_a_request_from_here_without_the_token_is_refused(app: FastAPI, client: Client) -> None:
    client.sign_in(Role.ADMIN)
    by_link = of_partners(app) + behind_a_door(app)
    del client.headers["Sec-Fetch-Site"]
    for (method, address), (headers, token) in zip(unsafe(app), cycle(product(OURS, ("", OTHER))), strict=False):
        answer = client.request(method, address, headers=headers | {HEADER: token})
        assert answer.status_code == (401 if (method, address) in by_link else 403), f"{method} {address}"


def test_a_page_left_open_too_long_says_so_and_is_loaded_again_in_one_click(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    answer = client.post("/mon-compte/nom", data={"name": "Ada Diallo", "csrf_token": OTHER})
    assert answer.status_code == 403
    assert "Cette page était ouverte depuis trop longtemps." in answer.text
    assert re.search(r'<a[^>]+href="/mon-compte/nom"[^>]*>Recharger la page</a>', answer.text)


@pytest.mark.parametrize("headers", OURS, ids=str)
def test_a_request_from_here_with_the_token_is_done(client: Client, headers: dict[str, str]) -> None:
    client.sign_in(Role.LECTEUR)
    token = client.token()
    del client.headers["Sec-Fetch-Site"]
    answer = client.post("/mon-compte/nom", data={"name": "Ada Diallo", "csrf_token": token}, headers=headers)
    assert answer.status_code == 303


def test_the_token_of_another_session_is_refused(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    token = client.token()
    client.sign_in(Role.LECTEUR)
    answer = client.post("/mon-compte/nom", data={"name": "Ada Diallo", "csrf_token": token})
    assert answer.status_code == 403


def unsafe(app: FastAPI) -> list[tuple[str, str]]:
    """What a browser may be made to send; a program sends a token, and no cookie opens anything to it."""
    lines = [line.split(" ") for line in lines_of(app)]
    return [(method, filled(path)) for path, method, *_ in lines if method != "GET" and not path.startswith(APART)]
