"""What a comparison found, in words: for a page and for a terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.exchanges.reports.verifying.service import Checked, Known
from app.models import IssuedFile
from app.web.filters import date_fr, number, plural, time_fr
from imports.verification import Change, What

MOST = 25
MOST_SHOWN = 160
UNKNOWN = (
    "Ce fichier n’est pas reconnu\u00a0: ni ses octets ni son empreinte ne sont ceux d’un fichier émis par le Fonds."
)
BY_NAME = "Son empreinte a disparu ou a été changée\u202f; il est reconnu à son nom."
UNCOMPUTED = (
    "Un programme qui ne calcule pas l’a enregistré\u00a0: les résultats de ses formules n’y sont plus. Les formules "
    "elles-mêmes ont été comparées."
)


@dataclass(frozen=True)
class Line:
    """`place`: « B5 »; `about`: « Engagé, ODD17-2024-001 »."""

    place: str
    about: str
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Group:
    sheet: str
    lines: Sequence[Line]
    untold: int


def verdict(checked: Checked) -> str:
    if checked.issued is None:
        return UNKNOWN
    if checked.comparison is None:
        return "Authentique et intact\u00a0: c’est, à l’octet près, le fichier émis."
    if checked.unchanged:
        return "Authentique et intact\u00a0: aucune valeur ni aucune formule n’a changé depuis l’émission."
    made, followed = len(checked.comparison.made), len(checked.comparison.followed)
    if not made:
        alone = "résultat de formule n’est plus celui émis", "résultats de formules ne sont plus ceux émis"
        return f"Modifié\u00a0: {plural(followed, *alone)}."
    follow = (
        f"\u202f; {plural(followed, 'résultat de formule en découle', 'résultats de formules en découlent')}"
        if followed
        else ""
    )
    return f"Modifié depuis l’émission\u00a0: {plural(made, 'changement', 'changements')}{follow}."


def issued_words(issued: IssuedFile) -> str:
    when = f"le {date_fr(issued.asked_at)} à {time_fr(issued.asked_at)}"
    return f"Fichier n°\u00a0{issued.id}, {issued.file_name}, émis {when} par {issued.author}."


def groups(changes: Sequence[Change], most: int = MOST) -> list[Group]:
    by_sheet: dict[str, list[Change]] = {}
    for change in changes:
        by_sheet.setdefault(change.sheet, []).append(change)
    return [
        Group(sheet, [line(change) for change in own[:most]], max(0, len(own) - most))
        for sheet, own in by_sheet.items()
    ]


def line(change: Change) -> Line:
    about = ", ".join(filter(None, (change.column, change.row)))
    place = f"ligne {change.cell}" if change.what in (What.ROW_ADDED, What.ROW_REMOVED) else change.cell
    before, after = written(change.before), written(change.after)
    if before == after and change.before != change.after:  # they differ further than what is shown
        before, after = str(change.before), str(change.after)
    return Line(place, about, change.what.label, before, after)


def written(value: object) -> str:
    if value is None or value == "":
        return "vide"
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, date):
        return date_fr(value)
    if isinstance(value, int | float):
        return number(shown(value))
    text = str(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def shown(value: float) -> int | float:
    """Four decimals at most, none when there are none to say."""
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def told(checked: Checked, most: int) -> str:
    """For a terminal: the verdict, then a line a change."""
    lines = [verdict(checked)]
    if checked.issued is not None:
        lines.append(issued_words(checked.issued))
    if checked.by is Known.NAME and checked.issued is not None:
        lines.append(BY_NAME)
    if checked.comparison is not None:
        if checked.comparison.is_uncomputed:
            lines.append(UNCOMPUTED)
        changes = [*checked.comparison.made, *checked.comparison.followed]
        for group in groups(changes, most):
            lines += [f"{group.sheet}\u00a0: {_on_one_line(each)}" for each in group.lines]
            if group.untold:
                lines.append(f"{group.sheet}\u00a0: et {plural(group.untold, 'autre', 'autres')}.")
    return "\n".join(lines)


def _on_one_line(own: Line) -> str:
    named = f"{own.place} ({own.about})" if own.place and own.about else own.place or own.about
    start = f"{named}, {own.label}" if named else own.label
    return f"{start}\u00a0: {own.before} → {own.after}" if (own.before, own.after) != ("vide", "vide") else start
