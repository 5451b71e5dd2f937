"""The list of routes with their right, kept in `tests/app/routes.txt`. Printed by `python -m tests.support.routes`."""

import re
from collections.abc import Sequence
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import create_engine

from app.web.auth import Right, rights_of_routes
from app.web.rights import BY_LINK

LIST = Path(__file__).parents[1] / "app" / "routes.txt"


def lines_of(app: FastAPI) -> list[str]:
    found = rights_of_routes(app.routes)
    return sorted(f"{path} {method} {right or 'sans droit'}" for (method, path), right in found.items())


def listed() -> list[str]:
    return sorted(line for line in LIST.read_text(encoding="utf-8").splitlines() if line.strip())


def protected(app: FastAPI, methods: Sequence[str] = ("GET", "POST", "PUT", "DELETE")) -> list[tuple[str, str, Right]]:
    """(method, address with numbers in place of parameters, right) of what the fund does."""
    return [
        (method, filled(path), right)
        for (method, path), right in rights_of_routes(app.routes).items()
        if right is not None and right not in {Right.PUBLIC} | BY_LINK and method in methods
    ]


def of_partners(app: FastAPI, respondent_id: object = 1) -> list[tuple[str, str]]:
    """(method, address) of what a partner does in the grid given, other parameters being numbers."""
    return _by_link(app, Right.RESPOND, "{respondent_id}", respondent_id)


def behind_a_door(app: FastAPI, door_id: object = 1) -> list[tuple[str, str]]:
    """The same, of what someone does behind a personal door."""
    return _by_link(app, Right.ENTER, "{door_id}", door_id)


def _by_link(app: FastAPI, wanted: Right, name: str, number: object) -> list[tuple[str, str]]:
    return [
        (method, filled(path.replace(name, str(number))))
        for (method, path), right in rights_of_routes(app.routes).items()
        if right is wanted
    ]


def filled(path: str) -> str:
    """`/images/{name}.svg` → `/images/1.svg`."""
    return re.sub(r"{[^}]*}", "1", path)


if __name__ == "__main__":
    from app.main import create_app

    print("\n".join(lines_of(create_app(create_engine("postgresql+psycopg://")))))  # noqa: T201
