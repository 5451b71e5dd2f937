"""Bulk edits done as a person does them, through the pages."""

from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import BulkEdit, Project
from tests import factories as make
from tests.support.client import Client


def three(session: Session, **given: object) -> list[Project]:
    projects = [make.a_project(session, title=title, **given) for title in ("Un", "Deux", "Trois")]
    session.commit()
    return projects


def address(projects: list[Project], **asked: str) -> str:
    return "/projets/lot/apercu?" + urlencode([*(("projet", str(each.id)) for each in projects), *asked.items()])


def apply(client: Client, session: Session, projects: list[Project], **asked: str) -> BulkEdit:
    """The preview, then its button."""
    answer = client.post_form("/projets/lot", page=address(projects, **asked))
    assert answer.status_code == 303, answer.text
    session.expire_all()
    return session.scalars(select(BulkEdit).order_by(BulkEdit.id.desc()).limit(1)).one()


def undo(client: Client, session: Session, bulk: BulkEdit, **typed: object) -> int:
    """What is ticked on the page, unless said otherwise."""
    here = f"/projets/lots/{bulk.id}/annulation"
    answer = client.post_form(here, typed, page=here)  # type: ignore[arg-type]
    session.expire_all()
    return answer.status_code
