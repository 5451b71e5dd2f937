"""Projects created and changed by the service, as pages, imports and registration do."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound, Refused
from app.projects.queries import deduce_region, get_project, get_whole_project, search_territories
from app.projects.service import create_project, update_project
from tests.factories import a_partner, a_programme, a_project, a_user

TODAY = date(2026, 11, 22)
CASSEL, LILLE, RENNES = "commune-59135", "commune-59350", "commune-35238"


def test_codes_follow_each_other_from_year_to_year(session: Session) -> None:
    first = create_project(session, title="Un", user=None, today=date(2025, 12, 31))
    second = create_project(session, title="Deux", user=None, today=date(2026, 1, 1))
    assert first.code.startswith("ODD17-2025-")
    assert second.code == f"ODD17-2026-{int(first.code[-3:]) + 1:03d}"


def test_numbers_pass_nine_hundred_and_ninety_nine(session: Session) -> None:
    a_project(session, code="ODD17-2024-1200")
    assert create_project(session, title="Suivant", user=None, today=TODAY).code == "ODD17-2026-1201"


def test_the_region_is_that_of_the_territories(session: Session) -> None:
    project = create_project(session, title="Pacte", user=None, today=TODAY, territory_ids=[CASSEL, LILLE])
    assert project.region_code == "32"
    assert {place.id for place in get_whole_project(session, project.code).territories} == {CASSEL, LILLE}


def test_places_of_two_regions_have_no_region_in_common(session: Session) -> None:
    assert deduce_region(session, [CASSEL, RENNES]) is None
    assert deduce_region(session, []) is None
    assert deduce_region(session, ["departement-75"]) == "11"


def test_a_project_may_be_interregional_whatever_its_places(session: Session) -> None:
    project = create_project(
        session, title="National", user=None, today=TODAY, territory_ids=[CASSEL], region_code=None
    )
    assert project.region_code is None


def test_an_unknown_place_is_refused_on_its_field(session: Session) -> None:
    with pytest.raises(Refused) as refusal:
        create_project(session, title="Ailleurs", user=None, today=TODAY, territory_ids=["commune-00000"])
    assert refusal.value.field == "territory_ids"


def test_a_mode_brings_its_category_and_refuses_another(session: Session) -> None:
    project = create_project(session, title="Consortium", user=None, today=TODAY, mode_code="consortium")
    assert project.category_code == "cooperation_economique"
    with pytest.raises(Refused) as refusal:
        update_project(session, project, version=None, user=None, mode_code="consortium", category_code="mecenat")
    assert refusal.value.field == "mode_code"


def test_an_update_keeps_what_it_does_not_name(session: Session) -> None:
    user = a_user(session)
    project = create_project(session, title="Avant", user=user, today=TODAY, domain_codes=["sante"], need="Un besoin")
    update_project(session, project, version=project.version, user=user, title="Après")
    session.expire_all()
    found = get_whole_project(session, project.code)
    assert (found.title, found.need, [domain.code for domain in found.domains]) == ("Après", "Un besoin", ["sante"])


def test_a_change_of_lists_alone_makes_a_new_version(session: Session) -> None:
    project = create_project(session, title="Listes", user=None, today=TODAY)
    seen = project.version
    update_project(session, project, version=seen, user=None, goal_codes=["17", "17.16"])
    assert project.version > seen


def test_an_old_version_is_refused(session: Session) -> None:
    project = create_project(session, title="Avant", user=None, today=TODAY)
    seen = project.version
    update_project(session, project, version=seen, user=None, title="Entre-temps")
    with pytest.raises(Conflict):
        update_project(session, project, version=seen, user=None, title="Après")


def test_a_name_that_is_no_column_is_a_fault_of_the_program(session: Session) -> None:
    with pytest.raises(TypeError, match="colour"):
        create_project(session, title="Couleur", user=None, today=TODAY, colour="bleu")


def test_an_unknown_code_is_a_page_that_does_not_exist(session: Session) -> None:
    with pytest.raises(NotFound):
        get_project(session, "ODD17-1999-001")


def test_the_head_of_a_page_is_loaded_with_the_project(session: Session) -> None:
    project = a_project(session, programme_id=a_programme(session).id, region_code="32")
    partner = a_partner(session, project, role_code="porteur")
    session.expire_all()
    found = get_project(session, project.code)
    assert found.programme is not None
    assert found.region is not None
    assert found.partners[0].organisation.id == partner.organisation_id


@pytest.mark.parametrize("typed", ["saint-étienne", "SAINT ETIENNE", "42218", "saint etienne"])
def test_a_place_is_found_by_name_or_code(session: Session, typed: str) -> None:
    assert search_territories(session, typed)[0].id == "commune-42218"


def test_an_exact_code_comes_first_and_codes_stay_text(session: Session) -> None:
    assert search_territories(session, "2a")[0].id == "departement-2A"
    assert search_territories(session, "01")[0].code == "01"
    assert search_territories(session, "  ") == []


def test_a_percent_sign_finds_nothing(session: Session) -> None:
    assert search_territories(session, "%") == []
