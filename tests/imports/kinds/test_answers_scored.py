"""Answers give the same scores whether they were imported or typed on the site."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments import service
from app.assessments.cells import Content, Typed
from app.assessments.gather import gather_one
from app.assessments.scores import reading_values
from app.assessments.service.answers import stored_cells
from app.models import Campaign, Organisation, Respondent
from evaluation import READINGS, Moment, load_grid, score_campaign
from tests import factories as make
from tests.imports.kinds.support import Line
from tests.imports.kinds.test_written import imported

NOW = datetime(2025, 2, 10, 9, 42, tzinfo=UTC)
GRID = load_grid(make.GRID)
VALUES: tuple[int | str | None, ...] = (3, 0, "NA", 4, None, "NSP", 1, 2)
TYPED: dict[int | str | None, str] = {"NA": "sans objet", "NSP": "ne sait pas"}
EVIDENCE = ("déclaré", "documenté", "mesuré")
READING_WORDS = {"initial": "situation initiale", "expected": "attendu", "observed": "constaté"}


def alliance(session: Session) -> list[Organisation]:
    profiles = ("association", "collectivite", "entreprise")
    return [make.an_organisation(session, profile_code=profile) for profile in profiles]


def campaign_of(session: Session, organisations: list[Organisation], moment: str) -> tuple[Campaign, str]:
    project = make.a_project(session)
    partners = [make.a_partner(session, project, organisation) for organisation in organisations]
    campaign = service.open_campaign(
        session, project=project, moment=moment, held_on=date(2025, 2, 1), partners=partners, user=None
    )
    return campaign, project.code


def contents(moment: str, seed: int) -> Iterator[tuple[str, str, Content]]:
    """A bit of everything: levels, « sans objet », « ne sait pas », blanks; evidence of all strengths; comments."""
    asked = ((str(reading), axis) for reading in READINGS[Moment(moment)] for axis in GRID.axes_of(reading))
    cells = ((reading, question.code) for reading, axis in asked for question in axis.questions)
    for place, (reading, code) in enumerate(cells, start=seed):
        value = VALUES[(place * seed) % len(VALUES)]
        comment = f"Vu par {seed}\nle {place}" if place % 5 == 0 else ""
        yield reading, code, Content(value, place % 3 if value is not None else 0, comment)


def line_of(code: str, moment: str, organisation: Organisation, reading: str, question: str, said: Content) -> Line:
    value: Any = TYPED.get(said.value, said.value)
    return {
        "Projet": code,
        "Moment": Moment(moment).label,
        "Organisation": organisation.name,
        "Lecture": READING_WORDS[reading],
        "Question": question,
        "Réponse": value,
        "Niveau de preuve": EVIDENCE[said.evidence] if said.value is not None else None,
        "Commentaire": said.comment or None,
    }


def respondents_of(session: Session, campaign: Campaign) -> list[Respondent]:
    invited = select(Respondent).where(Respondent.campaign_id == campaign.id).order_by(Respondent.id)
    return list(session.scalars(invited))


def scores(session: Session, campaign: Campaign) -> list[dict[str, Any]]:
    gathered = gather_one(session, campaign.id)
    return [reading_values(each) for each in score_campaign(gathered.grid, gathered.campaign, gathered.project_start)]


@pytest.mark.parametrize("moment", ["ex_ante", "in_itinere", "ex_post"])
def test_imported_answers_give_the_scores_of_answers_typed_on_the_site(session: Session, moment: str) -> None:
    organisations = alliance(session)
    typed, _ = campaign_of(session, organisations, moment)
    brought, code = campaign_of(session, organisations, moment)
    lines = []
    for seed, (respondent, organisation) in enumerate(
        zip(respondents_of(session, typed), organisations, strict=True), 1
    ):
        said = list(contents(moment, seed))
        cells = [Typed(reading, question, content, 0) for reading, question, content in said]
        service.save_answers(session, respondent=respondent, cells=cells, user=None, now=NOW)
        lines += [line_of(code, moment, organisation, *each) for each in said]
    imported(session, {"reponses": lines})
    assert scores(session, brought) == scores(session, typed)
    assert any(axis["score"] is not None for reading in scores(session, typed) for axis in reading["axes"].values())
    for mine, theirs in zip(respondents_of(session, brought), respondents_of(session, typed), strict=True):
        assert said_by(session, mine) == said_by(session, theirs)


def said_by(session: Session, respondent: Respondent) -> dict[tuple[str, str], Content]:
    return {key: stored.content for key, stored in stored_cells(session, respondent).items()}


def test_answers_corrected_by_a_file_are_answers_of_the_next_version(session: Session) -> None:
    organisations = alliance(session)
    campaign, code = campaign_of(session, organisations, "in_itinere")
    first = respondents_of(session, campaign)[0]
    kept = Typed("observed", "A1.1", Content("NA", 1, "Vu"), 0)
    service.save_answers(session, respondent=first, cells=[kept], user=None, now=NOW)
    imported(session, {"reponses": [line_of(code, "in_itinere", organisations[0], "observed", "A1.1", Content(4, 1))]})
    stored = stored_cells(session, first)["observed", "A1.1"]
    assert (stored.content, stored.version) == (Content(4, 1, "Vu"), 2)
    seen = Typed("observed", "A1.1", Content(2, 1, "Vu"), 1)
    assert service.save_answers(session, respondent=first, cells=[seen], user=None, now=NOW).conflicts == (seen,)
