"""Answers to évaluation partenariale, one a row: who answers what, in which reading, on which evidence.

A level, « sans objet », « ne sait pas » and nothing at all are four different things; a cell left empty says nothing.
"""

from collections.abc import Hashable, Sequence

from app.assessments.cells import MAX_COMMENT
from imports.cells import choice, day, up_to
from imports.columns import AnyColumn, Column
from imports.kinds.answer_words import MOMENT_TERMS, READING_TERMS, question_of, reading_of, value_of
from imports.kinds.answers_told import displayed, named, retold
from imports.kinds.asked import asked_of
from imports.kinds.common import project_column
from imports.kinds.invited import campaign_of, check_open, respondent_of
from imports.kinds.kind import Decided, Kind, ReadRow
from imports.kinds.measurements import EVIDENCE_TERMS
from imports.kinds.texts import paragraphs
from imports.records.entity import Records, Values
from imports.vocabulary import Vocabulary

QUESTION = "le code de la question, comme A1.1"
LONG_FORM = "une réponse par ligne, avec le code de sa question, et non une colonne par question"
NO_ANSWER = "une réponse, puisqu’une preuve est donnée"


def columns(vocabulary: Vocabulary) -> Sequence[AnyColumn]:
    names, comments = ("Répondant", "Partenaire", "Organisation répondante"), ("Commentaires", "Remarque")
    which, invited = "pour un projet qui a plusieurs campagnes de ce moment", "le nom ou le SIREN d’un répondant"
    answers = ("Niveau", "Note", "Valeur")
    return (
        project_column(),
        Column("Moment", "moment", choice(MOMENT_TERMS), True, "ex ante, in itinere ou ex post", ("Campagne",)),
        Column("Date de campagne", "held_on", day, help=which, synonyms=("Date de la campagne",)),
        Column("Organisation", "organisation", up_to(200), True, invited, names),
        Column("Lecture", "reading", choice(READING_TERMS), help="situation initiale ou attendu, pour un ex ante"),
        Column("Question", "question_code", up_to(2000), True, QUESTION, ("Code question",), instead=LONG_FORM),
        Column("Réponse", "answer", up_to(200), help="un niveau, sans objet ou ne sait pas", synonyms=answers),
        Column("Niveau de preuve", "evidence", choice(EVIDENCE_TERMS), help="déclaré, documenté ou mesuré"),
        Column("Commentaire", "comment", paragraphs(MAX_COMMENT, "un commentaire"), synonyms=comments),
    )


def by_question(values: Values) -> Hashable:
    return values["respondent_id"], values["reading"], values["question_code"]


def translate(row: ReadRow, records: Records) -> Values | None:
    campaign = campaign_of(row, records)
    if campaign is None:
        return None
    respondent, asked = respondent_of(row, campaign, records), asked_of(campaign, records)
    question = question_of(row, asked)
    reading = question and reading_of(row, asked, campaign["moment"], question)
    value = value_of(row, asked)
    evidence = None if row["evidence"] is None else int(row["evidence"])
    if respondent is None:
        return None
    return {
        "respondent_id": respondent.id,
        "reading": reading,
        "question_code": question,
        "value": value,
        "evidence": evidence,
        "comment": row["comment"],
    }


def rules(decided: Decided, records: Records) -> None:
    """A question left without answer nor comment makes no record, whatever the campaign has become."""
    value, row = decided.after["value"], decided.row
    if decided.before is None and value is None and not row["comment"]:
        decided.is_silent = True
        if row["evidence"] is not None:
            row.refuse("answer", NO_ANSWER)
        return
    if value is not None:
        is_level = value.isdigit()
        decided.settle(level=int(value) if is_level else None, no_level=None if is_level else value)
    if decided.changed:
        check_open(decided, records)


ANSWERS = Kind(
    name="reponses",
    label="Réponses",
    table="answer",
    titles=("Réponses", "Réponses des partenaires", "Évaluation"),
    columns=columns,
    keys=(by_question,),
    translate=translate,
    named=named,
    shown=displayed,
    rules=rules,
    fields={"respondent_id": "organisation", "value": "answer"},
    unsaid={"evidence": 0, "comment": ""},
    retold=retold,
)
