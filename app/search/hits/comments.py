"""The comments of partners."""

from app.models import Moment, Reading
from app.search.hits.base import Facts, Hit, Telling, day, of_project, some
from app.search.marks import Piece
from app.wording import typeset


def comment(telling: Telling, facts: Facts) -> Hit:
    """Under the question it answers; never who wrote it."""
    grid, code, reading = telling.grids[facts["grid"]], facts["question"], facts["reading"]
    question, axis = grid.questions.get(code), grid.axis_of_question.get(code)
    here = f"/campagnes/{facts['campaign']}"
    address = f"{here}/restitution?lecture={reading}"
    if telling.reader.evaluates:
        address = f"{here}/reponses/{facts['respondent']}#q-{reading}-{code.replace('.', '-')}"
    campaign = f"Campagne {Moment(facts['moment']).label} du {day(facts['held'])}, {Reading(reading).label}"
    title = typeset(question.text) if question else f"Question {code}"
    about = some(typeset(axis.label) if axis else "", campaign, of_project(facts))
    return Hit(address, (Piece(title, False),), about, telling.quote(facts["comment"]))
