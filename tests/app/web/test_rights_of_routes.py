"""The list of rights that other tests hold to: a route declared without one is in it, whatever stands before."""

from fastapi import APIRouter, FastAPI
from starlette.routing import Mount

from app.web.auth import Right, Router, rights_of_routes


def test_a_route_without_a_right_shows_and_what_answers_no_method_is_passed_over() -> None:
    bare, ours = APIRouter(), Router()
    bare.add_api_route("/sans-droit", lambda: "", openapi_extra={"x-autre": "public"})
    bare.add_api_route("/sans-rien", lambda: "", methods=["GET", "POST"])
    ours.get("/lire", right=Right.CONSULT)(lambda: "")
    app = FastAPI(routes=[Mount("/fichiers", lambda scope, receive, send: None)], openapi_url=None)
    app.include_router(bare)
    app.include_router(ours)
    assert rights_of_routes(app.routes) == {
        ("GET", "/sans-droit"): None,
        ("GET", "/sans-rien"): None,
        ("POST", "/sans-rien"): None,
        ("GET", "/lire"): Right.CONSULT,
    }
