"""A sheet of partners: the organisation recognised or created, one carrier at a time, dates in order."""

from datetime import date

import pytest

from imports.kinds import KINDS
from imports.matching.matcher import Matcher
from imports.matching.memory import Memory
from imports.projects.planned import State
from imports.records.entity import Entity, Records, Ref
from imports.records.planner import plan_rows
from tests.imports.kinds.support import CODE, Line, a_project, plan_books, plan_lines, rows_of
from tests.imports.matching.support import organisation

SIREN, SIRET = "732829320", "73282932000074"
KIND, LEON = "partenaires", "Fondation du Léon"
PORT = organisation(1, "Régie du port")
TREGOR = organisation(2, "Fondation du Trégor")


def partner(number: int, organisation_id: int, role: str = "partenaire", **values: object) -> Entity:
    own = {"project_id": 1, "organisation_id": organisation_id, "role_code": role, "joined_on": None, "left_on": None}
    texts = {"contribution": "", "contact_name": "", "contact_email": ""}
    levels = {f"priority_d{n}": None for n in range(1, 5)}
    return Entity("partner", number, {**own, **texts, **levels, **values}, 1)


def known(*more: Entity, **decided: int | str) -> Records:
    records = Records([a_project(), PORT, TREGOR, *more])
    memory = Memory(decided={key.replace("_", " "): answer for key, answer in decided.items()})
    records.organisations = Matcher(records, memory)
    return records


def line(name: str, **values: object) -> Line:
    return {"Projet": CODE, "Organisation": name, **values}  # type: ignore[dict-item]


def test_a_new_partner_takes_its_values_and_is_a_partner_when_nothing_says_its_role() -> None:
    done = plan_lines(
        KIND, known(), line("régie du Port", **{"Arrivé le": "01/02/2024", "Courriel": "a@b.fr", "Priorité D2": 2})
    )
    (write,) = done.writes
    assert write.table == "partner"
    assert (write.values["organisation_id"], write.values["role_code"], write.values["priority_d2"]) == (
        1,
        "partenaire",
        2,
    )
    assert set(done.changes) == {
        ("Projet", None, CODE), ("Organisation", None, "Régie du port"), ("Rôle", None, "Partenaire"),
        ("Arrivé le", None, date(2024, 2, 1)), ("Courriel", None, "a@b.fr"), ("Priorité D2", None, "2"),
    }  # fmt: skip


def test_a_recorded_partner_is_found_by_project_and_organisation() -> None:
    records = known(partner(5, 1, contribution="des vélos"))
    done = plan_lines(KIND, records, line("Régie du port", Rôle="Financeur", Apports="des vélos"))
    assert done.changes == [("Rôle", "Partenaire", "Financeur")]
    assert [(write.id, dict(write.values)) for write in done.writes] == [(5, {"role_code": "financeur"})]


def test_an_unknown_organisation_is_created_first_and_told() -> None:
    rows = rows_of(KIND, [line(LEON, SIRET=None), line(LEON, Projet="ODD17-2024-002", SIRET=SIRET)])
    records = known(a_project(code="ODD17-2024-002", number=2))
    planned = plan_rows(KINDS[KIND], rows, records)
    writes = [write for record in planned for write in record.writes]
    assert [write.table for write in writes] == ["organisation", "partner", "partner"]
    assert (writes[0].values["profile_code"], writes[0].values["siret"], writes[0].values["siren"]) == (
        "fondation",
        SIRET,
        SIREN,
    )
    assert {write.values["organisation_id"] for write in writes[1:]} == {writes[0].id}
    assert [note.sentence for note in rows[0].notes] == [
        "Organisations qui n’étaient pas connues, créées avec leur nom\u00a0: «\u00a0Fondation du Léon\u00a0».",
        "Profil des nouvelles organisations déduit de leur nom, à vérifier\u00a0: fondations 1.",
    ]


def test_a_close_name_is_asked_about_once_answered_it_is_the_one() -> None:
    records = known()
    assert [write.table for write in plan_lines(KIND, records, line("Les Régies du port")).writes] == [
        "organisation",
        "partner",
    ]
    assert [each.cell for each in records.organisations.questions] == ["B2"]
    (write,) = plan_lines(KIND, known(les_regies_du_port=1), line("Les Régies du port")).writes
    assert write.values["organisation_id"] == 1


