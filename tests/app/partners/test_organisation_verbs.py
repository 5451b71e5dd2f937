import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.partners.queries import find_by_identifier, search_organisations
from app.partners.service import create_organisation, update_organisation
from tests.factories import a_user, an_organisation

SIREN, SIRET = "732829320", "73282932000074"


def test_numbers_are_stored_compact(session: Session) -> None:
    kept = create_organisation(
        session, name=" Les Ateliers ", profile_code="association", siren="732 829 320", siret=SIRET, user=None
    )
    assert (kept.name, kept.siren, kept.siret) == ("Les Ateliers", SIREN, SIRET)


def test_a_number_already_known_is_refused_with_a_link(session: Session) -> None:
    known = an_organisation(session, siren=SIREN)
    with pytest.raises(Refused) as refusal:
        create_organisation(session, name="Double", profile_code="association", siren="732 829 320", user=None)
    assert refusal.value.field == "siren"
    assert refusal.value.link == f"/partenaires/{known.id}"


def test_a_siret_of_a_known_siren_is_that_organisation(session: Session) -> None:
    known = an_organisation(session, siren=SIREN)
    with pytest.raises(Refused):
        create_organisation(session, name="Double", profile_code="association", siret=SIRET, user=None)
    assert find_by_identifier(session, siret=SIRET) is known


def test_two_establishments_of_one_siren_may_coexist(session: Session) -> None:
    an_organisation(session, siret="35600000000048")
    other = create_organisation(session, name="Agence", profile_code="entreprise", siret="35600000049837", user=None)
    assert other.siret == "35600000049837"


def test_a_siret_that_is_not_of_the_siren_is_refused(session: Session) -> None:
    with pytest.raises(Refused) as refusal:
        create_organisation(
            session, name="X", profile_code="association", siren=SIREN, siret="35600000000048", user=None
        )
    assert refusal.value.field == "siret"


def test_an_update_says_who_and_refuses_an_old_version(session: Session) -> None:
    person, known = a_user(session), an_organisation(session, siren=SIREN)
    update_organisation(session, known, user=person, version=1, name="Nouveau nom", siren=SIREN)
    assert (known.version, known.updated_by_id) == (2, person.id)
    with pytest.raises(Conflict):
        update_organisation(session, known, user=person, version=1, name="Autre")


def test_saving_without_change_writes_nothing(session: Session) -> None:
    known = an_organisation(session, name="Pareil")
    update_organisation(session, known, user=a_user(session), name="Pareil")
    assert known.version == 1


@pytest.mark.parametrize("text", ["ateliers", "ATELIERS ÉTÉ", "ete ateliers", "732 829", SIREN, SIRET])
def test_an_organisation_is_found_by_words_or_number(session: Session, text: str) -> None:
    found = an_organisation(session, name="Les Ateliers d’Été", siren=SIREN)
    an_organisation(session, name="Autre chose")
    assert [row.id for row in search_organisations(session, text)] == [found.id]


def test_the_nearest_comes_first_and_wildcards_are_plain_text(session: Session) -> None:
    last = an_organisation(session, name="Ensemble Atelier")
    first = an_organisation(session, name="Atelier 100 %")
    assert [row.id for row in search_organisations(session, "atelier")] == [first.id, last.id]
    assert [row.id for row in search_organisations(session, "%")] == [first.id]
    assert search_organisations(session, "  ") == []
