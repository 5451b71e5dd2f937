"""Walking through a registration as a browser without script does."""

from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation, RegistrationDraft
from tests.factories import an_organisation
from tests.support.client import Client
from tests.support.html import text_of

Typed = Mapping[str, str | Sequence[str]]
AMOUNT = {"amount": "12 000,50 €", "copil_on": "10/02/2026", "starts_on": "01/03/2026", "ends_on": "28/02/2028"}


class Walk:
    """One draft of the person signed in; `send` fills the step's page as found and posts it."""

    def __init__(self, client: Client, session: Session) -> None:
        self.client = client
        self.session = session
        answer = client.post_form("/investissements/nouveau", page="/investissements/nouveau")
        self.address = answer.headers["Location"].removesuffix("/projet")
        self.id = int(self.address.rpartition("/")[2])

    def send(self, slug: str, **typed: str | Sequence[str]) -> int:
        """Names of rows are written partners_0_name; answers the status."""
        values = {row_name(name): value for name, value in typed.items()}
        self.answer = self.client.post_form(f"{self.address}/{slug}", values, page=f"{self.address}/{slug}")
        return self.answer.status_code

    def read(self, slug: str = "") -> str:
        """What the page says, no-break spaces made plain."""
        self.client.get(f"{self.address}/{slug}".rstrip("/"))
        return self.said()

    def said(self) -> str:
        assert self.client.page is not None
        return text_of(self.client.page).replace("\u00a0", " ").replace("\u202f", " ")

    def values(self, slug: str) -> dict[str, list[str]]:
        kept: dict[str, list[str]] = self.draft().steps[slug]["values"]
        return kept

    def draft(self) -> RegistrationDraft:
        self.session.expire_all()
        return self.session.scalars(select(RegistrationDraft).where(RegistrationDraft.id == self.id)).one()

    def fill(self, porteur: Organisation) -> None:
        """Everything needed, ready to be checked."""
        assert self.send("projet", title="Mobilité solidaire en Redonnais") == 303
        assert self.send("partenaires", partners_0_name=porteur.name) == 303
        assert self.send("montant", **AMOUNT) == 303
        assert self.send("tranches") == 303
        assert self.send("jalons") == 303

    def finish(self) -> int:
        self.answer = self.client.post_form(f"{self.address}/verification", page=f"{self.address}/verification")
        return self.answer.status_code


def row_name(name: str) -> str:
    group, _, rest = name.partition("_")
    number, _, field = rest.partition("_")
    return f"{group}-{number}-{field}" if number.isdecimal() else name


@pytest.fixture
def walk(client: Client, session: Session) -> Walk:
    client.sign_in("gestionnaire")
    return Walk(client, session)


@pytest.fixture
def porteur(session: Session) -> Organisation:
    return an_organisation(session, name="Les Ateliers du Canal", siren="732829320")
