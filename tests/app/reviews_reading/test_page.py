"""The restitution of a review, on screen."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import ProgrammeResult, ProgrammeReview
from app.models.user import Role
from app.reviews.service import close_review, publish_review, reopen_review
from tests.app.reviews.situations import (
    NOW,
    a_figure,
    a_published_review,
    a_review,
    a_voice,
    counts,
    published,
    tells,
)
from tests.app.reviews_reading.readings import a_crowded_review, address_of
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture
def result(session: Session) -> ProgrammeResult:
    return a_published_review(session)


def page(client: Client, session: Session, result: ProgrammeResult, role: Role = Role.EVALUATEUR) -> str:
    session.commit()
    client.sign_in(role)
    answer = client.get(f"{address_of(session, result)}/restitution")
    assert answer.status_code == 200
    assert client.page is not None
    return text_of(client.page).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_four_viewpoints_stand_side_by_side(client: Client, session: Session, result: ProgrammeResult) -> None:
    text = page(client, session, result)
    assert "4 sur 5 voix invitées ont répondu, depuis 3 points de vue sur quatre." in text
    assert text.index("Porteurs") < text.index("Territoires") < text.index("Acteurs publics")
    assert "Muet" in text
    assert "Axe par axe, les quatre points de vue" in text


def test_readers_see_viewpoints_and_no_name(client: Client, session: Session, result: ProgrammeResult) -> None:
    assert "Alliance des jardins (fictive)" in page(client, session, result)
    text = page(client, session, result, Role.LECTEUR)
    assert "Alliance des jardins (fictive)" not in text
    assert "« Investir dans le temps de se parler. »" in text


def test_emergence_is_stories_without_any_score(client: Client, session: Session) -> None:
    text = page(client, session, a_published_review(session, "emergence"))
    assert "Un repas, puis une idée." in text
    for never in ("Axe par axe", "sur 100", "Points de dialogue", "Ce qui est compté", "Ce qui est mesuré"):
        assert never not in text


def test_modelisation_counts_and_does_not_measure(client: Client, session: Session) -> None:
    text = page(client, session, a_published_review(session, "modelisation"))
    assert "Ce qui est compté" in text
    assert "Ce qui est mesuré" not in text
    assert "Les scores sont des signaux" in text


def test_one_that_is_not_published_is_not_found(client: Client, session: Session) -> None:
    review = a_review(session)
    session.commit()
    client.sign_in(Role.LECTEUR)
    for end in ("restitution", "rapport", "rapport.pdf", "classeur.xlsx"):
        assert client.get(f"/programmes/PLAN/evaluations/{review.id}/{end}").status_code == 404


def test_one_reopened_still_shows_what_is_published(client: Client, session: Session, result: ProgrammeResult) -> None:
    review = session.get_one(ProgrammeReview, result.review_id)
    reopen_review(session, review=review, reason="Une erreur de saisie", user=None, now=NOW)
    assert "évaluation rouverte depuis" in page(client, session, result)


def test_a_correction_says_why(client: Client, session: Session, result: ProgrammeResult) -> None:
    review = session.get_one(ProgrammeReview, result.review_id)
    reopen_review(session, review=review, reason="Une erreur de saisie", user=None, now=NOW)
    close_review(session, review=review, user=None, now=NOW)
    again = publish_review(session, review=review, user=None, now=NOW, reason="Un compte était faux.")
    text = page(client, session, again)
    assert "Version 2, qui corrige la précédente. Un compte était faux." in text


def test_nobody_answered_still_makes_a_page(client: Client, session: Session) -> None:
    text = page(client, session, published(session, a_review(session)))
    assert "Aucune voix n’a répondu." in text


def test_the_former_review_stands_beside(client: Client, session: Session, result: ProgrammeResult) -> None:
    review = session.get_one(ProgrammeReview, result.review_id)
    later = a_published_review(
        session, programme_id=review.programme_id, held_on=date(2026, 5, 20), title="Un an après"
    )
    text = page(client, session, later)
    assert "Depuis l’évaluation précédente" in text
    assert "4 voix appariées, 0 en hausse, 4 stables, 0 en baisse" in text


def test_queries_do_not_grow_with_voices(client: Client, session: Session, connection: Connection) -> None:
    sent = []
    for each in (1, 6):
        result = a_crowded_review(session, each=each)
        page(client, session, result)
        address = address_of(session, result)
        with counted(connection) as statements:
            client.get(f"{address}/restitution")
        sent.append(len(statements))
    assert sent[0] == sent[1]


HOSTILE = '<script>alert(1)</script> =HYPERLINK("http://exemple.fr")'


def test_hostile_words_stay_words(client: Client, session: Session) -> None:
    review = a_review(session, title=f"Bilan {HOSTILE}")
    voice = a_voice(session, review, "porteurs", f"Voix {HOSTILE}", quotes_allowed=True)
    tells(session, voice, P1=HOSTILE)
    counts(session, voice, "N1", value=3, source=HOSTILE)
    a_figure(session, review, HOSTILE, unit=HOSTILE, source=HOSTILE)
    result = published(session, review)
    assert "<script>alert(1)</script> =HYPERLINK" in page(client, session, result)
    for end in ("rapport", "rapport.pdf"):
        assert client.get(f"{address_of(session, result)}/{end}").status_code == 200
    content = client.get(f"{address_of(session, result)}/classeur.xlsx").content
    book = load_workbook(BytesIO(content))
    found = [cell for row in book["Comptes"].iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [cell.data_type for cell in found] == ["s"]
