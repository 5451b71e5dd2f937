"""From a choice to the two files: read, described, checked against its standard, and only then written."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.opendata import giving, giving_checks, scdl, scdl_checks
from app.exchanges.opendata.faults import PAGE, Fault, NotReady, personal
from app.exchanges.opendata.fund import Fund, missing_for_360giving, missing_for_scdl, the_fund
from app.exchanges.opendata.giving_sheets import sheets_of
from app.exchanges.opendata.grants import Grant, read_grants
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Progress
from app.exchanges.service import is_demonstration
from imports.export.opendata import write_plain

READY_ONLY = "prêts"
"""Named among the sheets of a choice: only the rows that are ready leave; without it, one row that is not stops all."""


@dataclass(frozen=True)
class Checked:
    """The file that may leave, and what it holds; `left_out`: the grants that were not ready."""

    content: bytes
    grants: Sequence[Grant]
    left_out: int


def scdl_file(session: Session, choice: ReportChoice, progress: Progress) -> Checked:
    fund, fictitious = signed(session, missing_for_scdl), is_demonstration(session)
    return checked(session, choice, progress, lambda grants: scdl_attempt(grants, fund, fictitious=fictitious))


def giving_file(session: Session, choice: ReportChoice, progress: Progress, suffix: str) -> Checked:
    fund, fictitious = signed(session, missing_for_360giving), is_demonstration(session)
    return checked(
        session,
        choice,
        progress,
        lambda grants: giving_attempt(grants, fund, choice, suffix, progress, fictitious=fictitious),
    )


def signed(session: Session, missing: Callable[[Fund], list[str]]) -> Fund:
    fund = the_fund(session)
    if said := missing(fund):
        raise Refused("\n".join(said), PAGE, "Voir ce qui manque")
    return fund


@dataclass(frozen=True)
class Attempt:
    """A file, and what keeps it from leaving, by the place of each grant."""

    content: bytes
    faults: dict[int, list[Fault]]


def checked(
    session: Session, choice: ReportChoice, progress: Progress, attempt: Callable[[Sequence[Grant]], Attempt]
) -> Checked:
    """All or nothing, unless the choice keeps what is ready; what is kept is checked again, alone."""
    grants = read_grants(session, choice)
    progress(0, len(grants))
    if not grants:
        raise Refused("Aucun investissement décidé à cette date ne répond à ce choix.", PAGE, "Changer le choix")
    first = attempt(grants)
    ready = [grant for place, grant in enumerate(grants) if place not in first.faults]
    if first.faults and (not ready or not ready_only(choice)):
        raise NotReady([fault for found in first.faults.values() for fault in found], len(grants))
    last = attempt(ready) if first.faults else first
    if last.faults:
        raise NotReady([fault for found in last.faults.values() for fault in found], len(ready))
    progress(len(grants), len(grants))
    return Checked(last.content, ready, len(grants) - len(ready))


def ready_only(choice: ReportChoice) -> bool:
    """With or without its accent: it is also typed in a terminal."""
    return bool({READY_ONLY, "prets"} & set(choice.sheets))


def scdl_attempt(grants: Sequence[Grant], fund: Fund, *, fictitious: bool) -> Attempt:
    rows = [scdl.row_of(grant, fund, fictitious=fictitious) for grant in grants]
    content = scdl.as_csv(rows)
    wrong = [(found.row, found.field, found.words) for found in scdl_checks.wrong_rows(content, rows)]
    return Attempt(content, by_grant(grants, wrong))


def giving_attempt(
    grants: Sequence[Grant], fund: Fund, choice: ReportChoice, suffix: str, progress: Progress, *, fictitious: bool
) -> Attempt:
    package = giving.package(grants, fund, choice.as_of, fictitious=fictitious)
    wrong = [(found.grant or 0, found.field, found.words) for found in giving_checks.wrong_grants(package, progress)]
    faults = by_grant(grants, wrong)
    return Attempt(b"" if faults else giving_bytes(package, fund, choice, suffix), faults)


def giving_bytes(package: giving.Json, fund: Fund, choice: ReportChoice, suffix: str) -> bytes:
    if suffix == ".xlsx":
        return write_plain(sheets_of(package), title=str(package["title"]), author=fund.name, made_on=choice.as_of)
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def by_grant(grants: Sequence[Grant], wrong: Sequence[tuple[int, str, str]]) -> dict[int, list[Fault]]:
    """What the standard says, then what would tell of a person."""
    found: dict[int, list[Fault]] = {}
    for place, field, words in wrong:
        found.setdefault(place, []).append(Fault(grants[place].code, grants[place].title, field, words))
    for place, grant in enumerate(grants):
        for words in personal(grant):
            found.setdefault(place, []).append(Fault(grant.code, grant.title, "texte", words))
    return dict(sorted(found.items()))
