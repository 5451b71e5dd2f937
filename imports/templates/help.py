"""What a person is told of a column, when its cell is chosen and in « Lisez-moi »."""

from imports.cells import ListParser, names
from imports.columns import AnyColumn
from imports.templates.shapes import EXAMPLES, Shape, shape_of

LONGEST = 255
"""Excel's limit for the message beside a cell."""


def message(column: AnyColumn) -> str:
    return shortened(" ".join(sentences(column)), LONGEST)


def sentences(column: AnyColumn) -> list[str]:
    said = [column.help] if column.help else []
    said += [f"exemple\u00a0: {EXAMPLES[shape_of(column)]}"] if shape_of(column) in EXAMPLES else []
    said += _of_list(column)
    told = [_sentence(each) for each in said]
    return [*told, "Obligatoire."] if column.required else told


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "…")) else ".")


def _of_list(column: AnyColumn) -> list[str]:
    if not isinstance(column.parser, ListParser):
        return ["plusieurs, séparés par des points-virgules"] if column.parser is names and not column.help else []
    labels = column.parser.terms.labels.values()
    if all(label in column.help for label in labels):
        return []
    words = ", ".join(labels)
    if shape_of(column) is Shape.SEVERAL:
        return [f"un ou plusieurs, séparés par des points-virgules, parmi\u00a0: {words}"]
    return [f"à choisir dans la liste\u00a0: {words}"]


def shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0] + "…"
