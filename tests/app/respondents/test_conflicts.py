"""Without script too, two devices never overwrite each other silently."""

import pytest
from sqlalchemy import select

from app.models import Answer
from tests.app.respondents.situations import Invited
from tests.support.html import find_form, form_values, text_of

Values = dict[str, list[str]]


@pytest.fixture
def old_tab(own: Invited) -> Values:
    """A screen left open while another device answered « Très fort » to the first question."""
    values = own.values("resultats")
    own.save("resultats", value__observed_A1_1="4")
    return values


def send(own: Invited, values: Values) -> int:
    return own.client.post(own.axis("resultats"), data=values).status_code


def shown(own: Invited) -> str:
    assert own.client.page is not None
    return text_of(own.client.page)


def test_two_screens_on_different_questions_merge(own: Invited, old_tab: Values) -> None:
    assert send(own, old_tab | {"value-observed-A1.2": ["2"]}) == 303
    assert own.levels() == [("A1.1", 4, None), ("A1.2", 2, None)]


def test_both_answers_are_shown_where_the_question_is_and_the_others_are_saved(own: Invited, old_tab: Values) -> None:
    assert send(own, old_tab | {"value-observed-A1.1": ["1"], "value-observed-A1.2": ["2"]}) == 409
    assert own.levels() == [("A1.1", 4, None), ("A1.2", 2, None)]
    assert "Cette question a reçu deux réponses" in shown(own)
    assert "1 – Faible" in shown(own)
    assert "4 – Très fort" in shown(own)
    assert "Deux réponses pour une même question" in shown(own)
    assert own.client.page is not None
    assert "#q-observed-A1-1" in [link.get("href") for link in own.client.page.iter("a")]


def test_mine_is_kept_when_i_say_so(own: Invited, old_tab: Values) -> None:
    send(own, old_tab | {"value-observed-A1.1": ["1"], "comment-observed-A1.1": ["Ici."]})
    again = form_of(own)
    assert again["value-observed-A1.1"] == ["1"]
    assert send(own, again | {"keep-observed-A1.1": ["ici"]}) == 303
    assert own.session.execute(select(Answer.level, Answer.comment)).one() == (1, "Ici.")


def test_theirs_is_kept_when_i_say_so(own: Invited, old_tab: Values) -> None:
    send(own, old_tab | {"value-observed-A1.1": ["1"]})
    assert send(own, form_of(own) | {"keep-observed-A1.1": ["autre"]}) == 303
    assert own.levels() == [("A1.1", 4, None)]


def test_a_priority_has_its_two_answers_too(own: Invited) -> None:
    old = own.values("priorites")
    own.save("priorites", value__priorite_D1="2")
    reply = own.client.post(own.axis("priorites"), data=old | {"value-priorite-D1": ["0"]})
    assert reply.status_code == 409
    assert own.priorities() == {"D1": 2}
    values = form_of(own, "priorites")
    assert values["value-priorite-D1"] == ["0"]
    reply = own.client.post(own.axis("priorites"), data=values | {"keep-priorite-D1": ["ici"]})
    assert reply.status_code == 303
    assert own.priorities() == {"D1": 0}


def form_of(own: Invited, code: str = "resultats") -> Values:
    """What the page just received would send."""
    assert own.client.page is not None
    return form_values(find_form(own.client.page, own.axis(code)))
