"""The morning mail: what it says, on which day, once; delays told to colleagues; having no more of it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app import mail
from app.agenda.jobs import digests, send_digest
from app.agenda.notices.choices import Reminders, choose, reminders_of, set_escalation_days, usual
from app.agenda.notices.finding import reached
from app.clock import PARIS
from app.letters.restored import hold_everything
from app.mail import NotAccepted
from app.models import Digest, Milestone, Notice, NoticeSubject, Project, Rhythm, Role, User
from tests.app.letters.conftest import Clock
from tests.factories import a_campaign, a_milestone, a_project, a_user, an_instalment, an_investment
from tests.support.client import Client
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text

SEVEN = datetime(2026, 11, 25, 7, 0, tzinfo=PARIS)  # a Wednesday
MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=PARIS)
DAY = timedelta(days=1)
Morning = Callable[..., list[EmailMessage]]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def morning(session: Session, connection: Connection, outbox: Path, on: Clock) -> Morning:
    """What left at this moment."""

    def run(moment: datetime = SEVEN, *, times: int = 1) -> list[EmailMessage]:
        on.at(moment)
        session.commit()
        before = {letter["Message-ID"] for letter in letters(outbox)}
        for _ in range(times):
            digests(connection)
            run_jobs(connection)
        session.expire_all()
        return [letter for letter in letters(outbox) if letter["Message-ID"] not in before]

    return run


def lia(session: Session, **wanted: object) -> User:
    user = a_user(session, name="Lia Morel", email="lia@fonds.exemple.fr")
    values = {"rhythm": Rhythm.DAILY, "delays": (7, 1, 0)}
    choose(session, user_id=user.id, wanted=Reminders(**values | wanted))  # type: ignore[arg-type]
    return user


def due(session: Session, days: int, title: str = "Bilan", **given: object) -> Project:
    project = a_project(session, **{"title": "Pacte alimentaire", "starts_on": None} | given)
    a_milestone(session, project, title=title, due_on=SEVEN.date() + days * DAY)
    return project


@pytest.mark.parametrize(
    ("delays", "left", "mark"),
    [
        ((30, 7), 31, None),
        ((30, 7), 30, 30),
        ((30, 7), 8, 30),
        ((30, 7), 7, 7),
        ((7, 0), 0, 0),
        ((7,), 0, 7),
        ((), 0, None),
    ],
)
def test_a_delay_is_reached_on_its_day_or_caught_up_after(delays: tuple[int, ...], left: int, mark: int | None) -> None:
    assert reached(delays, left) == mark


def test_the_mail_says_what_comes_with_its_link_and_its_way_out(session: Session, morning: Morning) -> None:
    lia(session)
    project = due(session, 7)
    (letter,) = morning()
    assert letter["To"] == "lia@fonds.exemple.fr"
    assert letter["Subject"] == "Rappels du Fonds ODD\u00a017\u00a0: 1\u00a0à venir"
    text = plain_text(letter)
    assert "Bilan, Pacte alimentaire" in text
    assert "dans 7\u00a0jours, le 02/12/2026" in text
    assert f"/projets/{project.code}/jalons#jalon-" in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = letter.get_body(("html",))
    assert html is not None
    assert "Ne plus recevoir de rappels" in html.get_content()


def test_nothing_to_say_no_mail(session: Session, morning: Morning) -> None:
    lia(session)
    due(session, 8)
    due(session, -3, status="abandonne")
    assert morning() == []


def test_run_twice_or_the_next_day_each_delay_is_told_once(session: Session, morning: Morning) -> None:
    lia(session)
    due(session, 7)
    assert len(morning(times=3)) == 1
    assert [len(morning(SEVEN + n * DAY)) for n in range(1, 9)] == [0, 0, 0, 0, 0, 1, 1, 1]  # eve, day, late
    assert session.scalars(select(Notice.mark).order_by(Notice.id)).all() == [
        "avant-7", "avant-1", "avant-0", "retard-2026-49",
    ]  # fmt: skip


def test_a_new_date_is_told_anew(session: Session, morning: Morning) -> None:
    lia(session, delays=(7,))
    due(session, 7)
    assert len(morning()) == 1
    session.scalars(select(Milestone)).one().due_on = SEVEN.date() + 8 * DAY
    assert len(morning(SEVEN + DAY)) == 1


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        (SEVEN - timedelta(minutes=1), 0),
        (SEVEN, 1),
        (SEVEN + timedelta(hours=12), 1),
        (SEVEN + timedelta(hours=13), 0),
        (datetime(2026, 10, 25, 7, 0, tzinfo=PARIS), 1),  # the night was an hour longer
        (datetime(2026, 10, 25, 6, 59, tzinfo=PARIS), 0),
        (datetime(2027, 3, 28, 7, 0, tzinfo=PARIS), 1),  # and here shorter
        (datetime(2027, 3, 28, 6, 59, tzinfo=PARIS), 0),
    ],
    ids=str,
)
def test_it_leaves_from_seven_in_paris_whatever_the_season(
    session: Session, morning: Morning, moment: datetime, count: int
) -> None:
    lia(session)
    a_milestone(session, a_project(session, starts_on=None), due_on=moment.date() + 7 * DAY)
    assert len(morning(moment)) == count


@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        (date(2027, 2, 28), date(2027, 3, 7)),
        (date(2028, 2, 22), date(2028, 2, 29)),
        (date(2026, 12, 25), date(2027, 1, 1)),
    ],
)
def test_seven_days_cross_the_ends_of_months(session: Session, morning: Morning, today: date, due_on: date) -> None:
    lia(session, delays=(7,))
    a_milestone(session, a_project(session, starts_on=None), due_on=due_on)
    at = datetime(today.year, today.month, today.day, 7, 0, tzinfo=PARIS)
    assert [len(morning(at + step * DAY)) for step in (-1, 0, 1)] == [0, 1, 0]


def test_once_a_week_it_waits_for_monday_and_a_missed_one_is_caught_up(session: Session, morning: Morning) -> None:
    lia(session, rhythm=Rhythm.WEEKLY, delays=(14,))
    morning(MONDAY - 7 * DAY)
    due(session, 10)
    assert [len(morning(SEVEN + n * DAY)) for n in range(5)] == [0, 0, 0, 0, 0]
    assert len(morning(MONDAY + DAY)) == 1  # nothing ran on Monday
    assert morning(MONDAY + 2 * DAY) == []


def test_managers_have_a_weekly_mail_by_default_and_the_others_none(session: Session, morning: Morning) -> None:
    for role in (Role.ADMIN, Role.GESTIONNAIRE, Role.EVALUATEUR, Role.LECTEUR, Role.FINANCEUR):
        a_user(session, role, email=f"{role}@fonds.exemple.fr")
    a_user(session, email="partie@fonds.exemple.fr", active=False)
    due(session, 5)
    assert {letter["To"] for letter in morning(MONDAY)} == {"admin@fonds.exemple.fr", "gestionnaire@fonds.exemple.fr"}
    assert (usual("lecteur").rhythm, usual("gestionnaire").rhythm) == (Rhythm.NONE, Rhythm.WEEKLY)


def test_only_what_was_chosen_is_told(session: Session, morning: Morning) -> None:
    user = lia(session, only_mine=True, subjects=frozenset({NoticeSubject.CAMPAIGN, NoticeSubject.MILESTONE}))
    due(session, 7, "Celui d’un autre")
    mine = due(session, 7, "Le mien", referent_id=user.id)
    an_instalment(session, an_investment(session, mine), label="Tranche tue", due_on=SEVEN.date() + 7 * DAY)
    a_campaign(session, mine, closes_on=SEVEN.date() + DAY)
    (letter,) = morning()
    text = plain_text(letter)
    assert ("Le mien" in text, "Celui d’un autre" in text, "Tranche tue" in text) == (True, False, False)
    assert "Clôture, évaluation in itinere" in text
    assert "demain, le 26/11/2026" in text


def test_an_instalment_that_nothing_holds_back_is_told_once(session: Session, morning: Morning) -> None:
    lia(session)
    project = a_project(session, starts_on=None)
    step = a_milestone(session, project, kind_code="point_etape", done_on=SEVEN.date() - DAY, due_on=SEVEN.date())
    an_instalment(
        session,
        an_investment(session, project),
        label="Tranche 2",
        milestone_id=step.id,
        due_on=SEVEN.date() + 90 * DAY,
    )
    assert morning() == []
    campaign = a_campaign(session, project, closes_on=None)
    assert morning(SEVEN + DAY) == []
    campaign.status = "close"
    (letter,) = morning(SEVEN + 2 * DAY)
    assert "À METTRE EN PAIEMENT" in plain_text(letter)
    assert morning(SEVEN + 3 * DAY) == []


def test_a_long_delay_is_told_to_colleagues_and_shown_on_the_milestone(
    session: Session, morning: Morning, client: Client
) -> None:
    referent = lia(session)
    max_ = a_user(session, Role.ADMIN, name="Max Petit", email="max@fonds.exemple.fr")
    choose(session, user_id=max_.id, wanted=Reminders(Rhythm.NONE, tells_escalations=True))
    a_user(session, email="autre@fonds.exemple.fr")
    project = due(session, -14, "Point d’étape", referent_id=referent.id)
    assert [letter["To"] for letter in morning() if letter["To"] == "max@fonds.exemple.fr"] == []
    (letter,) = [one for one in morning(SEVEN + DAY) if one["To"] == "max@fonds.exemple.fr"]
    text = plain_text(letter)
    assert "RETARDS SIGNALÉS" in text
    assert "en retard de 15\u00a0jours" in text
    assert "suivi par Lia Morel, à qui c’est rappelé depuis le 25/11/2026" in text
    assert [one["To"] for one in morning(SEVEN + 2 * DAY) if one["To"] == "max@fonds.exemple.fr"] == []
    client.sign_in("lecteur")
    assert "signalé à Max Petit le 26/11/2026" in client.get(f"/projets/{project.code}/jalons").text


def test_the_fund_chooses_the_delay_or_none(session: Session, morning: Morning) -> None:
    lia(session, rhythm=Rhythm.NONE, tells_escalations=True)
    due(session, -40)
    set_escalation_days(session, days=0)
    assert morning() == []
    set_escalation_days(session, days=40)
    assert len(morning(SEVEN + DAY)) == 1


def test_what_was_done_before_the_mail_leaves_is_not_told(
    session: Session, connection: Connection, on: Clock, outbox: Path
) -> None:
    lia(session)
    project = due(session, 7)
    on.at(SEVEN)
    session.commit()
    digests(connection)
    project_id = project.id
    session.execute(Milestone.__table__.update().where(Milestone.project_id == project_id).values(done_on=SEVEN.date()))
    session.commit()
    run_jobs(connection)
    session.expire_all()
    assert letters(outbox) == []
    assert "fait entre-temps" in session.scalars(select(Digest.failure)).one()


def test_a_server_that_refuses_is_tried_again_and_a_mail_in_doubt_is_not_sent_twice(
    session: Session, connection: Connection, on: Clock, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lia(session)
    due(session, 7)
    on.at(SEVEN)
    session.commit()
    digests(connection)

    def refuse(_: object) -> None:
        raise NotAccepted(mail.NO_ANSWER)

    with monkeypatch.context() as patched:
        patched.setattr("app.post.send", refuse)
        run_jobs(connection, failures=True)
    assert letters(outbox) == []
    run_jobs(connection, later=True)
    assert len(letters(outbox)) == 1
    (digest_id,) = session.scalars(select(Digest.id))
    send_digest(connection, digest_id)
    assert len(letters(outbox)) == 1


def test_a_day_is_seen_to_once_even_when_there_was_nothing(session: Session, morning: Morning) -> None:
    lia(session)
    morning()
    due(session, 7)
    assert morning(SEVEN + timedelta(hours=2)) == []
    assert session.scalar(select(func.count()).select_from(Digest)) == 1
    assert len(morning(SEVEN + DAY)) == 1


def test_after_a_restoration_nothing_leaves_before_another_morning(
    session: Session, connection: Connection, morning: Morning, on: Clock
) -> None:
    lia(session)
    due(session, 7)
    on.at(SEVEN)
    session.commit()
    digests(connection)
    a_user(session, Role.ADMIN, email="admin@fonds.exemple.fr")
    hold_everything(session, now=SEVEN)
    assert morning(SEVEN + timedelta(hours=1)) == []
    due(session, 8)
    assert len(morning(SEVEN + DAY)) == 1


def stop_link(letter: EmailMessage) -> str:
    address = str(letter["List-Unsubscribe"])
    assert (address[0], address[-1], "=?" in address) == ("<", ">", False)
    return address[1:-1].partition("127.0.0.1:8000")[2]


def test_one_press_from_the_mail_stops_it(session: Session, morning: Morning, client: Client) -> None:
    user = lia(session, tells_escalations=True)
    due(session, 7)
    direct = stop_link(morning()[0])
    page = direct.removesuffix("/direct")
    assert client.get(direct).headers["Location"] == page
    assert client.get(page).status_code == 200
    assert reminders_of(session, user).rhythm == Rhythm.DAILY  # reading a page stops nothing
    assert "C’est fait" in client.post_form(page, page=page).text
    session.expire_all()
    assert (reminders_of(session, user).rhythm, reminders_of(session, user).tells_escalations) == (Rhythm.NONE, False)
    assert morning(SEVEN + 6 * DAY) == []


def test_a_mail_program_stops_it_by_one_post(session: Session, morning: Morning, client: Client) -> None:
    user = lia(session)
    due(session, 7)
    direct = stop_link(morning()[0])
    client.cookies.clear()
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(f"{direct[:-20]}/direct", headers=headers).status_code == 404
    assert client.post(direct, data={"List-Unsubscribe": "One-Click"}, headers=headers).status_code == 204
    session.expire_all()
    assert reminders_of(session, user).rhythm == Rhythm.NONE


HERE = "/mon-compte/rappels"


def test_the_page_shows_the_usual_choice_and_keeps_another(client: Client, session: Session) -> None:
    user = client.sign_in()
    due(session, 5, "Signature")
    page = client.get(HERE).text
    assert "Signature" in page
    typed = {"rhythm": "daily", "subjects": ["milestone"], "delays": ["30", "0"], "tells_late": "", "only_mine": "oui"}
    assert client.post_form(HERE, typed | {"tells_escalations": "oui"}, page=HERE).status_code == 303
    assert reminders_of(session, user) == Reminders(Rhythm.DAILY, True, frozenset({"milestone"}), (30, 0), False, True)


def test_a_mail_about_nothing_is_refused_where_it_was_typed(client: Client) -> None:
    client.sign_in()
    answer = client.post_form(HERE, {"rhythm": "daily", "subjects": []}, page=HERE)
    assert (answer.status_code, "Choisissez au moins une chose" in answer.text) == (422, True)


def test_a_reader_is_not_told_of_the_delays_of_others(client: Client, session: Session) -> None:
    user = client.sign_in("lecteur")
    assert "tells_escalations" not in client.get(HERE).text
    client.post_form(HERE, {"rhythm": "daily", "subjects": ["milestone"], "tells_escalations": "oui"}, page=HERE)
    assert reminders_of(session, user).tells_escalations is False


def test_only_the_administration_chooses_the_delay_of_the_fund(client: Client, session: Session) -> None:
    client.sign_in()
    assert client.post_form(f"{HERE}/retards", {"days": "20"}).status_code == 403
    client.sign_in("admin")
    assert client.post_form(f"{HERE}/retards", {"days": "20"}, page=HERE).status_code == 303
    assert 'value="20"' in client.get(HERE).text
    refused = client.post_form(f"{HERE}/retards", {"days": "quinze"}, page=HERE)
    assert (refused.status_code, 'value="quinze"' in refused.text) == (422, True)
