"""An answer that comes too late is refused kindly, and what was typed stays before one’s eyes."""

import pytest

from app.settings import settings
from tests.app.respondents.situations import Invited
from tests.support.html import text_of

TYPED = {
    "value-observed-A1.1": "3",
    "comment-observed-A1.1": "Vu sur place.",
    "value-observed-A1.2": "NA",
}


def late(own: Invited) -> str:
    """A screen opened in time and sent after the end."""
    values = own.values("resultats")
    own.close()
    reply = own.client.post(own.axis("resultats"), data=values | TYPED)
    assert reply.status_code == 422
    assert own.client.page is not None
    return text_of(own.client.page).replace("\u00a0", " ")


def test_what_was_typed_is_shown_back_with_the_reason(own: Invited) -> None:
    words = late(own)
    assert "La campagne est close depuis le" in words
    assert "Les actions prévues ensemble ont été réalisées. 3 – Fort « Vu sur place. »" in words
    assert "L’objectif commun de l’alliance est atteint. Sans objet" in words
    assert own.levels() == []


def test_the_contact_of_the_fund_is_given(own: Invited, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "fund_contact", "evaluation@fonds.example")
    assert "Écrivez au Fonds : evaluation@fonds.example." in late(own)


def test_without_a_contact_the_invitation_is_the_one(own: Invited) -> None:
    assert "Répondez au courriel d’invitation" in late(own)


def test_the_day_after_the_last_day_is_too_late_even_if_nobody_closed(own: Invited) -> None:
    values = own.values("resultats")
    own.end_yesterday()
    assert own.client.post(own.axis("resultats"), data=values | TYPED).status_code == 422
    assert own.levels() == []


def test_with_script_the_message_takes_its_place_on_the_page(own: Invited) -> None:
    own.client.get(own.axis("resultats"))
    own.close()
    fields = {"seen-observed-A1.1": "0.", "value-observed-A1.1": "3", "cell": "observed-A1.1"}
    reply = own.client.post_part(f"{own.home}/reponses", fields)
    assert reply.status_code == 422
    assert reply.headers["HX-Retarget"] == "#messages"
    assert "3 – Fort" in reply.text
    assert "<html" not in reply.text


def test_a_priority_is_shown_back_in_words(own: Invited) -> None:
    values = own.values("priorites")
    own.close()
    own.client.post(own.axis("priorites"), data=values | {"value-priorite-D1": "2"})
    assert own.client.page is not None
    assert "Richesses humaines prioritaire" in text_of(own.client.page)


@pytest.mark.parametrize("path", ["axes/resultats", "reponses", "soumission"])
def test_a_grid_already_sent_takes_no_answer_but_shows_it_back(own: Invited, path: str) -> None:
    values = own.values("resultats")
    own.save("resultats", value__observed_A1_2="1")
    own.client.post_form(f"{own.home}/soumission", page=f"{own.home}/relecture")
    reply = own.client.post(f"{own.home}/{path}", data=values | {"value-observed-A1.1": "3"})
    assert reply.status_code == 422
    assert "Corriger mes réponses" in reply.text
    assert "3 – Fort" in reply.text
    assert own.levels() == [("A1.2", 1, None)]
