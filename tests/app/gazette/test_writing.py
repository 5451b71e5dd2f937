"""The gazette being written: prepared, edited in place, moved, left out, by two people at once, never lost."""

from datetime import date

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.gazette import items, service
from app.gazette.months import Month, month_of, months_back
from app.gazette.queries import items_of
from app.models import Gazette
from app.web.rights import Right
from tests import factories as make
from tests.app.gazette.situations import (
    EMPTY,
    MONTH,
    TODAY,
    a_full_month,
    a_gazette,
    a_ready_gazette,
    only,
    texts,
)
from tests.support.client import Client, with_all_rights_but
from tests.support.queries import counted


def last_month() -> Month:
    return months_back(clock.today(), 2)[1]


def test_a_month_is_prepared_from_its_page(client: Client, session: Session) -> None:
    client.sign_in()
    project = make.a_project(session, title="La ruche", status="en_cours", starts_on=None)
    make.an_investment(session, project, "100", copil_on=last_month().first)
    answer = client.post_form("/gazette/nouvelle", {"month": f"{last_month().first:%Y-%m}"}, page="/gazette/nouvelle")
    made = session.query(Gazette).one()
    assert answer.headers["Location"] == f"/gazette/{made.id}"
    assert made.title == f"La gazette {last_month().of}"
    assert "La ruche" in client.get(f"/gazette/{made.id}").text


def test_the_month_that_is_over_is_proposed(client: Client) -> None:
    client.sign_in()
    text = client.get("/gazette/nouvelle").text
    assert f'<option value="{last_month().first:%Y-%m}" selected>' in text


def test_a_month_is_written_once_at_a_time(session: Session) -> None:
    a_gazette(session, EMPTY)
    with pytest.raises(Refused, match="déjà en préparation"):
        a_gazette(session, EMPTY)


def test_a_month_to_come_has_nothing_to_tell(session: Session) -> None:
    with pytest.raises(Refused, match="n’a pas commencé"):
        service.prepare(session, month=Month(month_of(TODAY).after), user=None, today=TODAY)


