"""What a case still lacks before it may leave: a finished project, complete texts, and a live agreement on them."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.capitalisation.queries import (
    AGREED_LABELS,
    TEXT_LABELS,
    Agreement,
    agreed_texts,
    agreements_of,
    case_of,
)
from app.models import CaseStudy, Project, ProjectStatus
from app.wording import listed

FINISHED = (ProjectStatus.TERMINE, ProjectStatus.CAPITALISE)
NBSP = "\u00a0"


@dataclass(frozen=True)
class Readiness:
    """`missing`: sentences, each with where to mend it; `agreement`: the one that covers the texts as they stand."""

    project: Project
    case: CaseStudy | None
    agreements: list[Agreement]
    missing: list[tuple[str, str, str]]

    @property
    def live(self) -> Agreement | None:
        """The last one recorded, unless it was withdrawn."""
        last = self.agreements[0] if self.agreements else None
        return last if last and last.withdrawn_at is None else None

    @property
    def agreement(self) -> Agreement | None:
        return self.live if self.case and not self.changed else None

    @property
    def changed(self) -> list[str]:
        """The labels of what was rewritten since the agreement."""
        if not (self.live and self.case):
            return []
        now = agreed_texts(self.project, self.case)
        return [label for name, label in AGREED_LABELS.items() if self.live.texts.get(name) != now[name]]

    @property
    def empty(self) -> list[str]:
        return [label for name, label in TEXT_LABELS.items() if not (self.case and getattr(self.case, name))]

    @property
    def shows_money(self) -> bool:
        return bool(self.agreement and self.agreement.shows_money)


def readiness(session: Session, project: Project) -> Readiness:
    case = case_of(session, project.id)
    found = Readiness(project, case, agreements_of(session, case), [])
    found.missing.extend(_missing(project, found))
    return found


def _missing(project: Project, found: Readiness) -> list[tuple[str, str, str]]:
    here = f"/projets/{project.code}"
    lacks: list[tuple[str, str, str]] = []
    if project.stage not in FINISHED:
        sentence = f"Le projet est «{NBSP}{project.stage.label}{NBSP}»{NBSP}: seul un projet terminé se publie."
        lacks.append((sentence, f"{here}#etape", "Voir les étapes"))
    if found.empty:
        labels = [f"«{NBSP}{label}{NBSP}»" for label in found.empty]
        sentence = f"Il manque au cas{NBSP}: {listed(labels)}."
        lacks.append((sentence, f"{here}/capitalisation/cas", "Écrire le cas"))
    if found.agreement is None:
        lacks.append((_no_agreement(found), f"{here}/capitalisation/accord", "Noter l’accord"))
    return lacks


def _no_agreement(found: Readiness) -> str:
    if found.live:
        return (
            f"Le cas a changé depuis l’accord du {found.live.agreed_on:%d/%m/%Y} ({', '.join(found.changed)}){NBSP}: "
            "faites-le relire par l’alliance."
        )
    if found.agreements:
        return "L’alliance a retiré son accord à la publication."
    return "L’accord de l’alliance à la publication n’est pas noté."
