"""What a project page shows of its added values: each range as it is said, the days of coordination beside it."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.addedvalues.queries import TimeLine, ValueLine, times_of, values_of
from app.addedvalues.words import MEANINGS, Meaning, days_words
from app.models import Organisation, Partner, Project, ValueKind
from app.web.filters import plural
from app.wording import NO_BREAK

UNSAID = "le temps de coordination n’est pas encore dit"


@dataclass(frozen=True)
class KindLines:
    kind: ValueKind
    meaning: Meaning
    lines: tuple[ValueLine, ...]


@dataclass(frozen=True)
class Coordination:
    """`times` said or asked; `unasked`: present partners of whom nothing is known, nor of the whole alliance."""

    times: tuple[TimeLine, ...]
    unasked: tuple[tuple[int, str], ...]

    @property
    def said(self) -> tuple[TimeLine, ...]:
        return tuple(line for line in self.times if line.days is not None)

    @property
    def silent(self) -> tuple[TimeLine, ...]:
        return tuple(line for line in self.times if line.days is None)

    @property
    def days(self) -> Decimal | None:
        """No day counts twice: the database keeps periods apart. None while nobody has said."""
        return sum((line.days for line in self.said if line.days is not None), Decimal(0)) if self.said else None

    @property
    def total(self) -> str:
        """« 12,5 jours »."""
        return "" if self.days is None else days_words(self.days)

    @property
    def cost_eur(self) -> Decimal | None:
        """Only when every day said has its rate: a part would pass for the whole."""
        costs = [line.cost_eur for line in self.said]
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(costs) else None

    @property
    def words(self) -> str:
        """« 8 jours de coordination déclarés »: the weakest evidence speaks for all."""
        if self.days is None:
            return UNSAID
        plain = ("déclaré", "documenté", "mesuré")[min(line.evidence for line in self.said)]
        mark = "" if self.days < 2 else "s"
        return f"{days_words(self.days)} de coordination {plain}{mark}{self._missing}"

    @property
    def _missing(self) -> str:
        missing = len(self.silent) + len(self.unasked)
        verb = "ne l’a pas dit" if missing < 2 else "ne l’ont pas dit"
        return f"\u202f; {plural(missing, 'partenaire', 'partenaires')} {verb}" if missing else ""


@dataclass(frozen=True)
class Sheet:
    kinds: tuple[KindLines, ...]
    coordination: Coordination

    @property
    def lines(self) -> tuple[ValueLine, ...]:
        return tuple(line for own in self.kinds for line in own.lines)

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.coordination.times

    def reading(self, line: ValueLine) -> str:
        """Never a net figure: both are said, one beside the other."""
        method = f"«{NO_BREAK}{line.method}{NO_BREAK}»"
        said = f"{line.words} selon {method} ({line.evidence_label.lower()})"
        if self.coordination.days is None:
            return f"{said}\u202f; {UNSAID}."
        return f"{said}, pour {self.coordination.words}."


def sheet_of(session: Session, project: Project) -> Sheet:
    """Three queries, whatever the project has."""
    lines, times = values_of(session, project.id), times_of(session, project.id)
    kinds = tuple(
        KindLines(kind, MEANINGS[kind], tuple(line for line in lines if line.kind == kind)) for kind in ValueKind
    )
    return Sheet(kinds, Coordination(times, _unasked(session, project.id, times)))


def _unasked(session: Session, project_id: int, times: tuple[TimeLine, ...]) -> tuple[tuple[int, str], ...]:
    statement = (
        select(Partner.id, Organisation.name)
        .join(Organisation, Organisation.id == Partner.organisation_id)
        .where(Partner.project_id == project_id, Partner.left_on.is_(None))
        .order_by(Organisation.sort_name, Partner.id)
    )
    known = {line.partner_id for line in times}
    rows = session.execute(statement).all()
    return () if None in known else tuple((row.id, row.name) for row in rows if row.id not in known)
