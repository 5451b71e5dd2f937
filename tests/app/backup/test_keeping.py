"""Seven days, four weeks, twelve months: nobody finds out too late that the good one was taken away."""

# ruff: noqa: DTZ001  (times as read in Paris, like the names of the files)

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from app.backup.keeping import file_name, kept, made_at

MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31))


def a_life_of(days: int, first: date = date(2024, 3, 12)) -> set[datetime]:
    """One backup a night, the rule applied after each."""
    there: set[datetime] = set()
    for number in range(days):
        there.add(datetime.combine(first + timedelta(number), datetime.min.time(), None) + timedelta(hours=2))
        there = kept(there)
    return there


def test_after_two_years_of_nights_the_near_is_dense_and_the_far_is_there() -> None:
    there = a_life_of(730)
    last = max(there)
    assert {last - timedelta(number) for number in range(7)} <= there
    weeks = {(last - timedelta(weeks=number)).isocalendar()[:2] for number in range(4)}
    assert weeks <= {when.isocalendar()[:2] for when in there}
    months = {(last.year * 12 + last.month - number) for number in range(12)}
    assert months == {when.year * 12 + when.month for when in there}
    assert len(there) <= 7 + 4 + 12


def test_the_first_month_loses_nothing_of_its_first_week() -> None:
    assert len(a_life_of(7)) == 7
    assert len(a_life_of(1)) == 1


def test_a_pause_takes_nothing_away() -> None:
    """What was kept before a year without a backup is kept after it."""
    before = a_life_of(40)
    assert len(kept({*before, max(before) + timedelta(365)})) >= len(before) - 1


@settings(max_examples=200)
@given(st.sets(MOMENTS, max_size=60))
def test_whatever_there_is_the_newest_stays_and_a_second_pass_changes_nothing(there: set[datetime]) -> None:
    left = kept(there)
    assert left <= there
    assert kept(left) == left
    if there:
        assert max(there) in left


@settings(max_examples=50)
@given(st.sets(MOMENTS, min_size=1, max_size=30))
def test_several_a_day_are_all_kept_for_seven_days(there: set[datetime]) -> None:
    assert {when for when in there if when.date() == max(there).date()} <= kept(there)


def test_the_name_of_a_file_says_when_it_was_made_in_paris() -> None:
    name = file_name(datetime(2026, 7, 1, 0, 30, tzinfo=UTC), is_encrypted=True)
    assert name == "odd17-2026-07-01-0230.sauvegarde.age"
    assert made_at(name) == datetime(2026, 7, 1, 2, 30)
    assert made_at("odd17-2026-07-01-0230.sauvegarde.age.partiel") is None
    assert made_at("autre.sauvegarde") is None
