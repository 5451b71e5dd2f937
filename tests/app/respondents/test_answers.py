"""What the page sends as it is answered: one line, or all those kept while the connection was lost."""

import re

import pytest
from sqlalchemy import select

from app.assessments import service
from app.models import Answer
from tests import factories as make
from tests.app.assessments.situations import NOW
from tests.app.respondents.situations import Invited
from tests.support import htmx

A11 = "observed-A1.1"


def test_an_answer_is_saved_as_it_is_given(own: Invited) -> None:
    status, fragment = own.send(A11, value="3")
    assert status == 200
    assert own.levels() == [("A1.1", 3, None)]
    assert re.search(r"Enregistré à\s+\d\d\s+h\s+\d\d", fragment)
    assert re.search(r"1\s+réponse sur 28", fragment)
    row = own.session.execute(select(Answer.invitation_id, Answer.answered_by_id)).one()
    assert tuple(row) == (own.invitation.id, None)


def test_several_answers_leave_together(own: Invited) -> None:
    status, fragment = own.send(A11, "observed-A1.2", "observed-A2.1", value="NSP")
    assert status == 200
    assert [level for _, _, level in own.levels()] == ["NSP"] * 3
    assert "3 sur 8" in fragment


def test_the_fragment_of_an_answer_gives_the_page_of_a_fresh_load(own: Invited) -> None:
    own.send(A11, value="3")
    before = own.client.get(own.axis("resultats")).text
    _, fragment = own.send("observed-A1.2", value="2")
    after = own.client.get(own.axis("resultats")).text
    htmx.assert_same_page(chosen(before, "observed-A1-2", 2), fragment, "avancement", after)


def test_the_fragment_of_a_priority_gives_the_page_of_a_fresh_load(own: Invited) -> None:
    own.send(A11, value="3")
    before = own.client.get(own.axis("priorites")).text
    _, fragment = own.send("priorite-D1", screen="priorites", value="0")
    after = own.client.get(own.axis("priorites")).text
    moved = chosen(before.replace('id="v-priorite-D1-1" value="1" checked', ""), "priorite-D1", 0)
    untimed = [re.sub(r"Enregistré à\s+\d\d\s+h\s+\d\d", "", html) for html in (moved, fragment, after)]
    htmx.assert_same_page(unchecked(untimed[0]), untimed[1], "avancement", untimed[2])


def chosen(page: str, slug: str, level: int) -> str:
    """What the browser already shows: the level just touched."""
    return re.sub(rf'(id="v-{slug}-{level}"\s+value="\w+")', r"\1 checked", page)


def unchecked(page: str) -> str:
    return re.sub(r'(id="v-priorite-D1-1"\s+value="1") checked', r"\1", page)


def test_an_answer_sent_twice_is_saved_once(own: Invited) -> None:
    own.client.get(own.axis("resultats"))
    fields = {f"seen-{A11}": "0.", f"value-{A11}": "3", f"comment-{A11}": "", f"evidence-{A11}": "0", "cell": A11}
    for _ in range(2):
        assert own.client.post_part(f"{own.home}/reponses", fields).status_code == 200
    assert own.session.scalar(select(Answer.version)) == 1


def test_the_same_question_on_two_devices_shows_both_answers_and_keeps_the_others(own: Invited) -> None:
    own.send(A11, value="3")
    stale = {f"seen-{A11}": "0.", f"value-{A11}": "1", f"comment-{A11}": "Vu d’ici."}
    others = {"seen-observed-A1.2": "0.", "value-observed-A1.2": "2"}
    reply = own.client.post_part(f"{own.home}/reponses", stale | others | {"cell": [A11, "observed-A1.2"]})
    assert reply.status_code == 409
    assert "Cette question a reçu deux réponses" in reply.text
    assert "1 – Faible" in reply.text
    assert "Vu d’ici." in reply.text
    assert "3 – Fort" in reply.text
    assert own.levels() == [("A1.1", 3, None), ("A1.2", 2, None)]


def test_an_answer_said_again_after_another_device_changed_it_is_told(own: Invited) -> None:
    own.send(A11, value="3")
    old = own.values("resultats")
    own.send(A11, value="1")
    said_again = {name: found[-1] for name, found in old.items() if name.endswith(A11)} | {"cell": A11}
    assert own.client.post_part(f"{own.home}/reponses", said_again).status_code == 409


def test_the_person_of_the_fund_who_answered_meanwhile_is_named(own: Invited) -> None:
    user = make.a_user(own.session, name="Claire Martin")
    service.save_answer(
        own.session, respondent=own.respondent, reading="observed", question_code="A1.1", value=4, user=user, now=NOW
    )
    own.session.commit()
    stale = {f"seen-{A11}": "0.", f"value-{A11}": "1", "cell": A11}
    assert "par Claire Martin, du Fonds" in own.client.post_part(f"{own.home}/reponses", stale).text


def test_a_priority_changed_on_another_device_is_told(own: Invited) -> None:
    own.send("priorite-D1", screen="priorites", value="2")
    stale = {"seen-priorite-D1": "", "value-priorite-D1": "0", "cell": "priorite-D1"}
    reply = own.client.post_part(f"{own.home}/reponses", stale)
    assert reply.status_code == 409
    assert "Prioritaire" in reply.text
    assert own.priorities() == {"D1": 2}


def test_a_priority_and_the_question_it_takes_away_leave_together(own: Invited) -> None:
    own.client.get(own.axis("priorites"))
    fields = {"seen-priorite-D1": "", "value-priorite-D1": "0"}
    fields |= {"seen-observed-D1.1": "0.", "value-observed-D1.1": "3"}
    reply = own.client.post_part(f"{own.home}/reponses", fields | {"cell": ["priorite-D1", "observed-D1.1"]})
    assert reply.status_code == 200
    assert "sur 27" in reply.text


@pytest.mark.parametrize("cell", ["observed-Z9.9", "priorite-A1", "initial-B1.1", ""])
def test_a_line_no_page_has_is_refused(own: Invited, cell: str) -> None:
    own.client.get(own.axis("resultats"))
    reply = own.client.post_part(f"{own.home}/reponses", {"cell": cell, f"seen-{cell}": "0.", f"value-{cell}": "3"})
    assert reply.status_code == 422
    assert "/campagnes/" not in reply.text
    assert own.levels() == []


def test_nothing_is_saved_in_the_grid_of_another_partner(own: Invited) -> None:
    fields = {f"seen-{A11}": "0.", f"value-{A11}": "3", "cell": A11}
    reply = own.client.post_part(f"/ma-grille/{own.respondent.id + 1}/reponses", fields)
    assert reply.status_code == 401
    assert own.levels() == []
