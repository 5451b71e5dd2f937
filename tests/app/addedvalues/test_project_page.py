"""The added values of a project: said, corrected, taken away; coordination time beside them, never subtracted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app.addedvalues.routes import router
from app.addedvalues.sheet import sheet_of
from app.models import AddedValue, CoordinationTime, Project
from tests.app.addedvalues.saying import a_time, a_value
from tests.app.documents.situations import a_document
from tests.factories import a_partner, a_project, an_organisation
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed

TYPED = {
    "method_code": "depense_evitee", "low": "4 000", "high": "6 500,50", "starts_on": "01/01/2025",
    "ends_on": "31/12/2025", "compared_with": "Trois achats séparés.", "how": "Trois devis.", "evidence": "1",
}  # fmt: skip
DAYS = {"starts_on": "01/01/2025", "ends_on": "31/12/2025", "days": "8,5", "evidence": "0"}


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def here(project: Project) -> str:
    return f"/projets/{project.code}/valeurs-ajoutees"


def plain(page: str) -> str:
    return page.replace("\u00a0", " ").replace("\u202f", " ")


def test_nothing_said_says_what_to_do(client: Client, here: str) -> None:
    client.sign_in("lecteur")
    page = client.get(here).text
    assert "Rien n’est encore dit" in page
    assert "Ajouter une valeur" not in page
    client.sign_in()
    assert "Ajouter une valeur" in client.get(here).text


def test_a_value_is_said_then_read(client: Client, session: Session, project: Project, here: str) -> None:
    partner = a_partner(session, project, an_organisation(session, name="Les Ateliers"))
    paper = a_document(session, project, title="Devis comparés")
    client.sign_in()
    typed = TYPED | {"said_by_id": str(partner.id), "document_id": str(paper.id)}
    client.post_form(f"{here}/nouvelle", typed, page=f"{here}/nouvelle")
    value = session.scalars(select(AddedValue)).one()
    assert (value.low, value.high, value.evidence) == (Decimal(4000), Decimal("6500.50"), 1)
    page = plain(client.get(here).text)
    for part in (
        "4 000 à 6 500,5 euros",
        "Documenté",
        "dit par Les Ateliers",
        "Devis comparés",
        "Trois achats séparés.",
    ):
        assert part in page


def test_faults_keep_what_was_typed(client: Client, session: Session, project: Project, here: str) -> None:
    client.sign_in()
    answer = client.post_form(f"{here}/nouvelle", TYPED | {"high": "100"}, page=f"{here}/nouvelle")
    assert answer.status_code == 422
    assert "ne peut pas être plus petit" in answer.text
    assert "Trois achats séparés." in answer.text
    a_value(session, project, method_code="depense_evitee")
    answer = client.post_form(f"{here}/nouvelle", TYPED, page=f"{here}/nouvelle")
    assert (answer.status_code, "déjà une valeur par cette méthode" in answer.text) == (422, True)
    for bad in ({"low": "-3"}, {"low": "beaucoup"}, {"method_code": ""}, {"ends_on": "31/02/2025"}, {"how": ""}):
        assert client.post_form(f"{here}/nouvelle", TYPED | bad).status_code == 422


def test_two_tabs_never_overwrite_silently(client: Client, session: Session, project: Project, here: str) -> None:
    value, time = a_value(session, project), a_time(session, project)
    client.sign_in()
    own = f"{here}/{value.id}"
    client.post_form(own, {"low": "10"}, page=own)
    answer = client.post_form(own, TYPED | {"version": "1"})
    assert (answer.status_code, "Dépense évitée" in answer.text) == (409, True)
    other = f"{here}/coordination/{time.id}"
    client.post_form(other, {"days": "9"}, page=other)
    answer = client.post_form(other, DAYS | {"version": "1"})
    assert (answer.status_code, "Déclaré" in answer.text) == (409, True)


def test_time_is_asked_then_said(client: Client, session: Session, project: Project, here: str) -> None:
    partner = a_partner(session, project, an_organisation(session, name="Les Ateliers"))
    client.sign_in()
    new = f"{here}/coordination/nouveau"
    assert f'value="{partner.id}" selected' in client.get(f"{new}?partenaire={partner.id}").text
    client.post_form(new, DAYS | {"days": "", "partner_id": str(partner.id)}, page=new)
    time = session.scalars(select(CoordinationTime)).one()
    assert time.days is None
    page = client.get(here).text
    assert "demandé, sans réponse" in page
    assert "Personne n’a encore répondu." in page
    own = f"{here}/coordination/{time.id}"
    more = {"days": "8,5", "day_rate_eur": "300", "rate_source": "Barème", "partner_id": str(partner.id)}
    client.post_form(own, DAYS | more, page=own)
    page = plain(client.get(here).text)
    assert "8,5 jours" in page
    assert "2 550 €" in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days": "8,3"}, "Comptez par demi-journées"),
        ({"day_rate_eur": "300"}, "Dites d’où vient ce coût"),
        ({"ends_on": "01/01/2024"}, "précède son début"),
        ({"days": "-1"}, "Erreur"),
    ],
)
def test_a_time_is_refused_in_words(client: Client, here: str, given: dict[str, str], said: str) -> None:
    client.sign_in()
    answer = client.post_form(f"{here}/coordination/nouveau", DAYS | given)
    assert (answer.status_code, said in answer.text) == (422, True)


def test_days_counted_already_are_refused(client: Client, session: Session, project: Project, here: str) -> None:
    a_time(session, project)
    client.sign_in()
    new = f"{here}/coordination/nouveau"
    answer = client.post_form(new, DAYS, page=new)
    assert (answer.status_code, "ils compteraient deux fois" in answer.text) == (422, True)


def test_the_two_are_read_side_by_side_and_never_subtracted(
    client: Client, session: Session, project: Project, here: str
) -> None:
    one, other = a_partner(session, project), a_partner(session, project)
    a_partner(session, project)
    a_value(session, project)
    a_time(session, project, partner_id=one.id, evidence=2)
    a_time(session, project, None, partner_id=other.id)
    sheet = sheet_of(session, project)
    said = plain(sheet.reading(sheet.lines[0]))
    assert said == (
        "12 à 20 jours selon « Délai comparé » (déclaré), pour 8 jours de coordination mesurés ; "
        "2 partenaires ne l’ont pas dit."
    )
    client.sign_in("lecteur")
    page = plain(client.get(here).text)
    assert said in page
    for net in ("4 à 12", "4 jours", "12 jours"):
        assert net not in page


def test_silence_is_not_zero(session: Session, project: Project) -> None:
    partner = a_partner(session, project)
    assert sheet_of(session, project).coordination.days is None
    a_time(session, project, None, partner_id=partner.id)
    assert sheet_of(session, project).coordination.days is None
    a_time(session, project, "0", partner_id=partner.id, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 31))
    assert sheet_of(session, project).coordination.days == Decimal(0)


def test_a_cost_is_only_given_when_every_day_has_its_rate(session: Session, project: Project) -> None:
    one, other = a_partner(session, project), a_partner(session, project)
    a_time(session, project, "2.5", partner_id=one.id, day_rate_eur=Decimal(200), rate_source="Barème")
    assert sheet_of(session, project).coordination.cost_eur == Decimal(500)
    a_time(session, project, "1", partner_id=other.id)
    assert sheet_of(session, project).coordination.cost_eur is None


def test_both_are_taken_away(client: Client, session: Session, project: Project, here: str) -> None:
    value, time = a_value(session, project), a_time(session, project)
    client.sign_in()
    client.post_form(f"{here}/{value.id}/suppression", page=f"{here}/{value.id}")
    client.post_form(f"{here}/coordination/{time.id}/suppression", page=f"{here}/coordination/{time.id}")
    assert session.scalars(select(AddedValue.id)).all() == session.scalars(select(CoordinationTime.id)).all() == []


def test_those_of_another_project_are_not_found(client: Client, session: Session, project: Project, here: str) -> None:
    elsewhere = a_project(session)
    value, time = a_value(session, elsewhere), a_time(session, elsewhere)
    client.sign_in()
    for address in (f"{here}/{value.id}", f"{here}/coordination/{time.id}"):
        assert client.get(address).status_code == 404


def test_the_page_of_the_project_and_its_results_show_them(client: Client, session: Session, project: Project) -> None:
    a_value(session, project)
    a_time(session, project)
    client.sign_in("lecteur")
    page = plain(client.get(f"/projets/{project.code}").text)
    assert "12 à 20 jours" in page
    assert "8 jours" in page


def test_each_page_asks_for_its_right(
    client: Client, session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {
        "code": project.code, "value_id": a_value(session, project).id, "time_id": a_time(session, project).id,
        "method_code": "delai_compare", "kind": "agilite",
    }  # fmt: skip
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_queries_do_not_grow_with_values(
    client: Client, session: Session, project: Project, here: str, connection: Connection
) -> None:
    client.sign_in()
    counts = []
    for size in (3, 120):
        session.query(AddedValue).delete()
        days = [date(2020, 1, 1) + timedelta(days=n) for n in range(size)]
        rows = [
            {"project_id": project.id, "method_code": "delai_compare", "low": 1, "high": 2, "starts_on": day,
             "ends_on": day, "compared_with": "Rien.", "how": "Compté."}
            for day in days
        ]  # fmt: skip
        session.execute(insert(AddedValue), rows)
        session.commit()
        with counted(connection) as statements:
            client.get(here)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 11
