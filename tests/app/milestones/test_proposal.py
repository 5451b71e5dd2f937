from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.milestones.proposal import TITLES, months_after, propose_milestones

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def test_the_fourteen_milestones_come_in_the_order_of_the_fund() -> None:
    proposed = propose_milestones(date(2024, 1, 10), date(2024, 2, 1), date(2026, 1, 31))
    dates = {each.kind_code: each.due_on for each in proposed}
    assert [each.kind_code for each in proposed] == list(TITLES)
    assert dates["copil"] == date(2024, 1, 10)
    assert dates["lancement"] == date(2024, 2, 1)
    assert dates["bilan"] == date(2026, 1, 31)


def test_performance_is_not_evaluated_before_eighteen_months() -> None:
    proposed = propose_milestones(date(2024, 1, 10), date(2024, 2, 1), date(2024, 8, 1))
    assert {each.kind_code: each.due_on for each in proposed}["evaluation_ex_post"] == date(2025, 8, 1)


def test_nothing_is_proposed_without_any_date() -> None:
    assert propose_milestones(None, None, None) == []


def test_one_date_is_enough() -> None:
    for dates in ((date(2024, 1, 10), None, None), (None, date(2024, 1, 10), None), (None, None, date(2024, 1, 10))):
        assert len(propose_milestones(*dates)) == len(TITLES)


@given(copil=DAYS, wait=st.integers(1, 400), length=st.integers(1, 1500))
def test_dates_never_go_back_when_the_project_starts_after_its_copil(copil: date, wait: int, length: int) -> None:
    start = copil + timedelta(days=wait)
    dates = [each.due_on for each in propose_milestones(copil, start, start + timedelta(days=length))]
    assert dates == sorted(dates)


def test_the_end_of_a_month_stays_in_its_month() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2024, 1, 31), -2) == date(2023, 11, 30)
