"""Verbs on the measures of the roadmap: described, titled all at once, moved from one status to another."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.changes import change
from app.errors import Refused
from app.models import Chantier, MeasureStatus, RoadmapMeasure, RoadmapMove, User
from app.roadmap.titles import Pasted

MOVED = "La mesure {} a changé entre-temps\u202f: relisez l’aperçu, puis enregistrez."


def update_measure(
    session: Session,
    measure: RoadmapMeasure,
    *,
    title: str,
    chantier: Chantier | None,
    target: str,
    target_value: Decimal | None,
    target_unit: str,
    target_on: date | None,
    user: User | None,
    version: int | None = None,
) -> RoadmapMeasure:
    if target_unit and target_value is None:
        raise Refused("Écrivez le chiffre visé, ou effacez l’unité.", field="target_value")
    columns = {"target": target.strip(), "target_value": target_value, "target_unit": target_unit.strip()}
    named = {"title": " ".join(title.split()), "chantier": chantier.value if chantier else None}
    change(session, measure, user=user, version=version, **named, **columns, target_on=target_on)
    return measure


def move_status(
    session: Session,
    measure: RoadmapMeasure,
    *,
    to: MeasureStatus,
    dated_on: date,
    reason: str,
    user: User | None,
    today: date,
    version: int | None = None,
) -> RoadmapMove:
    """Any status may follow any other: a balance is corrected too. What moved, since when and why stays."""
    if to == measure.status:
        raise Refused("La mesure a déjà ce statut\u00a0: choisissez-en un autre.", field="status")
    if dated_on > today:
        raise Refused("Ce jour est à venir\u00a0: un statut se note quand il est constaté.", field="dated_on")
    last = session.scalar(select(func.max(RoadmapMove.dated_on)).where(RoadmapMove.measure_id == measure.id))
    if last is not None and dated_on < last:
        raise Refused(f"Le statut d’avant date du {last:%d/%m/%Y}\u00a0: celui-ci vient après.", field="dated_on")
    before = measure.status
    change(session, measure, user=user, version=version, status=to.value)
    move = RoadmapMove(measure_id=measure.id, from_status=before, to_status=to.value, dated_on=dated_on)
    move.reason, move.recorded_by_id = reason.strip(), user.id if user else None
    session.add(move)
    session.flush()
    return move


def write_titles(session: Session, pasted: Iterable[Pasted], seen: Mapping[int, int], *, user: User | None) -> int:
    """How many measures changed. `seen`: the versions that the preview showed; one that moved since stops all."""
    measures = {own.number: own for own in session.scalars(select(RoadmapMeasure).order_by(RoadmapMeasure.number))}
    written = 0
    for one in pasted:
        measure = measures[one.number]
        if seen.get(one.number) != measure.version:
            raise Refused(MOVED.format(one.number), field="text")
        before = measure.version
        chantier = one.chantier.value if one.chantier else measure.chantier
        change(session, measure, user=user, title=one.title, chantier=chantier)
        written += measure.version != before
    return written
