"""When an export leaves, and the day its figures stop at: cases as an officer would check them."""

from datetime import date

import pytest

from app.exchanges.reports.saved.schedule import as_of, next_run
from app.models import DateRule, Schedule

WEEKLY, MONTHLY, QUARTERLY, NONE = Schedule.WEEKLY, Schedule.MONTHLY, Schedule.QUARTERLY, Schedule.NONE


@pytest.mark.parametrize(
    ("schedule", "day", "after", "next_on"),
    [
        (WEEKLY, 1, date(2026, 11, 26), date(2026, 11, 30)),  # jeudi → lundi
        (WEEKLY, 4, date(2026, 11, 26), date(2026, 12, 3)),  # jeudi → le jeudi d’après, jamais le même jour
        (WEEKLY, 5, date(2026, 11, 26), date(2026, 11, 27)),
        (WEEKLY, 1, date(2026, 3, 23), date(2026, 3, 30)),  # par-dessus le passage à l’heure d’été
        (WEEKLY, 7, date(2026, 12, 27), date(2027, 1, 3)),
        (MONTHLY, 5, date(2026, 11, 4), date(2026, 11, 5)),
        (MONTHLY, 5, date(2026, 11, 5), date(2026, 12, 5)),
        (MONTHLY, 31, date(2026, 11, 26), date(2026, 11, 30)),
        (MONTHLY, 31, date(2026, 11, 30), date(2026, 12, 31)),
        (MONTHLY, 31, date(2027, 1, 31), date(2027, 2, 28)),
        (MONTHLY, 31, date(2028, 1, 31), date(2028, 2, 29)),
        (MONTHLY, 30, date(2027, 2, 28), date(2027, 3, 30)),
        (MONTHLY, 1, date(2026, 12, 1), date(2027, 1, 1)),
        (QUARTERLY, 10, date(2026, 11, 26), date(2027, 1, 10)),
        (QUARTERLY, 10, date(2026, 10, 9), date(2026, 10, 10)),
        (QUARTERLY, 31, date(2026, 3, 31), date(2026, 4, 30)),
        (NONE, None, date(2026, 11, 26), None),
    ],
)
def test_the_next_day(schedule: Schedule, day: int | None, after: date, next_on: date | None) -> None:
    assert next_run(schedule, day, after) == next_on


@pytest.mark.parametrize(
    ("rule", "on", "until"),
    [
        (DateRule.THAT_DAY, date(2026, 11, 26), date(2026, 11, 26)),
        (DateRule.MONTH_END, date(2026, 11, 26), date(2026, 10, 31)),
        (DateRule.MONTH_END, date(2026, 1, 1), date(2025, 12, 31)),
        (DateRule.MONTH_END, date(2028, 3, 31), date(2028, 2, 29)),
        (DateRule.QUARTER_END, date(2026, 11, 26), date(2026, 9, 30)),
        (DateRule.QUARTER_END, date(2026, 1, 10), date(2025, 12, 31)),
        (DateRule.FIXED, date(2026, 11, 26), date(2024, 6, 30)),
    ],
)
def test_the_day_figures_stop_at(rule: DateRule, on: date, until: date) -> None:
    assert as_of(rule, on, fixed=date(2024, 6, 30)) == until


@pytest.mark.parametrize("day", range(1, 32))
def test_a_monthly_export_leaves_once_in_every_month(day: int) -> None:
    found, last = [], date(2026, 12, 31)
    for _ in range(24):
        last = next_run(Schedule.MONTHLY, day, last) or last
        found.append((last.year, last.month))
    assert found == [(year, month) for year in (2027, 2028) for month in range(1, 13)]
