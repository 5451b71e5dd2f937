"""A file sent through the first page, and what its own page then shows."""

from xml.etree.ElementTree import Element

from sqlalchemy.orm import Session

from app.models import ImportBatch
from tests.imports.support import FOLLOW_UP
from tests.support.client import Client
from tests.support.html import find_form, form_values, text_of

FAULTY = {"Suivi!D5": "Bretange", "Suivi!D6": "Bretange", "Suivi!D7": "Occitanye", "Suivi!J9": "bientôt"}


def send(client: Client, content: bytes = b"", name: str = "suivi.xlsx") -> str:
    """The address of the page of the file, as the browser is sent to it."""
    client.get("/imports")
    reply = client.post(
        "/imports", data=with_token(client), files={"fichier": (name, content or FOLLOW_UP.read_bytes())}
    )
    assert reply.status_code == 303, reply.text
    return reply.headers["Location"]


def with_token(client: Client) -> dict[str, list[str]]:
    assert client.page is not None
    return form_values(find_form(client.page, "/imports"))


def batch_at(session: Session, address: str) -> ImportBatch:
    return session.get_one(ImportBatch, int(address.split("/")[2]), populate_existing=True)


def press(client: Client, address: str, **typed: str) -> tuple[int, str]:
    """Send the form with that address of the page received last, as it stands but for what is typed."""
    assert client.page is not None
    reply = client.post(address, data=form_values(find_form(client.page, address)) | typed)
    return reply.status_code, reply.headers.get("Location", "")


def texts(client: Client, css_class: str) -> list[str]:
    assert client.page is not None
    return [text_of(each) for each in client.page.iter() if css_class in (each.get("class") or "").split()]


def field(client: Client, label: str) -> Element:
    """The control with that accessible name."""
    assert client.page is not None
    named = {each.get("for"): text_of(each) for each in client.page.iter("label")}
    for each in client.page.iter():
        if each.tag in ("input", "select") and label in (named.get(each.get("id", "")), each.get("aria-label")):
            return each
    raise AssertionError(f"no field named {label}")
