"""Verbs on national references: added, corrected, retired, brought back. Nothing is ever deleted."""

from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.benchmarks.queries import axis_labels
from app.changes import change, keep
from app.errors import Refused
from app.models import NationalReference, ReferenceFigure, User


def add_reference(
    session: Session, *, label: str, population: str, axis: str, is_retired: bool = False, user: User | None
) -> NationalReference:
    last = session.scalar(select(func.max(NationalReference.position))) or 0
    made = NationalReference(label=label.strip(), population=population.strip(), position=last + 1)
    made.axis, made.is_retired = _axis(session, axis), is_retired
    keep(session, made, user=user)
    return made


def update_reference(
    session: Session,
    reference: NationalReference,
    *,
    label: str,
    population: str,
    axis: str,
    is_retired: bool,
    user: User | None,
    version: int | None = None,
) -> NationalReference:
    texts = {"label": label.strip(), "population": population.strip()}
    own = _axis(session, axis, kept=reference.axis)
    change(session, reference, user=user, version=version, **texts, axis=own, is_retired=is_retired)
    return reference


def add_figure(
    session: Session,
    reference: NationalReference,
    *,
    percent: Decimal,
    dated_on: date,
    source: str,
    user: User | None,
    today: date,
) -> ReferenceFigure:
    """A newer study adds a figure; those before it stay, with their source and their date."""
    _refuse_future(dated_on, today)
    made = ReferenceFigure(reference_id=reference.id, percent=percent, dated_on=dated_on, source=source.strip())
    keep(session, made, user=user)
    return made


def update_figure(
    session: Session,
    figure: ReferenceFigure,
    *,
    percent: Decimal,
    dated_on: date,
    source: str,
    user: User | None,
    today: date,
    version: int | None = None,
) -> ReferenceFigure:
    _refuse_future(dated_on, today)
    change(session, figure, user=user, version=version, percent=percent, dated_on=dated_on, source=source.strip())
    return figure


def retire_figure(
    session: Session, figure: ReferenceFigure, *, reason: str, user: User | None, today: date
) -> ReferenceFigure:
    """No longer shown, kept with the reason: the one before it speaks again."""
    change(session, figure, user=user, retired_on=today, retired_reason=reason.strip())
    return figure


def bring_back_figure(session: Session, figure: ReferenceFigure, *, user: User | None) -> ReferenceFigure:
    change(session, figure, user=user, retired_on=None, retired_reason="")
    return figure


def _axis(session: Session, code: str, kept: str | None = None) -> str | None:
    """One of the newest grid, or the one it already had, or none."""
    if code and code != kept and code not in axis_labels(session):
        raise Refused("Choisissez un des axes de la grille, ou aucun.", field="axis")
    return code or None


def _refuse_future(dated_on: date, today: date) -> None:
    if dated_on > today:
        raise Refused("Cette date est à venir\u00a0: un repère est déjà publié.", field="dated_on")
