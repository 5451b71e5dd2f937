"""Reading again, sending, and taking back."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Letter, RespondentEvent
from tests.app.assessments.situations import QUESTIONS
from tests.app.respondents.situations import Invited, invite
from tests.support.client import Client
from tests.support.html import text_of

REVIEW = "/relecture"


def page(own: Invited, path: str = REVIEW) -> str:
    own.client.get(own.home + path)
    assert own.client.page is not None
    return text_of(own.client.page).replace("\u00a0", " ")


def submit(own: Invited, **typed: str) -> int:
    return own.client.post_form(f"{own.home}/soumission", typed, page=own.home + REVIEW).status_code


def test_blanks_are_counted_and_each_leads_to_its_question(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4", comment__observed_A1_1="Vu sur place.")
    words = page(own)
    assert "27 réponses manquent encore" in words
    assert "Résultats 7 réponses" in words
    assert "4 – Très fort « Vu sur place. »" in words
    html = own.client.get(own.home + REVIEW).text
    links = [f"{own.axis('resultats')}#q-observed-{code.replace('.', '-')}" for code in QUESTIONS if code[0] == "A"]
    assert [link in html for link in links] == [False] + [True] * 7


def test_sending_submits_thanks_and_asks_for_the_receipt_once(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    assert submit(own) == 303
    own.session.refresh(own.respondent)
    assert own.respondent.submitted_at is not None
    event = own.session.execute(select(RespondentEvent.kind, RespondentEvent.invitation_id)).one()
    assert tuple(event) == ("submitted", own.invitation.id)
    letter = own.session.scalars(select(Letter)).one()
    assert letter.key == f"receipt:{own.respondent.id}:{own.respondent.submitted_at.isoformat()}"
    assert (letter.kind, letter.to_email) == ("receipt", "camille@exemple.fr")
    assert "Merci, votre regard est bien arrivé" in page(own, "")


def test_an_empty_grid_is_not_sent(own: Invited) -> None:
    assert submit(own) == 422
    assert own.client.page is not None
    assert "Cette grille est vide" in text_of(own.client.page)
    assert own.session.scalars(select(Letter)).all() == []


def test_comments_stay_in_the_alliance_unless_their_author_says_otherwise(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4", comment__observed_A1_1="Vu.")
    submit(own)
    own.session.refresh(own.respondent)
    assert own.respondent.quotes_allowed is False
    own.client.post_form(f"{own.home}/reouverture", page=own.home)
    submit(own, quotes="oui")
    own.session.refresh(own.respondent)
    assert own.respondent.quotes_allowed is True


def test_without_a_comment_nothing_is_asked_about_comments(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    assert "cités hors de l’alliance" not in page(own).replace("Un commentaire ne sort", "")


def test_the_choice_made_before_is_shown_again(own: Invited) -> None:
    own.respondent.quotes_allowed = True
    own.save("resultats", value__observed_A1_1="4", comment__observed_A1_1="Vu.")
    own.session.commit()
    html = own.client.get(own.home + REVIEW).text
    assert 'value="oui" checked' in " ".join(html.split())


def test_a_partner_takes_its_own_grid_back_while_the_campaign_is_open(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    submit(own)
    reply = own.client.post_form(f"{own.home}/reouverture", page=own.home)
    assert (reply.status_code, reply.headers["Location"]) == (303, own.home + REVIEW)
    events = own.session.execute(select(RespondentEvent.kind, RespondentEvent.reason).order_by(RespondentEvent.id))
    assert [tuple(event) for event in events] == [("submitted", ""), ("reopened", "à la demande du partenaire")]
    assert own.save("resultats", value__observed_A1_2="3") == 303
    assert submit(own) == 303
    assert len(own.session.scalars(select(Letter)).all()) == 2


def test_a_grid_not_sent_cannot_be_taken_back(own: Invited) -> None:
    own.client.get(own.home)
    assert own.client.post_form(f"{own.home}/reouverture").status_code == 422


def test_once_closed_the_thanks_offer_no_correction(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    submit(own)
    assert "Corriger mes réponses" in page(own, "")
    own.close()
    assert "Corriger mes réponses" not in page(own, "")


def test_a_grid_already_sent_is_not_entered_again(own: Invited) -> None:
    own.save("resultats", value__observed_A1_1="4")
    submit(own)
    for path in ("/axes/resultats", REVIEW):
        assert own.client.get(own.home + path).headers["Location"] == own.home


def test_the_receipt_shows_every_answer_with_its_reading(client: Client, session: Session) -> None:
    own = invite(client, session, moment="ex_ante", closes_on=date(2099, 1, 1))
    own.save("relation", value__initial_B1_1="1", value__expected_B1_1="4", comment__expected_B1_1="Bientôt.")
    words = page(own, "/recu")
    assert "Pas encore envoyées. 2 réponses sur 44" in words
    assert "B1.1 Je connais les objectifs propres de chacun des autres partenaires. « Bientôt. » 1 – Faible" in words
    assert "4 – Très fort" in words
    submit(own)
    assert "Envoyées au Fonds ODD 17 le" in page(own, "/recu")
