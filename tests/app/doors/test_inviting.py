"""A door is opened to one person, until one day; it is taken back, and the next one ends it."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from app import clock
from app.doors import service
from app.doors.queries import DoorState, find_link, live_door, live_doors
from app.errors import Refused
from app.models import Door, DoorKind, DoorLetter, DoorSession, DoorToken, User
from tests import factories as make
from tests.app.doors.conftest import TUESDAY, Clock
from tests.support.client import Client
from tests.support.doors import KIND, Subjects, a_door, a_link, enter
from tests.support.jobs import jobs
from tests.support.queries import counted


@pytest.fixture
def user(session: Session, on: Clock) -> User:
    return make.a_user(session, name="Claire Martin")


def invite(session: Session, user: User | None = None, subject_id: int = 7, **given: object) -> Door:
    values = {"name": " Camille Dupont ", "email": " Camille@Exemple.fr ", "expires_on": date(2026, 12, 15)}
    door = service.invite(
        session,
        kind=KIND,
        subject_id=subject_id,
        user=user,
        now=clock.now(),
        **values | given,  # type: ignore[arg-type]
    )
    session.flush()
    return door


def letters_of(session: Session) -> list[tuple[str, str]]:
    query = select(DoorLetter.key, DoorLetter.to_email).order_by(DoorLetter.id)
    return [(key, email) for key, email in session.execute(query)]


def test_one_person_is_written_to_until_a_day(session: Session, user: User) -> None:
    door = invite(session, user)
    assert (door.contact_name, door.contact_email, door.created_by_id) == (
        "Camille Dupont",
        "camille@exemple.fr",
        user.id,
    )
    assert letters_of(session) == [(f"invitation:{door.id}", "camille@exemple.fr")]
    assert jobs(session.connection()) == [("doors.send_letter", "todo")]
    found = live_door(session, KIND, 7)
    assert found is not None
    assert (found.state, found.contact) == (DoorState.INVITED, "Camille Dupont (camille@exemple.fr)")
    assert found.letter is not None
    assert (found.letter.kind.label, found.letter.state.label) == ("invitation", "en attente d’envoi")


def test_pressed_twice_it_is_one_door_and_one_letter(session: Session, user: User, on: Clock) -> None:
    first = invite(session, user)
    on.at(TUESDAY + timedelta(seconds=50))
    assert invite(session, user, name="Camille D.").id == first.id
    assert (first.contact_name, len(letters_of(session))) == ("Camille D.", 1)


def test_the_next_one_ends_the_one_before_with_its_link_and_its_visits(
    client: Client, session: Session, user: User, on: Clock
) -> None:
    first = invite(session, user)
    link = a_link(session, first)
    enter(client, first)
    on.at(TUESDAY + timedelta(hours=1))
    second = invite(session, user, email="autre@exemple.fr", name="")
    session.commit()
    assert client.get(link).status_code == 404
    assert session.scalar(select(func.count()).select_from(DoorSession)) == 0
    found = live_door(session, KIND, 7)
    assert found is not None
    assert (found.id, found.contact) == (second.id, "autre@exemple.fr")


def test_two_kinds_and_two_subjects_have_their_own(session: Session, user: User) -> None:
    ours, other = invite(session, user), invite(session, user, 8)
    third = a_door(session, 7, kind=DoorKind.PROGRAMME.value)
    assert {number: door.id for number, door in live_doors(session, KIND, [7, 8, 9]).items()} == {
        7: ours.id,
        8: other.id,
    }
    assert live_doors(session, DoorKind.PROGRAMME, [7])[7].id == third.id


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"email": "camille"}, "contact_email", "adresse électronique"),
        ({"expires_on": date(2026, 11, 30)}, "expires_on", "jour à venir"),
        ({"expires_on": date(2027, 12, 3)}, "expires_on", "un an au plus"),
        ({"subject_id": 8}, "", "Aucune réponse n’est attendue"),
        ({"subject_id": 9}, "", "Aucune réponse n’est attendue"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    session: Session, user: User, subjects: Subjects, given: dict[str, object], field: str, words: str
) -> None:
    subjects.closed.add(8)
    with pytest.raises(Refused, match=words) as refusal:
        invite(session, user, **given)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert letters_of(session) == []


def test_today_and_a_year_ahead_are_the_bounds(session: Session, user: User) -> None:
    assert invite(session, user, expires_on=date(2026, 12, 1)).expires_on == clock.today()
    assert invite(session, user, 8, expires_on=date(2027, 12, 2)).expires_on == date(2027, 12, 2)


def test_a_kind_that_no_feature_asks_invites_nobody(
    session: Session, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.doors.service.inviting.kind_of", lambda _: None)
    with pytest.raises(Refused, match="Aucune réponse"):
        invite(session, user)


def test_taken_back_it_opens_nothing_and_what_was_answered_is_not_touched(
    client: Client, session: Session, user: User
) -> None:
    door = invite(session, user)
    link = a_link(session, door)
    service.revoke(session, kind=KIND, subject_id=7, user=user, now=clock.now())
    session.commit()
    assert client.get(link).status_code == 404
    assert live_door(session, KIND, 7) is None
    with pytest.raises(Refused, match="Aucun lien"):
        service.revoke(session, kind=KIND, subject_id=7, user=user, now=clock.now())


def test_a_reminder_leaves_once_a_day_the_invitation_counted(session: Session, user: User, on: Clock) -> None:
    door = invite(session, user)
    remind = {"kind": KIND, "subject_id": 7, "user": user}
    with pytest.raises(Refused, match="attendez demain"):
        service.remind(session, now=clock.now(), **remind)  # type: ignore[arg-type]
    on.at(TUESDAY + timedelta(days=1))
    before = live_door(session, KIND, 7)
    assert before is not None
    assert before.can_remind
    service.remind(session, now=clock.now(), **remind)  # type: ignore[arg-type]
    after = live_door(session, KIND, 7)
    assert after is not None
    assert not after.can_remind
    with pytest.raises(Refused, match="attendez demain"):
        service.remind(session, now=clock.now(), **remind)  # type: ignore[arg-type]
    assert [key for key, _ in letters_of(session)] == [f"invitation:{door.id}", f"reminder:{door.id}:2026-12-02"]


def test_nobody_is_reminded_of_what_is_over_answered_or_never_asked(
    session: Session, user: User, on: Clock, subjects: Subjects
) -> None:
    remind = {"kind": KIND, "user": user}
    with pytest.raises(Refused, match="invitez d’abord"):
        service.remind(session, subject_id=7, now=clock.now(), **remind)  # type: ignore[arg-type]
    invite(session, user)
    on.at(TUESDAY + timedelta(days=2))
    subjects.closed.add(7)
    with pytest.raises(Refused, match="plus attendue"):
        service.remind(session, subject_id=7, now=clock.now(), **remind)  # type: ignore[arg-type]
    on.at(TUESDAY + timedelta(days=20))
    found = live_door(session, KIND, 7)
    assert found is not None
    assert (found.state, found.can_remind) == (DoorState.OVER, False)
    with pytest.raises(Refused, match="arrivé à sa fin"):
        service.remind(session, subject_id=7, now=clock.now(), **remind)  # type: ignore[arg-type]


def test_what_is_deleted_leaves_no_door(session: Session, user: User) -> None:
    a_link(session, invite(session, user))
    service.remove_doors(session, kind=KIND, subject_id=7)
    for table in (Door, DoorToken, DoorLetter):
        assert session.scalar(select(func.count()).select_from(table)) == 0


def test_reading_many_doors_asks_no_more_than_reading_one(session: Session, user: User) -> None:
    asked = []
    for many in ([7], list(range(100, 160))):
        for number in many:
            a_door(session, number)
        with counted(session.connection()) as queries:
            assert len(live_doors(session, KIND, many)) == len(many)
        asked.append(len(queries))
    assert asked == [2, 2]


def test_a_link_says_nothing_once_its_door_is_gone(session: Session, user: User) -> None:
    door = invite(session, user)
    token = service.issue_token(session, door=door, now=clock.now())
    link = find_link(session, token, clock.now())
    assert link is not None
    service.revoke(session, kind=KIND, subject_id=7, user=user, now=clock.now())
    assert service.open_link(session, link=link, now=clock.now()) is None
    with pytest.raises(Refused, match="remplacé ou retiré"):
        service.issue_token(session, door=door, now=clock.now())


def test_two_people_inviting_at_once_open_one_door(own_engine: Engine) -> None:
    together = Barrier(4)

    def work(number: int) -> None:
        with Session(own_engine) as session:
            together.wait(60)
            service.invite(
                session,
                kind=KIND,
                subject_id=7,
                name="",
                email=f"personne-{number % 2}@exemple.fr",
                expires_on=clock.today(),
                user=None,
                now=clock.now(),
            )
            session.commit()

    threads = [Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    with Session(own_engine) as session:
        live = select(func.count()).select_from(Door).where(Door.revoked_at.is_(None))
        assert session.scalar(live) == 1
        doors = session.scalar(select(func.count()).select_from(Door))
        assert session.scalar(select(func.count()).select_from(DoorLetter)) == doors
