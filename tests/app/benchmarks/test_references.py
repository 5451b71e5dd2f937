"""National references: what is shipped, what a newer study changes, what is retired and comes back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.benchmarks import service
from app.benchmarks.queries import beside_axes, read_references
from app.benchmarks.routes import router
from app.errors import Refused
from app.models import NationalReference, ReferenceFigure
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed

HERE = "/reperes-nationaux"
TODAY = date(2026, 11, 27)


def reference(session: Session, position: int = 1) -> NationalReference:
    return session.scalars(select(NationalReference).where(NationalReference.position == position)).one()


def a_newer_figure(session: Session, percent: str = "58", dated_on: date = date(2024, 9, 1)) -> ReferenceFigure:
    given = {"percent": Decimal(percent), "dated_on": dated_on, "source": "Étude fictive", "user": None, "today": TODAY}
    return service.add_figure(session, reference(session), **given)


def current(session: Session, position: int = 1) -> Decimal | None:
    found = next(own for own in read_references(session) if own.id == reference(session, position).id).current
    return found.percent if found else None


def test_the_published_shares_are_shipped_with_their_source_and_their_date(session: Session) -> None:
    found = [(own.label, own.population, own.axis, own.current) for own in read_references(session)]
    assert [(label, population, axis, str(figure.percent)) for label, population, axis, figure in found if figure] == [
        ("Effets sur les territoires", "Français, grand public", "confiance", "56"),
        ("Innovation territoriale", "Français, grand public", "innovation", "55"),
        ("Effets sur les personnes", "Français, grand public", "confiance", "54"),
        ("Effets sur les entreprises", "Français, grand public", "performance", "53"),
        ("Effets sur les collectivités", "Français, grand public", "performance", "51"),
        ("Effets sur les associations", "Français, grand public", "performance", "42"),
        ("Leur propre performance", "Élus locaux", None, "56"),
    ]
    assert {(figure.month, figure.source) for *_, figure in found if figure} == {
        ("septembre\u00a02022", "Le RAMEAU, carnet «\u00a0Alliance & Performance\u00a0», septembre 2022")
    }


def test_a_newer_study_speaks_and_the_former_one_stays(session: Session) -> None:
    a_newer_figure(session)
    line = read_references(session)[0]
    assert [str(own.percent) for own in line.figures] == ["58", "56"]
    assert (current(session), [str(own.percent) for own in line.former]) == (Decimal(58), ["56"])


def test_an_older_study_found_late_does_not_speak(session: Session) -> None:
    a_newer_figure(session, "40", date(2018, 1, 1))
    assert current(session) == Decimal(56)


def test_a_figure_retired_gives_way_to_the_one_before_and_comes_back(session: Session) -> None:
    figure = a_newer_figure(session)
    service.retire_figure(session, figure, reason="Mal recopié.", user=None, today=TODAY)
    assert current(session) == Decimal(56)
    assert (figure.retired_on, figure.retired_reason) == (TODAY, "Mal recopié.")
    service.bring_back_figure(session, figure, user=None)
    assert current(session) == Decimal(58)


def test_a_reference_retired_or_beside_nothing_is_shown_nowhere(session: Session) -> None:
    assert [own.label for own in beside_axes(session)["confiance"]] == [
        "Effets sur les territoires", "Effets sur les personnes",
    ]  # fmt: skip
    kept = {"label": "Effets", "population": "Français", "user": None}
    service.update_reference(session, reference(session, 1), **kept, axis="confiance", is_retired=True)
    service.update_reference(session, reference(session, 3), **kept | {"label": "Autres"}, axis="", is_retired=False)
    assert set(beside_axes(session)) == {"innovation", "performance"}


def test_what_cannot_be_is_refused(session: Session) -> None:
    with pytest.raises(Refused) as refusal:
        service.add_reference(session, label="Neuf", population="Français", axis="inconnu", user=None)
    assert refusal.value.field == "axis"
    with pytest.raises(Refused) as refusal:
        a_newer_figure(session, dated_on=TODAY + timedelta(days=1))
    assert refusal.value.field == "dated_on"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reference_figure SET percent = 101",
        "UPDATE reference_figure SET source = ''",
        "UPDATE reference_figure SET retired_on = '2026-01-01'",
        "INSERT INTO reference_figure (reference_id, percent, dated_on, source)"
        " SELECT reference_id, 1, dated_on, 'x' FROM reference_figure LIMIT 1",
        "DELETE FROM national_reference",
    ],
)
def test_the_database_refuses_it_too(session: Session, statement: str) -> None:
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(text(statement))


def test_everyone_reads_and_the_administration_writes(client: Client, session: Session) -> None:
    client.sign_in("lecteur")
    page = client.get(HERE).text
    assert "56\u00a0%" in page
    assert "ne mesurent pas la même chose" in page
    assert "Ajouter un repère" not in page
    client.sign_in("gestionnaire")
    assert client.get(f"{HERE}/nouveau").status_code == 403


def test_a_reference_then_its_figure_are_typed(client: Client, session: Session) -> None:
    client.sign_in("admin")
    typed = {"label": "Effets sur les fondations", "population": "Français", "axis": "performance"}
    answer = client.post_form(f"{HERE}/nouveau", typed, page=f"{HERE}/nouveau")
    made = session.scalars(select(NationalReference).where(NationalReference.label == typed["label"])).one()
    assert (answer.headers["Location"], made.position) == (f"{HERE}/{made.id}/chiffres/nouveau", 8)
    figure = {"percent": "47,5", "dated_on": "01/09/2024", "source": "Étude fictive"}
    client.post_form(f"{HERE}/{made.id}/chiffres/nouveau", figure, page=f"{HERE}/{made.id}/chiffres/nouveau")
    assert "47,5\u00a0%" in client.get(HERE).text


def test_faults_keep_what_was_typed(client: Client, session: Session) -> None:
    client.sign_in("admin")
    own = f"{HERE}/{reference(session).id}/chiffres/nouveau"
    tomorrow = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
    for typed in (
        {"percent": "101", "dated_on": "01/01/2024", "source": "Mon étude"},
        {"percent": "50", "dated_on": tomorrow, "source": "Mon étude"},
        {"percent": "50", "dated_on": "01/09/2022", "source": "Mon étude"},
    ):
        answer = client.post_form(own, typed, page=own)
        assert (answer.status_code, "Mon étude" in answer.text) == (422, True)
    answer = client.post_form(f"{HERE}/nouveau", {"label": "Innovation territoriale", "population": "x"})
    assert (answer.status_code, "porte déjà ces mots" in answer.text) == (422, True)


def test_a_figure_is_corrected_retired_and_brought_back_on_its_page(client: Client, session: Session) -> None:
    figure = session.scalars(select(ReferenceFigure).where(ReferenceFigure.reference_id == reference(session).id)).one()
    client.sign_in("admin")
    own = f"{HERE}/chiffres/{figure.id}"
    client.post_form(own, {"percent": "57"}, page=own)
    assert (
        client.post_form(own, {"percent": "1", "dated_on": "01/09/2022", "source": "x", "version": "1"}).status_code
        == 409
    )
    assert client.post_form(f"{own}/retrait", {"retired_reason": ""}, page=own).status_code == 422
    client.post_form(f"{own}/retrait", {"retired_reason": "Remplacé."}, page=own)
    assert "Remplacé." in client.get(HERE).text
    client.post_form(f"{own}/retour", page=own)
    session.expire_all()
    assert (figure.percent, figure.retired_on) == (57, None)


def test_what_returns_where_another_speaks_is_refused(client: Client, session: Session) -> None:
    figure = a_newer_figure(session)
    service.retire_figure(session, figure, reason="Mal recopié.", user=None, today=TODAY)
    a_newer_figure(session, "59")
    client.sign_in("admin")
    assert client.post_form(f"{HERE}/chiffres/{figure.id}/retour").status_code == 422


def test_two_tabs_never_overwrite_silently(client: Client, session: Session) -> None:
    client.sign_in("admin")
    own = f"{HERE}/{reference(session).id}/modifier"
    client.post_form(own, {"axis": "relation"}, page=own)
    answer = client.post_form(own, {"label": "x", "population": "y", "version": "1"})
    assert (answer.status_code, "Relation partenariale" in answer.text) == (409, True)


def test_each_page_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    figure = session.scalars(select(ReferenceFigure).limit(1)).one()
    values = {"reference_id": figure.reference_id, "figure_id": figure.id}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_queries_do_not_grow_with_figures(client: Client, session: Session, connection: Connection) -> None:
    client.sign_in("admin")
    client.get(HERE)
    counts = []
    for size in (1, 30):
        for number in range(size):
            a_newer_figure(session, str(number), date(1960 + number, 1 + size % 12, 1))
        session.commit()
        with counted(connection) as statements:
            client.get(HERE)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10
