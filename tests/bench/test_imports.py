"""What the comparison of imports sends: a file that is read whole, and twenty faults each named by its cell."""

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.exchanges.imports.service import receive
from app.models import ImportBatch
from bench.follow_up import FIRST_YEAR, HEADERS, Line, follow_up_lines, with_changes, workbook_of
from bench.planted import FAULTS, cell_of, places, with_faults

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def received(session: Session, lines: list[Line]) -> ImportBatch:
    return receive(session, name="suivi.xlsx", content=workbook_of(lines), user=None, now=NOW)


def test_the_file_compared_is_read_whole_and_always_the_same(session: Session) -> None:
    batch = received(session, follow_up_lines(100))
    assert (batch.counts["new"], batch.faults, batch.questions) == (100, [], [])
    assert follow_up_lines(100) == follow_up_lines(100)
    changed = with_changes(follow_up_lines(100))
    assert sum(one != other for one, other in zip(changed, follow_up_lines(100), strict=True)) == 1


def test_another_year_sends_other_projects_and_other_organisations() -> None:
    first, later = follow_up_lines(60), follow_up_lines(60, year=FIRST_YEAR + 1)
    for header in ("N°", "Porteur", "SIRET porteur"):
        column = HEADERS.index(header)
        assert not {line[column] for line in first} & {line[column] for line in later}
    assert len({line[0] for line in later}) == 60


def test_each_of_the_twenty_planted_faults_is_named_by_its_cell(session: Session) -> None:
    batch = received(session, with_faults(follow_up_lines(80)))
    told = {fault["cell"] for fault in batch.faults}
    assert {cell_of(place, fault) for place, fault in places()} <= told
    assert len(FAULTS) == 20
