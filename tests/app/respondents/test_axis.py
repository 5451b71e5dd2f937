"""One axis per screen: its wording, its readings, and what is saved without script."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Answer
from tests.app.respondents.situations import Invited, invite
from tests.support.client import Client
from tests.support.html import text_of


def shown(own: Invited) -> str:
    assert own.client.page is not None
    return text_of(own.client.page)


def test_one_axis_is_shown_and_the_others_wait_hidden(own: Invited) -> None:
    page = own.client.get(own.axis("relation")).text
    assert "<h1" in page
    shown_forms = re.findall(r'<form class="screen"[^>]*>', page)
    assert len(shown_forms) == 6
    assert [re.search(r'data-code="(\w+)"', form)[1] for form in shown_forms if "hidden" not in form] == ["relation"]


def test_priorities_come_first_then_the_axes_in_order(own: Invited) -> None:
    page = own.client.get(own.axis("priorites")).text
    assert re.findall(r'data-code="(\w+)"', page) == [
        "priorites", "resultats", "relation", "innovation", "performance", "confiance",
    ]  # fmt: skip
    assert "Étape 1 sur 7" in shown(own)


def test_the_wording_follows_the_profile(client: Client, session: Session) -> None:
    own = invite(client, session, "association", "collectivite")
    page = own.client.get(own.axis("performance")).text
    assert "dans mon organisation" in page
    assert "votre propre organisation" in page
    town = invite(client, session, "collectivite", "association")
    page = town.client.get(town.axis("performance")).text
    assert "cohésion sociale du territoire" in page
    assert "votre territoire" in page


def test_ex_ante_asks_today_and_what_is_expected_where_the_grid_does(client: Client, session: Session) -> None:
    own = invite(client, session, moment="ex_ante")
    own.client.get(own.axis("relation"))
    assert "réponse sur 44" in shown(own)
    fields = own.values("relation")
    assert {"seen-initial-B1.1", "seen-expected-B1.1"} <= set(fields)
    assert "seen-initial-A1.1" not in own.values("resultats")
    assert "Chaque phrase reçoit deux réponses" in shown(own)
    assert "Ce que vous attendez" in shown(own)


def test_without_script_a_screen_is_saved_and_leads_to_the_next(own: Invited) -> None:
    reply = own.client.post_form(
        own.axis("resultats"),
        {"value-observed-A1.1": "4", "value-observed-A1.2": "NA", "comment-observed-A1.2": "Pas encore."},
        page=own.axis("resultats"),
    )
    assert (reply.status_code, reply.headers["Location"]) == (303, own.axis("relation"))
    assert own.levels() == [("A1.1", 4, None), ("A1.2", None, "NA")]
    own.client.get(own.axis("relation"))
    assert "2 réponses enregistrées" in shown(own).replace("\u00a0", " ")


def test_the_last_axis_leads_to_the_review(own: Invited) -> None:
    reply = own.client.post_form(own.axis("confiance"), page=own.axis("confiance"))
    assert reply.headers["Location"] == f"{own.home}/relecture"


def test_an_answer_says_that_the_partner_gave_it_itself(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    row = own.session.execute(select(Answer.invitation_id, Answer.answered_by_id)).one()
    assert tuple(row) == (own.invitation.id, None)


def test_without_script_an_answer_is_erased_by_its_box(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    own.save("resultats", clear__observed_A1_1="oui")
    assert own.levels() == [("A1.1", None, None)]


def test_a_domain_without_object_takes_its_question_away(own: Invited) -> None:
    assert own.save("priorites", value__priorite_D1="0", value__priorite_D2="2") == 303
    assert own.priorities() == {"D1": 0, "D2": 2}
    page = own.client.get(own.axis("performance")).text
    assert "sans objet pour vous" in page
    assert "value-observed-D1.1" not in page
    assert "sur 27" in shown(own)


@pytest.mark.parametrize("typed", [{"value__observed_A1_1": "9"}, {"value__priorite_D1": "5"}])
def test_an_answer_no_page_offers_is_refused(own: Invited, typed: dict[str, str]) -> None:
    assert own.save("resultats" if "observed" in str(typed) else "priorites", **typed) == 422
    assert own.levels() == []


def test_a_screen_that_does_not_exist_is_not_found(own: Invited) -> None:
    assert own.client.get(own.axis("autre")).status_code == 404


def test_what_an_answer_rests_on_is_explained(own: Invited) -> None:
    page = own.client.get(own.axis("resultats")).text.replace("\u00a0", " ")
    assert "Documenté : un document le montre" in page
    assert own.save("resultats", value__observed_A1_1="3", evidence__observed_A1_1="1") == 303
    assert own.session.scalar(select(Answer.evidence)) == 1
