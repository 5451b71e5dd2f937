"""Every address of a feature, asked by someone who has all rights but the needed one."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.routing import BaseRoute

from app.web.auth import Right, rights_of_routes
from app.web.rights import BY_LINK
from tests.support.client import Client, with_all_rights_but


def assert_rights_are_needed(
    client: Client, routes: Sequence[BaseRoute], values: Mapping[str, object], monkeypatch: Any
) -> None:
    """`values` fills the addresses; each must answer 403 without its own right.

    A partner's page gives way to no role: whoever of the fund asks for it is a stranger there.
    """
    asked = rights_of_routes(routes)
    assert asked
    for (method, path), right in asked.items():
        assert right not in (None, Right.PUBLIC), f"{method} {path} asks for no right"
        with monkeypatch.context() as patch:
            client.sign_in(with_all_rights_but(Right(right), patch))
            address = path.format(**values)
            answer = client.get(address) if method == "GET" else client.post_form(address)
            assert answer.status_code == (401 if right in BY_LINK else 403), f"{method} {path}"
