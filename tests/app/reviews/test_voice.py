"""A voice answers by its personal link, or a person of the fund enters on its behalf: the same screens."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.doors.kinds import kind_of
from app.models import (
    DoorKind,
    Programme,
    ProgrammeAnswer,
    ProgrammeCount,
    ProgrammeReview,
    ProgrammeStory,
    ProgrammeVoice,
    ProgrammeVoiceEvent,
)
from app.reviews.cells import CellKind, Content, Typed
from app.reviews.service import close_review, save_cells
from tests import factories as make
from tests.app.reviews.situations import NOW, a_review, a_voice, rates, tells
from tests.support.client import Client
from tests.support.doors import a_door, a_link, enter, until
from tests.support.html import text_of

BLANK = {
    "bas": "",
    "haut": "",
    "sans": "",
    "source": "",
    "evidence": "0",
}


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def a_speaking_voice(session: Session, phase: str = "modelisation", **given: Any) -> tuple[ProgrammeVoice, str]:
    """A voice and, on the side of the fund, the address of its answers."""
    programme = make.a_programme(session, code="PLAN-9", title="Plan des essais")
    review = a_review(session, programme, phase=phase, **given)
    voice = a_voice(session, review, "porteurs", "Alliance des essais")
    return voice, f"/programmes/PLAN-9/evaluations/{review.id}/voix/{voice.id}/reponses"


def entered(client: Client, session: Session, phase: str = "modelisation") -> tuple[ProgrammeVoice, str]:
    voice, _ = a_speaking_voice(session, phase)
    door = a_door(session, voice.id, kind="programme")
    enter(client, door)
    return voice, f"/acces/{door.id}/programme"


def count(code: str, **typed: str) -> dict[str, str]:
    return {f"{part}-compte-{code}": value for part, value in (BLANK | typed).items()}


def test_the_door_says_what_is_asked_and_who_will_see(client: Client, session: Session) -> None:
    voice, _ = a_speaking_voice(session)
    link = a_link(session, a_door(session, voice.id, kind="programme"))
    client.get(link)
    assert "Quatre regards sur le plan, Plan des essais" in shown(client)
    assert "vos mots ne sortent que si vous l’acceptez" in shown(client)


def test_the_promise_comes_before_the_first_question(client: Client, session: Session) -> None:
    _, root = entered(client, session)
    client.get(root)
    page = shown(client)
    for words in ("34 questions", "aucune voix n’est nommée", "à partir de 3 voix", "Commencer"):
        assert words in page, words
    assert page.index("Qui verra quoi") < page.index("Commencer")


@pytest.mark.parametrize(("phase", "parts"), [("emergence", 1), ("modelisation", 7), ("deploiement", 7)])
def test_what_is_asked_follows_the_age_of_the_programme(
    client: Client, session: Session, phase: str, parts: int
) -> None:
    _, root = entered(client, session, phase)
    client.get(f"{root}/recits")
    assert f"Étape 1 sur {parts + 1}" in shown(client)
    assert client.get(f"{root}/resultats").status_code == (404 if phase == "emergence" else 200)


def test_it_answers_part_by_part_reads_again_sends_and_keeps_a_receipt(client: Client, session: Session) -> None:
    voice, root = entered(client, session)
    told = client.post_form(f"{root}/recits", {"texte-recit-P1": "Un repas,\r\npuis une idée."}, page=f"{root}/recits")
    assert told.headers["Location"] == f"{root}/comptes"
    typed = (
        count("N1", bas="3", source="Registre", evidence="1")
        | count("N3", bas="40", haut="60")
        | count("N4", sans="NSP")
    )
    assert client.post_form(f"{root}/comptes", typed, page=f"{root}/comptes").headers["Location"] == f"{root}/resultats"
    levels = {"value-niveau-A1.1": "3", "value-niveau-A1.2": "NA", "comment-niveau-A1.1": "Vu sur place."}
    client.post_form(f"{root}/resultats", levels, page=f"{root}/resultats")
    client.get(f"{root}/relecture")
    page = shown(client)
    for words in ("puis une idée.", "3 alliances", "de 40 à 60 personnes", "3 – fort", "Sans objet", "Vu sur place."):
        assert words in page, words
    client.post_form(f"{root}/envoi", {"quotes": "oui"}, page=f"{root}/relecture")
    session.refresh(voice)
    assert (voice.submitted_at is not None, voice.quotes_allowed, voice.updated_by_id) == (True, True, None)
    client.get(root)
    assert "Merci, votre regard est bien arrivé" in shown(client)
    client.get(f"{root}/recu")
    assert "Cette voix accepte que ses mots soient cités" in shown(client)
    kept = session.scalars(select(ProgrammeCount).order_by(ProgrammeCount.count_code)).all()
    assert [(one.count_code, one.value, one.low, one.high, one.no_value, one.is_own) for one in kept] == [
        ("N1", 3, None, None, None, True),
        ("N3", None, 40, 60, None, True),
        ("N4", None, None, None, "NSP", True),
    ]


def test_sent_answers_are_taken_back_while_the_review_is_open(client: Client, session: Session) -> None:
    voice, root = entered(client, session)
    tells(session, voice, P1="Un repas.")
    client.post_form(f"{root}/envoi", page=f"{root}/relecture")
    assert (
        client.post_form(f"{root}/recits", {"seen-recit-P2": "0.x", "texte-recit-P2": "Trop tard"}).status_code == 422
    )
    assert client.post_form(f"{root}/reouverture", page=root).headers["Location"] == f"{root}/relecture"
    session.refresh(voice)
    assert voice.submitted_at is None
    events = session.execute(select(ProgrammeVoiceEvent.kind, ProgrammeVoiceEvent.is_own)).all()
    assert [tuple(event) for event in events] == [("submitted", True), ("reopened", True)]


def test_nothing_at_all_is_not_sent(client: Client, session: Session) -> None:
    voice, root = entered(client, session)
    assert client.post_form(f"{root}/envoi", page=f"{root}/relecture").status_code == 422
    assert "Rien n’est encore répondu" in shown(client)
    session.refresh(voice)
    assert voice.submitted_at is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"bas": "beaucoup"}, "Écrivez un nombre en chiffres"),
        ({"bas": "-3"}, "Écrivez un nombre positif"),
        ({"bas": "6", "haut": "4"}, "ne peut pas être plus petit que le bas"),
        ({"haut": "4"}, "Écrivez aussi le bas de la fourchette."),
        ({"bas": "4", "sans": "NSP"}, "pas les deux."),
    ],
)
def test_a_wrong_number_is_said_at_its_field_and_the_rest_is_saved(
    client: Client, session: Session, typed: dict[str, str], sentence: str
) -> None:
    _, root = entered(client, session)
    posted = count("N1", bas="3") | count("N2", **typed)
    assert client.post_form(f"{root}/comptes", posted, page=f"{root}/comptes").status_code == 422
    assert sentence in shown(client)
    assert session.scalars(select(ProgrammeCount.count_code)).all() == ["N1"]


def test_a_number_is_written_as_the_french_do(client: Client, session: Session) -> None:
    _, root = entered(client, session)
    client.post_form(f"{root}/comptes", count("N4", bas="1 250 000,50"), page=f"{root}/comptes")
    assert str(session.scalars(select(ProgrammeCount.value)).one()) == "1250000.50"


def test_as_it_is_typed_each_cell_is_saved_and_its_state_given_back(client: Client, session: Session) -> None:
    _, root = entered(client, session)
    client.get(f"{root}/recits")
    seen = {"seen-recit-P1": "0.vide", "texte-recit-P1": "Un repas."}
    answer = client.post_part(f"{root}/recits/brouillon", seen)
    assert (answer.status_code, "Enregistré à" in answer.text, 'name="seen-recit-P1"' in answer.text) == (
        200,
        True,
        True,
    )
    assert session.scalars(select(ProgrammeStory.text)).one() == "Un repas."


def test_the_same_cell_changed_elsewhere_is_shown_and_the_rest_saved(client: Client, session: Session) -> None:
    voice, root = entered(client, session)
    client.get(f"{root}/recits")
    tells(session, voice, P1="Écrit ailleurs.")
    session.commit()
    typed = {
        "seen-recit-P1": "0.vide",
        "texte-recit-P1": "Écrit ici.",
        "seen-recit-P2": "0.vide",
        "texte-recit-P2": "Autre.",
    }
    answer = client.post_form(f"{root}/recits", typed)
    assert answer.status_code == 409
    assert "dites laquelle garder" in shown(client)
    assert "Écrit ailleurs." in shown(client)
    stories = {own.prompt_code: own.text for own in session.scalars(select(ProgrammeStory))}
    assert stories == {"P1": "Écrit ailleurs.", "P2": "Autre."}
    again = {"seen-recit-P1": "1.vu", "texte-recit-P1": "Écrit ici.", "keep-recit-P1": "ici"}
    client.post_form(f"{root}/recits", again)
    session.expire_all()
    assert session.get_one(ProgrammeStory, (voice.id, "P1")).text == "Écrit ici."


def test_the_same_answer_sent_twice_is_no_conflict(session: Session) -> None:
    voice, _ = a_speaking_voice(session)
    cell = Typed(CellKind.STORY, "P1", Content({"text": "Un repas."}), 0)
    for _ in range(2):
        saved = save_cells(session, voice=voice, cells=[cell], user=None, now=NOW, is_own=True)
        assert saved.conflicts == ()


def test_on_its_behalf_the_page_and_the_answers_say_by_whom(client: Client, session: Session) -> None:
    voice, root = a_speaking_voice(session)
    user = client.sign_in("evaluateur", make.a_user(session, "evaluateur", name="Idriss Essai"))
    client.get(root)
    assert "Vous saisissez au nom d’une voix" in shown(client)
    client.post_form(f"{root}/resultats", {"value-niveau-A1.1": "3"}, page=f"{root}/resultats")
    kept = session.scalars(select(ProgrammeAnswer)).one()
    assert (kept.level, kept.is_own, kept.answered_by_id) == (3, False, user.id)
    client.get(f"{root}/resultats")
    assert "Saisi en son nom par Idriss Essai, du Fonds." in shown(client)
    client.get(root.removesuffix(f"/voix/{voice.id}/reponses"))
    assert "saisi par le Fonds en son nom" in shown(client)


def test_on_its_behalf_nobody_agrees_to_be_quoted(client: Client, session: Session) -> None:
    voice, root = a_speaking_voice(session)
    tells(session, voice, P1="Un repas.")
    client.sign_in("evaluateur")
    client.post_form(f"{root}/envoi", {"quotes": "oui"}, page=f"{root}/relecture")
    session.refresh(voice)
    assert (voice.submitted_at is not None, voice.quotes_allowed) == (True, False)
    assert client.post_form(f"{root}/reouverture", {"reason": ""}, page=root).status_code == 422
    client.post_form(f"{root}/reouverture", {"reason": "Une phrase était mal comprise."}, page=root)
    assert session.scalars(select(ProgrammeVoiceEvent.reason).order_by(ProgrammeVoiceEvent.id)).all() == [
        "",
        "Une phrase était mal comprise.",
    ]


def test_a_closed_review_is_read_and_no_more_answered(client: Client, session: Session) -> None:
    voice, root = entered(client, session)
    rates(session, voice, A1_1=3)
    close_review(session, review=session.get_one(ProgrammeReview, voice.review_id), user=None, now=clock.now())
    session.commit()
    client.get(root)
    assert "Les réponses ne sont plus attendues." in shown(client)
    assert client.get(f"{root}/resultats").headers["Location"] == root
    late = {"seen-niveau-A1.1": "1.x", "value-niveau-A1.1": "4"}
    assert client.post_form(f"{root}/resultats", late).status_code == 422
    assert client.get(f"{root}/recu").status_code == 200


def test_the_last_day_over_nothing_more_is_taken(client: Client, session: Session) -> None:
    voice, _ = a_speaking_voice(session)
    door = a_door(session, voice.id, kind="programme", expires_on=until(-1))
    enter(client, door)
    root = f"/acces/{door.id}/programme"
    client.get(root)
    assert "Les réponses ne sont plus attendues." in shown(client)
    assert client.post_form(f"{root}/recits", {"seen-recit-P1": "0.x", "texte-recit-P1": "Tard"}).status_code == 422


def test_the_holder_of_another_kind_of_door_finds_nothing(client: Client, session: Session) -> None:
    voice, _ = a_speaking_voice(session)
    door = a_door(session, voice.id, kind="qualification")
    enter(client, door)
    assert client.get(f"/acces/{door.id}/programme").status_code == 401


def test_a_door_knows_when_its_voice_is_no_longer_asked(session: Session) -> None:
    kind = kind_of(DoorKind.PROGRAMME)
    assert kind is not None
    voice, _ = a_speaking_voice(session)
    assert kind.is_open(session, voice.id)
    assert not kind.is_open(session, voice.id + 999)
    assert kind.title_of(session, voice.id + 999) == ""


def test_a_question_that_was_never_asked_is_refused(client: Client, session: Session) -> None:
    _, root = entered(client, session, "emergence")
    client.get(root)
    typed = {"seen-niveau-A1.1": "0.x", "value-niveau-A1.1": "4"}
    assert client.post_form(f"{root}/recits", typed).status_code == 422
    assert session.scalars(select(ProgrammeAnswer)).all() == []
    assert session.scalars(select(Programme.code)).all() == ["PLAN-9"]
