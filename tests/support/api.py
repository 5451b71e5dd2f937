"""A program that reads with a token."""

from typing import Any

from httpx2 import Response
from sqlalchemy.orm import Session

from app import clock
from app.accounts.tokens import create_token
from app.models import Role, User
from tests.factories import a_user
from tests.support.client import Client


def bearer(session: Session, role: Role | str = Role.LECTEUR, user: User | None = None) -> dict[str, str]:
    """The header of a new token; of a new person when none is given."""
    user = user or a_user(session, Role(role).value)
    token = create_token(session, user=user, name="Essai", now=clock.now())
    session.commit()
    return {"Authorization": f"Bearer {token}"}


def read(client: Client, address: str, headers: dict[str, str]) -> Any:
    answer = client.get(f"/api/v1{address}", headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: Response) -> tuple[int, str]:
    """(status, code), once the shape of the refusal is checked."""
    content = answer.json()
    assert set(content) == {"error"}
    assert set(content["error"]) == {"code", "message"}
    assert content["error"]["message"].endswith(".")
    return answer.status_code, content["error"]["code"]
