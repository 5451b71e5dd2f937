"""Who carries the project, with whom: found as one types, created on the spot, never twice."""

import pytest
from sqlalchemy.orm import Session

from app.models import Organisation
from tests.app.registration.conftest import Walk
from tests.factories import an_organisation


def test_a_name_written_in_full_is_recognised(walk: Walk, porteur: Organisation) -> None:
    assert walk.send("partenaires", partners_0_name="les ateliers du canal") == 303
    values = walk.values("partenaires")
    assert values["partners-0-organisation_id"] == [str(porteur.id)]
    assert values["partners-0-name"] == ["Les Ateliers du Canal"]


def test_the_beginning_of_a_name_gives_a_choice_to_make(walk: Walk, porteur: Organisation) -> None:
    assert walk.send("partenaires", partners_0_name="Ateliers") == 422
    assert "Est-ce l’une de ces organisations" in walk.said()
    assert "Non, créer « Ateliers »" in walk.said()
    assert walk.send("partenaires", partners_0_organisation_id=str(porteur.id), partners_0_known="Ateliers") == 303
    assert walk.values("partenaires")["partners-0-name"] == ["Les Ateliers du Canal"]


@pytest.mark.usefixtures("porteur")
def test_a_new_organisation_may_be_preferred_to_those_proposed(walk: Walk) -> None:
    walk.send("partenaires", partners_0_name="Ateliers")
    assert walk.send("partenaires", partners_0_organisation_id="new", partners_0_known="Ateliers") == 422
    assert "Choisissez le profil de cette nouvelle organisation." in walk.said()
    assert walk.send("partenaires", partners_0_profile_code="association") == 303
    assert walk.values("partenaires")["partners-0-organisation_id"] == ["new"]


def test_a_known_siren_is_proposed_and_not_duplicated(walk: Walk, porteur: Organisation) -> None:
    new = {"partners_0_profile_code": "association", "partners_0_siren": "732 829 320"}
    assert walk.send("partenaires", partners_0_name="Atelier canal", **new) == 422
    assert "Ce SIREN est déjà celui de « Les Ateliers du Canal »" in walk.said()
    assert walk.send("partenaires", partners_0_organisation_id=str(porteur.id)) == 303
    assert walk.values("partenaires")["partners-0-organisation_id"] == [str(porteur.id)]


def test_a_wrong_siren_is_a_fault_that_keeps_all_that_was_typed(walk: Walk) -> None:
    typed = {"partners_0_name": "Neuve", "partners_0_profile_code": "association", "partners_0_siren": "123 456 789"}
    assert walk.send("partenaires", **typed, partners_0_contact_name="Inès Morel") == 422
    assert "La clé de ce SIREN n’est pas juste" in walk.said()
    values = walk.values("partenaires")
    assert values["partners-0-siren"] == ["123 456 789"]
    assert values["partners-0-contact_name"] == ["Inès Morel"]


def test_a_project_needs_someone_to_carry_it(walk: Walk, porteur: Organisation) -> None:
    assert walk.send("partenaires", partners_1_name=porteur.name) == 422
    assert "Indiquez qui porte le projet." in walk.said()
    assert walk.values("partenaires")["partners-1-name"] == [porteur.name]


def test_the_same_organisation_twice_is_told(walk: Walk, porteur: Organisation) -> None:
    assert walk.send("partenaires", partners_0_name=porteur.name, partners_1_name=porteur.name) == 422
    assert "est déjà dans cette liste" in walk.said()


def test_rows_are_added_and_removed_without_script(walk: Walk, porteur: Organisation, session: Session) -> None:
    names = [an_organisation(session, name=f"Alliée {letter}").name for letter in "AB"]
    session.commit()
    walk.send("partenaires", partners_0_name=porteur.name, partners_1_name=names[0], bouton="ajouter")
    assert walk.answer.headers["Location"].endswith("ligne=derniere")
    walk.send("partenaires", partners_2_name=names[1], bouton="ajouter")
    walk.send("partenaires", bouton="retirer-1")
    values = walk.values("partenaires")
    assert (values["partners-1-name"], "partners-2-name" in values) == ([names[1]], False)


def test_an_email_that_is_not_one_is_told(walk: Walk, porteur: Organisation) -> None:
    assert walk.send("partenaires", partners_0_name=porteur.name, partners_0_contact_email="ines chez nous") == 422
    assert "Écrivez une adresse électronique" in walk.said()


def test_the_search_as_one_types_gives_known_organisations(walk: Walk, porteur: Organisation) -> None:
    found = walk.client.get("/enregistrement/recherche/organisations?q=ateliers").json()
    assert found == [{"value": str(porteur.id), "label": porteur.name, "hint": "Association · SIREN 732829320"}]
