"""« Reprendre depuis les fiches » : what changed is shown and proposed, an edited sentence is never replaced unseen."""

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from app.errors import Refused
from app.gazette import items, mailing
from app.gazette.comparing import Change, Line
from app.gazette.items import differences, take_up
from app.models import Gazette, Investment, Milestone, Respondent
from tests import factories as make
from tests.app.gazette.situations import MONTH, NOW, TODAY, Known, a_full_month, a_gazette, a_ready_gazette, only
from tests.support.client import Client


@pytest.fixture
def known(session: Session) -> Known:
    return a_full_month(session, MONTH)


@pytest.fixture
def gazette(session: Session, known: Known) -> Gazette:
    return a_gazette(session, MONTH)


def raise_amount(session: Session) -> None:
    session.execute(update(Investment).values(amount_eur=30_000))


def only_line(session: Session, gazette: Gazette) -> Line:
    (line,) = differences(session, gazette, TODAY)
    return line


def take(session: Session, gazette: Gazette, *tokens: str) -> tuple[int, int]:
    return take_up(session, gazette, tokens=tokens, user=None, today=TODAY)


def test_nothing_changed_nothing_is_proposed(session: Session, gazette: Gazette) -> None:
    assert differences(session, gazette, TODAY) == []


def test_a_changed_record_shows_before_and_after(session: Session, gazette: Gazette) -> None:
    raise_amount(session)
    line = only_line(session, gazette)
    assert line.change is Change.CHANGED
    assert "24\u202f500\u00a0€" in line.before
    assert "30\u202f000\u00a0€" in line.after
    assert line.is_proposed
    assert take(session, gazette, line.token) == (1, 0)
    assert "30\u202f000" in only(session, gazette, "investissement").text
    assert differences(session, gazette, TODAY) == []


def test_an_edited_sentence_is_not_ticked_and_stays_without_a_tick(session: Session, gazette: Gazette) -> None:
    item = only(session, gazette, "investissement")
    items.edit_item(session, item, text="Ma phrase.", user=None)
    raise_amount(session)
    line = only_line(session, gazette)
    assert (line.own, line.is_proposed) == ("Ma phrase.", False)
    take(session, gazette)
    assert only(session, gazette, "investissement").text == "Ma phrase."
    take(session, gazette, line.token)
    assert "30\u202f000" in only(session, gazette, "investissement").text


def test_a_new_record_is_proposed_and_comes_on_the_page(session: Session, gazette: Gazette, known: Known) -> None:
    make.a_milestone(session, known.project, title="Point d’étape", due_on=date(2025, 2, 3), done_on=date(2025, 2, 3))
    line = only_line(session, gazette)
    assert line.change is Change.NEW
    take(session, gazette, line.token)
    assert differences(session, gazette, TODAY) == []


def test_a_record_that_left_the_month_is_proposed_to_be_left_out(session: Session, gazette: Gazette) -> None:
    session.execute(update(Milestone).values(done_on=date(2025, 3, 3)))
    line = only_line(session, gazette)
    assert line.change is Change.GONE
    take(session, gazette, line.token)
    assert only(session, gazette, "jalon").is_kept is False
    assert differences(session, gazette, TODAY) == []


def test_what_changed_again_after_it_was_read_is_not_taken(session: Session, gazette: Gazette) -> None:
    raise_amount(session)
    seen = only_line(session, gazette).token
    session.execute(update(Investment).values(amount_eur=40_000))
    assert take(session, gazette, seen) == (0, 1)
    assert "24\u202f500" in only(session, gazette, "investissement").text


def test_its_page_ticks_what_may_be_taken(client: Client, session: Session, gazette: Gazette) -> None:
    raise_amount(session)
    session.commit()
    client.sign_in()
    here = f"/gazette/{gazette.id}"
    assert "1\u00a0différence" in client.get(here).text
    page = client.get(f"{here}/reprise").text
    assert "checked" in page
    nothing = client.post_form(f"{here}/reprise", {"picks": []}, page=f"{here}/reprise")
    assert nothing.status_code == 422
    client.post_form(f"{here}/reprise", page=f"{here}/reprise")
    assert "30\u202f000\u00a0€" in client.get(here).text


def test_an_agreement_taken_back_is_shown_and_keeps_the_gazette_here(
    client: Client, session: Session, known: Known
) -> None:
    gazette = a_ready_gazette(session, MONTH)
    session.execute(update(Respondent).values(quotes_allowed=False))
    assert [line.change for line in differences(session, gazette, TODAY)] == [Change.GONE]
    with pytest.raises(Refused, match="plus autorisée"):
        mailing.send_out(session, gazette, to_subscribers=True, others=[], user=None, now=NOW)
    session.commit()
    client.sign_in()
    assert "accord retiré" in client.get(f"/gazette/{gazette.id}").text
    assert "Elle ne peut pas partir" in client.get(f"/gazette/{gazette.id}/envoi").text
