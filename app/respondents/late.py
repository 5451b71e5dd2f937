"""An answer that comes too late is refused kindly: what was typed is shown back, nothing is lost from sight."""

from dataclasses import dataclass

from fastapi import FastAPI
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from app.assessments.cells import value_label
from app.assessments.sheet import typeset
from app.db import reading
from app.respondents.place import Place, place_of
from app.respondents.saving import read_typed
from app.respondents.words import PRIORITY_OPTIONS, READING_WORDS
from app.web.guest import TooLate
from app.web.htmx import read_htmx, retarget
from app.web.templating import render

SUBMITTED = "Votre grille est déjà envoyée. Pour la compléter, choisissez «\u00a0Corriger mes réponses\u00a0»."


@dataclass(frozen=True)
class Unsaved:
    """One answer as it was typed."""

    question: str
    reading: str
    answer: str
    comment: str


def install_respondents(app: FastAPI) -> None:
    app.add_exception_handler(TooLate, too_late)


def too_late(request: Request, error: Exception) -> Response:
    """Refused by the guard, before any route: the campaign no longer takes answers."""
    if not isinstance(error, TooLate):
        raise error
    with reading(request.app.state.bind) as session:
        return refuse_late(request, place_of(session, error.guest), error.form, error.sentence)


def refuse_late(request: Request, place: Place, posted: FormData, sentence: str = SUBMITTED) -> Response:
    partial = read_htmx(request).partial
    template = "respondents/_late.html" if partial else "respondents/late.html"
    unsaved = unsaved_in(place, posted)
    response = render(request, template, status=422, place=place, sentence=sentence, unsaved=unsaved, partial=partial)
    if partial:
        retarget(response, "#messages")
    return response


def unsaved_in(place: Place, posted: FormData) -> list[Unsaved]:
    typed = read_typed(posted)
    words = {value: f"{label} {more}".strip().lower() for value, label, more in PRIORITY_OPTIONS}
    found = [
        Unsaved(criterion.label, "", words.get(str(priority.value), ""), "")
        for priority in typed.priorities
        if (criterion := place.sheet.criterion("priorite", priority.criterion))
    ]
    for cell in typed.cells:
        question = place.grid.questions.get(cell.question_code)
        if question is not None:
            text = typeset(question.text_for(place.respondent.profile_code))
            answer = value_label(place.grid, cell.content.value)
            found.append(Unsaved(text, READING_WORDS.get(cell.reading, ""), answer, cell.content.comment))
    return found
