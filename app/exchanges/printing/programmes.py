"""The money of the projects printed, programme by programme."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.exchanges.printing.facts import ProjectFacts
from app.exchanges.printing.totals import ZERO

NO_PROGRAMME = "Sans programme"


@dataclass(frozen=True)
class ProgrammeLine:
    name: str
    projects: int
    invested: Decimal
    paid: Decimal
    due: Decimal


def programme_lines(found: Iterable[ProjectFacts]) -> tuple[ProgrammeLine, ...]:
    """In the order of names, those without a programme last; nothing when all are alike."""
    groups: dict[str, list[ProjectFacts]] = defaultdict(list)
    for facts in found:
        groups[facts.project.programme].append(facts)
    if len(groups) < 2:
        return ()
    names = sorted(groups, key=lambda name: (not name, name.casefold()))
    return tuple(_line(name or NO_PROGRAMME, groups[name]) for name in names)


def _line(name: str, found: list[ProjectFacts]) -> ProgrammeLine:
    money = [facts.money for facts in found]
    return ProgrammeLine(
        name,
        len(found),
        sum((own.invested for own in money), ZERO),
        sum((own.paid for own in money), ZERO),
        sum((own.due for own in money), ZERO),
    )
