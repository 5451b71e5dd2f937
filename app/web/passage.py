"""A page in one passage through a worker thread: its guards, its session and its route, one after the other.

The framework hands each of them to a thread of its own, and waits for its turn each time. What is asynchronous, or made
of something else than a request, its path, its query and its form, is left to it.
"""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from typing import Any

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import request_params_to_args
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from app.db import read_session, reading
from app.replica import Replica
from app.web.late import LateRoute
from app.web.posted import posted
from app.web.wrote import near, written_before

Known = dict[Any, Any]
"""What was already made for this request, by the function that makes it."""


class PageRoute(LateRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        if not fits(self):
            return super().get_route_handler()
        dependant = self.dependant
        takes_form = any(one.call is posted for one in _tree(dependant))
        answer = _answer_reading if any(one.call is read_session for one in _tree(dependant)) else _answer

        async def handler(request: Request) -> Response:
            known: Known = {}
            if takes_form:
                stack = request.scope["fastapi_inner_astack"]
                known[posted] = await stack.enter_async_context(asynccontextmanager(posted)(request))
            return await run_in_threadpool(answer, dependant, request, known)

        return handler


def fits(route: APIRoute) -> bool:
    """A route that answers by itself, with a ``Response``, from plain functions."""
    return route.response_field is None and all(_is_plain(one) for one in _tree(route.dependant))


def _tree(dependant: Dependant) -> Iterator[Dependant]:
    yield dependant
    for one in dependant.dependencies:
        yield from _tree(one)


def _is_plain(one: Dependant) -> bool:
    other = (one.body_params, one.header_params, one.cookie_params, one.own_oauth_scopes, one.concurrency)
    more = (one.response_param_name, one.background_tasks_param_name, one.security_scopes_param_name)
    waits = iscoroutinefunction(one.call) or isasyncgenfunction(one.call)
    return one.call is posted or not (waits or any(other) or any(more) or not hasattr(one.call, "__code__"))


def _answer_reading(dependant: Dependant, request: Request, known: Known) -> Response:
    """Who asks and what the page reads, in one transaction; a replica, if any, is asked first what the page reads."""
    replica = near(request)
    answer = None if replica is None else _answer_far(replica, dependant, request)
    if answer is not None:
        return answer
    with reading(request.app.state.bind) as request.state.reading:
        try:
            return _answer(dependant, request, known)
        finally:
            del request.state.reading


def _answer_far(replica: Replica, dependant: Dependant, request: Request) -> Response | None:
    """None when the replica is late, or was lost on the way: the page is then read again, from the database."""
    try:
        with reading(replica.engine) as session:
            if not replica.has(session, written_before(request)):
                return None
            request.state.reading, request.state.on_replica = session, True
            try:
                return _answer(dependant, request, {})
            finally:
                del request.state.reading, request.state.on_replica
    except (DBAPIError, PoolTimeoutError):
        replica.put_aside()
        return None


def _answer(dependant: Dependant, request: Request, known: Known) -> Response:
    """A session is closed, and what was written is kept, before the answer leaves."""
    with ExitStack() as stack:
        values = _values(dependant, request, known, stack)
        answer = dependant.call(**values)  # type: ignore[misc]
    if not isinstance(answer, Response):
        raise TypeError(f"{dependant.path} answers with a {type(answer).__name__}")
    return answer


def _values(dependant: Dependant, request: Request, known: Known, stack: ExitStack) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for one in dependant.dependencies:
        made = known[one.call] if one.call in known else _made(one, request, known, stack)
        if one.name is not None:
            values[one.name] = made
    faults: list[Any] = []
    for fields, given in ((dependant.path_params, request.path_params), (dependant.query_params, request.query_params)):
        if fields:
            read, wrong = request_params_to_args(fields, given)
            values |= read
            faults += wrong
    if faults:
        raise RequestValidationError(faults)
    if dependant.request_param_name:
        values[dependant.request_param_name] = request
    return values


def _made(one: Dependant, request: Request, known: Known, stack: ExitStack) -> Any:
    values = _values(one, request, known, stack)
    call: Callable[..., Any] = one.call  # type: ignore[assignment]
    made = stack.enter_context(contextmanager(call)(**values)) if isgeneratorfunction(call) else call(**values)
    known[call] = made
    return made
