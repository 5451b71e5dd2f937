"""What a case says, and what it never says."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from sqlalchemy.orm import Session

from app.errors import NotFound, Refused
from app.exchanges.cases.content import digest_of
from app.exchanges.cases.make import agreed_case, make_case
from app.exchanges.cases.scores import score_json
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Made, silent
from app.models import AxisResult, CaseStudy, Project, StatusMove
from evaluation import load_grid
from tests.app.capitalisation.closing import a_finished_project, an_agreed_case
from tests.app.exchanges.cases.telling import ALLOWED, SILENT, a_told_project, answered
from tests.app.restitution.situations import an_alliance, published, says
from tests.factories import GRID, a_milestone, a_partner, an_organisation

TODAY = date(2026, 11, 26)
SCHEMA = json.loads(Path("app/exchanges/cases/cas-impact-alliances-1.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def project(session: Session) -> Project:
    return a_told_project(session)


def case_of(session: Session, project: Project, day: date = TODAY) -> dict[str, Any]:
    return agreed_case(session, project.code, day)


def faults(case: dict[str, Any]) -> list[str]:
    validator = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(case)]


def test_the_schema_itself_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_a_case_keeps_to_its_schema(session: Session, project: Project) -> None:
    case = json.loads(json.dumps(case_of(session, project)))
    assert faults(case) == []
    assert faults(case | {"contact": "Ana"}) != []


def test_the_barest_case_keeps_to_it_too(session: Session) -> None:
    bare = a_finished_project(session, starts_on=None)
    an_agreed_case(session, bare)
    case = case_of(session, bare)
    assert faults(json.loads(json.dumps(case))) == []
    assert case["method"] == ["Aucune évaluation partenariale n’est publiée pour ce projet."]


def test_it_tells_who_where_what_for_and_how(session: Session, project: Project) -> None:
    case = case_of(session, project)
    assert [(own["label"], own["count"]) for own in case["alliance"]["profiles"]] == [
        ("Association", 3),
        ("Collectivité", 3),
    ]
    assert case["territory"]["scale"]["label"] == "Bassin de vie"
    assert case["territory"]["region"] == {"code": "53", "label": "Bretagne"}
    assert case["alliance"]["objective"]["code"] == "territoire"
    assert (case["need"], case["answer"]) == (
        "Plus un commerce dans trois villages.",
        "Une épicerie tenue à plusieurs.",
    )
    assert case["case"]["lessons"] == "Écouter d’abord les habitants."
    assert [own["title"] for own in case["timeline"]] == ["Ouverture de l’épicerie"]
    assert len(case["pillars"]) == 4
    assert all(own["deliverables"] for own in case["pillars"])


def test_indicators_say_how_far_and_how_sure(session: Session, project: Project) -> None:
    (own,) = case_of(session, project)["indicators"]
    assert (own["value"], own["target"], own["attainment"]) == (300, 400, 0.75)
    assert own["words"] == "75\u00a0% de la cible"
    assert own["evidence"] == {"level": 2, "label": "Mesuré"}


def test_scores_come_with_their_words(session: Session, project: Project) -> None:
    (result,) = case_of(session, project)["results"]
    (reading,) = result["readings"]
    first = reading["scores"][0]
    assert first["status"]["code"] == "published"
    assert 75 < first["score"] < 85
    assert first["words"].startswith("publié · confiance\u00a0")
    assert "signal" in first["words"] or "constat" in first["words"]


def test_only_words_whose_author_agreed_are_quoted(session: Session, project: Project) -> None:
    case = case_of(session, project)
    assert [(own["text"], own["profile"]) for own in case["quotes"]] == [(ALLOWED, "Association")]
    assert SILENT not in json.dumps(case, ensure_ascii=False)


def test_the_profile_of_a_partner_too_alone_is_not_said(session: Session) -> None:
    own = a_finished_project(session)
    campaign, respondents = an_alliance(session, *["association"] * 3, "collectivite", "entreprise", project=own)
    *others, alone = respondents
    for one in others:
        says(session, one, 3)
    says(session, alone, 3, {"A1.1": ALLOWED})
    alone.quotes_allowed = True
    session.flush()
    published(session, campaign)
    an_agreed_case(session, own)
    assert [(quote["text"], quote["profile"]) for quote in case_of(session, own)["quotes"]] == [(ALLOWED, None)]


def test_no_person_is_named_anywhere(session: Session, project: Project) -> None:
    written = json.dumps(case_of(session, project), ensure_ascii=False)
    for person in ("Camille Dupont", "@exemple.fr", "par Ana", "Le comité"):
        assert person not in written


def test_a_score_made_of_one_partner_stays_inside() -> None:
    """No grid publishes one; were it to happen, the rule of what leaves would still hold."""
    alone = AxisResult(
        axis="resultats", reading="observed", status="published", score=75.0, confidence="C", respondents=1, profiles=1
    )
    told = score_json(load_grid(GRID), alone)
    assert told["score"] is None
    assert "le score reste dans l’alliance" in told["words"]


def test_a_provisional_score_is_said_without_its_figure(session: Session) -> None:
    own = a_finished_project(session)
    campaign, (one, two, _, _) = an_alliance(
        session, "association", "collectivite", "association", "collectivite", project=own
    )
    says(session, one, 1)
    says(session, two, 4)
    published(session, campaign)
    an_agreed_case(session, own)
    first = case_of(session, own)["results"][0]["readings"][0]["scores"][0]
    assert (first["status"]["code"], first["score"]) == ("provisional", None)
    assert first["words"] == "provisoire\u00a0: pas assez de réponses pour publier un chiffre"


def test_expected_and_observed_stand_side_by_side_and_are_never_subtracted(session: Session) -> None:
    """From a difference on paired answers, the answers of the partner that came in between would be found."""
    own = a_finished_project(session)
    before, respondents = an_alliance(
        session, *["association"] * 3, *["collectivite"] * 3, moment="ex_ante", held_on=date(2024, 2, 1), project=own
    )
    for one in respondents:
        says(session, one, 2)
    published(session, before)
    answered(session, own)
    an_agreed_case(session, own)
    told = case_of(session, own)["evolution"]
    first = told["axes"][0]
    assert (first["expected"], first["words"].startswith("attendu 50,0 (02/2024), observé ")) == (50.0, True)
    assert set(first) == {"code", "label", "expected", "observed", "words"}
    assert "points" not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("shows_money", [True, False])
def test_money_is_told_only_when_the_alliance_agreed(session: Session, shows_money: bool) -> None:
    money = case_of(session, a_told_project(session, shows_money=shows_money))["money"]
    expected = {"invested_eur": 10000.0, "paid_eur": 4000.0, "cofinanced_eur": 25000.0, "leverage": 2.5}
    assert money == (expected if shows_money else None)


def test_what_is_dated_later_is_left_out(session: Session, project: Project) -> None:
    case = case_of(session, project, date(2024, 1, 12))
    assert (case["timeline"], case["results"], case["quotes"]) == ([], [], [])
    assert (case["indicators"][0]["value"], case["money"]["invested_eur"], case["money"]["paid_eur"]) == (
        None,
        10000,
        0,
    )
    assert all(own["deliverables"] == [] for own in case["pillars"])


def test_on_a_day_when_it_was_not_finished_there_is_no_case(session: Session, project: Project) -> None:
    session.add(StatusMove(project_id=project.id, from_status="en_cours", to_status="termine"))
    session.flush()
    with pytest.raises(Refused, match="Au 12/01/2024, le projet était «\u00a0En cours\u00a0»"):
        case_of(session, project, date(2024, 1, 12))


def test_before_it_began_there_is_no_case_either(session: Session, project: Project) -> None:
    with pytest.raises(Refused, match="Au 04/01/2024, le projet n’avait pas commencé"):
        case_of(session, project, date(2024, 1, 4))


def test_equal_records_give_equal_bytes_and_the_digest_speaks_of_them(session: Session, project: Project) -> None:
    first, second = case_of(session, project), case_of(session, project)
    assert first == second
    assert first["digest"]["value"] == digest_of(first)
    a_milestone(session, project, title="Fête", done_on=date(2024, 7, 1))
    assert case_of(session, project)["digest"]["value"] != first["digest"]["value"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "en_cours"}, "seul un projet terminé se publie"),
        ({"lessons": ""}, "Il manque au cas\u00a0: «\u00a0Ce que nous avons appris\u00a0»."),
        ({"lessons": "Tout autre chose."}, "Le cas a changé depuis l’accord du 06/05/2025"),
    ],
)
def test_without_what_it_needs_it_does_not_leave(session: Session, change: dict[str, str], sentence: str) -> None:
    project = a_told_project(session, status=change.get("status", "termine"))
    case = session.query(CaseStudy).one()
    case.lessons = change.get("lessons", case.lessons)
    session.flush()
    with pytest.raises(Refused, match="Ce cas ne peut pas encore partir") as refusal:
        case_of(session, project)
    assert sentence in refusal.value.sentence
    assert refusal.value.link


def test_an_unknown_project_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        agreed_case(session, "ODD17-1999-001", TODAY)


@pytest.mark.parametrize("suffix", [".json", ".md", ".html"])
def test_a_file_of_each_format_is_made(session: Session, project: Project, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"cas{suffix}"
    made = make_case(session, ReportChoice(TODAY, project=project.code), "Claire Martin", out, silent)
    written = out.read_text(encoding="utf-8")
    assert made == Made(1)
    assert case_of(session, project)["digest"]["value"] in written
    assert "Claire Martin" not in written
    assert "Une épicerie tenue à plusieurs" in written


def test_a_partner_that_left_is_said_to_have(session: Session, project: Project) -> None:
    gone = an_organisation(session, name="Le Moulin")
    a_partner(session, project, gone, left_on=date(2024, 9, 1))
    partners = {own["name"]: own["present"] for own in case_of(session, project)["alliance"]["partners"]}
    assert partners["Le Moulin"] is False
    assert case_of(session, project)["alliance"]["profiles"][0]["count"] == 3
