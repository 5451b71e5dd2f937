"""The grid of a programme's evaluation: an ordinary grid, and beside it what to tell and what to count."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from evaluation.fields import Fields, GridError, InputError, fields_of, refuse_duplicates
from evaluation.grid import Grid
from evaluation.grid_faults import MOST, grid_faults
from evaluation.grid_reader import grid_from, parse_grid
from evaluation.programme_words import Viewpoint

VIEWPOINTS = tuple(viewpoint.value for viewpoint in Viewpoint)
STORED_EVIDENCE, STORED_LEVEL = 2, 20


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a voice is asked to tell (« se conter »)."""

    code: str
    label: str
    text: str
    help: str
    texts: Mapping[str, str]

    def text_for(self, viewpoint: str) -> str:
        """The wording a voice of that viewpoint reads."""
        return self.texts.get(viewpoint, self.text)


@dataclass(frozen=True, slots=True)
class Countable:
    """What a voice is asked to count (« se compter »), in which unit, and how."""

    code: str
    label: str
    unit: str
    how: str


@dataclass(frozen=True)
class ProgrammeGrid:
    """`grid` is scored by the very rules of a project's evaluation, viewpoints standing for profiles."""

    grid: Grid
    prompts: tuple[Prompt, ...]
    counts: tuple[Countable, ...]

    @property
    def reference(self) -> str:
        return self.grid.reference

    @property
    def is_proposal(self) -> bool:
        return self.grid.status == "proposition"

    @cached_property
    def prompt(self) -> dict[str, Prompt]:
        return {prompt.code: prompt for prompt in self.prompts}

    @cached_property
    def count(self) -> dict[str, Countable]:
        return {count.code: count for count in self.counts}


def parse_programme_grid(text: str) -> ProgrammeGrid:
    grid = parse_grid(text)  # also says where a file that cannot be read goes wrong
    return _with_its_own(grid, tomllib.loads(text))


def programme_grid_from(data: object) -> ProgrammeGrid:
    """The same from data already read."""
    return _with_its_own(grid_from(data), data)


def programme_grid_faults(data: object) -> tuple[str, ...]:
    """Everything wrong at once, each fault with its place; none when `programme_grid_from` accepts it."""
    found = list(grid_faults(data))
    for read in _own_readings(data):
        found += _said(read)
    if not found:
        found += _said(lambda: programme_grid_from(data))
    return tuple(dict.fromkeys(found))[:MOST]


def _with_its_own(grid: Grid, data: object) -> ProgrammeGrid:
    fields = fields_of(data, "Grille", GridError)
    prompts = tuple(_prompt(row) for row in fields.rows("prompts", "récit", "code"))
    counts = tuple(_countable(row) for row in fields.rows("counts", "compte", "code"))
    _check(grid, prompts, counts, fields)
    return ProgrammeGrid(grid, prompts, counts)


def _check(grid: Grid, prompts: tuple[Prompt, ...], counts: tuple[Countable, ...], fields: Fields) -> None:
    if not prompts or not counts:
        raise fields.refuse("il faut au moins un récit (« prompts ») et un compte (« counts »).")
    refuse_duplicates(fields, "le récit", [prompt.code for prompt in prompts])
    refuse_duplicates(fields, "le compte", [count.code for count in counts])
    if grid.scale.min < 0 or grid.scale.max > STORED_LEVEL or grid.scale.strongest_evidence > STORED_EVIDENCE:
        raise fields.refuse(f"l’échelle va de 0 à {STORED_LEVEL} au plus, avec trois niveaux de preuve au plus.")
    for axis in grid.axes:
        if axis.by_priorities:
            raise fields.refuse(f"l’axe « {axis.code} » ne peut pas être pondéré par des priorités.")
        for criterion in axis.criteria:
            _check_viewpoints(fields, f"le critère « {criterion.code} »", criterion.labels)
            for question in criterion.questions:
                _check_viewpoints(fields, f"la question « {question.code} »", question.texts)


def _check_viewpoints(fields: Fields, what: str, words: Mapping[str, str]) -> None:
    for viewpoint in words:
        if viewpoint not in VIEWPOINTS:
            raise fields.refuse(
                f"{what} parle d’un point de vue inconnu : {viewpoint} (connus : {', '.join(VIEWPOINTS)})."
            )


def _prompt(fields: Fields) -> Prompt:
    words = fields.optional_part("text_for")
    texts = {viewpoint: words.text(viewpoint) for viewpoint in words.data}
    code = fields.text("code")
    _check_viewpoints(fields, f"le récit « {code} »", texts)
    return Prompt(code, fields.text("label"), fields.text("text"), fields.optional_text("help"), texts)


def _countable(fields: Fields) -> Countable:
    return Countable(fields.text("code"), fields.text("label"), fields.text("unit"), fields.text("how"))


def _own_readings(data: object) -> Iterator[Callable[[], object]]:
    if not isinstance(data, dict):
        return
    fields = Fields(data, "Grille", GridError)
    for key, noun, read in (("prompts", "récit", _prompt), ("counts", "compte", _countable)):
        try:
            rows = fields.rows(key, noun, "code")
        except InputError:
            yield partial(fields.rows, key, noun, "code")
            continue
        yield from (partial(read, row) for row in rows)


def _said(read: Callable[[], object]) -> list[str]:
    try:
        read()
    except InputError as fault:
        return [str(fault)]
    return []
