"""A program that reads with a token."""

from collections.abc import Collection
from typing import Any

from httpx2 import Response
from sqlalchemy.orm import Session

from app import clock
from app.accounts.scopes import allowed
from app.accounts.tokens import create_token
from app.models import Role, User
from tests.factories import a_user
from tests.support.client import Client


def bearer(
    session: Session, role: Role | str = Role.LECTEUR, user: User | None = None, scopes: Collection[str] | None = None
) -> dict[str, str]:
    """The header of a new token; of a new person when none is given; all that its role allows unless said."""
    user = user or a_user(session, Role(role).value)
    given = allowed(Role(user.role)) if scopes is None else scopes
    token = create_token(session, user=user, name="Essai", now=clock.now(), scopes=given)
    session.commit()
    return {"Authorization": f"Bearer {token}"}


def read(client: Client, address: str, headers: dict[str, str]) -> Any:
    answer = client.get(f"/api/v1{address}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: Response) -> tuple[int, str]:
    """(status, last word of its type), once the shape of the problem is checked."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    content = answer.json()
    assert {"type", "title", "status", "detail"} <= set(content)
    assert content["status"] == answer.status_code
    assert content["detail"].endswith((".", "\u202f!"))
    return answer.status_code, content["type"].removeprefix("/api/v1/problems/")


def faults_of(answer: Response) -> dict[str, str]:
    """Of a 422: where each fault is, a JSON pointer or the name of a parameter, and its sentence."""
    assert refused(answer)[0] == 422, answer.text
    found = answer.json()["errors"]
    assert all(one["detail"].endswith(".") for one in found)
    return {one.get("pointer") or one["parameter"]: one["detail"] for one in found}
