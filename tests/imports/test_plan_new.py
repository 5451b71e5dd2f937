"""A first import: what is new, and which organisations are one."""

from datetime import date
from decimal import Decimal

import pytest

from imports.projects import Plan, State, gather, plan
from imports.projects.existing import Existing
from imports.workbook import read_workbook
from tests.imports.support import CODE, FOLLOW_UP, book, planned, project_line, recorded


@pytest.fixture(scope="module")
def first() -> Plan:
    return plan(gather(read_workbook(FOLLOW_UP.read_bytes())), Existing())


def names(done: Plan) -> dict[str, str]:
    return {organisation.name: organisation.profile_code for organisation in done.organisations}


def test_thirty_three_projects_and_534_000_euros_arrive(first: Plan) -> None:
    assert (first.count(State.NEW), len(first.projects), first.faults) == (33, 33, ())
    assert first.amount_eur == Decimal(534_000)
    assert first.may_be_applied


def test_running_it_twice_adds_nothing(first: Plan) -> None:
    second = plan(gather(read_workbook(FOLLOW_UP.read_bytes())), recorded(first))
    assert (second.count(State.SAME), second.changes_something, second.faults) == (33, False, ())
    assert {organisation.state for organisation in second.organisations} == {State.SAME}
    parts = [part.state for project in second.projects for part in (*project.partners, *project.milestones)]
    parts += [part.state for each in second.projects if each.investment for part in each.investment.instalments]
    assert set(parts) == {State.SAME}


def test_an_organisation_spelled_in_capitals_or_with_a_space_is_one(first: Plan) -> None:
    assert [name for name in names(first) if "amont en commun" in name.casefold()] == [
        "Association Seine amont en commun", "Fabrique Seine amont en commun",
    ]  # fmt: skip
    assert "Collectif Mauges en commun" in names(first)


def test_two_siren_under_one_name_stay_two_organisations_and_it_is_told(first: Plan) -> None:
    twins = [each.siren for each in first.organisations if each.name == "Collectif Castagniccia en commun"]
    assert sorted(twins, key=str) == ["999991045", "999998768"]
    assert any("deux organisations, à vérifier" in note.sentence for note in first.notes)


def test_profiles_are_guessed_from_names_and_told(first: Plan) -> None:
    found = names(first)
    assert found["Communauté de communes Seine amont"] == "collectivite"
    assert found["Université Nivernais"] == "academique"
    assert found["Fondation Nivernais"] == "fondation"
    assert found["Coopérative Trégor"] == "entreprise"
    assert found["Fabrique Nivernais en commun"] == found["Collectif Thiérache en commun"] == "association"
    assert any(note.sentence.startswith("Profil des nouvelles organisations déduit") for note in first.notes)


def test_a_paid_instalment_is_paid_and_the_others_planned() -> None:
    investment = planned().projects[0].investment
    assert investment
    assert [(each.label, each.status, each.paid_on) for each in investment.instalments] == [
        ("Tranche 1", "paid", date(2024, 2, 10)), ("Tranche 2", "planned", None),
    ]  # fmt: skip


def test_milestones_take_the_list_s_label_and_their_responsible() -> None:
    first, second = planned().projects[0].milestones
    assert (first.kind_code, first.title, first.responsible_key) == ("lancement", "Lancement", "association du tregor")
    assert (second.done_on, second.responsible_key) == (None, "fondation du tregor")


def test_the_carrier_comes_first_and_is_not_its_own_partner() -> None:
    line = project_line(**{"Autres partenaires": "ASSOCIATION DU TRÉGOR; Fondation du Trégor"})
    partners = planned(book([line])).projects[0].partners
    assert [(each.organisation_key, each.role_code) for each in partners] == [
        ("association du tregor", "porteur"), ("fondation du tregor", "partenaire"),
    ]  # fmt: skip


def test_two_names_with_the_same_siren_are_one_organisation() -> None:
    siret = {"SIRET porteur": "99999406400072", "Autres partenaires": None}
    other = project_line(**siret, **{"N°": "ODD17-2024-002", "Porteur": "Asso. Trégor"})
    done = planned(book([project_line(**siret), other], [], []))
    assert [each.name for each in done.organisations] == ["Association du Trégor"]
    assert any("ont le même SIREN" in note.sentence for note in done.notes)


def test_a_siret_given_once_is_the_organisation_s_everywhere() -> None:
    other = project_line(**{"N°": "ODD17-2024-002", "SIRET porteur": 99999406400072})
    done = planned(book([project_line(), other], [], []))
    assert [(each.name, each.siren) for each in done.organisations][:1] == [("Association du Trégor", "999994064")]


def test_closed_is_read_finished_and_told() -> None:
    done = planned(book([project_line(Statut="Clos")]))
    assert done.projects[0].values
    assert done.projects[0].values.status == "termine"
    assert any(f"{CODE} est clos" in note.sentence for note in done.notes)


def test_no_region_is_interregional_and_told() -> None:
    done = planned(book([project_line(Région=None)]))
    assert done.projects[0].values
    assert done.projects[0].values.region_code is None
    assert any("projet interrégional" in note.sentence for note in done.notes)
