"""Every document of the product is issued as it is asked for on the page, or refused in a sentence."""

import pytest
from sqlalchemy import select

from app import clock
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.making import BROKEN
from app.exchanges.reports.issuing.service import Asker, Wanted, ask
from app.exchanges.reports.issuing.storing import whole
from app.exchanges.reports.kinds import KINDS
from app.models import IssueState, Project
from tests.app.exchanges.reports.conftest import Desk

STARTS = {
    ".xlsx": b"PK",
    ".pdf": b"%PDF",
    ".html": b"<!",
    ".csv": b"",
    ".json": b"{",
    ".md": b"",
}
DOCUMENTS = [(kind.slug, suffix) for kind in KINDS.values() for suffix in kind.suffixes]


@pytest.mark.parametrize(("kind", "suffix"), DOCUMENTS)
def test_it_is_made_or_refused_in_a_sentence(desk: Desk, kind: str, suffix: str) -> None:
    code = desk.session.scalars(select(Project.code).order_by(Project.id)).first() if KINDS[kind].one_project else ""
    wanted = Wanted(kind, suffix, ReportChoice(as_of=clock.today(), project=code or ""))
    issued = ask(desk.session, wanted, Asker("Claire Martin"), now=clock.now())
    desk.session.commit()
    desk.work()
    assert issued.failure != BROKEN
    if issued.stage is IssueState.DONE and issued.content_id is not None:
        assert issued.file_name.endswith(suffix)
        assert whole(desk.session, issued.content_id).lstrip(b"\xef\xbb\xbf").startswith(STARTS[suffix])
    else:
        assert (issued.stage, issued.failure.endswith((".", "!"))) == (IssueState.FAILED, True)
