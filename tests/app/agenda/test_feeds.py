"""A calendar read from outside: by its secret address alone, by real readers, until it is revoked."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import ics
import pytest
import vobject
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.tokens import revoke_tokens
from app.agenda import routes_feeds
from app.agenda.notices.choices import Reminders, choose
from app.models import CalendarFeed, Rhythm, Role, User
from app.tokens import token_hash
from tests.app.agenda.situations import TODAY, a_dated_project
from tests.factories import a_milestone, a_project, a_user
from tests.support.client import Client

HERE = "/calendrier/abonnements"
HARD = "Évaluation\u00a0: l’œuvre, «\u00a0à suivre\u00a0»; \\ puis, encore " + "très longue " * 20


@pytest.fixture(autouse=True)
def a_fresh_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes_feeds, "READS", routes_feeds.Pace(60, timedelta(minutes=15)))
    monkeypatch.setattr(routes_feeds, "WRONG", routes_feeds.Pace(30, timedelta(minutes=15)))


def subscribe(client: Client, query: str = "", **typed: str) -> str:
    """The path of the address that the page shows once."""
    answer = client.post_form(f"{HERE}{query}", {"label": "Téléphone"} | typed, page=f"{HERE}{query}")
    assert answer.status_code == 200, answer.text
    found = re.search(r"/calendrier/flux/[\w-]+\.ics", answer.text)
    assert found is not None
    return found[0]


def read(client: Client, path: str) -> str:
    """Without any cookie, as a program does."""
    client.sign_out()
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    return answer.text


def test_three_real_readers_find_the_same_days_and_words(client: Client, session: Session) -> None:
    project = a_dated_project(session)
    a_milestone(session, project, title=HARD, due_on=date(2027, 2, 28))
    client.sign_in()
    body = read(client, subscribe(client))
    assert all(len(line.encode()) <= 75 for line in body.split("\r\n"))
    by_icalendar = {
        str(event["UID"]): (event.decoded("DTSTART"), str(event["SUMMARY"]), str(event["DESCRIPTION"]))
        for event in icalendar.Calendar.from_ical(body).walk("VEVENT")
    }
    by_ics = {event.uid: (event.begin.date(), event.name, event.description) for event in ics.Calendar(body).events}
    by_vobject = {
        event.uid.value: (event.dtstart.value, event.summary.value, event.description.value)
        for event in vobject.readOne(body).vevent_list
    }
    assert by_icalendar == by_ics == by_vobject
    assert len(by_icalendar) == 10
    (hard,) = [words for day, words, _ in by_icalendar.values() if day == date(2027, 2, 28)]
    assert hard == f"{HARD} – Pacte alimentaire"
    assert all("\n" in text and project.code in text for _, _, text in by_icalendar.values())


def test_each_event_says_what_a_calendar_needs(client: Client, session: Session) -> None:
    project = a_dated_project(session)
    step = a_milestone(session, project, title="Bilan", due_on=date(2026, 12, 31))
    client.sign_in()
    path = subscribe(client)
    found = icalendar.Calendar.from_ical(read(client, path))
    assert (str(found["X-WR-CALNAME"]), str(found["X-PUBLISHED-TTL"])) == ("Fonds ODD 17 – Téléphone", "PT6H")
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=6)
    event = next(one for one in found.walk("VEVENT") if str(one["UID"]).startswith(f"jalon-{step.id}@"))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2026, 12, 31), date(2027, 1, 1))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (str(event["STATUS"]), event["SEQUENCE"], event["CATEGORIES"].cats) == ("CONFIRMED", 1, ["Jalon"])
    assert str(event["URL"]).endswith(f"/projets/{project.code}/jalons#jalon-{step.id}")
    step.due_on = date(2027, 1, 4)
    session.commit()
    moved = icalendar.Calendar.from_ical(read(client, path))
    again = next(one for one in moved.walk("VEVENT") if one["UID"] == event["UID"])
    assert (again.decoded("DTSTART"), again["SEQUENCE"] > event["SEQUENCE"]) == (date(2027, 1, 4), True)


def test_only_the_hash_is_kept_and_the_address_is_shown_once(client: Client, session: Session) -> None:
    client.sign_in()
    path = subscribe(client)
    token = path.removeprefix("/calendrier/flux/").removesuffix(".ics")
    (feed,) = session.scalars(select(CalendarFeed))
    assert feed.token_sha256 == token_hash(token)
    assert token not in client.get(HERE).text


def test_unchanged_it_is_not_sent_again(client: Client, session: Session) -> None:
    project = a_dated_project(session)
    client.sign_in()
    path = subscribe(client)
    client.sign_out()
    etag = client.get(path).headers["ETag"]
    for known in (etag, f'"autre", {etag}', f"W/{etag}"):
        answer = client.get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", etag)
    a_milestone(session, project, title="Nouveau", due_on=TODAY)
    session.commit()
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_it_keeps_its_filters_and_ones_own_projects(client: Client, session: Session) -> None:
    user = client.sign_in()
    a_dated_project(session, title="Le mien", region_code="32", referent_id=user.id)
    a_dated_project(session, title="Un voisin", region_code="32")
    a_dated_project(session, title="Un autre", region_code="53")
    region = subscribe(client, "?region=32&genre=tranches")
    mine = subscribe(client, only_mine="oui")
    assert "Hauts-de-France, tranches" in client.get(HERE).text
    body = read(client, region)
    assert ("Le mien" in body, "Un voisin" in body, "Un autre" in body) == (True, True, False)
    assert "Convention" not in body
    body = read(client, mine)
    assert ("Le mien" in body, "Un voisin" in body) == (True, False)


@pytest.mark.parametrize("end", ["revoked", "closed", "role", "left"])
def test_it_ends_with_its_right(client: Client, session: Session, end: str) -> None:
    user = client.sign_in()
    path = subscribe(client)
    if end == "revoked":
        (feed,) = session.scalars(select(CalendarFeed))
        client.post_form(f"{HERE}/{feed.id}/revocation", page=HERE)
    elif end == "closed":
        user.active = False
    elif end == "role":
        become_a_funder(session, user)
    else:
        revoke_tokens(session, user_id=user.id)
    session.commit()
    client.sign_out()
    assert client.get(path).status_code == 404


def become_a_funder(session: Session, user: User) -> None:
    user.funder_id = a_user(session, "financeur").funder_id
    user.role = Role.FINANCEUR
    session.flush()


def test_nobody_revokes_the_calendar_of_another(client: Client, session: Session) -> None:
    client.sign_in()
    path = subscribe(client)
    (feed,) = session.scalars(select(CalendarFeed))
    client.sign_in()
    client.post_form(f"{HERE}/{feed.id}/revocation")
    assert client.get(path).status_code == 200


def test_its_last_reading_is_noted_and_a_session_counts_for_nothing(client: Client, session: Session) -> None:
    client.sign_in()
    path = subscribe(client)
    read(client, path)
    session.expire_all()
    (last,) = session.scalars(select(CalendarFeed.last_read_at))
    assert isinstance(last, datetime)
    client.sign_in("admin")
    assert client.get("/calendrier/flux/inconnu.ics").status_code == 404


def test_a_reader_in_a_hurry_and_a_guesser_are_slowed_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in()
    path = subscribe(client)
    monkeypatch.setattr(routes_feeds, "READS", routes_feeds.Pace(2, timedelta(minutes=15)))
    monkeypatch.setattr(routes_feeds, "WRONG", routes_feeds.Pace(2, timedelta(minutes=15)))
    client.sign_out()
    assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
    assert [client.get("/calendrier/flux/faux.ics").status_code for _ in range(3)] == [404, 404, 429]


def test_the_pace_forgets_after_its_window() -> None:
    pace, now = routes_feeds.Pace(1, timedelta(minutes=15)), datetime(2026, 3, 29, 0, 50, tzinfo=UTC)
    assert [pace.takes("a", now), pace.takes("a", now), pace.takes("b", now)] == [True, False, True]
    assert pace.takes("a", now + timedelta(minutes=15))


def test_a_calendar_without_name_is_refused_and_keeps_what_was_typed(client: Client, session: Session) -> None:
    client.sign_in()
    answer = client.post_form(HERE, {"label": "", "only_mine": "oui"}, page=HERE)
    assert (answer.status_code, "checked" in answer.text) == (422, True)
    assert session.scalars(select(CalendarFeed)).all() == []


def test_an_empty_calendar_is_still_one(client: Client, session: Session) -> None:
    a_project(session, starts_on=None)
    client.sign_in()
    assert list(icalendar.Calendar.from_ical(read(client, subscribe(client))).walk("VEVENT")) == []


def alarms(body: str) -> dict[str, list[timedelta]]:
    """Of each event by its summary: when it rings, from midnight of its day."""
    found = icalendar.Calendar.from_ical(body)
    return {
        str(event["SUMMARY"]): [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
        for event in found.walk("VEVENT")
    }


def test_the_reader_rings_at_the_delays_its_person_asked_for(client: Client, session: Session) -> None:
    own, other = a_project(session, title="Le mien"), a_project(session, title="L’autre")
    user = client.sign_in()
    own.referent_id = user.id
    soon = clock.today() + timedelta(days=40)
    for project in (own, other):
        a_milestone(session, project, title="Bilan", due_on=soon)
    a_milestone(session, own, title="Fait", due_on=soon, done_on=clock.today())
    a_milestone(session, own, title="Passé", due_on=clock.today() - timedelta(days=3))
    choose(session, user_id=user.id, wanted=Reminders(Rhythm.DAILY, True, frozenset({"milestone"}), (7, 0)))
    session.commit()
    body = read(client, subscribe(client))
    told = alarms(body)
    assert told["Bilan – Le mien"] == [timedelta(days=-7, hours=9), timedelta(hours=9)]
    assert [told[one] for one in ("Bilan – L’autre", "Fait – Le mien", "Passé – Le mien")] == [[], [], []]
    (event,) = [one for one in vobject.readOne(body).vevent_list if one.summary.value == "Bilan – Le mien"]
    assert [alarm.action.value for alarm in event.valarm_list] == ["DISPLAY", "DISPLAY"]
    assert len(ics.Calendar(body).events) == 4


def test_who_asked_for_no_reminder_hears_none(client: Client, session: Session) -> None:
    a_milestone(session, a_project(session), title="Bilan", due_on=clock.today() + timedelta(days=40))
    user = client.sign_in()
    path = subscribe(client)
    assert any(alarms(read(client, path)).values())
    choose(session, user_id=user.id, wanted=Reminders(Rhythm.NONE))
    session.commit()
    assert not any(alarms(read(client, path)).values())
