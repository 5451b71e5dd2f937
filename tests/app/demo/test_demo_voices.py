"""The follow-up of the demonstration has something of everything, and nothing of it ever leaves."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app.demo.voices import at
from app.followup.lines import Line, make_lines
from app.followup.queries import read_facts
from app.models import Answer, Campaign, CampaignReminder, Letter, Respondent
from tests.support.demonstration import DAY
from tests.support.jobs import jobs


@pytest.fixture(scope="module")
def loaded(demo_engine: Engine) -> Iterator[Session]:
    with Session(demo_engine) as session:
        yield session


@pytest.fixture(scope="module")
def lines(loaded: Session) -> list[Line]:
    """Of every campaign, as the follow-up tells them at noon that day."""
    ids = loaded.scalars(select(Respondent.id).order_by(Respondent.id)).all()
    return make_lines(loaded, read_facts(loaded, ids), at(DAY, 12))


def test_every_state_of_a_respondent_is_shown(lines: list[Line]) -> None:
    found = {line.state.label.split(" le ")[0] for line in lines if line.facts.is_open}
    assert {"soumis", "en cours", "ouvert", "invité", "sans adresse", "lien révoqué", "courriel non parti"} <= found
    assert {line.state.label for line in lines if line.facts.status == "preparation"} == {"pas invité"}


def test_some_were_reminded_twice_and_one_letter_is_uncertain(lines: list[Line]) -> None:
    notes = " ".join(note for line in lines for note in line.notes)
    assert "relancé 2 fois" in notes
    assert any("envoi incertain" in (line.state.label, line.letter and line.letter.label) for line in lines)


def test_answers_come_from_partners_and_from_the_fund(lines: list[Line]) -> None:
    sources = {line.source for line in lines}
    assert {"par le partenaire", "saisi par le Fonds pour le compte du partenaire"} <= sources


def test_nothing_is_dated_after_the_day_it_is_loaded(loaded: Session) -> None:
    noon = at(DAY, 12)
    for moment in (Letter.queued_at, Answer.answered_at, Respondent.submitted_at, CampaignReminder.done_at):
        latest = loaded.scalar(select(func.max(moment)))
        assert latest
        assert latest < noon


def test_no_letter_waits_to_leave_and_none_is_planned(loaded: Session) -> None:
    assert loaded.scalars(select(Letter.id).where(Letter.started_at.is_(None))).all() == []
    assert loaded.scalars(select(CampaignReminder.id).where(CampaignReminder.done_at.is_(None))).all() == []
    assert jobs(loaded.connection()) == []


def test_no_address_could_belong_to_someone(loaded: Session) -> None:
    addresses = loaded.scalars(select(Letter.to_email)).all()
    assert addresses
    assert all(address.endswith(".example") for address in addresses)


def test_every_answer_follows_its_invitation(loaded: Session) -> None:
    early = select(Answer.question_code).join(Respondent, Respondent.id == Answer.respondent_id)
    early = early.join(Campaign, Campaign.id == Respondent.campaign_id).where(
        func.date(Answer.answered_at) < Campaign.opens_on
    )
    assert loaded.scalars(early).all() == []
