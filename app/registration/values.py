"""What was typed in a step, exactly as posted: field name → texts. Kept in the draft, faults included."""

import re
from collections.abc import Iterable, Sequence

Values = dict[str, list[str]]


def text(values: Values, name: str) -> str:
    texts = values.get(name, [])
    return texts[-1].strip() if texts else ""


def put(values: Values, name: str, value: str) -> None:
    values[name] = [value]


def row_numbers(values: Values, group: str) -> list[int]:
    pattern = re.compile(rf"{group}-(\d{{1,4}})-\w+")
    return sorted({int(match[1]) for name in values if (match := pattern.fullmatch(name))})


def row(values: Values, group: str, number: int) -> Values:
    """The fields of one row, by their short names."""
    prefix = f"{group}-{number}-"
    return {name.removeprefix(prefix): texts for name, texts in values.items() if name.startswith(prefix)}


def compact(values: Values, group: str, *, fixed: int = 0, ignored: Sequence[str] = ()) -> Values:
    """Rows renumbered without holes and without those left blank; the first `fixed` rows keep their place."""
    kept = {name: texts for name, texts in values.items() if not re.fullmatch(rf"{group}-\d+-\w+", name)}
    place = fixed
    for number in row_numbers(values, group):
        fields = row(values, group, number)
        if number >= fixed and _is_blank(fields, ignored):
            continue
        target = number if number < fixed else place
        place = max(place, target + 1)
        kept |= {f"{group}-{target}-{name}": texts for name, texts in fields.items()}
    return kept


def without_row(values: Values, group: str, number: str) -> Values:
    prefix = f"{group}-{number}-"
    return {name: texts for name, texts in values.items() if not name.startswith(prefix)}


def from_rows(group: str, rows: Iterable[dict[str, str]]) -> Values:
    return {f"{group}-{n}-{name}": [value] for n, fields in enumerate(rows) for name, value in fields.items()}


def _is_blank(fields: Values, ignored: Sequence[str]) -> bool:
    return not any(text(fields, name) for name in fields if name not in ignored)
