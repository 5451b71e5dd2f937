"""What a program writes, for the tests that write."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from httpx2 import Response

from tests.support.client import Client

ROOT = "/api/v1"


class Writer(NamedTuple):
    """A program with a token; addresses are those under `/api/v1`, or whole."""

    client: Client
    headers: dict[str, str]

    def post(self, address: str, content: Any, key: str | None = None) -> Response:
        more = {} if key is None else {"Idempotency-Key": key}
        return self.client.post(whole(address), json=content, headers=self.headers | more)

    def patch(self, address: str, content: Any, etag: str | None) -> Response:
        more = {} if etag is None else {"If-Match": etag}
        return self.client.patch(whole(address), json=content, headers=self.headers | more)

    def get(self, address: str) -> Response:
        answer = self.client.get(whole(address), headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer

    def etag(self, address: str) -> str:
        return str(self.get(address).headers["ETag"])

    def pages(self, address: str, name: str) -> Iterator[Any]:
        """Every item of a list, page after page."""
        after = ""
        while after is not None:
            mark = "&" if "?" in address else "?"
            page = self.get(f"{address}{mark}after={after}").json()
            yield from page[name]
            after = page["next"]


def whole(address: str) -> str:
    return address if address.startswith(ROOT) else f"{ROOT}{address}"
