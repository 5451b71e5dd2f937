"""« Ce qui change par rapport à 1.0 », in words."""

import pytest
from sqlalchemy.orm import Session

from app.grids.changes import changes_between
from app.models import Role
from evaluation import Question
from tests.app.grids.drafts import a_draft, address, edited
from tests.evaluation.builders import GRID
from tests.evaluation.versions import Edit, axis, criterion, part, question, version, with_after, without
from tests.support.client import Client
from tests.support.html import text_of

WORDS = "Nous avons trouvé ensemble une solution nouvelle."
OLD = GRID.questions["C1.1"].text
KEPT, APART = "Les réponses d’avant restent comparables.", "Les réponses d’avant ne sont plus comparables."
NEW = Question("C1.3", WORDS, "sens", 1, {})
CHANGES = [
    # ce qu’on a fait, ce que la page en dit : genre, quoi, avant, après, suite
    (question("C1.1", text=WORDS, equivalent=True), ("reformulée", "Question C1.1", OLD, WORDS, KEPT)),
    (question("C1.1", text=WORDS, equivalent=False), ("reformulée", "Question C1.1", OLD, WORDS, APART)),
    (question("C1.1", equivalent=False), ("autre sens", "Question C1.1", OLD, OLD, APART)),
    (question("C1.1", code="C1.9", same_as="C1.1"), ("renommée", "Question C1.9", "C1.1", "C1.9", KEPT)),
    (without("C1.1"), ("retirée", "Question C1.1", OLD, "—", "")),
    (with_after("C1.2", NEW), ("ajoutée", "Question C1.3", "—", WORDS, "")),
    (question("C1.1", weight=1.5), ("modifié", "Question C1.1, poids", "1", "1,5", "")),
    (question("C1.1", approach="sens"), ("modifié", "Question C1.1, approche", "Contribution sociétale", "Sens", "")),
    (criterion("C1", label="Solution"), ("modifié", "Critère C1, libellé", "Innovation de solution", "Solution", "")),
    (
        axis("innovation", initial=True),
        ("modifié", "Axe Impact innovation, situation initiale", "non demandée", "demandée", ""),
    ),
    (
        part("publication", published_coverage=0.655),
        ("modifié", "Couverture d’un score publié", "60\u00a0%", "65,5\u00a0%", ""),
    ),
    (part("scale", unknown="Je ne sais pas"), ("modifié", "Ne sait pas", "Ne sait pas", "Je ne sais pas", "")),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "said"), CHANGES, ids=[row[1][1] + row[1][0] + row[1][4][-12:] for row in CHANGES])
def test_each_change_is_said_with_what_it_was(edit: Edit, said: tuple[str, ...]) -> None:
    (group,) = changes_between(GRID, version("1.1", edit))
    (change,) = group.changes
    assert (change.kind, change.what, change.before, change.after, change.note) == said


def test_a_question_moved_to_another_criterion_is_said_once() -> None:
    moved = version("1.1", without("C1.2"), with_after("C2.1", GRID.questions["C1.2"]))
    (group,) = changes_between(GRID, moved)
    assert [(own.kind, own.what, own.before, own.after) for own in group.changes] == [
        ("déplacée", "Question C1.2", "critère C1", "critère C2")
    ]


def test_nothing_changed_says_nothing() -> None:
    assert changes_between(GRID, version("1.1")) == []


def test_another_order_is_a_change_that_parts_nothing() -> None:
    turned = criterion("C1", questions=GRID.axis("innovation").criteria[0].questions[::-1])
    (group,) = changes_between(GRID, version("1.1", turned))
    assert [(own.kind, own.before, own.after) for own in group.changes] == [("déplacé", "C1.1 et C1.2", "C1.2 et C1.1")]


def test_words_of_one_profile_are_told_under_its_name(client: Client, session: Session) -> None:
    edit = question("C1.1", texts={"collectivite": "La commune a innové."}, equivalent=True)
    draft = edited(session, a_draft(session), edit)
    client.sign_in(Role.LECTEUR)
    client.get(f"{address(draft)}/changements")
    assert client.page is not None
    assert "La commune a innové." in text_of(client.page)
    assert KEPT in text_of(client.page)


def test_the_page_says_axis_by_axis_whether_scores_stay_side_by_side(client: Client, session: Session) -> None:
    draft = edited(session, a_draft(session), without("C1.2"))
    client.sign_in(Role.LECTEUR)
    client.get(f"{address(draft)}/changements")
    assert client.page is not None
    lines = {" ".join(text_of(line).split()) for line in client.page.iter("li")}
    assert "à part Impact innovation Question retirée ou de sens différent (C1.2)." in lines
    assert "comparable Relation partenariale Les mêmes réponses donneraient le même score." in lines


def test_a_draft_without_change_says_so(client: Client, session: Session) -> None:
    client.sign_in(Role.LECTEUR)
    client.get(f"{address(a_draft(session))}/changements")
    assert client.page is not None
    assert "Rien ne change encore par rapport à la version 1.0." in text_of(client.page)