def test_two_names_of_the_file_said_to_be_one_are_one() -> None:
    records = known(a_project(code="ODD17-2024-002", number=2), atelier_leon="ateliers leon")
    done = plan_lines(KIND, records, line("Ateliers Léon"), line("Atelier Léon", Projet="ODD17-2024-002"))
    made = [write.id for write in done.writes if write.table == "organisation"]
    assert len(made) == 1
    assert isinstance(made[0], Ref)


def test_an_organisation_of_another_sheet_is_recognised() -> None:
    records = known()
    done = plan_books(
        records,
        ("organisations", [{"Nom": "Ateliers du Léon", "SIREN": SIREN}]),
        (KIND, [line("Les Ateliers", SIRET=SIRET)]),
    )
    assert [len(each.writes) for each in done] == [1, 1]
    assert done[1].writes[0].values["organisation_id"] == done[0].writes[0].id


TAKES, KEEPS = line("Fondation du Trégor", Rôle="Porteur"), line("Régie du port", Rôle="Porteur")
ALREADY = "un seul porteur à la fois\u202f; «\u00a0Régie du port\u00a0» l’est "


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([TAKES], [("C2", f"{ALREADY}déjà")]),
        ([TAKES, KEEPS], [("C2", f"{ALREADY}à la ligne 3")]),
        ([TAKES, line("Régie du port", Rôle="Partenaire")], []),
        ([TAKES, line("Régie du port", **{"Parti le": "01/03/2024"})], []),
    ],
)
def test_a_project_has_one_carrier_at_a_time(lines: list[Line], faults: list[tuple[str, str]]) -> None:
    assert plan_lines(KIND, known(partner(5, 1, "porteur")), *lines).faults == faults


def test_of_two_new_carriers_the_second_is_refused() -> None:
    done = plan_lines(KIND, known(), KEEPS, TAKES)
    assert done.states == [State.NEW, State.REFUSED]
    assert done.faults == [("C3", f"{ALREADY}à la ligne 2")]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        (
            {"Arrivé le": "01/02/2024", "Parti le": "31/01/2024"},
            ("D2", "une date de sortie qui suit l’entrée, le 01/02/2024"),
        ),
        ({"Arrivé le": "01/02/2025"}, ("C2", "une date d’entrée avant la sortie, le 01/06/2024")),
    ],
)
def test_nobody_leaves_before_joining(values: dict[str, object], fault: tuple[str, str]) -> None:
    records = known(partner(5, 1, left_on=date(2024, 6, 1)))
    assert plan_lines(KIND, records, line("Régie du port", **values)).faults == [fault]


@pytest.mark.parametrize(
    ("header", "typed", "expected"),
    [
        ("Courriel", "lia", "une adresse électronique, par exemple prenom.nom@exemple.fr"),
        ("Priorité D1", 3, "une priorité, parmi\u00a0: 0, 1, 2"),
        ("SIRET", "123", "un SIRET de 14 chiffres dont la clé est juste"),
    ],
)
def test_a_cell_that_cannot_be_read_is_refused(header: str, typed: object, expected: str) -> None:
    assert plan_lines(KIND, known(), line("Régie du port", **{header: typed})).faults == [("C2", expected)]


def test_a_template_row_does_not_move_a_partner_to_another_organisation() -> None:
    records = known(partner(5, 1))
    done = plan_lines(KIND, records, line("Fondation du Trégor", Identifiant=5))
    assert [cell for cell, _ in done.faults] == ["B2"]


def test_a_template_row_speaks_of_its_partner_whoever_else_bears_the_name() -> None:
    namesake = organisation(3, "Régie du port")
    records = known(namesake, partner(5, 3))
    done = plan_lines(KIND, records, line("Régie du port", Identifiant=5, Rôle="Financeur"))
    assert (done.changes, records.organisations.questions) == ([("Rôle", "Partenaire", "Financeur")], [])


def test_a_number_that_the_recorded_organisation_lacks_is_told_not_written() -> None:
    records = known(partner(5, 1))
    rows = rows_of(KIND, [line("Régie du port", SIRET=SIRET)])
    (planned,) = plan_rows(KINDS[KIND], rows, records)
    assert (planned.state, planned.writes) == (State.SAME, ())
    assert [note.sentence for note in rows[0].notes] == [
        "Numéros absents de leur fiche, à y porter par une feuille d’organisations\u00a0: «\u00a0Régie du port\u00a0»."
    ]
