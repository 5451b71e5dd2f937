"""The proof of published results: anyone computes it again, and every change in the file is seen."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.assessments import service
from app.errors import Refused
from app.models import Answer, Campaign, Organisation, Project, Respondent, Result
from app.results.proof import proof_of
from app.web.rights import Right
from evaluation import CaseError, evaluate_case
from evaluation.proof import check_file
from tests import factories as make
from tests.app.assessments.situations import NOW
from tests.app.results.published import a_project_with_partners, a_published_campaign
from tests.support.client import Client, with_all_rights_but
from tests.support.queries import counted

Proof = dict[str, Any]


@pytest.fixture
def project(session: Session) -> Project:
    """An ex ante campaign; then another one, published, reopened and corrected."""
    project, partners = a_project_with_partners(session)
    session.get_one(Organisation, partners[0].organisation_id).name = "Les Ateliers"
    a_published_campaign(session, project, partners, 2, 2, 1, moment="ex_ante", held_on=date(2024, 2, 1))
    campaign, _ = a_published_campaign(session, project, partners, 1, 3, None)
    service.reopen_campaign(session, campaign=campaign, reason="Une erreur", user=None, now=NOW)
    for answer in (
        session.query(Answer).join(Respondent).filter(Respondent.campaign_id == campaign.id, Answer.level == 1)
    ):
        answer.level, answer.comment = 4, "Entre nous"
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    service.publish(session, campaign=campaign, user=None, now=NOW, reason="Saisie corrigée")
    return project


@pytest.fixture
def proof(session: Session, project: Project) -> Proof:
    written: Proof = json.loads(json.dumps(proof_of(session, project), ensure_ascii=False))
    return written


def faults_after(proof: Proof, change: Callable[[Proof], object]) -> str:
    changed = copy.deepcopy(proof)
    change(changed)
    assert changed != proof
    return "\n".join(check_file(changed).faults)


def test_each_publication_is_proved_the_corrected_ones_too(proof: Proof) -> None:
    checked = check_file(proof)
    assert checked.faults == ()
    assert [line.partition(" : ")[0].partition("(")[2] for line in checked.good] == [
        "campagne ex ante du 01/02/2024, version 1)",
        "campagne in itinere du 01/02/2025, version 1)",
        "campagne in itinere du 01/02/2025, version 2)",
    ]


def test_the_plain_command_reproduces_what_was_published(proof: Proof) -> None:
    assert json.loads(json.dumps(evaluate_case(proof))) == proof["expected"]
    axes = [reading["axes"]["performance"]["score"] for reading in proof["expected"]["campaigns"]]
    assert any(score is not None for score in axes)


def test_no_name_no_comment_and_no_role_is_in_the_file(proof: Proof) -> None:
    written = json.dumps(proof, ensure_ascii=False)
    for part in ("Ateliers", "Organisation", "Entre nous", '"role"', "@exemple"):
        assert part not in written
    ids = [own["id"] for campaign in proof["case"]["campaigns"] for own in campaign["respondents"]]
    assert ids == ["R1", "R2", "R3"] * 2


def an_answer(proof: Proof) -> Any:
    return proof["case"]["campaigns"][0]["respondents"][1]["answers"][0]


def an_axis(proof: Proof) -> Any:
    return proof["expected"]["campaigns"][0]["axes"]["performance"]


def corrected(proof: Proof) -> Any:
    return next(own for own in proof["results"] if "case" in own)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda proof: an_answer(proof).update(value=0), "la réponse de R2 à A1.1 (expected) n’est pas"),
        (lambda proof: an_answer(proof).update(evidence=2), "la réponse de R2 à A1.1 (expected)"),
        (lambda proof: proof["case"]["campaigns"][0]["respondents"][2].update(answers=[]), "les réponses de R3"),
        (lambda proof: proof["case"]["campaigns"][0]["respondents"].pop(), "le répondant R3 a été retiré"),
        (lambda proof: proof["case"]["campaigns"][0]["respondents"][0].update(profile="citoyens"), "réponses de R1"),
        (lambda proof: proof["case"]["campaigns"][0]["respondents"][0].update(key="999"), "les réponses de R1"),
        (lambda proof: an_axis(proof).update(score=99.5), "le score, axe performance, campagne"),
        (lambda proof: an_axis(proof).update(status="provisional"), "le statut, axe performance"),
        (lambda proof: an_axis(proof).pop("coverage"), "la couverture, axe performance"),
        (lambda proof: proof["results"][0].update(inputs_sha256="0" * 64), "l’empreinte n’est pas celle"),
        (lambda proof: proof["results"][0].update(formula="9.0"), "calculé avec la formule 9.0"),
        (lambda proof: proof["results"][0].update(grid="autre@1"), "publié avec la grille autre@1"),
        (lambda proof: proof["case"]["project"].update(start_date="2020-01-01"), "de ces dates"),
        (lambda proof: proof["case"]["campaigns"][0].update(date="2024-02-02"), "de ces dates"),
        (lambda proof: proof["results"][0].update(published_at="2020-01-01"), "Une autre partie du fichier"),
        (lambda proof: proof["results"][2].update(reason="Rien"), "Une autre partie du fichier"),
        (lambda proof: proof.update(about="Rien"), "Une autre partie du fichier"),
        (lambda proof: proof["results"].pop(), "Une autre partie du fichier"),
        (
            lambda proof: corrected(proof)["case"]["campaigns"][0]["respondents"][0]["answers"].pop(),
            "la réponse de R1 à",
        ),
        (lambda proof: corrected(proof)["expected"]["campaigns"][0].update(participation=1), "la participation"),
    ],
)
def test_whatever_is_changed_is_seen_and_named(proof: Proof, change: Callable[[Proof], object], sentence: str) -> None:
    assert sentence in faults_after(proof, change)


def test_a_grid_changed_in_the_file_is_seen(proof: Proof) -> None:
    def soften(changed: Proof) -> None:
        (reference,) = changed["grids"]
        changed["grids"][reference] = changed["grids"][reference].replace(
            "published_coverage = 0.6", "published_coverage = 0.5"
        )

    assert "n’est pas celle qui a servi" in faults_after(proof, soften)


def test_order_is_no_change(proof: Proof) -> None:
    turned = copy.deepcopy(proof)
    for campaign in turned["case"]["campaigns"]:
        campaign["respondents"].reverse()
        for own in campaign["respondents"]:
            own["answers"].reverse()
    faults = check_file(turned).faults
    assert [fault.partition("(")[0] for fault in faults] == ["Une autre partie du fichier "]
    assert check_file({key: turned[key] for key in reversed(turned)}).faults == faults


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda proof: proof.pop("expected"), "il manque « expected »"),
        (lambda proof: proof["case"]["campaigns"][0]["respondents"][0].pop("key"), "il manque « key »"),
        (lambda proof: proof["case"]["campaigns"].pop(0), "il manque la campagne"),
        (lambda proof: proof.update(results=3), "doit être une liste"),
        (lambda proof: proof.update(grids={proof["case"]["grid"]: "["}), "Grille"),
        (lambda proof: proof.pop("seal"), "il manque « seal »"),
    ],
)
def test_a_file_that_is_no_proof_is_refused_in_a_sentence(
    proof: Proof, change: Callable[[Proof], object], sentence: str
) -> None:
    change(proof)
    with pytest.raises(CaseError, match=sentence):
        check_file(proof)


def test_what_changed_in_the_base_since_changes_no_proof(session: Session, project: Project, proof: Proof) -> None:
    project.starts_on = date(2019, 1, 1)
    session.execute(text("UPDATE answer SET level = 0 WHERE level IS NOT NULL"))
    session.flush()
    assert json.loads(json.dumps(proof_of(session, project))) == proof


def test_campaigns_that_do_not_share_the_start_of_the_project_are_proved_apart(session: Session) -> None:
    project, partners = a_project_with_partners(session)
    a_published_campaign(session, project, partners, 2, 2, 1, moment="ex_ante", held_on=date(2024, 2, 1))
    project.starts_on = date(2023, 1, 1)
    a_published_campaign(session, project, partners, 3, 3, 3)
    proof = proof_of(session, project)
    assert check_file(json.loads(json.dumps(proof))).faults == ()
    assert ["case" in own for own in proof["results"]] == [True, False]


def test_a_result_that_cannot_be_read_any_more_is_said_so(session: Session, project: Project) -> None:
    campaign = session.query(Campaign).filter_by(moment="in_itinere").one()
    about = {"grid_reference": campaign.grid_reference, "formula_version": "1.0", "inputs_sha256": "0" * 64}
    session.add(Result(campaign_id=campaign.id, sequence=9, reason="Essai", scores={}, **about))
    session.flush()
    with pytest.raises(Refused, match="ne se relit pas"):
        proof_of(session, project)


def test_nothing_published_is_nothing_to_prove(session: Session) -> None:
    with pytest.raises(Refused, match="rien à prouver"):
        proof_of(session, make.a_project(session))


def test_the_proof_is_downloaded_by_those_who_run_evaluations(
    client: Client, project: Project, proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, address = f"/projets/{project.code}/resultats", f"/projets/{project.code}/resultats/preuve"
    client.sign_in("evaluateur")
    assert f'href="{address}"' in client.get(page).text
    answer = client.get(address)
    assert answer.json() == proof
    assert answer.headers["Content-Disposition"] == f'attachment; filename="preuve-{project.code}.json"'
    client.sign_in("lecteur")
    assert address not in client.get(page).text
    assert client.get(address).status_code == 403
    client.sign_in(with_all_rights_but(Right.EXPORT, monkeypatch))
    assert client.get(address).status_code == 403


def test_queries_do_not_grow_with_publications(session: Session, project: Project, connection: Connection) -> None:
    with counted(connection) as few:
        proof_of(session, project)
    campaign = session.query(Campaign).filter_by(moment="in_itinere").one()
    for _ in range(4):
        service.reopen_campaign(session, campaign=campaign, reason="Encore", user=None, now=NOW)
        service.close_campaign(session, campaign=campaign, user=None, now=NOW)
        service.publish(session, campaign=campaign, user=None, now=NOW, reason="Encore")
    session.expire_all()
    code = project.code
    with counted(connection) as many:
        assert len(proof_of(session, session.query(Project).filter_by(code=code).one())["results"]) == 7
    assert len(many) <= len(few) + 2  # the project itself, and what was forgotten of it
