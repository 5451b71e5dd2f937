"""Columns that depend on the grid: the answers as given, and the way from the answers to the scores."""

from collections.abc import Iterable, Sequence

from imports.export.funder.money import CODE
from imports.export.sheets import Column, Kind

CAMPAIGN = (
    CODE,
    Column("Moment", Kind.TEXT, width=12, again=True),
    Column("Date", Kind.DATE, again=True),
    Column("Lecture", Kind.TEXT, width=18, again=True),
)
ANSWERS = (
    *CAMPAIGN,
    Column("Répondant", Kind.TEXT, "Numéroté de nouveau dans chaque fichier, au hasard.", width=14, again=True),
    Column(
        "Groupe",
        Kind.TEXT,
        "Le profil quand assez de répondants en sont, sinon une lettre tirée au hasard pour chaque campagne.",
        again=True,
    ),
)
STEPS = (
    *CAMPAIGN,
    Column("Ligne", Kind.TEXT, "Répondant, groupe, ou projet.", width=12, again=True),
    Column("Répondant", Kind.TEXT, width=14, again=True),
    Column("Groupe", Kind.TEXT, again=True),
)
BESIDE = (
    ("sans objet", Kind.COUNT, 10),
    ("avec niveau", Kind.COUNT, 10),
    ("preuves", Kind.COUNT, 10),
    ("part sans objet", Kind.NUMBER, 10),
    ("couverture", Kind.NUMBER, 10),
    ("répondants", Kind.COUNT, 10),
    ("profils", Kind.COUNT, 10),
    ("statut", Kind.TEXT, 16),
    ("confiance", Kind.TEXT, 10),
    ("score", Kind.SCORE, 10),
)
"""What stands beside an axis in « Calcul », in order, after its criteria and its mean."""


def answer_columns(questions: Iterable[str], priorities: Iterable[str]) -> tuple[Column, ...]:
    codes = list(questions)
    return (
        *ANSWERS,
        *(Column(code, Kind.NUMBER, width=8) for code in codes),
        *(Column(f"Preuve {code}", Kind.COUNT, width=8) for code in codes),
        *(Column(f"Priorité {code}", Kind.COUNT, width=8) for code in priorities),
    )


def axis_columns(label: str, criteria: Sequence[str]) -> tuple[Column, ...]:
    return (
        *(Column(f"Critère {code}", Kind.SCORE, width=9) for code in criteria),
        Column(f"{label} – moyenne", Kind.SCORE),
        *(Column(f"{label} – {what}", kind, width=width) for what, kind, width in BESIDE),
    )


def weight_columns(questions: Iterable[str], criteria: Iterable[str]) -> tuple[Column, ...]:
    return (
        *(Column(code, Kind.NUMBER, width=8) for code in questions),
        *(Column(f"Critère {code}", Kind.NUMBER, width=8) for code in criteria),
    )


def index_column(label: str) -> Column:
    return Column(f"{label} – indice", Kind.SCORE)
