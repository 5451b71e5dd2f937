"""A version is checked, dated and sourced, then frozen for good."""

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.doctor import reference
from app.doctor.finding import State
from app.grids.checks import Check, checks_of
from app.grids.queries import equivalence, published_grids
from app.models import GridDraft, GridVersion, Role
from evaluation import Grid, grid_values, parse_grid
from tests import factories as make
from tests.app.grids.drafts import HERE, PUBLISHED_ON, a_draft, a_version, address, edited
from tests.evaluation.builders import GRID as BASE
from tests.evaluation.versions import Edit, criterion, part, question, version, without
from tests.factories import GRID
from tests.support.client import Client
from tests.support.html import text_of

TYPED = {"published_on": "01/12/2026", "source": "Décision du COPIL du 3 novembre 2026."}
NEXT = "evaluation-partenariale@1.1"
WORDS = "Nous avons trouvé ensemble une solution nouvelle."


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def publish(client: Client, draft: GridDraft, **typed: str) -> int:
    page = f"{address(draft)}/publication"
    return client.post_form(page, TYPED | typed, page=page).status_code


def test_a_draft_becomes_a_version_with_its_date_and_its_source(client: Client, session: Session) -> None:
    draft = edited(session, a_draft(session), question("C1.1", text=WORDS, equivalent=True))
    client.sign_in(Role.GESTIONNAIRE)
    assert publish(client, draft) == 303
    session.expunge_all()
    kept = session.get_one(GridVersion, NEXT)
    grid = parse_grid(kept.source)
    assert (kept.published_on, grid.published_on, grid.source) == (
        date(2026, 12, 1),
        date(2026, 12, 1),
        TYPED["source"],
    )
    assert (grid.previous, grid.questions["C1.1"].text) == (GRID, WORDS)
    assert not session.scalars(select(GridDraft)).all()
    client.get(f"{HERE}/{NEXT}")
    assert "Décision du COPIL" in shown(client)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE grid_version SET source = source || ' ' WHERE reference = '{NEXT}'",
        f"UPDATE grid_version SET published_on = '2020-01-01' WHERE reference = '{NEXT}'",
        f"DELETE FROM grid_version WHERE reference = '{NEXT}'",
    ],
)
def test_the_database_refuses_to_touch_what_the_screen_published(
    client: Client, session: Session, statement: str
) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    publish(client, edited(session, a_draft(session), without("C1.2")))
    with pytest.raises(DBAPIError, match="grid_version is frozen"):
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"published_on": ""}, "Renseignez ce champ."),
        ({"source": ""}, "Renseignez ce champ."),
        ({"published_on": "01/01/2020"}, "choisissez ce jour-là ou plus tard"),
    ],
)
def test_a_date_and_a_source_are_asked_for(
    client: Client, session: Session, typed: dict[str, str], sentence: str
) -> None:
    draft = edited(session, a_draft(session), without("C1.2"))
    client.sign_in(Role.GESTIONNAIRE)
    assert publish(client, draft, **typed) == 422
    assert sentence in shown(client)
    assert session.get(GridVersion, NEXT) is None


def test_a_draft_that_is_not_ready_is_not_published(client: Client, session: Session) -> None:
    draft = a_draft(session)
    client.sign_in(Role.GESTIONNAIRE)
    client.get(f"{address(draft)}/publication")
    assert "Rien ne change par rapport à la version 1.0." in shown(client)
    assert client.post_form(f"{address(draft)}/publication", TYPED).status_code == 422
    assert session.get(GridVersion, NEXT) is None


