"""Each part of a draft of the grid: what its form holds, its words in a conflict, and what saving it does."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import BaseModel

from app.errors import NotFound
from app.qualification import editing
from app.qualification.forms import MissionForm, NewPracticeForm, PracticeForm, WholeForm
from app.qualification.versions import DRAFT, Draft
from evaluation.qualification import Level, QualificationGrid


class Seen(NamedTuple):
    version: str
    updated_at: datetime


@dataclass(frozen=True)
class Part:
    path: str
    anchor: str
    template: str
    model: type[BaseModel]
    values: dict[str, object]
    labels: dict[str, str]
    edit: Callable[[QualificationGrid, Any], QualificationGrid]
    done: str
    context: dict[str, object] = field(default_factory=dict)

    @property
    def fingerprint(self) -> str:
        """A form opened on it meets no conflict when only the rest of the draft moved."""
        return hashlib.sha256(json.dumps(self.values, sort_keys=True).encode()).hexdigest()[:16]


def whole_part(draft: Draft) -> Part:
    grid, base = draft.grid, draft.base.grid

    def edit(before: QualificationGrid, data: WholeForm) -> QualificationGrid:
        since = draft.number if data.changes_sense else base.levels_since
        levels = tuple(Level(own.label, own.help) for own in data.levels)
        said = replaced(before, title=data.title, purpose=data.purpose, source=data.source)
        return editing.with_levels(said, levels, since=since)

    rows = [(f"levels-{rank}", own) for rank, own in enumerate(grid.levels)]
    values: dict[str, object] = {"title": grid.title, "purpose": grid.purpose, "source": grid.source}
    labels = {"title": "Titre", "purpose": "Ce qu’elle sert à dire", "source": "Source"}
    for rank, (name, own) in enumerate(rows):
        values |= {f"{name}-label": own.label, f"{name}-help": own.help}
        labels |= {f"{name}-label": f"Niveau {rank}", f"{name}-help": f"Niveau {rank}, aide"}
    values["changes_sense"] = grid.levels_since == draft.number
    labels["changes_sense"] = "Les niveaux changent de sens"
    return Part(
        "/ensemble",
        "ensemble",
        "qualification/whole.html",
        WholeForm,
        values,
        labels,
        edit,
        "La grille est enregistrée.",
    )


def mission_part(draft: Draft, code: str) -> Part:
    own = draft.grid.mission(code)
    if own is None:
        raise NotFound("Cette mission n’existe pas.", DRAFT, "Revenir au brouillon")

    def edit(before: QualificationGrid, data: MissionForm) -> QualificationGrid:
        return editing.with_mission(before, code, label=data.label, help_text=data.help)

    return Part(
        path=f"/missions/{code}",
        anchor=f"mission-{code}",
        template="qualification/mission_words.html",
        model=MissionForm,
        values={"label": own.label, "help": own.help},
        labels={"label": "Nom", "help": "Aide"},
        edit=edit,
        done=f"«\u00a0{own.label}\u00a0» est enregistrée.",
        context={"mission": own},
    )


def practice_part(draft: Draft, code: str) -> Part:
    own, base = draft.grid.every_practice.get(code), draft.base.grid.every_practice.get(code)
    if own is None or own.retired:
        raise NotFound("Cette pratique n’est pas demandée.", DRAFT, "Revenir au brouillon")

    def edit(before: QualificationGrid, data: PracticeForm) -> QualificationGrid:
        since = draft.number if data.changes_sense or base is None else base.since
        return editing.with_practice(before, code, label=data.label, help_text=data.help, since=since)

    return Part(
        path=f"/pratiques/{code}",
        anchor=f"pratique-{code}",
        template="qualification/practice_words.html",
        model=PracticeForm,
        values={"label": own.label, "help": own.help, "changes_sense": bool(base) and own.since == draft.number},
        labels={"label": "Nom", "help": "Aide", "changes_sense": "Change de sens"},
        edit=edit,
        done=f"«\u00a0{own.label}\u00a0» est enregistrée.",
        context={"practice": own, "before": base},
    )


def new_part(draft: Draft, mission: str) -> Part:
    own = draft.grid.mission(mission)
    if own is None:
        raise NotFound("Cette mission n’existe pas.", DRAFT, "Revenir au brouillon")

    def edit(before: QualificationGrid, data: NewPracticeForm) -> QualificationGrid:
        return editing.with_new_practice(before, mission, label=data.label, help_text=data.help, number=draft.number)

    return Part(
        path=f"/missions/{mission}/pratique",
        anchor=f"mission-{mission}",
        template="qualification/practice_words.html",
        model=NewPracticeForm,
        values={"label": "", "help": ""},
        labels={"label": "Nom", "help": "Aide"},
        edit=edit,
        done="La pratique est ajoutée.",
        context={"practice": None, "before": None, "mission": own},
    )
