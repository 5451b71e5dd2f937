from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.indicators.queries import project_card
from app.indicators.service import add_indicator, add_measurement, remove_indicator, update_measurement
from tests.factories import a_measurement, a_project, an_indicator


def test_attainment_follows_the_latest_measurement_and_is_not_clipped(session: Session) -> None:
    project = a_project(session)
    indicator = add_indicator(session, project=project, label="Fermes engagées", target=Decimal(12), user=None)
    add_measurement(session, indicator=indicator, measured_on=date(2024, 9, 1), value=Decimal(14), user=None)
    add_measurement(session, indicator=indicator, measured_on=date(2024, 3, 1), value=Decimal(6), user=None)
    line = project_card(session, project).lines[0]
    assert line.rate == pytest.approx(14 / 12)
    assert (line.tone, line.latest.value if line.latest else None) == ("done", Decimal(14))


@pytest.mark.parametrize(
    ("baseline", "target", "measured", "reason"),
    [(0, None, True, "sans cible"), (10, 10, True, "cible égale au départ"), (0, 10, False, "à mesurer")],
)
def test_an_indicator_without_a_rate_says_why(
    session: Session, baseline: int, target: int | None, measured: bool, reason: str
) -> None:
    project = a_project(session)
    indicator = an_indicator(session, project, baseline=baseline, target=target)
    if measured:
        a_measurement(session, indicator, 5)
    line = project_card(session, project).lines[0]
    assert (line.rate, line.no_rate_reason) == (None, reason)


def test_a_decrease_is_progress_when_the_target_is_lower(session: Session) -> None:
    project = a_project(session)
    a_measurement(session, an_indicator(session, project, baseline=100, target=50), 75)
    assert project_card(session, project).lines[0].rate == 0.5


def test_one_measurement_a_day(session: Session) -> None:
    indicator = an_indicator(session, a_project(session))
    a_measurement(session, indicator, 5)
    other = a_measurement(session, indicator, 6, measured_on=date(2024, 7, 1))
    with pytest.raises(Refused) as refusal:
        update_measurement(session, other, measured_on=date(2024, 6, 1), user=None)
    assert refusal.value.field == "measured_on"


def test_a_measured_indicator_is_not_removed_by_mistake(session: Session) -> None:
    indicator = an_indicator(session, a_project(session))
    a_measurement(session, indicator, 5)
    with pytest.raises(Refused, match="mesures"):
        remove_indicator(session, indicator, user=None)
