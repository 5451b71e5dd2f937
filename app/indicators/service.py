"""Verbs on indicators and their measurements."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.changes import change, keep
from app.errors import Refused
from app.models import Indicator, Measurement, Project, User


def add_indicator(
    session: Session,
    *,
    project: Project,
    label: str,
    unit: str = "",
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    target_on: date | None = None,
    user: User | None,
) -> Indicator:
    indicator = Indicator(
        project_id=project.id, label=label.strip(), unit=unit, baseline=baseline, target=target, target_on=target_on
    )
    keep(session, indicator, user=user)
    return indicator


def update_indicator(
    session: Session, indicator: Indicator, *, user: User | None, version: int | None = None, **columns: object
) -> Indicator:
    change(session, indicator, user=user, version=version, **columns)
    return indicator


def remove_indicator(session: Session, indicator: Indicator, *, user: User | None) -> None:
    """One that was measured tells something: its measurements are removed first, on purpose."""
    if session.scalar(select(Measurement.id).where(Measurement.indicator_id == indicator.id).limit(1)) is not None:
        raise Refused("Cet indicateur a des mesures\u202f: retirez-les d’abord si elles ont été saisies par erreur.")
    session.delete(indicator)
    session.flush()


def add_measurement(
    session: Session,
    *,
    indicator: Indicator,
    measured_on: date,
    value: Decimal,
    source: str = "",
    evidence: int = 0,
    user: User | None,
) -> Measurement:
    _refuse_same_day(session, indicator.id, measured_on)
    measurement = Measurement(
        indicator_id=indicator.id, measured_on=measured_on, value=value, source=source, evidence=evidence
    )
    keep(session, measurement, user=user)
    return measurement


def update_measurement(
    session: Session, measurement: Measurement, *, user: User | None, version: int | None = None, **columns: object
) -> Measurement:
    measured_on = columns.get("measured_on", measurement.measured_on)
    if measured_on != measurement.measured_on:
        _refuse_same_day(session, measurement.indicator_id, measured_on)
    change(session, measurement, user=user, version=version, **columns)
    return measurement


def remove_measurement(session: Session, measurement: Measurement, *, user: User | None) -> None:
    session.delete(measurement)
    session.flush()


def _refuse_same_day(session: Session, indicator_id: int, measured_on: object) -> None:
    same = select(Measurement.id).where(
        Measurement.indicator_id == indicator_id, Measurement.measured_on == measured_on
    )
    if session.scalar(same) is not None:
        raise Refused("Cet indicateur a déjà une mesure à cette date\u202f: corrigez-la plutôt.", field="measured_on")
