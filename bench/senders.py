"""Someone who sends a workbook, waits for what it would change, and confirms: on our pages and on the peer's."""

import re
import time
from html import unescape
from typing import Protocol

import httpx2

from bench.servers import HOST

WAIT_SECONDS = 900
POLL_SECONDS = 0.02  # our page asks each second; the work is measured here, not the patience
FILE_NAME = "suivi.xlsx"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PageMissing(Exception):  # noqa: N818 - dit ce qui manque
    """The site under measure has no such page yet."""


class Sender(Protocol):
    """`send` gives the page that shows what would change; nothing is recorded before `confirm`."""

    process: int

    def send(self, content: bytes) -> str: ...

    def confirm(self, page: str) -> None: ...


class OurPages:
    HERE = "/imports"

    def __init__(self, port: int, process: int, cookies: dict[str, str]) -> None:
        self.process = process
        self.client = browser(port, cookies)

    def look(self) -> None:
        """Raises `PageMissing`."""
        page_of(self.client.get(self.HERE))

    def send(self, content: bytes) -> str:
        first = page_of(self.client.get(self.HERE))
        file = {"fichier": (FILE_NAME, content, XLSX)}
        return self._awaited(self.client.post(self.HERE, data=hidden_in(first, self.HERE), files=file))

    def confirm(self, page: str) -> None:
        (action,) = re.findall(r'action="(/imports/\d+/application)"', page)
        self._awaited(self.client.post(action, data=hidden_in(page, action)))

    def _awaited(self, answer: httpx2.Response) -> str:
        """Follows to the page of the import and asks how far it is until the work is over."""
        if not answer.has_redirect_location:
            raise RuntimeError(page_of(answer)[:2_000])
        address = answer.headers["location"].partition("?")[0]
        page = page_of(self.client.get(address))
        while 'id="avancement"' in page:
            time.sleep(POLL_SECONDS)
            if self.client.get(f"{address}/avancement").has_redirect_location:
                page = page_of(self.client.get(address))
        return page


class PeerPages:
    HERE = "/admin/importing/project/import/"
    CONFIRM = "/admin/importing/project/process_import/"

    def __init__(self, port: int, process: int, cookies: dict[str, str], resource: int) -> None:
        self.process = process
        self.resource = str(resource)
        self.client = browser(port, cookies)

    def send(self, content: bytes) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page_of(self.client.get(self.HERE)))
        assert token
        fields = {"csrfmiddlewaretoken": token[1], "format": "0", "resource": self.resource}
        return page_of(self.client.post(self.HERE, data=fields, files={"import_file": (FILE_NAME, content, XLSX)}))

    def confirm(self, page: str) -> None:
        answer = self.client.post(self.CONFIRM, data=hidden_in(page, self.CONFIRM))
        if not answer.has_redirect_location:
            raise RuntimeError(answer.text[:2_000])


def browser(port: int, cookies: dict[str, str]) -> httpx2.Client:
    origin = f"http://{HOST}:{port}"
    return httpx2.Client(base_url=origin, headers={"Origin": origin}, cookies=cookies, timeout=WAIT_SECONDS)


def page_of(answer: httpx2.Response) -> str:
    if answer.status_code == httpx2.codes.NOT_FOUND:
        raise PageMissing(f"La page {answer.url.path} n’existe pas encore\u202f: rien à mesurer de ce côté.")
    if answer.is_server_error:
        raise RuntimeError(f"{answer.url.path}: {answer.status_code}")
    return answer.text


def hidden_in(page: str, action: str) -> dict[str, str]:
    """What the form of this address carries unseen."""
    (form,) = re.findall(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', each)) for each in re.findall(r"<input[^>]*>", form)]
    return {each["name"]: unescape(each.get("value", "")) for each in inputs if each.get("type") == "hidden"}
