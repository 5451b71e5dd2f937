"""From a choice to the two files: read, described, checked against its standard, and only then written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.funder.spooled import Spooled, spooled
from app.exchanges.opendata import giving, giving_checks, scdl, scdl_checks
from app.exchanges.opendata.faults import PAGE, Fault, NotReady, personal
from app.exchanges.opendata.fund import Fund, missing_for_360giving, missing_for_scdl, the_fund
from app.exchanges.opendata.giving_sheets import sheets_of
from app.exchanges.opendata.grants import Grant, read_grants
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import Progress
from app.exchanges.service import is_demonstration
from imports.export.opendata import write_long

READY_ONLY = "prêts"
"""Named among the sheets of a choice: only the rows that are ready leave; without it, one row that is not stops all."""


@dataclass(frozen=True)
class Checked:
    """What the file that may leave holds; `left_out`: the grants that were not ready."""

    grants: Spooled[Grant]
    left_out: int


Faults = dict[int, list[Fault]]
"""What keeps a file from leaving, by the place of each grant."""
Attempt = Callable[[Spooled[Grant], Path], Faults]
"""Writes these grants in a draft, and says what is wrong with them."""


def scdl_file(session: Session, choice: ReportChoice, out: Path, progress: Progress) -> Checked:
    fund, fictitious = signed(session, missing_for_scdl), is_demonstration(session)
    return checked(
        session, choice, out, progress, lambda grants, draft: scdl_attempt(grants, draft, fund, fictitious=fictitious)
    )


def giving_file(session: Session, choice: ReportChoice, out: Path, progress: Progress) -> Checked:
    fund, fictitious = signed(session, missing_for_360giving), is_demonstration(session)
    return checked(
        session,
        choice,
        out,
        progress,
        lambda grants, draft: giving_attempt(grants, draft, fund, choice, progress, fictitious=fictitious),
    )


def signed(session: Session, missing: Callable[[Fund], list[str]]) -> Fund:
    fund = the_fund(session)
    if said := missing(fund):
        raise Refused("\n".join(said), PAGE, "Voir ce qui manque")
    return fund


def checked(session: Session, choice: ReportChoice, out: Path, progress: Progress, attempt: Attempt) -> Checked:
    """All or nothing, unless the choice keeps what is ready; what is kept is checked again, alone."""
    grants = read_grants(session, choice)
    progress(0, len(grants))
    if not len(grants):
        raise Refused("Aucun investissement décidé à cette date ne répond à ce choix.", PAGE, "Changer le choix")
    with TemporaryDirectory() as folder:
        draft = Path(folder) / f"brouillon{out.suffix}"
        ready = _ready(grants, draft, attempt, keep=ready_only(choice))
        copyfile(draft, out)
    progress(len(grants), len(grants))
    return Checked(ready, len(grants) - len(ready))


def _ready(grants: Spooled[Grant], draft: Path, attempt: Attempt, *, keep: bool) -> Spooled[Grant]:
    faults = attempt(grants, draft)
    if not faults:
        return grants
    if not keep or len(faults) == len(grants):
        raise NotReady(list(chain.from_iterable(faults.values())), len(grants))
    ready = spooled(grant for place, grant in enumerate(grants) if place not in faults)
    if left := attempt(ready, draft):
        raise NotReady(list(chain.from_iterable(left.values())), len(ready))
    return ready


def ready_only(choice: ReportChoice) -> bool:
    """With or without its accent: it is also typed in a terminal."""
    return bool({READY_ONLY, "prets"} & set(choice.sheets))


def scdl_attempt(grants: Iterable[Grant], draft: Path, fund: Fund, *, fictitious: bool) -> Faults:
    def rows() -> Iterator[scdl.Row]:
        return (scdl.row_of(grant, fund, fictitious=fictitious) for grant in grants)

    scdl.write_csv(rows(), draft)
    wrong = [(found.row, found.field, found.words) for found in scdl_checks.wrong_rows(draft, rows())]
    return by_grant(grants, wrong)


def giving_attempt(
    grants: Iterable[Grant], draft: Path, fund: Fund, choice: ReportChoice, progress: Progress, *, fictitious: bool
) -> Faults:
    package = giving.package(grants, fund, choice.as_of, fictitious=fictitious)
    wrong = [(found.grant or 0, found.field, found.words) for found in giving_checks.wrong_grants(package, progress)]
    faults = by_grant(grants, wrong)
    if not faults:
        write_giving(package, fund, choice, draft)
    return faults


def write_giving(package: giving.Json, fund: Fund, choice: ReportChoice, out: Path) -> None:
    if out.suffix == ".xlsx":
        write_long(out, sheets_of(package), title=str(package["title"]), author=fund.name, made_on=choice.as_of)
    else:
        giving.write_json(package, out)


def by_grant(grants: Iterable[Grant], wrong: Iterable[tuple[int, str, str]]) -> Faults:
    """What the standard says, then what would tell of a person."""
    said: dict[int, list[tuple[str, str]]] = {}
    for place, field, words in wrong:
        said.setdefault(place, []).append((field, words))
    found: Faults = {}
    for place, grant in enumerate(grants):
        lacks = [*said.get(place, ()), *(("texte", words) for words in personal(grant))]
        if lacks:
            found[place] = [Fault(grant.code, grant.title, field, words) for field, words in lacks]
    return found
