"""A new version of a frame: edited item by item, signed on the text that was read, then frozen."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.crosswalk import service
from app.crosswalk.checks import checks_of
from app.crosswalk.document import Frame, Item, digest
from app.crosswalk.queries import current_versions, get_draft
from app.db import writing
from app.errors import NotFound, Refused
from app.models import Crosswalk, CrosswalkDraft, Role, User
from evaluation import load_grid
from tests import factories as make
from tests.app.crosswalk.frames import DRAFT, HERE, NOTE, item_of, signed
from tests.app.crosswalk.test_pages import shown
from tests.app.grids.drafts import a_version
from tests.evaluation.versions import question, without
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, opened_form

SIGNATURE = {"signed_as": "Déléguée générale", "note": NOTE}
ITEM = f"{DRAFT}/elements/efficience"
WHY = "Un seul regard sur les moyens."


def start(client: Client) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    assert client.post_form(DRAFT, page=f"{HERE}/cad").status_code == 303


def kept(session: Session, code: str = "efficience") -> Item:
    session.expire_all()
    found = service.parse_frame(get_draft(session, "cad").source).item(code)
    assert found is not None
    return found


def sign(client: Client, **typed: str) -> int:
    page = f"{DRAFT}/publication"
    return client.post_form(page, SIGNATURE | typed, page=page).status_code


def test_an_item_is_edited_and_the_version_in_force_does_not_move(client: Client, session: Session) -> None:
    start(client)
    typed = {"questions": ["B2.1", "A3.1"], "why": WHY}
    assert client.post_form(ITEM, typed, page=ITEM).status_code == 303
    assert (kept(session).questions, kept(session).why) == (("A3.1", "B2.1"), WHY)
    assert item_of(session, "efficience").questions == ("A3.1", "A3.2")
    client.get(DRAFT)
    assert "2 changements par rapport à la version 1." in shown(client)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"questions": ["A3.1"], "why": ""}, "Dites pourquoi cet élément se lit là."),
        ({"questions": [], "leaves_out": ""}, "dites ce que le cadre demande"),
        ({"questions": ["A3.1"], "axis": "innovation"}, "un axe entier ou des questions, pas les deux"),
        ({"questions": [], "axis": "inconnu"}, "Choisissez un axe de la liste."),
        ({"questions": ["Z9.9"]}, "n’a pas Z9.9"),
        ({"why": "a" * 801}, "800"),
    ],
)
def test_what_does_not_hold_is_said_and_nothing_typed_is_lost(
    client: Client, session: Session, typed: dict[str, str | list[str]], sentence: str
) -> None:
    start(client)
    before = kept(session)
    answer = client.post_form(ITEM, {"leaves_out": "Presque tout.", **typed}, page=ITEM)
    assert answer.status_code == 422
    assert sentence in shown(client)
    assert typed.get("leaves_out") == "" or "Presque tout." in answer.text
    assert kept(session) == before


def test_two_people_on_one_item_see_both_and_on_two_items_do_not_meet(client: Client, session: Session) -> None:
    start(client)
    mine, other = opened_form(client, ITEM), opened_form(client, f"{DRAFT}/elements/impact")
    assert client.post_form(ITEM, {"why": "Le sien."}, page=ITEM).status_code == 303
    assert client.post(ITEM, data=mine | {"why": ["Le mien."], "idempotency_key": ["a"]}).status_code == 409
    assert conflict_rows(client)["Pourquoi changé des deux côtés"][:2] == ["Le mien.", "Le sien."]
    answer = client.post(f"{DRAFT}/elements/impact", data=other | {"why": ["Ailleurs."], "idempotency_key": ["b"]})
    assert answer.status_code == 303
    assert (kept(session).why, kept(session, "impact").why) == ("Le sien.", "Ailleurs.")


def test_a_version_is_signed_by_name_on_the_text_that_was_shown(client: Client, session: Session) -> None:
    start(client)
    client.post_form(ITEM, {"why": WHY}, page=ITEM)
    assert sign(client) == 303
    record = session.scalars(select(Crosswalk).where(Crosswalk.number == 2)).one()
    assert client.user is not None
    assert (record.frame, record.signed_name, record.signed_as) == ("cad", client.user.name, "Déléguée générale")
    assert (record.sha256, record.note) == (digest(record.source), NOTE)
    assert not session.scalars(select(CrosswalkDraft)).all()
    assert current_versions(session)["cad"].number == 2


def test_a_text_changed_meanwhile_is_not_signed_unread(client: Client, session: Session) -> None:
    start(client)
    form = opened_form(client, f"{DRAFT}/publication")
    service.edit_draft(
        session, code="cad", edit=lambda frame: service.replace(frame, leaves_out="Autre chose."), user=None
    )
    session.commit()
    answer = client.post(f"{DRAFT}/publication", data=form | {name: [value] for name, value in SIGNATURE.items()})
    assert answer.status_code == 422
    assert "Le texte a changé depuis que vous avez ouvert cette page" in shown(client)
    assert session.scalar(select(Crosswalk).where(Crosswalk.number == 2)) is None


@pytest.mark.parametrize("missing", SIGNATURE)
def test_a_signature_says_as_what_and_what_was_decided(client: Client, session: Session, missing: str) -> None:
    start(client)
    client.post_form(ITEM, {"why": WHY}, page=ITEM)
    assert sign(client, **{missing: ""}) == 422
    assert "Renseignez ce champ." in shown(client)


def test_the_proposal_may_be_signed_as_it_is_a_signed_version_may_not_be_signed_twice(
    client: Client, session: Session
) -> None:
    start(client)
    assert sign(client) == 303
    start(client)
    client.get(f"{DRAFT}/publication")
    assert "Rien ne change par rapport à la version 2, déjà signée." in shown(client)
    assert client.post_form(f"{DRAFT}/publication", SIGNATURE).status_code == 422


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE crosswalk SET source = source || ' ' WHERE number = 2",
        "UPDATE crosswalk SET signed_name = 'Autre' WHERE number = 2",
        "UPDATE crosswalk SET sha256 = 'ab' WHERE number = 1",
        "DELETE FROM crosswalk WHERE number = 2",
    ],
)
def test_the_database_refuses_to_touch_a_published_version(session: Session, statement: str) -> None:
    signed(session)
    with pytest.raises(DBAPIError, match="crosswalk is frozen"):
        session.execute(text(statement))


def test_the_account_may_go_the_signature_stays(session: Session) -> None:
    user = make.a_user(session, name="Awa Diop")
    signed(session, user=user)
    session.execute(text('DELETE FROM "user" WHERE id = :id'), {"id": user.id})
    row = session.execute(text("SELECT signed_name, published_by_id FROM crosswalk WHERE number = 2")).one()
    assert tuple(row) == ("Awa Diop", None)


def test_one_draft_at_a_time_and_starting_again_leads_to_it(client: Client, session: Session) -> None:
    start(client)
    client.post_form(ITEM, {"why": WHY}, page=ITEM)
    assert client.post_form(DRAFT).headers["Location"] == DRAFT
    assert len(session.scalars(select(CrosswalkDraft)).all()) == 1
    assert kept(session).why == WHY


def test_a_draft_given_up_leaves_nothing(client: Client, session: Session) -> None:
    start(client)
    assert client.post_form(f"{DRAFT}/abandon", page=f"{DRAFT}/abandon").status_code == 303
    assert not session.scalars(select(CrosswalkDraft)).all()
    assert client.get(DRAFT).status_code == 404


def test_each_page_of_a_draft_opens(client: Client, session: Session) -> None:
    start(client)
    for path in ("", "/changements", "/fichier", "/publication", "/abandon", "/cadre", "/elements/impact"):
        assert client.get(f"{DRAFT}{path}").status_code == 200, path
    assert client.get(f"{DRAFT}/elements/rien").status_code == 404


def test_a_newer_grid_is_followed_question_by_question(client: Client, session: Session) -> None:
    """A3.1 is A3.9 now, A3.2 is gone: the item follows the one and lets the other go."""
    newer = a_version(session, "1.1", question("A3.1", code="A3.9", same_as="A3.1"), without("A3.2"))
    start(client)
    client.get(DRAFT)
    assert "la plus récente est la 1.1" in shown(client)
    assert client.post_form(f"{DRAFT}/cadre", {"grid": newer.reference}, page=f"{DRAFT}/cadre").status_code == 303
    assert kept(session).questions == ("A3.9",)
    assert client.post_form(f"{DRAFT}/cadre", {"grid": "rien@1"}, page=f"{DRAFT}/cadre").status_code == 422


GRID = load_grid(make.GRID)
CHECKS = [
    ({"why": ""}, "Justifications", "à régler"),
    ({"questions": (), "leaves_out": ""}, "Ce qui est laissé de côté", "à régler"),
    ({"leaves_out": ""}, "Ce qui est laissé de côté", "à regarder"),
    ({"questions": ("Z1.1",)}, "Questions connues", "à régler"),
    ({"questions": ("A3.1", "A3.2")}, "Éléments distincts", "à regarder"),
    ({"why": "Autrement dit."}, "Ce qui change", "en ordre"),
]


@pytest.mark.parametrize(("given", "title", "state"), CHECKS)
def test_what_is_looked_at_before_signing(session: Session, given: dict[str, str], title: str, state: str) -> None:
    base = current_versions(session)["cad"]
    found = {check.title: check.state for check in checks_of(edited(base.frame, **given), base, {make.GRID: GRID})}
    assert found[title] == state


def edited(frame: Frame, **given: object) -> Frame:
    items = tuple(
        service.replace(own, **given) if own.code == "impact" else own  # type: ignore[arg-type]
        for own in frame.items
    )
    return service.replace(frame, items=items)


def test_nobody_signs_without_the_right(client: Client, session: Session) -> None:
    start(client)
    client.sign_in(Role.EVALUATEUR)
    assert client.get(f"{DRAFT}/publication").status_code == 403
    client.get(DRAFT)
    assert not re.search("Signer…|Modifier", shown(client))


def test_a_draft_cannot_be_signed_by_the_service_when_it_is_not_ready(session: Session) -> None:
    user: User = make.a_user(session)
    service.start_draft(session, code="cad", user=user)
    service.edit_draft(session, code="cad", edit=lambda frame: edited(frame, why=""), user=user)
    shown_digest = digest(get_draft(session, "cad").source)
    with pytest.raises(Refused, match="pas prête"):
        service.publish_draft(
            session, code="cad", shown=shown_digest, signed_as="x", note="y", user=user, now=make.clock.now()
        )


def test_two_people_who_start_at_the_same_time_share_one_draft(own_engine: Engine) -> None:
    barrier = Barrier(2)

    def begin(_: int) -> int:
        with writing(own_engine) as session:
            barrier.wait(10)
            return service.start_draft(session, code="cad", user=None).id

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(begin, range(2))
    assert first == second


def test_two_people_who_sign_at_the_same_time_make_one_version(own_engine: Engine) -> None:
    with writing(own_engine) as session:
        user_id = make.a_user(session).id
        shown_digest = digest(service.start_draft(session, code="cad", user=None).source)
    barrier = Barrier(2)

    def publish(_: int) -> int:
        with writing(own_engine) as session:
            user = session.get_one(User, user_id)
            barrier.wait(10)
            try:
                version = service.publish_draft(
                    session, code="cad", shown=shown_digest, signed_as="x", note="y", user=user, now=make.clock.now()
                )
            except NotFound:
                session.rollback()
                return 0
            return version.number

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(publish, range(2))) == [0, 2]
