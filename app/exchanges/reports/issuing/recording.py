"""A file made elsewhere than by a worker, from a terminal, is kept among those issued: its origin can be proved too."""

from pathlib import Path

from app import clock
from app.db import Bind, writing
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.making import finish
from app.exchanges.reports.issuing.service import Asker, Wanted, new_issued
from app.exchanges.reports.kinds import Made


def record(bind: Bind, kind: str, choice: ReportChoice, author: str, out: Path, made: Made) -> int:
    """The number of the issued file, whose bytes are those of `out` as it stands."""
    with writing(bind) as session:
        wanted = Wanted(kind, out.suffix, choice)
        issued = new_issued(session, wanted, Asker(author), now=clock.now())
        finish(session, issued.id, made, out)
        return issued.id
