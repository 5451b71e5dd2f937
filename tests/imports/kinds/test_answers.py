"""Answers, one a row, read with the frozen grid of their campaign: four different things stay different."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from evaluation import load_grid
from imports.columns import find_layout, layout_faults
from imports.kinds.answers import ANSWERS
from imports.kinds.asked import asked_entity
from imports.matching.matcher import Matcher
from imports.matching.memory import Memory
from imports.projects.planned import State
from imports.records.entity import Entity, Records
from imports.records.planned import Write
from imports.vocabulary import DEFAULT_VOCABULARY
from tests import factories as make
from tests.imports.kinds.support import CODE, Line, Planned, a_project, plan_lines
from tests.imports.support import sheet

DAY, LATER = date(2025, 2, 1), date(2025, 9, 1)
GRID = asked_entity(make.GRID, load_grid(make.GRID))
HEADERS = (
    "Projet", "Moment", "Date de campagne", "Organisation", "Lecture", "Question", "Réponse", "Niveau de preuve",
    "Commentaire",
)  # fmt: skip
ROW: Line = {"Projet": CODE, "Moment": "in itinere", "Organisation": "Association du Trégor", "Question": "A1.1"}
ANSWERED: Line = {**ROW, "Réponse": 3}


def an_organisation(number: int = 20, **values: Any) -> Entity:
    own = {"name": "Association du Trégor", "siren": "732829320", "siret": None}
    return Entity("organisation", number, {**own, **values}, 1)


def a_campaign(number: int = 50, **values: Any) -> Entity:
    own = {"project_id": 1, "moment": "in_itinere", "status": "ouverte", "held_on": DAY, "grid_reference": make.GRID}
    return Entity("campaign", number, {**own, **values}, 1)


def a_respondent(number: int = 60, **values: Any) -> Entity:
    return Entity("respondent", number, {"campaign_id": 50, "organisation_id": 20, "submitted_at": None, **values}, 1)


def an_answer(value: str | None = "3", **values: Any) -> Entity:
    known = {"respondent_id": 60, "reading": "observed", "question_code": "A1.1", "value": value, **values}
    level, no_level = (int(value), None) if value and value.isdigit() else (None, value)
    content = {"level": level, "no_level": no_level, "evidence": 0, "comment": "", **values}
    return Entity("answer", (60, known["reading"], known["question_code"]), {**known, **content}, 2)


def planned(*lines: Line, known: tuple[Entity, ...] = (), campaign: Entity | None = None, **respondent: Any) -> Planned:
    given = [{header: line.get(header) for header in HEADERS} for line in lines]
    invited = a_respondent(**respondent)
    records = Records((a_project(), an_organisation(), campaign or a_campaign(), invited, GRID, *known))
    return plan_lines("reponses", records, *given)


def cell(header: str) -> str:
    return f"{'ABCDEFGHI'[HEADERS.index(header)]}2"


def test_a_new_answer_is_told_in_the_words_people_use() -> None:
    done = planned({**ANSWERED, "Niveau de preuve": "documenté", "Commentaire": "Vu\nsur place"})
    assert (done.states, done.faults) == ([State.NEW], [])
    assert done.records[0].label == f"{CODE} in itinere – Association du Trégor, A1.1 (constaté)"
    assert done.changes == [
        ("Organisation", None, "Association du Trégor"),
        ("Lecture", None, "constaté"),
        ("Question", None, "A1.1"),
        ("Réponse", None, "3"),
        ("Niveau de preuve", None, "documenté"),
        ("Commentaire", None, "Vu\nsur place"),
    ]


@pytest.mark.parametrize(
    ("typed", "level", "no_level"),
    [
        (3, 3, None),
        ("0", 0, None),
        ("3 – Fort", 3, None),
        ("très fort", 4, None),
        ("Sans objet", None, "NA"),
        ("NA", None, "NA"),
        ("n/a", None, "NA"),
        ("x", None, "NA"),
        ("ne sait pas", None, "NSP"),
        ("nsp", None, "NSP"),
        ("?", None, "NSP"),
    ],
)
def test_a_level_sans_objet_and_ne_sait_pas_stay_different(typed: Any, level: int | None, no_level: str | None) -> None:
    (write,) = planned({**ROW, "Réponse": typed}).writes
    assert (write.values["level"], write.values["no_level"], write.values["evidence"]) == (level, no_level, 0)


def test_an_empty_answer_says_nothing_a_comment_alone_is_kept() -> None:
    silent = planned(ROW)
    assert (silent.states, silent.writes, silent.changes, silent.faults) == ([State.SAME], [], [], [])
    assert planned(ROW, known=(an_answer(),)).states == [State.SAME]
    (write,) = planned({**ROW, "Commentaire": "À revoir"}).writes
    assert (write.values["comment"], "level" in write.values) == ("À revoir", False)


def test_what_is_answered_already_is_the_same_and_an_empty_cell_erases_nothing() -> None:
    known = (an_answer(evidence=2, comment="Vu"),)
    assert planned(ANSWERED, known=known).states == [State.SAME]
    assert planned({**ANSWERED, "Réponse": None}, known=known).states == [State.SAME]


def test_a_level_instead_of_sans_objet_takes_its_place() -> None:
    done = planned(ANSWERED, known=(an_answer("NA"),))
    assert done.changes == [("Réponse", "sans objet", "3")]
    key = (60, "observed", "A1.1")
    assert done.writes == [Write("answer", key, {"value": "3", "level": 3, "no_level": None}, 2)]


@pytest.mark.parametrize("typed", ["A1.1", "a1-1", "A1_1", " question A1.1 ", "A1.1 – Le besoin est-il partagé ?"])
def test_a_question_is_known_by_its_code_however_it_is_typed(typed: str) -> None:
    assert planned({**ANSWERED, "Question": typed}).writes[0].values["question_code"] == "A1.1"


@pytest.mark.parametrize("typed", ["Association du TRÉGOR", "732 829 320", 732829320, "73282932000074"])
def test_a_respondent_is_known_by_its_name_or_its_numbers(typed: Any) -> None:
    assert planned({**ANSWERED, "Organisation": typed}).states == [State.NEW]


def test_ex_ante_asks_which_reading_where_both_are_asked() -> None:
    campaign = a_campaign(moment="ex_ante")
    line = {**ANSWERED, "Moment": "ex ante"}
    asked = next(axis for axis in load_grid(make.GRID).axes if axis.initial).questions[0].code
    expected_only = next(axis for axis in load_grid(make.GRID).axes if not axis.initial).questions[0].code
    done = planned({**line, "Question": asked}, campaign=campaign)
    words = f"«\u00a0situation initiale\u00a0» ou «\u00a0attendu\u00a0» pour la question {asked} d’une campagne ex ante"
    assert done.faults == [(cell("Lecture"), words)]
    (write,) = planned({**line, "Question": asked, "Lecture": "Situation initiale"}, campaign=campaign).writes
    assert write.values["reading"] == "initial"
    (alone,) = planned({**line, "Question": expected_only}, campaign=campaign).writes
    assert alone.values["reading"] == "expected"


@pytest.mark.parametrize(
    ("line", "header", "expected"),
    [
        (
            {"Moment": "ex post"},
            "Moment",
            "le moment d’une campagne de ce projet\u202f; il n’en a pas «\u00a0ex post\u00a0»",
        ),
        ({"Moment": "un jour"}, "Moment", "un moment de l’évaluation, parmi\u00a0: ex ante, in itinere, ex post"),
        (
            {"Date de campagne": LATER},
            "Date de campagne",
            "la date d’une campagne «\u00a0in itinere\u00a0» de ce projet",
        ),
        ({"Organisation": "Inconnue"}, "Organisation", "une organisation invitée à cette campagne, par son nom ou son"),
        ({"Lecture": "attendu"}, "Lecture", "«\u00a0constaté\u00a0» pour la question A1.1 d’une campagne in itinere"),
        ({"Question": "Z9.9"}, "Question", "le code d’une question de cette campagne, de A1.1 à "),
        ({"Réponse": 5}, "Réponse", "une réponse de la liste, parmi\u00a0: 0 – Pas du tout, 1 – Faible"),
        ({"Réponse": -1}, "Réponse", "une réponse de la liste, parmi\u00a0: 0 – Pas du tout"),
        ({"Réponse": "− 1"}, "Réponse", "une réponse de la liste, parmi\u00a0: 0 – Pas du tout"),
        ({"Réponse": 2.5}, "Réponse", "une réponse de la liste, parmi\u00a0: 0 – Pas du tout"),
        ({"Réponse": None, "Niveau de preuve": "mesuré"}, "Réponse", "une réponse, puisqu’une preuve est donnée"),
        ({"Niveau de preuve": "juré"}, "Niveau de preuve", "un niveau de preuve"),
        ({"Commentaire": "a" * 2001}, "Commentaire", "un commentaire de 2\u202f000 signes au plus"),
        ({"Question": None}, "Question", "le code de la question, comme A1.1"),
    ],
)
def test_what_the_campaign_does_not_ask_is_refused_at_its_cell(line: Line, header: str, expected: str) -> None:
    done = planned({**ANSWERED, **line})
    ((where, sentence),) = done.faults
    assert (where, done.states) == (cell(header), [State.REFUSED])
    assert sentence.startswith(expected)


@pytest.mark.parametrize(
    ("status", "words"), [("preparation", "en préparation"), ("close", "close"), ("publiee", "publiée")]
)
def test_answers_change_only_while_their_campaign_is_open(status: str, words: str) -> None:
    campaign = a_campaign(status=status)
    done = planned(ANSWERED, campaign=campaign)
    assert done.faults == [(cell("Moment"), f"une campagne ouverte\u202f; celle-ci est {words}")]
    assert planned(ANSWERED, campaign=campaign, known=(an_answer(),)).states == [State.SAME]
    assert planned(ROW, campaign=campaign).states == [State.SAME]


def test_a_submitted_grid_does_not_change() -> None:
    ((where, sentence),) = planned(ANSWERED, submitted_at=datetime(2025, 2, 10, tzinfo=UTC)).faults
    assert where == cell("Organisation")
    assert sentence.startswith("une grille qui n’est pas soumise\u202f; celle-ci l’est, et se rouvre")


def test_the_day_says_which_of_two_campaigns_of_one_moment() -> None:
    known = (a_campaign(51, held_on=LATER), a_respondent(61, campaign_id=51))
    done = planned(ANSWERED, known=known)
    words = (
        "la date de la campagne, car ce projet en a plusieurs «\u00a0in itinere\u00a0»\u00a0: 01/02/2025, 01/09/2025"
    )
    assert done.faults == [(cell("Date de campagne"), words)]
    (write,) = planned({**ANSWERED, "Date de campagne": LATER}, known=known).writes
    assert write.values["respondent_id"] == 61


def test_two_campaigns_of_one_day_are_told_apart_on_the_site_alone() -> None:
    done = planned({**ANSWERED, "Date de campagne": DAY}, known=(a_campaign(51),))
    ((where, sentence),) = done.faults
    assert where == cell("Date de campagne")
    assert sentence.startswith("une réponse à saisir sur le site, car plusieurs campagnes ont cette date")


def test_a_respondent_is_known_by_the_name_people_said_is_its_own() -> None:
    records = Records((a_project(), an_organisation(), a_campaign(), a_respondent(), GRID))
    records.organisations = Matcher(records, Memory(same={"l asso du tregor": 20}))
    done = plan_lines("reponses", records, {**ANSWERED, "Organisation": "L’asso du Trégor"})
    assert done.writes[0].values["respondent_id"] == 60


def test_namesakes_are_told_apart_by_their_siren() -> None:
    known = (an_organisation(21, siren="552100554"), a_respondent(61, organisation_id=21))
    done = planned(ANSWERED, known=known)
    expected = "le SIREN, car plusieurs organisations de ce nom sont invitées à cette campagne"
    assert done.faults == [(cell("Organisation"), expected)]
    assert planned({**ANSWERED, "Organisation": "552100554"}, known=known).writes[0].values["respondent_id"] == 61


def test_two_answers_to_one_question_are_one_too_many() -> None:
    done = planned(ANSWERED, {**ANSWERED, "Réponse": 2})
    assert done.faults == [("A3", "un enregistrement par ligne\u202f; celui-ci est déjà à la ligne 2")]


def test_a_row_tells_all_its_faults_at_once() -> None:
    done = planned({**ANSWERED, "Organisation": "Inconnue", "Question": "Z9.9", "Réponse": 7})
    assert [where for where, _ in done.faults] == [cell("Organisation"), cell("Question"), cell("Réponse")]


def test_a_sheet_with_one_column_a_question_is_told_what_is_expected() -> None:
    wide = sheet("Réponses", ("Projet", "Moment", "Organisation", "A1.1", "A1.2"), (CODE, "in itinere", "Tous", 3, 2))
    columns = ANSWERS.columns(DEFAULT_VOCABULARY)
    layout = find_layout(wide, columns)
    assert layout
    (fault,) = layout_faults(wide, layout, columns)
    assert fault.expected == (
        "une colonne «\u00a0Question\u00a0» dans la ligne des titres\u202f; une réponse par ligne, avec le code de sa "
        "question, et non une colonne par question"
    )
