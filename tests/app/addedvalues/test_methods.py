"""The methods: proposals to begin with, written by administrators, retired and never deleted."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.addedvalues.methods import method_choices
from app.addedvalues.words import MEANINGS
from app.models import AddedValueMethod, ValueKind
from tests.app.addedvalues.saying import a_value
from tests.factories import a_project
from tests.support.client import Client

HERE = "/valeurs-ajoutees/methodes"
TYPED = {"kind": "frugalite", "label": "Devis refusés", "unit": "euros", "how": "Compter les devis.", "source": ""}


def test_the_first_ones_are_few_and_said_to_be_proposals(client: Client, session: Session) -> None:
    kinds = dict(session.execute(select(AddedValueMethod.kind, func.count()).group_by(AddedValueMethod.kind)).all())
    assert kinds == {"agilite": 2, "frugalite": 2, "inventivite": 1}
    sources = session.scalars(select(AddedValueMethod.source)).all()
    assert all("proposition du Fonds" in source for source in sources)
    assert [kind for kind in ValueKind if MEANINGS[kind].is_proposal] == [ValueKind.FRUGALITE, ValueKind.INVENTIVITE]
    client.sign_in("lecteur")
    page = client.get(HERE).text
    assert "Définition proposée par le Fonds" in page
    assert "Ajouter une méthode" not in page


def test_a_method_is_added_and_proposed(client: Client, session: Session) -> None:
    client.sign_in("admin")
    client.post_form(f"{HERE}/nouvelle", TYPED, page=f"{HERE}/nouvelle")
    assert [code for code, _, _ in method_choices(session)][-2:] == ["devis_refuses", "reponses_nouvelles"]
    answer = client.post_form(f"{HERE}/nouvelle", TYPED | {"label": "devis refuses"}, page=f"{HERE}/nouvelle")
    assert (answer.status_code, "porte déjà ce nom" in answer.text) == (422, True)


def test_the_word_of_an_address_is_no_code(client: Client, session: Session) -> None:
    client.sign_in("admin")
    client.post_form(f"{HERE}/nouvelle", TYPED | {"label": "Nouvelle"}, page=f"{HERE}/nouvelle")
    assert session.get(AddedValueMethod, "nouvelle_2") is not None


@pytest.mark.parametrize("change", [{"unit": "semaines"}, {"kind": "frugalite"}])
def test_once_used_its_meaning_holds(client: Client, session: Session, change: dict[str, str]) -> None:
    a_value(session, a_project(session))
    client.sign_in("admin")
    own = f"{HERE}/delai_compare"
    answer = client.post_form(own, change, page=own)
    assert (answer.status_code, "ne changent plus" in answer.text) == (422, True)
    client.post_form(own, {"label": "Délais"}, page=own)
    assert session.get_one(AddedValueMethod, "delai_compare", populate_existing=True).label == "Délais"


def test_a_retired_one_is_no_longer_proposed_but_stays(client: Client, session: Session) -> None:
    project = a_project(session)
    value = a_value(session, project)
    client.sign_in("admin")
    client.post_form(f"{HERE}/delai_compare/retrait", page=HERE)
    here = f"/projets/{project.code}/valeurs-ajoutees"
    client.get(HERE)
    assert "Délai comparé" not in client.get(f"{here}/nouvelle").text
    assert "Délai comparé" in client.get(f"{here}/{value.id}").text
    assert "Délai comparé" in client.get("/valeurs-ajoutees").text
    client.post_form(f"{HERE}/delai_compare/retour", page=HERE)
    assert "Délai comparé" in client.get(f"{here}/nouvelle").text


def test_two_administrators_never_overwrite_silently(client: Client, session: Session) -> None:
    client.sign_in("admin")
    own = f"{HERE}/depense_evitee"
    client.post_form(own, {"label": "Dépenses évitées"}, page=own)
    assert client.post_form(own, TYPED | {"version": "1"}).status_code == 409
    assert client.get(f"{HERE}/inconnue").status_code == 404
