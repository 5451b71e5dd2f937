"""A question: its words, its weight, its approach, and whether earlier answers stay comparable."""

from collections.abc import Sequence
from functools import partial

from app.errors import Refused
from app.grids import edits
from app.grids.forms import NewQuestion, QuestionForm
from app.grids.queries import Draft
from app.grids.screens.screen import (
    ANSWERS,
    ASK_EQUIVALENT,
    Profiles,
    Screen,
    answered,
    approach_choices,
    as_number,
    known_approach,
    told,
    worded,
    words_of,
)
from app.grids.words import weight_of
from evaluation import Grid, Question


def question_screen(draft: Draft, code: str, profiles: Profiles) -> Screen:
    own = edits.question_of(draft.grid, code)
    old = draft.base.questions.get(own.origin)
    words, labels = worded("texts", own.texts, profiles)
    return Screen(
        title=f"Question {code}",
        path=f"/questions/{code}",
        template="grids/question.html",
        model=QuestionForm,
        values={
            "text": own.text,
            "approach": own.approach,
            "weight": as_number(own.weight),
            "equivalent": answered(own.equivalent),
            **words,
        },
        labels={"text": "Question", "approach": "Approche", "weight": "Poids", "equivalent": "Comparable", **labels},
        edit=partial(_reword, old, code),
        done=f"La question {code} est enregistrée.",
        updated_at=draft.record.updated_at,
        anchor=f"question-{code}",
        choices={"approach": approach_choices(draft.grid), "equivalent": ANSWERS},
        context={"question": own, "old": old, "profiles": profiles, "home": edits.home_of(draft.grid, code)},
    )


def new_question_screen(draft: Draft, criterion: str, published: Sequence[Grid]) -> Screen:
    code = edits.free_question_code(criterion, [*published, draft.grid])
    return Screen(
        title="Ajouter une question",
        path=f"/criteres/{criterion}/question",
        template="grids/new_question.html",
        model=NewQuestion,
        values={"text": "", "approach": "", "weight": "1"},
        labels={},
        edit=partial(_add, criterion, code),
        done=f"La question {code} est ajoutée.",
        updated_at=draft.record.updated_at,
        anchor=f"question-{code}",
        choices={"approach": approach_choices(draft.grid)},
        context={"home": edits.criterion_of(draft.grid, criterion), "code": code},
    )


def _reword(old: Question | None, code: str, grid: Grid, data: QuestionForm) -> Grid:
    """The answer about earlier answers is kept when there is something to say: other words, or another meaning."""
    texts = words_of(data.texts)
    changed = old is not None and (old.text, dict(old.texts)) != (data.text, texts)
    if changed and not data.equivalent:
        raise Refused(ASK_EQUIVALENT, field="equivalent")
    equivalent = None if old is None else told(data.equivalent)
    return edits.change_question(
        grid,
        code,
        text=data.text,
        approach=known_approach(grid, data.approach),
        weight=weight_of(data.weight),
        texts=texts,
        equivalent=equivalent if changed or equivalent is False else None,
    )


def _add(criterion: str, code: str, grid: Grid, data: NewQuestion) -> Grid:
    question = Question(code, data.text, known_approach(grid, data.approach), weight_of(data.weight), {})
    return edits.add_question(grid, criterion, question)
