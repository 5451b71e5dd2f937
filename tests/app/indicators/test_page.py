from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from app.indicators.routes import router
from app.models import Indicator, Measurement, Project
from tests.factories import a_measurement, a_project, an_indicator
from tests.support.client import Client
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def here(project: Project) -> str:
    return f"/projets/{project.code}/indicateurs"


def test_attainment_is_shown_unclipped(client: Client, session: Session, project: Project, here: str) -> None:
    a_measurement(session, an_indicator(session, project, label="Fermes", target=12), 14)
    client.sign_in("lecteur")
    page = client.get(here).text
    assert "117\u00a0%" in page
    assert "Ajouter" not in page


def test_an_indicator_then_its_measurement(client: Client, session: Session, project: Project, here: str) -> None:
    client.sign_in()
    typed = {"label": "Foyers touchés", "unit": "foyers", "baseline": "12,5", "target": "1 400", "target_on": ""}
    client.post_form(f"{here}/nouveau", typed, page=f"{here}/nouveau")
    indicator = session.scalars(select(Indicator)).one()
    assert (indicator.baseline, indicator.target) == (Decimal("12.5"), Decimal(1400))
    address = f"{here}/{indicator.id}/mesures/nouvelle"
    typed = {"measured_on": "01/06/2024", "value": "318", "evidence": "2", "source": "Enquête"}
    client.post_form(address, typed, page=address)
    page = client.get(here).text
    for part in ("318 foyers", "Mesuré", "Enquête"):
        assert part in page.replace("\u00a0", " ")


def test_faults_keep_what_was_typed(client: Client, session: Session, project: Project, here: str) -> None:
    indicator = an_indicator(session, project)
    a_measurement(session, indicator, 3)
    client.sign_in()
    assert client.post_form(f"{here}/nouveau", {"target": "beaucoup"}).status_code == 422
    address = f"{here}/{indicator.id}/mesures/nouvelle"
    answer = client.post_form(
        address, {"measured_on": "01/06/2024", "value": "7", "source": "Mon enquête"}, page=address
    )
    assert answer.status_code == 422
    assert "a déjà une mesure à cette date" in answer.text
    assert "Mon enquête" in answer.text


def test_everything_is_corrected_after(client: Client, session: Session, project: Project, here: str) -> None:
    indicator = an_indicator(session, project)
    measurement = a_measurement(session, indicator, 3)
    client.sign_in()
    client.post_form(f"{here}/{indicator.id}", {"label": "Foyers aidés"}, page=f"{here}/{indicator.id}")
    own = f"/projets/{project.code}/mesures/{measurement.id}"
    client.post_form(own, {"value": "4"}, page=own)
    session.refresh(indicator)
    session.refresh(measurement)
    assert (indicator.label, measurement.value) == ("Foyers aidés", 4)


def test_two_tabs_never_overwrite_silently(client: Client, session: Session, project: Project, here: str) -> None:
    indicator = an_indicator(session, project)
    measurement = a_measurement(session, indicator, 3)
    client.sign_in()
    own = f"/projets/{project.code}/mesures/{measurement.id}"
    client.post_form(own, {"value": "4"}, page=own)
    answer = client.post_form(own, {"measured_on": "01/06/2024", "value": "9", "evidence": "1", "version": "1"})
    assert answer.status_code == 409
    assert "Documenté" in answer.text
    assert client.post_form(f"{here}/{indicator.id}", {"label": "X", "version": "0"}).status_code == 409


def test_measurements_are_removed_before_their_indicator(
    client: Client, session: Session, project: Project, here: str
) -> None:
    indicator = an_indicator(session, project)
    measurement = a_measurement(session, indicator, 3)
    client.sign_in()
    away = f"{here}/{indicator.id}/suppression"
    assert client.post_form(away, page=f"{here}/{indicator.id}").status_code == 422
    own = f"/projets/{project.code}/mesures/{measurement.id}"
    client.post_form(f"{own}/suppression", page=own)
    client.post_form(away, page=f"{here}/{indicator.id}")
    assert session.scalars(select(Indicator.id)).all() == []


def test_each_page_asks_for_its_right(
    client: Client, session: Session, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicator = an_indicator(session, project)
    measurement = a_measurement(session, indicator, 1)
    values = {"code": project.code, "indicator_id": indicator.id, "measurement_id": measurement.id}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)


def test_queries_do_not_grow_with_measurements(
    client: Client, session: Session, project: Project, here: str, connection: Connection
) -> None:
    client.sign_in()
    counts = []
    for size in (33, 500):
        indicator = an_indicator(session, project)
        rows = [
            {"indicator_id": indicator.id, "measured_on": date(2024, 1, 1) + timedelta(days=n), "value": n}
            for n in range(size)
        ]
        session.execute(insert(Measurement), rows)
        session.commit()
        with counted(connection) as statements:
            client.get(here)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10
