"""What is beyond its delay: shown before it goes, taken away once, and nothing else with it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from app import clock
from app.models import (
    Answer,
    Digest,
    Document,
    Door,
    GazetteSubscriber,
    Invitation,
    Letter,
    Partner,
    ProgrammeAnswer,
    ProgrammeStory,
    ProgrammeVoice,
    Purge,
    RegistrationDraft,
    Respondent,
    Role,
    SignInAttempt,
    SubmittedForm,
    User,
    UserSession,
)
from app.models.importing import ImportBatch
from app.privacy.jobs import purge_as_planned
from app.privacy.queries import beyond, limit_of
from app.privacy.retention.kinds import KINDS
from app.privacy.service import plan_purges, purge
from tests.app.reviews.situations import a_review, a_voice, rates, tells
from tests.factories import a_campaign, a_partner, a_project, a_respondent, a_user, an_invitation, answers
from tests.support.client import Client
from tests.support.html import text_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
EVERY = [kind.code for kind in KINDS]
PAGE = "/donnees-personnelles/purge"


def counts(session: Session, now: datetime = NOW) -> dict[str, int]:
    return {found.kind.code: found.count for found in beyond(session, now) if found.count}


@pytest.fixture
def aged(session: Session) -> Respondent:
    """One thing of each kind, far beyond its delay."""
    user = a_user(session, email="parti@exemple.org", name="Parti Depuis", active=False, created_at=LONG_AGO)
    project = a_project(session, status="termine", starts_on=None, ends_on=date(2001, 1, 1))
    left = {"contact_name": "Ida Loin", "contact_email": "ida@exemple.org", "left_on": date(2001, 2, 1)}
    partner = a_partner(session, project, **left)
    respondent = a_respondent(session, a_campaign(session, project), partner, contact_name="Ida Loin")
    invitation = an_invitation(session, respondent, contact_email="ida@exemple.org", contact_name="Ida Loin")
    (answer, *_) = answers(session, respondent, **{"C1.1": 2})
    answer.comment = "Ida pense que oui."
    session.add_all(
        [
            UserSession(token_sha256=b"1", user_id=user.id, csrf_token="x", created_at=LONG_AGO, last_seen_at=LONG_AGO,
                        expires_at=LONG_AGO, ip="192.0.2.1", agent="Vieux"),
            SignInAttempt(email_sha256=b"1", ip="192.0.2.1", at=LONG_AGO, succeeded=False),
            SubmittedForm(key="k", fingerprint="f", created_at=LONG_AGO),
            Digest(user_id=user.id, day=LONG_AGO.date(), queued_at=LONG_AGO),
            ImportBatch(file_name="suivi.xlsx", content=b"PK", cells=b"x", received_at=LONG_AGO, status="planned"),
            Letter(key="invitation:1", kind="invitation", respondent_id=respondent.id, invitation_id=invitation.id,
                   to_email="ida@exemple.org", queued_at=LONG_AGO),
            Door(kind="programme", subject_id=1, contact_name="Ida Loin", contact_email="ida@exemple.org",
                 expires_on=LONG_AGO.date(), created_at=LONG_AGO),
            GazetteSubscriber(email="ida@exemple.org", name="Ida Loin", added_at=LONG_AGO, stopped_at=LONG_AGO),
            RegistrationDraft(owner_id=user.id, title="Essai", updated_at=LONG_AGO),
        ]
    )  # fmt: skip
    session.flush()
    session.add(
        Document(project_id=project.id, kind="charte", title="Charte d’Ida", withdrawn_at=LONG_AGO,
                 withdrawal_reason="Remplacée")
    )  # fmt: skip
    session.flush()
    voice = a_voice(session, a_review(session, held_on=LONG_AGO.date()), "porteurs", contact_name="Ida Loin")
    tells(session, voice, P1="Ida a tout raconté.")
    rates(session, voice, A1_1=3)
    session.scalars(select(ProgrammeAnswer)).one().comment = "Ida en doute."
    session.execute(
        text("INSERT INTO issued_content (sha256, size_bytes) VALUES ('\\x01', 1)"),
    )
    session.execute(
        text(
            "INSERT INTO issued_file (kind, suffix, choice, author, asked_at, state, content_id) "
            "SELECT 'classeur', 'xlsx', '{}', 'Parti Depuis', :at, 'done', id FROM issued_content"
        ),
        {"at": LONG_AGO},
    )
    session.flush()
    return respondent


def test_each_kind_is_found_then_gone_then_nothing_is_left(session: Session, aged: Respondent) -> None:
    found = counts(session)
    assert sorted(found) == sorted(EVERY)
    gone = purge(session, EVERY, user=None, now=NOW)
    assert gone == found
    assert counts(session) == {}
    assert purge(session, EVERY, user=None, now=NOW) == dict.fromkeys(EVERY, 0)
    assert session.scalar(select(func.count()).select_from(Purge)) == len(EVERY)


def test_what_goes_is_the_name_never_the_answer(session: Session, aged: Respondent) -> None:
    purge(session, EVERY, user=None, now=NOW)
    session.expire_all()
    respondent = session.get_one(Respondent, aged.id)
    partner = session.scalars(select(Partner)).one()
    assert (respondent.contact_name, partner.contact_name, partner.contact_email) == ("", "", "")
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.contact_name, invitation.contact_email) == ("", "")
    assert invitation.revoked_at is not None
    answer = session.scalars(select(Answer)).one()
    assert (answer.level, answer.comment) == (2, "")
    assert session.scalars(select(ImportBatch.status)).one() == "abandoned"
    assert session.scalars(select(ProgrammeVoice.contact_name)).one() == ""
    assert session.scalars(select(ProgrammeStory.text)).one() == ""
    said = session.scalars(select(ProgrammeAnswer)).one()
    assert (said.level, said.comment) == (3, "")
    closed = session.scalars(select(User).where(~User.active)).one()
    assert closed.name == f"compte fermé n°\u00a0{closed.id}"
    assert session.execute(text("SELECT state, content_id FROM issued_file")).one() == ("withdrawn", None)
    assert session.scalar(text("SELECT count(*) FROM issued_content")) == 0


def test_what_is_within_its_delay_stays(session: Session) -> None:
    project = a_project(session, status="en_cours", starts_on=None, ends_on=date(2001, 1, 1))
    partner = a_partner(session, project, contact_name="Jo Là")
    a_respondent(session, a_campaign(session, project), partner, contact_name="Jo Là")
    a_user(session, active=False, created_at=NOW - timedelta(days=30))
    session.add(SubmittedForm(key="k", fingerprint="f", created_at=NOW - timedelta(days=20)))
    session.flush()
    assert counts(session) == {}


def test_a_delay_counts_calendar_months() -> None:
    assert limit_of(1, datetime(2026, 3, 31, 12, tzinfo=UTC)).date() == date(2026, 2, 28)
    assert limit_of(12, datetime(2024, 2, 29, 12, tzinfo=UTC)).date() == date(2023, 2, 28)
    assert limit_of(240, NOW).date() == date(2006, 11, 26)


def test_the_planned_purge_does_nothing_until_asked(connection: Connection, session: Session, aged: Respondent) -> None:
    session.commit()
    purge_as_planned(connection)
    assert counts(session, clock.now())
    plan_purges(session, planned=True)
    session.commit()
    purge_as_planned(connection)
    assert counts(session, clock.now()) == {}
    assert set(session.scalars(select(Purge.user_id))) == {None}


def test_the_page_shows_what_would_go_and_asks_twice(client: Client, session: Session, aged: Respondent) -> None:
    client.sign_in(Role.ADMIN)
    client.get(PAGE)
    assert client.page is not None
    assert "suivi.xlsx" in text_of(client.page)
    assert client.post_form(PAGE, {"sure": "oui"}, page=PAGE).status_code == 422
    assert client.post_form(PAGE, {"kinds": ["received"]}, page=PAGE).status_code == 422
    assert "received" in counts(session)
    answer = client.post_form(PAGE, {"kinds": ["received"], "sure": "oui"}, page=PAGE)
    assert answer.status_code == 303
    assert "received" not in counts(session)
    assert "comments" in counts(session)
    client.get("/donnees-personnelles/durees")
    assert "Fichiers reçus à l’import" in text_of(client.page)


@pytest.mark.parametrize(("typed", "status"), [("6", 303), ("0", 422), ("13", 422), ("six", 422)])
def test_a_delay_is_chosen_within_its_bounds(client: Client, typed: str, status: int) -> None:
    client.sign_in(Role.ADMIN)
    page = "/donnees-personnelles/durees/sessions/modifier"
    assert client.post_form(page, {"months": typed}, page=page).status_code == status


def test_the_monthly_purge_is_turned_on_and_off(client: Client) -> None:
    client.sign_in(Role.ADMIN)
    here = "/donnees-personnelles/durees"
    for planned, word in (("oui", "programmée"), ("non", "à la main seulement")):
        assert client.post_form(f"{here}/purge-mensuelle", {"planned": planned}).status_code == 303
        client.get(here)
        assert client.page is not None
        assert word in text_of(client.page)
