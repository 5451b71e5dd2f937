"""Who follows a project, in the follow-up workbook: by a name or an e-mail that designates one open account."""

from collections.abc import Mapping
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.exchanges.service import export_portfolio
from app.models import Project, User
from app.projects.filters import PortfolioFilter
from imports.mapping import FOLLOW_UP
from imports.projects import FieldChange, State
from imports.records.planned import WorkbookPlan
from tests import factories as make
from tests.app.exchanges.templates.coming_back import applied, filled, sent_back, states
from tests.app.exchanges.workbooks import changes_of, import_follow_up, the_first
from tests.imports.support import saved
from tests.imports.templates.support import TODAY

HEADING, FIRST_CELL = "Suivi!P4", "Suivi!P5"


@pytest.fixture
def camille(session: Session) -> User:
    return make.a_user(session, name="Camille Martin", email="camille.martin@exemple.fr")


def with_referent(word: str) -> Mapping[str, object]:
    return {HEADING: "Référent", FIRST_CELL: word}


@pytest.mark.parametrize("word", ["Camille Martin", "camille MARTIN", "Camille.Martin@exemple.fr"])
def test_a_name_or_an_email_names_who_follows_a_new_project(
    connection: Connection, session: Session, camille: User, word: str
) -> None:
    assert import_follow_up(connection, with_referent(word)).faults == ()
    assert the_first(session).referent_id == camille.id


def test_the_plan_says_who_before_and_who_after_then_an_empty_cell_changes_nothing(
    connection: Connection, session: Session, camille: User
) -> None:
    import_follow_up(connection, with_referent("Camille Martin"))
    other = make.a_user(session, "admin", name="Noé Bernard")
    done = import_follow_up(connection, with_referent("Noé Bernard"))
    assert changes_of(done) == [FieldChange("Référent", "Camille Martin", "Noé Bernard")]
    assert changes_of(import_follow_up(connection, with_referent(""))) == []
    assert changes_of(import_follow_up(connection)) == []
    session.expire_all()
    assert the_first(session).referent_id == other.id


@pytest.mark.parametrize(
    ("word", "proposal"), [("Camile Martin", "Camille Martin"), ("camille.martin@exemple.com", "Camille Martin")]
)
def test_a_word_that_names_nobody_is_refused_with_the_nearest(
    connection: Connection, camille: User, word: str, proposal: str
) -> None:
    (fault,) = import_follow_up(connection, with_referent(word), dry_run=True).faults
    assert (fault.cell, fault.read, fault.proposal) == ("P5", word, proposal)
    assert fault.expected.startswith("une personne du Fonds dont le compte est ouvert")


@pytest.mark.parametrize("given", [{"active": False}, {"role": "lecteur"}, {"role": "financeur"}], ids=str)
def test_a_closed_account_a_reader_or_a_funder_follows_nothing(
    connection: Connection, session: Session, given: dict[str, object]
) -> None:
    make.a_user(session, **{"name": "Ange Petit", **given})  # type: ignore[arg-type]
    (fault,) = import_follow_up(connection, with_referent("Ange Petit"), dry_run=True).faults
    assert (fault.cell, fault.proposal) == ("P5", "")


def test_two_people_of_one_name_are_told_apart_by_their_emails(
    connection: Connection, session: Session, camille: User
) -> None:
    twin = make.a_user(session, name="Camille Martin", email="c.martin@exemple.fr")
    (fault,) = import_follow_up(connection, with_referent("Camille Martin"), dry_run=True).faults
    assert "plusieurs portent ce nom" in fault.expected
    assert {camille.email, twin.email} <= set(fault.expected.replace(",", "").split())
    assert import_follow_up(connection, with_referent(twin.email)).faults == ()
    assert the_first(session).referent_id == twin.id


def a_told_project(session: Session, referent: User | None) -> Project:
    project = make.a_project(session, status="instruction", referent_id=referent.id if referent else None)
    make.a_partner(session, project, make.an_organisation(session, name="Association du Trégor"), role_code="porteur")
    return project


def place_of(content: bytes) -> tuple[openpyxl.Workbook, str]:
    """The workbook, and the cell of the first project under « Référent »."""
    book = openpyxl.load_workbook(BytesIO(content))
    (cell,) = (cell for cell in book["Suivi"][1] if cell.value == "Référent")
    return book, f"{cell.column_letter}2"


def edited(session: Session, content: bytes, word: str) -> WorkbookPlan:
    book, place = place_of(content)
    book["Suivi"][place] = word
    return sent_back(session, saved(book))


def test_a_filled_template_names_them_and_comes_back_the_same(session: Session, camille: User) -> None:
    a_told_project(session, camille)
    content = filled(session, FOLLOW_UP)
    book, place = place_of(content)
    assert book["Suivi"][place].value == "Camille Martin"
    assert states(sent_back(session, content)) == {State.SAME: 1}


def test_who_shares_a_name_is_written_by_email_and_a_closed_account_is_not_written(
    session: Session, camille: User
) -> None:
    project = a_told_project(session, camille)
    make.a_user(session, name="Camille Martin")
    content = filled(session, FOLLOW_UP)
    book, place = place_of(content)
    assert book["Suivi"][place].value == camille.email
    assert states(sent_back(session, content)) == {State.SAME: 1}
    camille.active = False
    session.flush()
    content = filled(session, FOLLOW_UP)
    book, place = place_of(content)
    assert book["Suivi"][place].value is None
    applied(session, content)
    assert project.referent_id == camille.id


def test_what_somebody_else_changed_since_is_not_overwritten(session: Session, camille: User) -> None:
    project = a_told_project(session, camille)
    other, third = make.a_user(session, name="Noé Bernard"), make.a_user(session, name="Lou Robin")
    content = filled(session, FOLLOW_UP)
    project.referent_id = other.id
    session.flush()
    (fault,) = edited(session, content, third.name).faults
    assert "elle dit maintenant «\u00a0Noé Bernard\u00a0»" in fault.expected


def test_the_portfolio_names_them_and_no_file_bears_their_email(session: Session, camille: User) -> None:
    a_told_project(session, camille)
    content = export_portfolio(session, chosen=PortfolioFilter(), today=TODAY, author="Noé Bernard")
    book = openpyxl.load_workbook(BytesIO(content))
    header, line = book["Projets"].iter_rows(min_row=1, max_row=2, values_only=True)
    assert line[header.index("Référent")] == "Camille Martin"
    texts = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert not any(camille.email in text for text in texts)
