"""The cells of an answer that only the grid of its campaign can read, and the words of its moments and readings."""

import re

from app.models import Moment, Reading
from imports.kinds.asked import Asked
from imports.kinds.kind import ReadRow
from imports.vocabulary import Terms

SIGNED = re.compile(r"\s*[-+−–]\s*[0-9]")
MOMENT_TERMS = Terms.of(
    "un moment de l’évaluation",
    {moment.value: moment.label for moment in Moment},
    {
        "ex_ante": ("Avant",),
        "in_itinere": ("Mi-parcours", "À mi-parcours", "En cours", "Intermédiaire"),
        "ex_post": ("Après", "Final"),
    },
)
READING_TERMS = Terms.of(
    "une lecture",
    {reading.value: reading.label for reading in Reading},
    {
        "initial": ("Initial", "Initiale", "Aujourd’hui", "Actuel", "Situation actuelle"),
        "expected": ("Attendue", "Attendus", "Visé"),
        "observed": ("Observé", "Constat", "Réalisé"),
    },
)


def question_of(row: ReadRow, asked: Asked) -> str | None:
    code = asked.question(row["question_code"])
    if code is None:
        codes = list(asked.grid.questions)
        row.refuse("question_code", f"le code d’une question de cette campagne, de {codes[0]} à {codes[-1]}")
    return code


def reading_of(row: ReadRow, asked: Asked, moment: str, question: str) -> str | None:
    """Where the moment asks the question once only, nobody has to say which reading."""
    readings, said = asked.readings(moment, question), row["reading"]
    if said in readings or (said is None and len(readings) == 1):
        return said or readings[0]
    words = " ou ".join(f"«\u00a0{Reading(each).label}\u00a0»" for each in readings)
    row.refuse("reading", f"{words} pour la question {question} d’une campagne {Moment(moment).label}")
    return None


def value_of(row: ReadRow, asked: Asked) -> str | None:
    """« 3 », « NA » or « NSP ». Comparing words drops their signs: « −1 » must not become 1."""
    typed = row["answer"]
    if typed is None:
        return None
    code = None if SIGNED.match(typed) else asked.levels.code_of(typed)
    if code is None:
        row.refuse("answer", asked.levels.expected_for(""))
    return code
