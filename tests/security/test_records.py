"""Every kind of record × every person × every address that names one, expected from the rights declared.

What one has no right to is refused alike whether it exists or not; what belongs to another project, to another person,
to another partner or to another funder's money answers as what does not exist. The addresses are read from the
application and their parameters filled from two sides of everything (`tests.security.owners`).
"""

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import NamedTuple

import pytest
from fastapi import FastAPI
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Role
from app.web.auth import ROLE_RIGHTS, Right, rights_of_routes
from app.web.programs import ROOT
from app.web.rights import BY_LINK
from tests import factories as make
from tests.security.owners import BESIDE, MISSING, PERSONAL, Side, a_side, filled, missing, parameters
from tests.support.api import bearer
from tests.support.client import Client
from tests.support.doors import enter

CHANGING = re.compile(r"[A-Za-z0-9_\-]{20,}|\d+")
# Of those who may export, only those who may read every answer: said by the page itself.
FINER = {"/projets/{code}/resultats/preuve": Right.EVALUATE}
STAFF = [role for role in Role if role is not Role.FINANCEUR]


class Address(NamedTuple):
    method: str
    path: str
    right: Right
    keys: list[str]


@pytest.fixture
def addresses(app: FastAPI) -> list[Address]:
    """All that name something."""
    found = [
        Address(method, path, right, parameters(path))
        for (method, path), right in rights_of_routes(app.routes).items()
        if right is not None
    ]
    return [address for address in found if address.keys]


@pytest.fixture
def mine(session: Session) -> Side:
    return a_side(session, make.a_user(session, Role.ADMIN), "ODD17-2024-801")


@pytest.fixture
def theirs(session: Session) -> Side:
    return a_side(session, make.a_user(session, Role.ADMIN), "ODD17-2024-802")


class Asker:
    """Asks as one person, by page or by program; whatever a request does is undone after it."""

    def __init__(self, client: Client, connection: Connection, role: Role | None, funder: object = None) -> None:
        self.client, self.connection = client, connection
        self.headers: dict[str, str] = {}
        self.has_token = False
        if role is not None:
            given = {"funder_id": funder} if role is Role.FINANCEUR else {}
            user = client.sign_in(user=make.a_user(client.database, role, **given))
            tokens = {} if role is Role.FINANCEUR else bearer(client.database, user=user)  # no scope is for a funder
            self.headers = {"X-CSRF-Token": client.token()} | tokens
            self.has_token = bool(tokens)

    def ask(self, address: Address, values: list[object]) -> Response:
        point, cookies = self.connection.begin_nested(), dict(self.client.cookies)
        try:
            headers = self.headers | ({"If-Match": '"1"'} if address.method == "PATCH" else {})
            body: dict[str, dict[str, str]] = {"json": {}} if address.path.startswith(ROOT) else {}
            return self.client.request(address.method, filled(address.path, values), headers=headers, **body)
        finally:
            point.rollback()
            self.client.cookies.clear()
            self.client.cookies.update(cookies)


def told(answer: Response) -> tuple[int, str, str]:
    """Without what changes at every answer: secrets and numbers."""
    location = answer.headers.get("Location", "")
    return answer.status_code, CHANGING.sub("#", location), CHANGING.sub("#", answer.text)


def alike(one: Response, other: Response) -> list[str]:
    """What differs, line by line: nothing."""
    pairs = zip(told(one), told(other), strict=True)
    return [
        line
        for here, there in pairs
        for line in unified_diff(str(here).splitlines(), str(there).splitlines(), lineterm="", n=0)
    ]


def own_values(address: Address, side: Side) -> list[object]:
    return [side.value(key) for key in address.keys]


def missing_values(address: Address, side: Side) -> list[object]:
    """The same address, with records that do not exist."""
    return [missing(side.value(key)) if side.is_record(key) else side.value(key) for key in address.keys]


def test_every_address_is_filled_with_what_exists(addresses: list[Address], mine: Side) -> None:
    assert len(addresses) > 300
    kinds = {key for address in addresses for key in address.keys if mine.is_record(key)}
    assert len(kinds) > 30
    assert {key.rpartition("/")[2] for key in kinds} >= {key.rpartition("/")[2] for key in PERSONAL}
    for address in addresses:
        own_values(address, mine)


@pytest.mark.parametrize("role", Role)
def test_a_right_one_lacks_is_refused_alike_whatever_exists_and_one_has_is_not(
    client: Client, connection: Connection, addresses: list[Address], mine: Side, role: Role
) -> None:
    asker, rights = Asker(client, connection, role, mine.funder.id), ROLE_RIGHTS[role]
    for address in addresses:
        if address.right is Right.PUBLIC or address.right in BY_LINK:
            continue
        answer = asker.ask(address, own_values(address, mine))
        if FINER.get(address.path, address.right) in rights:
            assert answer.status_code not in (401, 403, 405, 500), f"{role} {address}"
        else:
            absent = asker.ask(address, missing_values(address, mine))
            by_page = asker.has_token or not address.path.startswith(ROOT)
            assert answer.status_code == (403 if by_page else 401), f"{role} {address}"
            assert alike(answer, absent) == [], f"{role} {address}"


def test_a_stranger_learns_of_nothing(
    client: Client, connection: Connection, addresses: list[Address], mine: Side
) -> None:
    asker = Asker(client, connection, None)
    for address in addresses:
        if address.right is Right.PUBLIC:
            continue
        answers = [asker.ask(address, give(address, mine)) for give in (own_values, missing_values)]
        assert {answer.status_code for answer in answers} <= {303, 401}, address
        assert told(answers[0])[0] == told(answers[1])[0], address


