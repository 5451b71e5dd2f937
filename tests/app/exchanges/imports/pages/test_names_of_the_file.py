"""Two close names of one file: said to be one on the plan page, they are one organisation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Organisation
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of
from tests.app.exchanges.imports.pages.situations import batch_at, press, send
from tests.support.client import Client


def test_a_name_said_to_be_another_of_the_file_joins_it(client: Client, session: Session) -> None:
    client.sign_in("gestionnaire")
    one, two = make.a_project(session).code, make.a_project(session).code
    rows = [("Projet", "Organisation"), (one, "Ateliers du Léon"), (two, "Atelier du Léon")]
    address = send(client, csv_of(rows), name="partenaires.csv")
    page = client.get(address).text
    assert "C’est «\u00a0Ateliers du Léon\u00a0»" in page
    assert "Noms proches, dans ce fichier" in page
    radio = next(each for each in client.page.iter("input") if each.get("type") == "radio")  # type: ignore[union-attr]
    press(client, f"{address}/corrections", **{str(radio.get("name")): str(radio.get("value"))})
    assert batch_at(session, address).decisions["organisations"] == {"atelier du leon": "ateliers du leon"}
    client.get(address)
    press(client, f"{address}/application")
    assert session.scalars(select(Organisation.name)).all() == ["Ateliers du Léon"]
