"""A route is built when it is asked for, once, and is then like any other."""

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from app.web.finding import ShortList
from app.web.late import LateRoute


def page(number: int) -> dict[str, int]:
    return {"number": number}


@pytest.fixture
def router() -> ShortList:
    made = ShortList()
    made.get("/pages/{number}", status_code=201)(page)
    return made


def test_it_is_built_by_the_first_request_and_answers(router: ShortList) -> None:
    app = FastAPI()
    app.include_router(router, max_body_size=10)
    (route,) = router.routes
    assert "dependant" not in vars(route)
    answer = TestClient(app).get("/pages/17")
    assert (answer.status_code, answer.json()) == (201, {"number": 17})
    assert "dependant" in vars(route)


def test_it_says_its_name_and_its_place_without_being_built(router: ShortList) -> None:
    (route,) = router.routes
    assert isinstance(route, LateRoute)
    assert (route.path, route.name) == ("/pages/{number}", "page")
    assert "dependant" not in vars(route)
    assert route.methods == {"GET"}
    assert "dependant" in vars(route)


def test_what_a_route_does_not_have_is_still_missing(router: ShortList) -> None:
    (route,) = router.routes
    assert not hasattr(route, "absent")
    assert not hasattr(route, "absent")