def test_an_empty_month_says_so(client: Client, session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    client.sign_in()
    assert "Rien n’est enregistré pour mai\u00a02019" in client.get(f"/gazette/{gazette.id}").text
    assert "Ce mois-ci, aucun fait n’a été retenu." in client.get(f"/gazette/{gazette.id}/page").text


def test_a_sentence_is_edited_in_its_place(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    item = only(session, gazette, "investissement")
    client.sign_in()
    place = f"/gazette/{gazette.id}/phrases/{item.id}"
    client.post_form(place, {"text": "Le Fonds s’engage."}, page=f"/gazette/{gazette.id}?phrase={item.id}")
    session.expire_all()
    assert only(session, gazette, "investissement").text == "Le Fonds s’engage."
    assert "modifiée" in client.get(f"/gazette/{gazette.id}").text


def test_an_empty_sentence_is_refused_where_it_was_typed(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    item = only(session, gazette, "investissement")
    client.sign_in()
    page = f"/gazette/{gazette.id}?phrase={item.id}"
    answer = client.post_form(f"/gazette/{gazette.id}/phrases/{item.id}", {"text": " "}, page=page)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_two_editors_see_both_wordings(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    item = only(session, gazette, "investissement")
    other = make.a_user(session, name="Lia Morel")
    client.sign_in()
    client.get(f"/gazette/{gazette.id}?phrase={item.id}")
    items.edit_item(session, item, text="La version de Lia.", user=other)
    session.commit()
    answer = client.post(
        f"/gazette/{gazette.id}/phrases/{item.id}",
        data={"csrf_token": client.token(), "version": "1", "text": "La mienne."},
    )
    assert answer.status_code == 409
    assert "La version de Lia." in answer.text
    assert "La mienne." in answer.text
    assert "Lia Morel" in answer.text


def test_two_editors_of_the_editorial_too(client: Client, session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    client.sign_in()
    client.get(f"/gazette/{gazette.id}/texte")
    service.rewrite(session, gazette, title=gazette.title, editorial="Le sien.", user=None)
    session.commit()
    typed = {"csrf_token": client.token(), "version": "1", "title": "Titre", "editorial": "Le mien."}
    answer = client.post(f"/gazette/{gazette.id}/texte", data=typed)
    assert answer.status_code == 409
    assert "Le sien." in answer.text


def test_a_sentence_goes_up_and_down_and_stops_at_the_ends(client: Client, session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    for text in ("A", "B", "C"):
        items.add_free(session, gazette, text=text, user=None)
    session.commit()
    client.sign_in()

    def move(text: str, to: str) -> list[str]:
        item = next(own for own in items_of(session, gazette.id) if own.text == text)
        client.post_form(f"/gazette/{gazette.id}/phrases/{item.id}/place", {"to": to})
        session.expire_all()
        return texts(session, gazette)

    assert move("C", "haut") == ["A", "C", "B"]
    assert move("A", "bas") == ["C", "A", "B"]
    assert move("C", "haut") == ["C", "A", "B"]
    assert move("B", "bas") == ["C", "A", "B"]


def test_moving_does_not_disturb_whoever_edits(client: Client, session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    first = items.add_free(session, gazette, text="A", user=None)
    items.add_free(session, gazette, text="B", user=None)
    before = first.version
    items.move(session, gazette, first, up=False)
    items.choose(session, first, is_kept=False)
    session.refresh(first)
    assert (first.version, first.is_kept) == (before, False)


def test_what_is_left_out_is_off_the_page_and_comes_back(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    item = only(session, gazette, "jalon")
    client.sign_in()
    choice = f"/gazette/{gazette.id}/phrases/{item.id}/choix"
    client.post_form(choice, {"kept": "non"})
    assert "signature de la convention" not in client.get(f"/gazette/{gazette.id}/page").text
    assert "1\u00a0phrase laissée de côté" in client.get(f"/gazette/{gazette.id}").text
    client.post_form(choice, {"kept": "oui"})
    assert "signature de la convention" in client.get(f"/gazette/{gazette.id}/page").text


def test_a_free_sentence_is_added_and_erased_one_of_a_record_is_not(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    client.sign_in()
    here = f"/gazette/{gazette.id}"
    client.post_form(f"{here}/phrases", {"free": "À bientôt."}, page=here)
    assert client.post_form(f"{here}/phrases", {"free": ""}, page=here).status_code == 422
    free = only(session, gazette, "libre")
    assert free.text == "À bientôt."
    client.post_form(f"{here}/phrases/{free.id}/suppression")
    kept = only(session, gazette, "jalon")
    assert client.post_form(f"{here}/phrases/{kept.id}/suppression").status_code == 422
    session.expire_all()
    assert {own.kind for own in items_of(session, gazette.id)} >= {"jalon"}
    assert "libre" not in {own.kind for own in items_of(session, gazette.id)}


def test_ready_it_is_edited_no_more_until_taken_up_again(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_ready_gazette(session, MONTH)
    session.commit()
    client.sign_in()
    here = f"/gazette/{gazette.id}"
    assert client.post_form(f"{here}/texte", {"title": "Autre"}).status_code == 422
    client.post_form(f"{here}/redaction")
    session.expire_all()
    assert session.get_one(Gazette, gazette.id).status == "brouillon"
    assert client.post_form(f"{here}/texte", {"title": "Autre"}, page=f"{here}/texte").status_code == 303


def test_an_empty_page_is_never_ready(client: Client, session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    session.commit()
    client.sign_in()
    answer = client.post_form(f"/gazette/{gazette.id}/prete")
    assert (answer.status_code, "page vide" in answer.text) == (422, True)


def test_a_draft_given_up_leaves_its_month_free(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    session.commit()
    client.sign_in()
    client.post_form(f"/gazette/{gazette.id}/abandon", page=f"/gazette/{gazette.id}/abandon")
    session.expire_all()
    assert session.query(Gazette).count() == 0
    a_gazette(session, MONTH)


@pytest.mark.parametrize("path", ["nouvelle", "abonnes", "{}/texte", "{}/reprise", "{}/envoi", "{}/correction"])
def test_a_reader_reads_and_does_not_write(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    gazette = a_gazette(session, EMPTY)
    session.commit()
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.get(f"/gazette/{path.format(gazette.id)}").status_code == 403
    assert client.get(f"/gazette/{gazette.id}").status_code == 200
    assert "Modifier" not in client.get(f"/gazette/{gazette.id}").text


def test_a_funder_sees_none_of_it(client: Client, session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    session.commit()
    client.sign_in("financeur")
    for path in ("", f"/{gazette.id}", f"/{gazette.id}/page", f"/{gazette.id}/fichier"):
        assert client.get(f"/gazette{path}").status_code in (403, 404)


def test_a_sentence_of_another_gazette_is_not_here(client: Client, session: Session) -> None:
    mine, other = a_gazette(session, EMPTY), a_gazette(session, Month(date(2019, 6, 1)))
    item = items.add_free(session, other, text="Ailleurs", user=None)
    session.commit()
    client.sign_in()
    assert client.post_form(f"/gazette/{mine.id}/phrases/{item.id}", {"text": "Ici"}).status_code == 404


def test_pages_ask_as_much_for_few_as_for_many(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in()
    gazette = a_gazette(session, EMPTY)
    session.commit()

    def count(path: str) -> int:
        client.get(path)
        with counted(connection) as statements:
            assert client.get(path).status_code == 200
        return len(statements)

    paths = ("/gazette", f"/gazette/{gazette.id}", f"/gazette/{gazette.id}/page")
    few = [count(path) for path in paths]
    for n in range(30):
        items.add_free(session, gazette, text=f"Phrase {n}", user=None)
    for number in range(1, 13):
        a_gazette(session, Month(date(2018, number, 1)))
    session.commit()
    assert [count(path) for path in paths] == few
