"""What must hold between the parts of a grid, each fault said in one French sentence."""

from evaluation.fields import Fields, refuse_duplicates
from evaluation.grid import Grid


def check_grid(grid: Grid, fields: Fields) -> None:
    _check_filled(grid, fields)
    _check_codes(grid, fields)
    _check_origins(grid, fields)
    _check_approaches(grid, fields)
    _check_indices(grid, fields)
    _check_confidentiality(grid, fields)


def _check_filled(grid: Grid, fields: Fields) -> None:
    if not grid.axes:
        raise fields.refuse("il faut au moins un axe.")
    for axis in grid.axes:
        if not axis.criteria:
            raise fields.refuse(f"l’axe « {axis.code} » n’a aucun critère.")


def _check_codes(grid: Grid, fields: Fields) -> None:
    """Axes and indices share one list of codes: a region shows them side by side."""
    criteria = [criterion for axis in grid.axes for criterion in axis.criteria]
    refuse_duplicates(fields, "l’axe ou l’indice", list(grid.score_codes))
    refuse_duplicates(fields, "le critère", [criterion.code for criterion in criteria])
    refuse_duplicates(fields, "la question", [question.code for axis in grid.axes for question in axis.questions])
    refuse_duplicates(fields, "l’approche", [approach.code for approach in grid.approaches])


def _check_origins(grid: Grid, fields: Fields) -> None:
    """Two questions never continue the same earlier one: answers are paired one to one."""
    if grid.previous == grid.reference:
        raise fields.refuse("une version ne peut pas être tirée d’elle-même (« previous »).")
    continuing = [question.origin for question in grid.questions.values() if question.equivalent is not False]
    refuse_duplicates(fields, "comme question d’avant (« same_as »),", continuing)


def _check_approaches(grid: Grid, fields: Fields) -> None:
    known = {approach.code for approach in grid.approaches}
    for axis in grid.axes:
        for question in axis.questions:
            if question.approach not in known:
                raise fields.refuse(
                    f"la question « {question.code} » suit une approche inconnue : {question.approach}."
                )


def _check_indices(grid: Grid, fields: Fields) -> None:
    known = {axis.code for axis in grid.axes}
    for index in grid.indices:
        if not index.axes:
            raise fields.refuse(f"l’indice « {index.code} » ne réunit aucun axe.")
        refuse_duplicates(fields, f"dans l’indice « {index.code} », l’axe", list(index.axes))
        for code in index.axes:
            if code not in known:
                raise fields.refuse(f"l’indice « {index.code} » cite un axe inconnu : {code}.")


def _check_confidentiality(grid: Grid, fields: Fields) -> None:
    """A published score enters regions and exports: it must never be the view of a partner, or of a masked profile."""
    rules, least = grid.publication, grid.confidentiality.min_respondents_per_profile
    if rules.min_profiles < 2 and rules.min_respondents < least:
        raise fields.refuse(
            f"un score publié d’un seul profil demande au moins {least} répondants (« min_respondents »)."
        )
