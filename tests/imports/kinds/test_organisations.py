"""A sheet of organisations: who is recognised, what is completed, what is refused and at which cell."""

import pytest

from imports.columns import find_layout
from imports.faults import Note
from imports.findings import Findings
from imports.kinds import KINDS
from imports.matching.matcher import Matcher
from imports.matching.memory import Memory
from imports.projects.planned import State
from imports.reading import table_rows
from imports.records.entity import Records
from imports.records.planner import plan_rows, read_rows
from imports.vocabulary import DEFAULT_VOCABULARY
from tests.imports.kinds.support import Line, Planned, plan_lines
from tests.imports.matching.support import BREST, PLACES, organisation
from tests.imports.support import sheet

SIREN, OTHER = "732829320", "552081317"
SIRET, OTHER_SIRET = "73282932000074", "55208131766522"
KIND = "organisations"
VOCABULARY = DEFAULT_VOCABULARY.with_lists(places=PLACES)


def known(*organisations: object, **decided: int) -> Records:
    records = Records(organisations)  # type: ignore[arg-type]
    memory = Memory(decided={key.replace("_", " "): number for key, number in decided.items()})
    records.organisations = Matcher(records, memory, PLACES)
    return records


def placed(records: Records, *lines: Line) -> tuple[Planned, list[Note]]:
    """With the communes of Brest, Quimper and Rennes known."""
    headers = tuple(dict.fromkeys(header for line in lines for header in line))
    read = sheet("Organisations", headers, *([line.get(header) for header in headers] for line in lines))
    columns = KINDS[KIND].columns(VOCABULARY)
    layout = find_layout(read, columns)
    assert layout
    rows = read_rows(KINDS[KIND], table_rows(read, layout, columns, Findings()), VOCABULARY)
    planned = plan_rows(KINDS[KIND], rows, records)
    faults = [(fault.cell, fault.expected) for row in rows for fault in row.reader.faults]
    return Planned(planned, faults), [note for row in rows for note in row.notes]


def test_a_new_organisation_is_written_with_what_the_row_says() -> None:
    done, notes = placed(
        known(),
        {"Nom": "Régie du port", "Profil": "Asso", "SIRET": 73282932000074, "Commune": "Brest", "Site": "exemple.fr"},
    )
    (write,) = done.writes
    assert dict(write.values) == {
        "name": "Régie du port", "profile_code": "association", "siren": SIREN, "siret": SIRET, "rna": None,
        "commune_id": "commune-29019", "website": "https://exemple.fr",
    }  # fmt: skip
    assert ("Commune", None, "Brest (29019)") in done.changes
    assert notes == []


def test_a_profile_nobody_says_is_guessed_and_told_once() -> None:
    done, notes = placed(known(), {"Nom": "Fondation du Trégor", "SIREN": None}, {"Nom": "Mairie de Brest"})
    assert [write.values["profile_code"] for write in done.writes] == ["fondation", "collectivite"]
    assert notes == [
        Note(
            "Organisations",
            "",
            "Profil des nouvelles organisations déduit de leur nom, à vérifier\u00a0: fondations 1, collectivités 1.",
        )
    ]


@pytest.mark.parametrize(
    ("line", "changes"),
    [
        ({"Nom": "RÉGIE DU PORT", "SIREN": SIREN}, [("SIREN", None, SIREN)]),
        ({"Nom": "Régie  du port", "Profil": "Entreprise"}, [("Profil", "Association", "Entreprise")]),
        ({"Nom": "régie du Port", "Profil": None}, []),
    ],
)
def test_one_known_by_its_name_keeps_its_spelling_and_is_completed(line: Line, changes: list[object]) -> None:
    done = plan_lines(KIND, known(organisation(1, "Régie du port")), line)
    assert done.changes == changes


def test_one_known_by_a_number_may_be_renamed() -> None:
    done = plan_lines(KIND, known(organisation(1, "Régie du port", siren=SIREN)), {"Nom": "Port Régie", "SIREN": SIREN})
    assert done.changes == [("Nom", "Régie du port", "Port Régie")]


