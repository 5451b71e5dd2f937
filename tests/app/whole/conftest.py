"""People on a site over a real database, whose pages are kept."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

import pytest
from httpx2 import Response
from sqlalchemy import Engine, event, text
from starlette.testclient import TestClient

from app import clock
from app.accounts.sessions import open_session
from app.db import writing
from app.main import create_app
from app.models import Role
from app.web.cookies import SESSION, cookie_name
from tests.factories import a_project, a_user

LIST = "/projets"


@dataclass
class Site:
    """`asked`: what the routes send to the database; a page given again sends nothing by them."""

    owner: Engine
    sign_in: Callable[[str], TestClient]
    asked: list[str] = field(default_factory=list)

    def get(self, browser: TestClient, address: str = LIST, **options: object) -> Response:
        self.asked.clear()
        found: Response = browser.get(address, follow_redirects=False, **options)  # type: ignore[arg-type]
        return found

    @property
    def was_given_again(self) -> bool:
        return not self.asked

    def given(self, browser: TestClient, address: str = LIST, **options: object) -> Response:
        """As soon as it is given again: drawn with what is kept, then whole."""
        for _ in range(4):
            found = self.get(browser, address, **options)
            if self.was_given_again:
                return found
        raise AssertionError(f"{address} is never given again")

    def change(self, statement: str) -> None:
        with self.owner.begin() as connection:
            connection.execute(text(statement))


@pytest.fixture
def site(own_engine: Engine, own_site_engine: Engine) -> Iterator[Site]:
    app = create_app(own_site_engine)
    with writing(own_engine) as session:
        a_project(session, title="Verger partagé", code="ODD17-2024-001")
    with ExitStack() as stack:

        def sign_in(role: str = Role.GESTIONNAIRE) -> TestClient:
            with writing(own_engine) as session:
                token = open_session(session, user=a_user(session, role), now=clock.now())
            browser = TestClient(app, base_url="http://127.0.0.1", cookies={cookie_name(SESSION): token})
            return stack.enter_context(browser)

        found = Site(own_engine, sign_in)
        event.listen(own_site_engine, "before_cursor_execute", lambda *said: found.asked.append(said[2]))
        yield found


@pytest.fixture
def browser(site: Site) -> TestClient:
    return site.sign_in(Role.GESTIONNAIRE)
