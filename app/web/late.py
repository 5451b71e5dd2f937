"""A route that is built when someone asks for it: what it is made of takes a fifth of a start to work out."""

from collections.abc import Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import get_name


class LateRoute(APIRoute):
    """Declared with all its words; anything asked of it but its place and its name, and it builds itself whole."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.path, self.endpoint, self._options = path, endpoint, options
        self.name = options.get("name") or get_name(endpoint)

    def __getattr__(self, name: str) -> Any:
        """Only for what is not there yet."""
        options = self.__dict__.pop("_options", None)
        if options is None:
            raise AttributeError(name)
        super().__init__(self.path, self.endpoint, **options)
        return getattr(self, name)
