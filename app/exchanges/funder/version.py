"""One version of the grid in the file: its four sheets, and where formulas find its weights and thresholds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.exchanges.funder.tables import FIRST, Table, table
from app.wording import typeset
from evaluation import Axis, Criterion, Grid
from imports.export.funder import SHEETS
from imports.export.funder.answered import STEPS, answer_columns, axis_columns, index_column, weight_columns
from imports.export.sheets import Formula, Row

WEIGHTS_ROW = FIRST
PARAMETERS = (
    ("min", "Niveau le plus bas de l’échelle"),
    ("max", "Niveau le plus haut de l’échelle"),
    ("criterion_min_valued", "Part du poids applicable à renseigner pour noter un critère"),
    ("published_coverage", "Couverture à partir de laquelle un score est publié"),
    ("provisional_coverage", "Couverture à partir de laquelle un score est provisoire"),
    ("min_respondents", "Répondants notés qu’il faut pour publier"),
    ("min_profiles", "Profils notés qu’il faut pour publier"),
    ("max_not_applicable", "Part de «\u00a0sans objet\u00a0» au-delà de laquelle l’axe est peu adapté"),
    ("high_confidence_coverage", "Confiance A\u00a0: couverture"),
    ("high_confidence_respondents", "Confiance B et A\u00a0: répondants notés"),
    ("high_confidence_profiles", "Confiance A\u00a0: profils notés"),
    ("high_confidence_evidence", "Confiance A\u00a0: preuve moyenne"),
    ("detail_max", "Régions\u00a0: indicatif jusqu’à ce nombre de projets évalués"),
    ("fragile_max", "Régions\u00a0: fragile jusqu’à ce nombre"),
    ("stabilisation_weight", "Régions\u00a0: poids de la moyenne d’ensemble dans la moyenne stabilisée"),
)


@dataclass(frozen=True)
class Version:
    """`suffix`: « » for the newest, « 1.0 » for another, said in the titles of its sheets."""

    grid: Grid
    suffix: str = ""

    def _title(self, base: str) -> tuple[str, str]:
        mark = "".join(sign if sign.isalnum() else "_" for sign in self.suffix)
        name = SHEETS[base].table
        return (f"{base} {self.suffix}", f"{name}_{mark}") if self.suffix else (base, name)

    @cached_property
    def answers(self) -> Table:
        columns = answer_columns(self.grid.questions, self.grid.prioritised_criteria)
        return table(*self._title("Réponses"), columns, SHEETS["Réponses"].help)

    @cached_property
    def steps(self) -> Table:
        columns = list(STEPS)
        for axis in self.grid.axes:
            columns += axis_columns(self.label(axis.code), [criterion.code for criterion in axis.criteria])
        columns += [index_column(self.label(index.code)) for index in self.grid.indices]
        return table(*self._title("Calcul"), columns, SHEETS["Calcul"].help)

    @cached_property
    def weights(self) -> Table:
        return table(
            *self._title("Poids"),
            weight_columns(self.grid.questions, [criterion.code for criterion in self.criteria]),
            SHEETS["Poids"].help,
        )

    @cached_property
    def scale(self) -> Table:
        return table(*self._title("Grille"), SHEETS["Grille"].columns, SHEETS["Grille"].help)

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        return tuple(criterion for axis in self.grid.axes for criterion in axis.criteria)

    def label(self, code: str) -> str:
        """Of an axis or an index."""
        labels = {own.code: own.label for own in self.grid.axes} | {own.code: own.label for own in self.grid.indices}
        return typeset(labels.get(code, code))

    def threshold(self, name: str) -> str:
        """« Grille!$G$4 »."""
        place = next(place for place, (code, _) in enumerate(PARAMETERS) if code == name)
        return self._value(FIRST + place)

    def _value(self, row: int) -> str:
        return f"{self.scale.prefix}${self.scale.letters['Valeur']}${row}"

    def weights_of(self, headers: Sequence[str]) -> str:
        """« Poids!A$2:C$2 »."""
        first, last = self.weights.letters[headers[0]], self.weights.letters[headers[-1]]
        return f"{self.weights.prefix}{first}${WEIGHTS_ROW}:{last}${WEIGHTS_ROW}"

    def weight_rows(self) -> Iterator[Row]:
        """One row, which reads « Grille »."""
        rows = list(self.scale_rows())
        places = {(row[0], row[1]): FIRST + place for place, row in enumerate(rows)}
        kept = [("Question", code, own.weight) for code, own in self.grid.questions.items()]
        kept += [("Critère", own.code, own.weight) for own in self.criteria]
        yield tuple(Formula(self._value(places[nature, code]), weight) for nature, code, weight in kept)

    def scale_rows(self) -> Iterator[Row]:
        grid = self.grid
        for name, meaning in PARAMETERS:
            part = next(own for own in (grid.scale, grid.publication, grid.regions) if hasattr(own, name))
            yield "Réglage", name, meaning, None, None, None, getattr(part, name)
        for level, label in enumerate(grid.scale.labels, grid.scale.min):
            yield "Niveau", str(level), typeset(label), None, None, None, level
        approaches = {own.code: own.label for own in grid.approaches}
        for axis in grid.axes:
            yield "Axe", axis.code, typeset(axis.label), None, None, None, None
            for criterion in axis.criteria:
                yield (
                    "Critère",
                    criterion.code,
                    typeset(criterion.label),
                    self.label(axis.code),
                    None,
                    None,
                    criterion.weight,
                )
                yield from self._questions(axis, criterion, approaches)

    def _questions(self, axis: Axis, criterion: Criterion, approaches: dict[str, str]) -> Iterator[Row]:
        for own in criterion.questions:
            approach = typeset(approaches.get(own.approach, own.approach))
            yield "Question", own.code, typeset(own.text), self.label(axis.code), criterion.code, approach, own.weight