def nested(addresses: list[Address], side: Side) -> Iterator[Address]:
    """Those whose last record belongs to the one before it."""
    for address in addresses:
        records = [key for key in address.keys if side.is_record(key)]
        if len(records) > 1 and not address.keys[-1].endswith(BESIDE) and side.is_record(address.keys[0]):
            yield address


@pytest.mark.parametrize("role", STAFF)
def test_a_record_of_another_project_answers_as_one_that_does_not_exist(
    client: Client, connection: Connection, addresses: list[Address], mine: Side, theirs: Side, role: Role
) -> None:
    asker, tried = Asker(client, connection, role), 0
    for address in nested(addresses, mine):
        if address.right not in ROLE_RIGHTS[role]:
            continue
        first = mine.value(address.keys[0])
        foreign = asker.ask(address, [first, *own_values(address, theirs)[1:]])
        absent = asker.ask(address, [first, *missing_values(address, mine)[1:]])
        assert alike(foreign, absent) == [], f"{role} {address}"
        assert foreign.status_code == 404 or address.path.startswith(("/comptes/", ROOT)), f"{role} {address}"
        tried += 1
    assert tried > (60 if Right.EDIT in ROLE_RIGHTS[role] else 3)


@pytest.mark.parametrize("role", STAFF)
def test_what_another_person_keeps_to_itself_answers_as_what_does_not_exist(
    client: Client, connection: Connection, addresses: list[Address], theirs: Side, role: Role
) -> None:
    asker, tried = Asker(client, connection, role), 0
    for address in addresses:
        if not address.keys[0].endswith(PERSONAL) or address.right not in ROLE_RIGHTS[role]:
            continue
        foreign, absent = (asker.ask(address, give(address, theirs)) for give in (own_values, missing_values))
        assert alike(foreign, absent) == [], f"{role} {address}"
        tried += 1
    assert tried > (20 if Right.EDIT in ROLE_RIGHTS[role] else 12)


def test_a_funder_sees_nothing_of_what_others_pay_for_or_asked_for(
    client: Client, connection: Connection, addresses: list[Address], mine: Side, theirs: Side
) -> None:
    asker, tried = Asker(client, connection, Role.FINANCEUR, mine.funder.id), 0
    for address in addresses:
        if address.right is Right.FUNDED:
            foreign, absent = (asker.ask(address, give(address, theirs)) for give in (own_values, missing_values))
            assert alike(foreign, absent) == [], address
            assert foreign.status_code == 404, address
            tried += 1
    assert tried >= 4


def test_a_partner_has_its_own_grid_and_knows_of_no_other(
    client: Client, connection: Connection, addresses: list[Address], mine: Side, theirs: Side
) -> None:
    """Neither that of another partner of the same campaign, nor that of another project."""
    asker, tried = Asker(client, connection, None), 0
    client.enter(mine.invitation)
    asker.headers = {"X-CSRF-Token": client.csrf_token}
    for address in addresses:
        if address.right is not Right.RESPOND:
            continue
        own, rest = own_values(address, mine), own_values(address, mine)[1:]
        assert asker.ask(address, own).status_code not in (401, 403, 404), address
        absent = asker.ask(address, missing_values(address, mine))
        for other in (mine.beside, theirs.records["respondent_id"]):
            assert alike(asker.ask(address, [other, *rest]), absent) == [], address
        assert absent.status_code == 401, address
        tried += 1
    assert tried >= 14


def test_whoever_is_invited_has_its_own_door_and_knows_of_no_other(
    client: Client, connection: Connection, addresses: list[Address], mine: Side, theirs: Side
) -> None:
    """Neither another person's, nor the pages of what another kind of door asks."""
    asker, tried, entered = Asker(client, connection, None), 0, 0
    enter(client, mine.door)
    asker.headers = {"X-CSRF-Token": client.csrf_token}
    for address in addresses:
        if address.right is not Right.ENTER:
            continue
        own, rest = own_values(address, mine), own_values(address, mine)[1:]
        absent = asker.ask(address, missing_values(address, mine))
        assert absent.status_code == 401, address
        assert alike(asker.ask(address, [theirs.door.id, *rest]), absent) == [], address
        mine_own = asker.ask(address, own)
        if "/programme" in address.path:
            assert mine_own.status_code in (401, 404), address
        else:
            assert mine_own.status_code not in (401, 403, 404), address
            entered += 1
        tried += 1
    assert tried >= 2
    assert entered >= 2


@pytest.mark.parametrize("role", Role)
def test_a_partner_is_nobody_on_the_pages_of_the_fund(
    client: Client, connection: Connection, addresses: list[Address], mine: Side, role: Role
) -> None:
    """Of each right a role has, one address: the cookie of a grid opens none."""
    asker = Asker(client, connection, None)
    client.enter(mine.invitation)
    asker.headers = {"X-CSRF-Token": client.csrf_token}
    for right in ROLE_RIGHTS[role] - {Right.PUBLIC}:
        for address in [one for one in addresses if one.right is right]:
            assert asker.ask(address, own_values(address, mine)).status_code in (303, 401), address


@given(number=st.integers(-(2**70), 2**70) | st.integers(0, 500))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_number_a_partner_tries_only_its_own_opens(
    client: Client, connection: Connection, mine: Side, theirs: Side, number: int
) -> None:
    client.enter(mine.invitation)
    asker, grid = Asker(client, connection, None), Address("GET", "/ma-grille/{respondent_id}", Right.RESPOND, [])
    answer = asker.ask(grid, [number])
    if number == mine.records["respondent_id"]:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 401
        assert alike(answer, asker.ask(grid, [MISSING[int]])) == []
