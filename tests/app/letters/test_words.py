"""What partners read: warm, plain, dated; whose link it is, whom to ask; nothing that spies or needs the network."""

import re
from datetime import date
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from app.letters.composing import contact_for, duration, progress
from app.models import InvitationToken, LetterKind, RespondentPriority, User
from app.settings import settings
from app.tokens import token_hash
from app.web.filters import date_full
from tests import factories as make
from tests.app.letters.conftest import Situation
from tests.support.letters import plain_text

SQUARE = "D1"  # prioritised by each partner
LINK = re.compile(r"http://127\.0\.0\.1:8000/invitation/([\w-]{43})")


def html(letter: EmailMessage) -> str:
    body = letter.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def sent(here: Situation, kind: LetterKind) -> EmailMessage:
    if kind is LetterKind.RECEIPT:
        make.submitted(here.session, here.respondent)
    if kind is LetterKind.RESULTS:
        here.campaign.status = "publiee"
    here.session.commit()
    here.queue(kind)
    (letter,) = here.run()
    return letter


def test_an_invitation_says_what_until_when_how_long_and_for_whom(here: Situation) -> None:
    letter = sent(here, LetterKind.INVITATION)
    assert letter["Subject"] == "Votre regard sur «\u00a0Jardins d’Été & Cie\u00a0»\u00a0: à vous la parole"
    for words in (plain_text(letter), html(letter)):
        assert "Bonjour Camille Dupont," in words
        assert "jusqu’au samedi 12 décembre 2026" in words
        assert "une dizaine de minutes" in words
        assert "Merci de ne pas le transférer" in words
        assert "Si vous ne répondez pas" in words
        assert "Fonds ODD 17" in words
    assert "«\u00a0Jardins d’Été & Cie\u00a0»" in plain_text(letter)
    assert "Jardins d’Été &amp; Cie" in html(letter)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_carries_its_own_personal_link_and_only_its_hash_is_kept(
    here: Situation, kind: LetterKind
) -> None:
    letter = sent(here, kind)
    (in_text,), in_html = LINK.findall(plain_text(letter)), set(LINK.findall(html(letter)))
    assert in_html == {in_text}
    (kept,) = here.session.scalars(select(InvitationToken.token_sha256))
    assert kept == token_hash(in_text)


@pytest.mark.parametrize("kind", LetterKind)
def test_every_letter_is_typeset_and_asks_nothing_of_the_network(here: Situation, kind: LetterKind) -> None:
    letter = sent(here, kind)
    page = html(letter).partition("</style>")[2]
    for words in (plain_text(letter), page, letter["Subject"]):
        assert not re.search(r"\w'\w| [?!;:»]|« ", words)
    assert not re.search(r"<img|<script|<link|src=|url\(|style=|@import", html(letter))
    assert set(re.findall(r"https?://([^/\"<]+)", html(letter))) == {"127.0.0.1:8000"}


def test_a_reminder_says_how_far_one_got(here: Situation) -> None:
    make.answers(here.session, here.respondent, A1_1=3, A1_2="NA")
    letter = sent(here, LetterKind.REMINDER)
    assert "Vous avez déjà répondu à 2\u00a0questions sur 28" in plain_text(letter)
    assert "Reprendre ma grille" in html(letter)


def test_a_receipt_holds_one_s_own_answers_and_nobody_else_s(here: Situation) -> None:
    make.answers(here.session, here.respondent, A1_1=3, A1_2="NA", A2_1="NSP")
    other = make.a_respondent(here.session, here.campaign, make.a_partner(here.session, here.project))
    (foreign,) = make.answers(here.session, other, A1_1=0)
    foreign.comment = "Un mot d’un autre"
    letter = sent(here, LetterKind.RECEIPT)
    for words in (plain_text(letter), html(letter)):
        assert "10 février 2025 à 10\u00a0h\u00a000" in words
        assert "Les actions prévues ensemble ont été réalisées." in words
        assert "3 – Fort" in words
        assert "Sans objet" in words
        assert "Un mot d’un autre" not in words
        assert "0 –" not in words


def test_comments_and_priorities_are_in_the_receipt_as_they_were_typed(here: Situation) -> None:
    (answer,) = make.answers(here.session, here.respondent, A1_1=3)
    answer.comment = "<b>Rien</b> à\nredire"
    make.keep(here.session, RespondentPriority(respondent_id=here.respondent.id, criterion_code=SQUARE, value=2))
    letter = sent(here, LetterKind.RECEIPT)
    assert "<b>Rien</b> à\nredire" in plain_text(letter).replace("\r\n", "\n")
    assert "&lt;b&gt;Rien&lt;/b&gt; à" in html(letter)
    assert "(prioritaire)" in plain_text(letter)


def test_the_announcement_says_until_when_its_link_opens(here: Situation) -> None:
    assert "s’ouvre jusqu’au dimanche 20 avril 2025" in plain_text(sent(here, LetterKind.RESULTS))


def test_a_link_asked_again_after_submitting_is_to_read_not_to_answer(here: Situation) -> None:
    make.submitted(here.session, here.respondent)
    letter = sent(here, LetterKind.INVITATION)
    assert "Elle est déjà soumise" in plain_text(letter)
    assert "Pour répondre" not in plain_text(letter)


def test_replies_go_to_who_asked_for_the_letter_or_to_who_is_set_for_all(
    here: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sent(here, LetterKind.INVITATION)["Reply-To"] == "claire@fonds.exemple.fr"
    monkeypatch.setattr(settings(), "fund_contact", "Léa Roy, lea.roy@fonds.fr ou 01 23 45 67 89")
    contact = contact_for(here.user)
    assert contact is not None
    assert (contact.said, contact.email) == ("Léa Roy, lea.roy@fonds.fr ou 01 23 45 67 89", "lea.roy@fonds.fr")
    monkeypatch.setattr(settings(), "fund_contact", "01 23 45 67 89")
    by_phone = contact_for(here.user)
    assert by_phone is not None
    assert by_phone.email == "claire@fonds.exemple.fr"


def test_an_address_that_leads_nowhere_is_nobody_s() -> None:
    assert contact_for(None) is None
    assert contact_for(User(name="Administration", email="administration@localhost")) is None


@pytest.mark.parametrize(
    ("questions", "words"),
    [(0, "une dizaine"), (28, "une dizaine"), (30, "une dizaine"), (31, "une vingtaine"), (200, "une trentaine")],
)
def test_the_time_it_takes_follows_the_questions_asked(questions: int, words: str) -> None:
    assert duration(questions) == f"{words} de minutes"


def test_nothing_is_said_of_a_grid_not_begun() -> None:
    assert progress(0, 28) == ""
    assert progress(1, 28) == "Vous avez déjà répondu à 1\u00a0question sur 28"


def test_a_day_to_keep_is_said_with_its_name() -> None:
    assert date_full(date(2026, 12, 11)) == "vendredi 11 décembre 2026"
    assert date_full(date(2027, 1, 1)) == "vendredi 1er janvier 2027"
