"""Organisations that may be the same one: what is proposed, why, and what is not."""

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.models import Organisation
from app.partners import duplicates
from app.partners.duplicates import proposals, propose_again, tell_apart, told_apart
from app.partners.likeness import Named, alike
from tests.factories import a_user, an_organisation
from tests.support.queries import counted

LILLE, ROUBAIX, RENNES = "commune-59350", "commune-59512", "commune-35238"


def reasons(session: Session) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(own.first.name, own.second.name, own.reasons) for own in proposals(session)]


def test_the_siret_of_a_known_siren_is_proposed_first(session: Session) -> None:
    an_organisation(session, name="Les Ateliers du Nord", commune_id=LILLE)
    an_organisation(session, name="Ateliers du Nord", commune_id=LILLE)
    an_organisation(session, name="EcoTri", siren="732829320")
    an_organisation(session, name="Eco-Tri SARL", siret="73282932000074")
    found = reasons(session)
    assert found[0] == ("EcoTri", "Eco-Tri SARL", ("Même SIREN, 732829320", "Noms proches, commune non renseignée"))
    assert found[1] == ("Les Ateliers du Nord", "Ateliers du Nord", ("Noms proches, même commune (Lille)",))


def test_an_rna_without_its_letter_is_the_same_number(session: Session) -> None:
    an_organisation(session, name="Amicale", rna="W751212517")
    an_organisation(session, name="Tout autre nom", rna="751212517")
    assert [own[2] for own in reasons(session)] == [("Même RNA, 751212517",)]


@pytest.mark.parametrize("column", ["siren", "rna"])
def test_two_numbers_are_two_organisations_whatever_their_names(session: Session, column: str) -> None:
    numbers = {"siren": ("732829320", "552081317"), "rna": ("W751212517", "W751212518")}[column]
    for number in numbers:
        an_organisation(session, name="Les Jardins partagés", commune_id=LILLE, **{column: number})
    assert proposals(session) == []


def test_the_nearer_the_places_the_less_alike_names_need_be(session: Session) -> None:
    for commune in (LILLE, ROUBAIX, RENNES):
        an_organisation(session, name="Maison des solidarités", commune_id=commune)
    assert [own[2] for own in reasons(session)] == [("Noms proches, même département (59)",)]


def test_those_told_apart_are_no_longer_proposed_until_one_changes_one_s_mind(session: Session) -> None:
    one, other = (an_organisation(session, name=name) for name in ("La Fabrique solidaire", "Fabrique solidaire"))
    lia = a_user(session, name="Lia")
    for pair in ((one, other), (other, one)):
        tell_apart(session, *pair, user=lia, now=clock.now())
    assert proposals(session) == []
    assert [(row.first_name, row.second_name, row.by) for row in told_apart(session)] == [
        ("La Fabrique solidaire", "Fabrique solidaire", "Lia")
    ]
    propose_again(session, other, one)
    assert len(proposals(session)) == 1
    with pytest.raises(Refused, match="différentes"):
        tell_apart(session, one, one, user=None, now=clock.now())


@pytest.mark.parametrize(
    ("one", "other", "are_alike"),
    [
        ("association les petits freres", "les petits freres", True),
        ("atelier velo solidaire", "atleier velo solidaire", True),
        ("lycee pasteur 1", "lycee pasteur 2", False),
        ("mairie", "maison", False),
        ("la ressourcerie du nord", "ressourcerie", True),
        ("de la", "du les", False),
    ],
)
def test_names_of_one_commune(one: str, other: str, are_alike: bool) -> None:
    names = [Named(n, name, "commune-1", "59", "lille") for n, name in enumerate((one, other))]
    assert (len(alike(names)) == 1) is are_alike


def test_a_word_that_everyone_bears_brings_nobody_together() -> None:
    assert alike([Named(n, f"mairie {'abcdefghijklmnopqrstuvwxyz'[n % 26] * 6}{n}") for n in range(200)]) == {}


def test_thousands_of_organisations_are_compared_in_three_queries(session: Session, connection: Connection) -> None:
    words = ["atelier", "maison", "ferme", "jardin", "federation", "ecole", "mairie", "relais", "habitat", "energie"]
    endings = ["".join(chr(97 + n % size) * 2 for size in (23, 19, 17)) for n in range(2_000)]
    rows = [
        {
            "name": f"{words[n % 10]} {words[n // 10 % 10]} {endings[n]}",
            "profile_code": "association",
            "commune_id": (LILLE, ROUBAIX, RENNES, None)[n % 4],
        }
        for n in range(2_000)
    ]
    session.execute(insert(Organisation), rows)
    with counted(connection) as statements:
        found = proposals(session)
    assert len(statements) == 3
    assert len(found) < 1_000


def test_beyond_a_number_only_the_same_numbers_and_names_are_looked_at(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_organisation(session, name="Les Ateliers du Nord", commune_id=LILLE)
    an_organisation(session, name="Ateliers du Nord", commune_id=LILLE)
    an_organisation(session, name="Éco Tri", commune_id=LILLE)
    an_organisation(session, name="Eco Tri", commune_id=LILLE)
    an_organisation(session, name="Toute petite", siren="732829320")
    an_organisation(session, name="Une autre", siret="73282932000074")
    assert len(reasons(session)) == 3
    monkeypatch.setattr(duplicates, "MOST", 5)
    assert {own[0] for own in reasons(session)} == {"Éco Tri", "Toute petite"}
