"""Everything wrong in a grid file at once, each fault with its place: a person corrects a file in one go."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from evaluation import grid_parts, grid_reader
from evaluation.fields import Fields, GridError, InputError, fields_of

MOST = 30


def grid_faults(data: object) -> tuple[str, ...]:
    """Sentences in the order of the file, none when `grid_from` accepts it; what contradicts comes once all is read."""
    found = list(dict.fromkeys(chain.from_iterable(map(_said, _readings(data)))))
    return tuple(found[:MOST]) if found else tuple(_said(lambda: grid_reader.grid_from(data)))


def _readings(data: object) -> Iterator[Callable[[], object]]:
    """Each part of a grid, read on its own."""
    yield lambda: fields_of(data, "Grille", GridError)
    if not isinstance(data, dict):
        return
    fields = Fields(data, "Grille", GridError)
    yield from (partial(fields.text, key) for key in ("id", "version", "title", "status", "source"))
    yield lambda: grid_parts.read_day(fields, "published_on")
    yield lambda: grid_parts.read_scale(fields.part("scale"))
    yield lambda: grid_parts.read_publication(fields.part("publication"), grid_parts.read_scale(fields.part("scale")))
    yield lambda: grid_parts.read_dialogue(fields.part("dialogue"), grid_parts.read_scale(fields.part("scale")))
    yield lambda: grid_parts.read_regions(fields.part("regions"))
    yield lambda: grid_parts.read_confidentiality(fields.optional_part("confidentiality"))
    yield lambda: fields.optional_text("previous")
    yield from _rows(fields, "indices", "indice", grid_parts.read_index)
    yield from _rows(fields, "approaches", "approche", grid_parts.read_approach)
    yield from _axes(fields)


def _axes(fields: Fields) -> Iterator[Callable[[], object]]:
    """The innermost first: a wrong question would be told again by its criterion, then by its axis."""
    for axis in _listed(fields, "axes", "axe"):
        for criterion in _listed(axis, "criteria", "critère"):
            yield from _rows(criterion, "questions", "question", grid_parts.read_question)
        yield from _rows(axis, "criteria", "critère", grid_parts.read_criterion)
    yield from _rows(fields, "axes", "axe", grid_parts.read_axis)


def _rows(fields: Fields, key: str, noun: str, read: Callable[[Fields], object]) -> Iterator[Callable[[], object]]:
    yield lambda: fields.rows(key, noun, "code")
    yield from (partial(read, row) for row in _listed(fields, key, noun))


def _listed(fields: Fields, key: str, noun: str) -> tuple[Fields, ...]:
    try:
        return fields.rows(key, noun, "code")
    except InputError:
        return ()


def _said(read: Callable[[], object]) -> Iterator[str]:
    try:
        read()
    except InputError as fault:
        yield str(fault)