def test_a_close_name_is_new_until_someone_answers() -> None:
    line = {"Nom": "Les Régies du Port", "Profil": "Entreprise"}
    records = known(organisation(1, "Régie du port"))
    assert plan_lines(KIND, records, line).states == [State.NEW]
    assert [(each.name, each.cell) for each in records.organisations.questions] == [("Les Régies du Port", "A2")]
    answered = plan_lines(KIND, known(organisation(1, "Régie du port"), les_regies_du_port=1), line)
    assert answered.changes == [("Profil", "Association", "Entreprise")]


@pytest.mark.parametrize(
    ("line", "cell", "expected"),
    [
        ({"Nom": "A", "SIREN": OTHER, "SIRET": SIRET}, "C2", f"un SIRET qui commence par le SIREN, {OTHER}"),
        ({"Nom": "EcoTri", "RNA": "W1", "SIREN": SIREN}, "B2", "un RNA qui n’est pas celui de «\u00a0Amicale\u00a0»"),
        ({"Nom": "A", "Identifiant": 1, "SIRET": OTHER_SIRET}, "C2", f"un SIRET qui commence par le SIREN, {SIREN}"),
    ],
)
def test_numbers_of_two_bodies_are_refused_at_their_cell(line: Line, cell: str, expected: str) -> None:
    records = known(organisation(1, "EcoTri", siren=SIREN), organisation(2, "Amicale", rna="W1", siren=None))
    done = plan_lines(KIND, records, line)
    assert done.faults == [(cell, expected)]


@pytest.mark.parametrize(
    "second", [{"Nom": "RÉGIE du port"}, {"Nom": "Autre", "SIREN": SIREN}, {"Nom": "Autre", "SIRET": SIRET}]
)
def test_one_organisation_on_two_rows_is_refused_the_second_time(second: Line) -> None:
    done = plan_lines(KIND, known(), {"Nom": "Régie du port", "SIREN": SIREN, "SIRET": None}, second)
    assert done.states == [State.NEW, State.REFUSED]
    assert done.faults == [("A3", "une organisation par ligne\u202f; celle-ci est déjà à la ligne 2")]


def test_two_bodies_of_one_name_are_two() -> None:
    done = plan_lines(KIND, known(), {"Nom": "Amicale", "SIREN": SIREN}, {"Nom": "Amicale", "SIREN": OTHER})
    assert done.states == [State.NEW, State.NEW]


def test_an_unusual_rna_is_kept_with_a_remark() -> None:
    done, (note,) = placed(known(), {"Nom": "Amicale", "RNA": "A 67-12", "Profil": "Association"})
    assert done.writes[0].values["rna"] == "A6712"
    assert (note.cell, "n’a pas la forme habituelle" in note.sentence) == ("B2", True)


def test_the_place_of_the_row_tells_namesakes_apart() -> None:
    records = known(organisation(1, "Mission locale", BREST))
    done, _ = placed(records, {"Nom": "Mission locale", "Commune": "Quimper", "Profil": "Association"})
    assert done.changes == [("Commune", "Brest (29019)", "Quimper (29232)")]
    done, _ = placed(records, {"Nom": "Mission locale", "Commune": "Rennes"})
    assert done.states == [State.NEW]


SEVERAL = "le code Insee de la commune, car plusieurs portent ce nom\u00a0: Saint-Denis (93066), Saint-Denis (97411)"


@pytest.mark.parametrize(
    ("area", "faults"),
    [
        ("97400", []),
        ("93", []),
        (None, [("B2", SEVERAL)]),
        ("35000", [("B2", "une commune du département 35, comme le dit la ligne")]),
    ],
)
def test_a_commune_of_a_common_name_is_looked_for_where_the_row_says(
    area: str | None, faults: list[tuple[str, str]]
) -> None:
    done, _ = placed(known(), {"Nom": "Amicale", "Commune": "St Denis", "Code postal": area})
    assert done.faults == faults
