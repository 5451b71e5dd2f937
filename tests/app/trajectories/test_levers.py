"""The three levers of a model: described before and since, corrected, emptied; refusals, rights, two tabs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models import ModelLever, Project, Role
from app.trajectories.routes import router
from app.web.filters import date_fr
from tests import factories as make
from tests.app.trajectories.situations import a_lever
from tests.app.trajectories.test_project import spaced
from tests.support.client import Client
from tests.support.rights import assert_rights_are_needed

BEFORE = {"before": "Deux bénévoles.", "before_on": "15/01/2024"}


@pytest.fixture
def project(session: Session) -> Project:
    return make.a_project(session)


@pytest.fixture
def here(project: Project) -> str:
    return f"/projets/{project.code}/modele"


def test_a_lever_is_described_before_then_since(client: Client, session: Session, here: str) -> None:
    client.sign_in()
    own = f"{here}/alliances"
    assert client.post_form(own, BEFORE, page=own).status_code == 303
    assert "Rien à en dire pour le moment." in spaced(client, here)
    since = {"after": "Trois conventions.", "after_on": "01/06/2025", "source": "Registre", "evidence": "1"}
    client.post_form(own, since, page=own)
    record = session.scalars(select(ModelLever)).one()
    assert (record.before, record.before_on) == ("Deux bénévoles.", date(2024, 1, 15))
    assert (record.after, record.after_on, record.evidence) == ("Trois conventions.", date(2025, 6, 1), 1)
    text = spaced(client, here)
    assert "Documenté · source : Registre" in text
    assert "Trois conventions." in spaced(client, here.replace("modele", "trajectoire"))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"before": "Deux bénévoles."}, "before_on", "Dites de quand date"),
        ({"before_on": "15/01/2024"}, "before", "Décrivez ce qui était vrai"),
        (BEFORE | {"after": "Dix."}, "after_on", "Dites de quand date"),
        (BEFORE | {"after": "Dix.", "after_on": "14/01/2024"}, "after_on", "ne peut pas dater d’avant"),
        (BEFORE | {"evidence": "3"}, "evidence", "2"),
        (BEFORE | {"before": "x" * 4001}, "before", "caractères"),
        (BEFORE | {"before_on": "31/02/2024"}, "before_on", "n’existe pas"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    client: Client, session: Session, here: str, typed: dict[str, str], field: str, sentence: str
) -> None:
    client.sign_in()
    own = f"{here}/alliances"
    answer = client.post_form(own, typed, page=own)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert session.scalars(select(ModelLever)).all() == []


def test_since_tells_what_is_and_not_what_is_hoped_for(client: Client, here: str) -> None:
    client.sign_in()
    own, tomorrow = f"{here}/alliances", date_fr(clock.today() + timedelta(days=1))
    answer = client.post_form(own, {"after": "Dix conventions.", "after_on": tomorrow}, page=own)
    assert "décrivez ce qui est, pas ce qui est espéré" in answer.text
    today = {"after": "Dix conventions.", "after_on": date_fr(clock.today())}
    assert client.post_form(own, today, page=own).status_code == 303


def test_emptied_it_is_to_be_described_again(client: Client, session: Session, project: Project, here: str) -> None:
    a_lever(session, project)
    client.sign_in()
    own = f"{here}/alliances"
    blank = {"before": "", "before_on": ""}
    assert client.post_form(own, blank, page=own).status_code == 303
    assert session.scalars(select(ModelLever)).all() == []
    assert client.post_form(own, blank, page=own).status_code == 303


def test_two_tabs_never_overwrite_silently(client: Client, session: Session, project: Project, here: str) -> None:
    client.sign_in()
    own = f"{here}/alliances"
    client.post_form(own, BEFORE, page=own)
    answer = client.post_form(own, BEFORE | {"before": "Trois bénévoles."})
    assert answer.status_code == 409
    assert "Deux bénévoles." in answer.text
    assert "Trois bénévoles." in answer.text


def test_an_unknown_lever_is_not_there(client: Client, here: str) -> None:
    client.sign_in()
    assert client.get(f"{here}/autre").status_code == 404


def test_a_reader_sees_and_does_not_write(client: Client, session: Session, project: Project, here: str) -> None:
    a_lever(session, project)
    client.sign_in(Role.LECTEUR)
    text = spaced(client, here)
    assert "Un partenaire historique." in text
    assert "Modifier" not in text
    assert client.get(f"{here}/alliances").status_code == 403


def test_its_history_is_told_in_words(client: Client, session: Session, project: Project, here: str) -> None:
    client.sign_in()
    own = f"{here}/ressources-financieres"
    client.post_form(own, BEFORE, page=own)
    number = session.scalars(select(ModelLever.id)).one()
    text = spaced(client, here.replace("modele", f"historique/leviers/{number}"))
    assert "Levier : Ressources financières" in text
    assert "Deux bénévoles." in text


def test_levers_leave_with_their_project(session: Session, project: Project) -> None:
    a_lever(session, project)
    session.delete(project)
    session.flush()
    assert session.scalars(select(ModelLever)).all() == []


def test_each_page_asks_for_its_right(
    client: Client, session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_rights_are_needed(client, router.routes, {"code": project.code, "lever": "alliances"}, monkeypatch)
