"""What a check found, as the page shows it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.exchanges.reports.verifying.service import Checked, Known
from app.exchanges.reports.verifying.telling import BY_NAME, UNCOMPUTED, Group, groups, issued_words, verdict
from app.models import IssuedFile
from app.web.filters import plural


@dataclass(frozen=True)
class Found:
    """`tone`: done, late, or due when nobody here issued it."""

    name: str
    tone: str
    verdict: str
    issued: IssuedFile | None
    issued_words: str
    notes: list[str]
    made: list[Group]
    followed: list[Group]
    followed_words: str


def checked_values(session: Session, name: str, checked: Checked) -> Any:
    issued, compared = checked.issued, checked.comparison
    followed = compared.followed if compared else ()
    return Found(
        name=name,
        tone="due" if issued is None else "done" if checked.unchanged else "late",
        verdict=verdict(checked),
        issued=issued,
        issued_words=issued_words(issued) if issued else "",
        notes=_notes(checked),
        made=groups(compared.made) if compared else [],
        followed=groups(followed),
        followed_words=plural(len(followed), "résultat de formule", "résultats de formules"),
    )


def _notes(checked: Checked) -> list[str]:
    said = [BY_NAME] if checked.issued is not None and checked.by is Known.NAME else []
    return [*said, UNCOMPUTED] if checked.comparison and checked.comparison.is_uncomputed else said
