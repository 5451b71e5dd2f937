"""The grid that qualifies practices of territorial engineering: missions, practices, levels. A profile, never a score.

A practice keeps its code for ever. `since` is the number of the version that gave it the meaning it has: reworded, it
keeps it; meaning something else, it takes that of the new version. Retired, it stays, so that its code is not reused.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from evaluation.fields import Fields, InputError, fields_of, refuse_duplicates

LEVELS = 4
WHERE = "Grille de qualification"


class QualificationError(InputError):
    """A grid of practices that cannot be read."""


@dataclass(frozen=True, slots=True)
class Level:
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    code: str
    label: str
    help: str = ""
    since: int = 1
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Mission:
    code: str
    label: str
    help: str
    practices: tuple[Practice, ...]

    @property
    def asked(self) -> tuple[Practice, ...]:
        return tuple(own for own in self.practices if not own.retired)


@dataclass(frozen=True)
class QualificationGrid:
    """`levels_since`: the version from which the four levels mean what they say."""

    title: str
    source: str
    purpose: str
    levels: tuple[Level, ...]
    missions: tuple[Mission, ...]
    levels_since: int = 1

    @cached_property
    def practices(self) -> dict[str, Practice]:
        """Those that are asked, by code, in order."""
        return {own.code: own for mission in self.missions for own in mission.asked}

    @cached_property
    def every_practice(self) -> dict[str, Practice]:
        return {own.code: own for mission in self.missions for own in mission.practices}

    def mission(self, code: str) -> Mission | None:
        return next((own for own in self.missions if own.code == code), None)

    def level_label(self, level: int) -> str:
        return self.levels[level].label


def parse_qualification(text: str) -> QualificationGrid:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise QualificationError(f"{WHERE} : le fichier ne se lit pas.") from fault
    fields = fields_of(data, WHERE, QualificationError)
    levels = tuple(Level(own.text("label"), _said(own, "help")) for own in fields.rows("levels", "niveau", "label"))
    if len(levels) != LEVELS:
        raise fields.refuse(f"quatre niveaux sont attendus (lu : {len(levels)}).")
    missions = tuple(_mission(own) for own in fields.rows("missions", "mission", "code"))
    refuse_duplicates(fields, "mission", [own.code for own in missions])
    refuse_duplicates(fields, "pratique", [own.code for mission in missions for own in mission.practices])
    return QualificationGrid(
        title=fields.text("title"),
        source=fields.text("source"),
        purpose=fields.text("purpose"),
        levels=levels,
        missions=missions,
        levels_since=_since(fields, "levels_since"),
    )


def qualification_values(grid: QualificationGrid) -> dict[str, object]:
    """Under the names of the file: what `parse_qualification` reads back the same. What goes without saying is not."""
    levels_since = {} if grid.levels_since == 1 else {"levels_since": grid.levels_since}
    return {
        "title": grid.title,
        "source": grid.source,
        "purpose": grid.purpose,
        **levels_since,
        "levels": [{"label": own.label, "help": own.help} for own in grid.levels],
        "missions": [
            {"code": own.code, "label": own.label, "help": own.help, "practices": list(_practice_values(own))}
            for own in grid.missions
        ],
    }


def _mission(fields: Fields) -> Mission:
    practices = tuple(
        Practice(own.text("code"), own.text("label"), _said(own, "help"), _since(own, "since"), own.flag("retired"))
        for own in fields.rows("practices", "pratique", "code")
    )
    return Mission(fields.text("code"), fields.text("label"), _said(fields, "help"), practices)


def _practice_values(mission: Mission) -> Iterator[dict[str, object]]:
    for own in mission.practices:
        said: dict[str, object] = {"code": own.code, "label": own.label, "help": own.help}
        yield said | ({} if own.since == 1 else {"since": own.since}) | ({"retired": True} if own.retired else {})


def _since(fields: Fields, key: str) -> int:
    return fields.integer(key, 1) if fields.holds(key) else 1


def _said(fields: Fields, key: str) -> str:
    """Absent or blank: nothing said."""
    return fields.text(key) if fields.data.get(key) not in (None, "") else ""
