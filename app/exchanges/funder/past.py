"""« À la date »: what is dated later than the day of the file is left out; on the day itself, as the screens."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select, true

from app.clock import PARIS
from app.models import Instalment, InstalmentStatus, Investment, Measurement, Milestone, Project, Result, StatusMove
from app.projects.figures import UNPAID


class Past:
    """The conditions of one day. `today`: the day on which the file is made; from it on, nothing is left out."""

    def __init__(self, day: date, today: date) -> None:
        self.day = day
        self.limited = day < today
        self.end = datetime.combine(day + timedelta(days=1), time(), tzinfo=PARIS)

    def committed(self) -> ColumnElement[bool]:
        """An investment without a date counts: nobody knows when it was decided."""
        return self._until(or_(Investment.copil_on.is_(None), Investment.copil_on <= self.day))

    def paid(self) -> ColumnElement[bool]:
        return (Instalment.status == InstalmentStatus.PAID) & self._until(Instalment.paid_on <= self.day)

    def due(self) -> ColumnElement[bool]:
        """Come to term and not paid yet on that day; what was paid later was still due."""
        unpaid = UNPAID | (Instalment.paid_on > self.day) if self.limited else UNPAID
        return unpaid & (Instalment.due_on <= self.day)

    def done(self) -> ColumnElement[date]:
        """The day a milestone was done, none when it was done later."""
        if not self.limited:
            return Milestone.done_on  # type: ignore[return-value]
        return case((Milestone.done_on <= self.day, Milestone.done_on))

    def measured(self) -> ColumnElement[bool]:
        return self._until(Measurement.measured_on <= self.day)

    def ended(self, last_day: ColumnElement[date]) -> ColumnElement[bool]:
        """A period is told once it is over."""
        return self._until(last_day <= self.day)

    def published(self) -> ColumnElement[bool]:
        return self._until(Result.published_at < self.end)

    def status(self) -> Any:
        """Where a project stood: what its first later move started from, or where it is."""
        if not self.limited:
            return Project.status
        later = (
            select(StatusMove.from_status)
            .where(StatusMove.project_id == Project.id, StatusMove.moved_at >= self.end)
            .order_by(StatusMove.moved_at, StatusMove.id)
            .limit(1)
            .correlate(Project)
            .scalar_subquery()
        )
        return func.coalesce(later, Project.status)

    def _until(self, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return condition if self.limited else true()