def test_a_published_version_keeps_the_examination_happy(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    publish(client, edited(session, a_draft(session), without("C1.2")))
    found = reference.grids(session)
    assert found.state is State.GOOD
    assert NEXT in found.sentence


def test_what_was_published_on_screen_is_compared_with_what_came_before(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    publish(client, edited(session, a_draft(session), without("C1.2")))
    found = equivalence(session, GRID, NEXT)
    assert found.axes["innovation"].retired == ("C1.2",)
    assert found.is_comparable("relation")


def test_a_campaign_created_after_the_date_uses_it(client: Client, session: Session) -> None:
    a_version(session, "1.1", without("C1.2"), published_on=BASE.published_on)
    client.sign_in(Role.GESTIONNAIRE)
    project = make.a_project(session)
    make.a_partner(session, project)
    client.get(f"/projets/{project.code}/campagnes/nouvelle")
    assert "1.1" in shown(client)


def test_a_draft_given_up_leaves_nothing(client: Client, session: Session) -> None:
    draft = a_draft(session)
    client.sign_in(Role.GESTIONNAIRE)
    page = address(draft)
    assert client.post_form(f"{page}/abandon", page=f"{page}/abandon").status_code == 303
    assert not session.scalars(select(GridDraft)).all()
    assert client.get(page).status_code == 404


CHECKS = [
    # ce qu’on a fait, le point de la liste, son état, ce qu’il dit
    (without("C1.2"), "Ce qui change", "en ordre", "un changement par rapport à 1.0."),
    (question("C1.1", text=WORDS), "Comparabilité dite", "à régler", "Dites si les réponses d’avant"),
    (question("C1.1", text=WORDS, equivalent=False), "Comparabilité dite", "en ordre", "Pour chaque question"),
    (part("scale", unknown="Je ne sais pas"), "Comparabilité dite", "en ordre", "Pour chaque question"),
    (part("scale", labels=tuple("abcde")), "Comparabilité dite", "à régler", "Dites si les réponses d’avant"),
    (
        question("C1.1", text=BASE.questions["C1.2"].text),
        "Une question dans un seul critère",
        "à régler",
        "C1.1 et C1.2",
    ),
    (question("B1.1", approach="sens"), "Approches", "en ordre", "Chaque question suit l’une des 7 approches."),
    (question("C1.1", weight=4), "Poids", "à regarder", "4 fois"),
    (criterion("C1", weight=8), "Poids", "à regarder", "4 fois"),
    (part("publication", published_coverage=0.45), "Seuils", "à regarder", "moins de la moitié des réponses"),
    (part("regions", detail_max=1), "Seuils", "à regarder", "dès deux projets"),
]


@pytest.mark.parametrize(("edit", "title", "state", "words"), CHECKS)
def test_what_is_looked_at_before_publishing(edit: Edit, title: str, state: str, words: str) -> None:
    found = check(version("1.1", edit), title)
    assert (found.state, words in found.sentence) == (state, True)


def test_the_number_comes_after_the_version_copied() -> None:
    assert check(version("1.10"), "Numéro de version").state == "en ordre"
    assert check(version("0.9"), "Numéro de version").state == "à régler"
    assert check(version("1.0"), "Numéro de version").state == "à régler"


def test_an_approach_no_question_follows_is_told() -> None:
    idle = version("1.1", without("B1.1"), without("B1.2"), question("B1.3", approach="sens"))
    found = check(idle, "Approches")
    assert (found.state, found.sentence) == ("à regarder", "Aucune question ne suit Clarté.")


def test_a_code_of_long_ago_never_comes_back_for_something_else(session: Session) -> None:
    second = a_version(session, "1.1", question("C1.1", code="C1.9"))
    third = version("1.2", question("C1.9", code="C1.1"), base=second)
    (found,) = [own for own in checks_of(third, second, published_grids(session)) if own.title == "Codes uniques"]
    assert (found.state, found.places) == ("à régler", (("C1.1", "/questions/C1.1"),))


def test_every_fault_leads_to_where_it_is_put_right(client: Client, session: Session) -> None:
    draft = edited(
        session, a_draft(session), question("C1.1", text=WORDS), part("publication", published_coverage=0.45)
    )
    client.sign_in(Role.GESTIONNAIRE)
    client.get(address(draft))
    assert client.page is not None
    links = {link.get("href", "") for link in client.page.iter("a")}
    for path in ("/questions/C1.1", "/reglages/seuils", "/changements"):
        assert f"{address(draft)}{path}" in links
        assert client.get(f"{address(draft)}{path}").status_code == 200


def check(grid: Grid, title: str) -> Check:
    return next(own for own in checks_of(grid, BASE, {BASE.reference: BASE}) if own.title == title)


def test_the_date_of_a_version_is_read_back_from_its_file(session: Session) -> None:
    grid = a_version(session, "1.1", without("C1.2"), published_on=PUBLISHED_ON)
    assert grid_values(grid)["published_on"] == grid.published_on


def test_a_version_published_meanwhile_is_told_to_those_who_were_writing(session: Session) -> None:
    second = a_version(session, "1.1", without("C1.2"))
    third = version("1.2", without("C1.1"))
    (found,) = [own for own in checks_of(third, BASE, published_grids(session)) if own.title == "Point de départ"]
    assert (found.state, f"{second.version}. Ce brouillon part de 1.0" in found.sentence) == ("à regarder", True)


def test_the_examination_finds_a_version_that_comes_from_nowhere(session: Session) -> None:
    orphan = version("1.1", without("C1.2"))
    a_version(session, "1.2", base=orphan)
    found = reference.grids(session)
    assert found.state is State.FAULT
    assert "1.2" in found.sentence
