"""The pillars of a project with their deliverables, its case, and who agreed to it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.capitalisation.pillars import Guide, guide_of
from app.errors import NotFound
from app.models import (
    CaseAgreement,
    CaseStudy,
    Deliverable,
    Organisation,
    Partner,
    Pillar,
    Project,
    ProjectStatus,
    User,
)

TEXT_LABELS = {
    "title": "Titre",
    "summary": "Résumé pour la publication",
    "lessons": "Ce que nous avons appris",
    "conditions": "À quelles conditions ailleurs",
}
AGREED_LABELS = TEXT_LABELS | {
    "need": "Le besoin",
    "answer": "La réponse",
    "contact_partner_id": "Organisation à contacter",
}
"""What an agreement is given to, word for word: the texts of the case, and those of the project that go with it."""


@dataclass(frozen=True, slots=True)
class DeliverableLine:
    id: int
    pillar_code: str
    title: str
    done_on: date | None
    kept_at: str
    partner: str | None
    version: int

    @property
    def is_link(self) -> bool:
        return self.kept_at.startswith(("https://", "http://")) and " " not in self.kept_at


@dataclass(frozen=True, slots=True)
class PillarLine:
    """A pillar proposed today, or retired since but with deliverables."""

    code: str
    label: str
    active: bool
    deliverables: tuple[DeliverableLine, ...]

    @property
    def guide(self) -> Guide:
        return guide_of(self.code)

    @property
    def ticked(self) -> int:
        return sum(line.done_on is not None for line in self.deliverables)

    @property
    def state(self) -> tuple[str, str]:
        """Tone and words of its badge."""
        if self.ticked:
            return "done", f"{self.ticked}\u00a0{'livré' if self.ticked < 2 else 'livrés'}"
        return ("info", "En cours") if self.deliverables else ("quiet", "À commencer")


@dataclass(frozen=True, slots=True)
class ClosingCard:
    """How far the closing of a project has come."""

    pillars: tuple[PillarLine, ...]

    @property
    def asked(self) -> int:
        return sum(pillar.active for pillar in self.pillars)

    @property
    def covered(self) -> int:
        """The pillars asked for that have a ticked deliverable."""
        return sum(bool(pillar.ticked) for pillar in self.pillars if pillar.active)


class Agreement(NamedTuple):
    id: int
    agreed_by: str
    agreed_on: date
    shows_money: bool
    texts: dict[str, Any]
    recorded_at: datetime
    withdrawn_at: datetime | None
    recorded_by: str | None


def closing_card(session: Session, project: Project) -> ClosingCard | None:
    """None before the project is finished: nothing is asked of it yet."""
    finished = project.stage in (ProjectStatus.TERMINE, ProjectStatus.CAPITALISE)
    return ClosingCard(pillars_of(session, project.id)) if finished else None


def pillars_of(session: Session, project_id: int) -> tuple[PillarLine, ...]:
    """Two queries, however many deliverables there are."""
    found = _deliverables(session, project_id)
    rows = session.execute(select(Pillar.code, Pillar.label, Pillar.active).order_by(Pillar.position, Pillar.code))
    return tuple(
        PillarLine(row.code, row.label, row.active, tuple(found[row.code]))
        for row in rows
        if row.active or row.code in found
    )


def get_pillar(session: Session, project: Project, code: str) -> PillarLine:
    found = next((pillar for pillar in pillars_of(session, project.id) if pillar.code == code), None)
    if found is None:
        raise _gone(project, "Ce pilier n’est pas dans les listes du Fonds.")
    return found


def get_deliverable(session: Session, project: Project, deliverable_id: int) -> Deliverable:
    found = session.get(Deliverable, deliverable_id)
    if found is None or found.project_id != project.id:
        raise _gone(project, "Ce livrable n’existe pas, ou plus.")
    return found


def case_of(session: Session, project_id: int) -> CaseStudy | None:
    return session.scalar(select(CaseStudy).where(CaseStudy.project_id == project_id))


def agreements_of(session: Session, case: CaseStudy | None) -> list[Agreement]:
    """The latest first, those withdrawn too."""
    if case is None:
        return []
    rows = session.execute(
        select(
            CaseAgreement.id, CaseAgreement.agreed_by, CaseAgreement.agreed_on, CaseAgreement.shows_money,
            CaseAgreement.texts, CaseAgreement.recorded_at, CaseAgreement.withdrawn_at, User.name,
        )
        .outerjoin(User, User.id == CaseAgreement.recorded_by_id)
        .where(CaseAgreement.case_id == case.id)
        .order_by(CaseAgreement.id.desc())
    )  # fmt: skip
    return [Agreement(*row) for row in rows]


def agreed_texts(project: Project, case: CaseStudy) -> dict[str, Any]:
    """As they stand, with one kind of line end: browsers send another than records keep."""
    found = {name: getattr(case if hasattr(case, name) else project, name) for name in AGREED_LABELS}
    return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in found.items()}


def _deliverables(session: Session, project_id: int) -> dict[str, list[DeliverableLine]]:
    rows = session.execute(
        select(
            Deliverable.id, Deliverable.pillar_code, Deliverable.title, Deliverable.done_on, Deliverable.kept_at,
            Organisation.name.label("partner"), Deliverable.version,
        )
        .outerjoin(Partner, Partner.id == Deliverable.partner_id)
        .outerjoin(Organisation, Organisation.id == Partner.organisation_id)
        .where(Deliverable.project_id == project_id)
        .order_by(Deliverable.pillar_code, Deliverable.id)
    )  # fmt: skip
    found: dict[str, list[DeliverableLine]] = defaultdict(list)
    for row in rows:
        found[row.pillar_code].append(DeliverableLine(*row))
    return found


def _gone(project: Project, sentence: str) -> NotFound:
    return NotFound(sentence, f"/projets/{project.code}/capitalisation", "Revenir à la capitalisation")
