"""An organisation answers by its personal link: told first, mission by mission, sent once, then only read."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.doors.kinds import kind_of
from app.models import Door, DoorKind, Qualification, QualificationLevel, Role, SentBy
from app.qualification.door import WHO_SEES
from tests import factories as make
from tests.app.qualification.situations import HERE, PLACE, a_qualification
from tests.app.qualification.test_pages import answers, kept, shown
from tests.support.client import Client
from tests.support.doors import a_door, a_link, enter, until


def entered(client: Client, session: Session, sent: bool = False, **levels: int | None) -> tuple[Qualification, str]:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    made = a_qualification(session, organisation, sent=sent, **levels)
    door = a_door(session, made.id)
    enter(client, door)
    return made, f"/acces/{door.id}/qualification"


def test_the_link_says_what_is_asked_and_who_will_see_before_anything_else(client: Client, session: Session) -> None:
    made = a_qualification(session, make.an_organisation(session, name="Pôle des coteaux"), sent=False)
    link = a_link(session, a_door(session, made.id))
    client.get(link)
    assert "Pôle des coteaux, " + PLACE in shown(client)
    assert " ".join(WHO_SEES.split()) in shown(client)
    answer = client.post_form(link, page=link)
    door = session.scalars(select(Door)).one()
    assert answer.headers["Location"] == f"/acces/{door.id}/qualification"


def test_the_first_page_says_it_again_with_the_grid_and_its_standing(client: Client, session: Session) -> None:
    _, root = entered(client, session)
    client.get(root)
    for words in ("16 pratiques en 4 missions", "aucun financeur ne les voit", "une proposition du Fonds", "Commencer"):
        assert words in shown(client), words


def test_it_answers_mission_by_mission_then_sends_once(client: Client, session: Session) -> None:
    made, root = entered(client, session)
    first = f"{root}/missions/dialogue"
    assert client.post_form(first, answers("1", "nsp"), page=first).headers["Location"].endswith("/experimentations")
    last = f"{root}/missions/lieu"
    assert client.post_form(last, answers("3"), page=last).headers["Location"] == f"{root}/relecture"
    client.get(f"{root}/relecture")
    assert "13 pratiques sont restées sans réponse" in shown(client)
    assert client.post_form(f"{root}/envoi", page=f"{root}/relecture").headers["Location"] == f"{root}/recu"
    session.refresh(made)
    assert (made.sent_by, made.sender_name, made.updated_by_id) == (SentBy.ORGANISATION, "Camille Dupont", None)
    assert kept(session, made.id) == {"DT1": (1, ""), "DT2": (None, ""), "GL1": (3, "")}
    client.get(f"{root}/recu")
    assert "Transmis : lieu convivial. Démarré : connaissance partagée" in shown(client)


def test_sent_everything_leads_to_the_receipt_and_nothing_changes(client: Client, session: Session) -> None:
    made, root = entered(client, session, sent=True, DT1=2)
    for page in (root, f"{root}/relecture"):
        assert client.get(page).headers["Location"] == f"{root}/recu"
    assert client.get(f"{root}/missions/dialogue").headers["Location"] == root
    client.get(f"{root}/recu")
    assert client.post_form(f"{root}/missions/dialogue", answers("3")).status_code == 422
    assert client.post_form(f"{root}/envoi").status_code == 422
    assert kept(session, made.id) == {"DT1": (2, "")}


def test_nothing_at_all_is_not_sent(client: Client, session: Session) -> None:
    made, root = entered(client, session)
    client.get(root)
    assert client.post_form(f"{root}/envoi").status_code == 422
    session.refresh(made)
    assert not made.is_sent


def test_the_last_day_over_it_may_be_read_and_not_answered(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False, DT1=2)
    door = a_door(session, made.id, expires_on=until(-1))
    enter(client, door)
    root = f"/acces/{door.id}/qualification"
    if client.get(root).status_code == 200:
        assert "Commencer" not in shown(client)
    assert client.post_form(f"{root}/missions/dialogue", answers("3")).status_code in (401, 422)
    assert kept(session, made.id) == {"DT1": (2, "")}


@pytest.mark.parametrize("path", ["", "/missions/dialogue", "/relecture", "/recu"])
def test_the_door_of_another_kind_finds_nothing_here(client: Client, session: Session, path: str) -> None:
    made = a_qualification(session, sent=False)
    door = a_door(session, made.id, kind=DoorKind.PROGRAMME.value)
    enter(client, door)
    assert client.get(f"/acces/{door.id}/qualification{path}").status_code == 401


def test_one_door_never_opens_the_answers_of_another(client: Client, session: Session) -> None:
    _, root = entered(client, session)
    other = a_door(session, a_qualification(session, sent=False).id)
    assert client.get(root).status_code == 200
    assert client.get(f"/acces/{other.id}/qualification").status_code == 401


def test_the_fund_invites_reminds_and_takes_the_link_back(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page, action = f"{HERE}/{made.id}", f"{HERE}/{made.id}/invitation"
    typed = {"contact_name": "Lia Morvan", "contact_email": "lia@exemple.fr", "expires_on": f"{until(20):%d/%m/%Y}"}
    assert client.post_form(action, typed | {"contact_email": "lia"}, page=page).status_code == 422
    assert client.post_form(action, typed, page=page).headers["Location"] == f"{page}#invitation"
    door = session.scalars(select(Door)).one()
    assert (door.kind, door.subject_id, door.contact_email) == ("qualification", made.id, "lia@exemple.fr")
    assert client.post_form(f"{action}/retrait", page=page).status_code == 303
    session.refresh(door)
    assert door.revoked_at is not None


def test_a_sent_one_invites_nobody(client: Client, session: Session) -> None:
    made = a_qualification(session, DT1=1)
    client.sign_in(Role.EVALUATEUR)
    typed = {"contact_name": "", "contact_email": "lia@exemple.fr", "expires_on": f"{until(20):%d/%m/%Y}"}
    assert client.post_form(f"{HERE}/{made.id}/invitation", typed).status_code == 422
    assert session.scalars(select(Door)).all() == []


def test_removed_its_link_opens_nothing_more(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    a_door(session, made.id)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/suppression"
    assert client.post_form(page, page=page).status_code == 303
    assert session.scalars(select(Door)).all() == []
    assert session.scalars(select(QualificationLevel)).all() == []


def test_the_kind_of_this_door_is_known_by_itself(session: Session) -> None:
    made = a_qualification(session, make.an_organisation(session, name="Pôle des coteaux"), sent=False)
    kind = kind_of(DoorKind.QUALIFICATION)
    assert kind is not None
    assert (kind.title_of(session, made.id), kind.title_of(session, 999)) == (f"Pôle des coteaux, {PLACE}", "")
    assert (kind.is_open(session, made.id), kind.is_open(session, 999)) == (True, False)
    made.status, made.sent_by, made.sent_at = "sent", "fund", clock.now()
    session.flush()
    assert kind.is_open(session, made.id) is False
