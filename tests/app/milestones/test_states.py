from datetime import date

import pytest

from app.milestones.states import state_of

TODAY = date(2024, 11, 22)


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        (date(2024, 10, 15), date(2024, 10, 14), ("done", "fait")),
        (date(2024, 10, 15), None, ("late", "en retard de 38\u00a0jours")),
        (date(2024, 11, 21), None, ("late", "en retard de 1\u00a0jour")),
        (date(2021, 11, 21), None, ("late", "en retard de 1\u202f097\u00a0jours")),
        (date(2024, 11, 22), None, ("due", "proche, aujourd’hui")),
        (date(2024, 12, 22), None, ("due", "proche, dans 30\u00a0jours")),
        (date(2024, 12, 23), None, ("info", "à venir")),
    ],
)
def test_the_state_of_a_milestone_is_read_from_its_dates(due: date, done: date | None, state: tuple[str, str]) -> None:
    assert state_of(due, done, TODAY) == state
