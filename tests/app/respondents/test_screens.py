"""The grid cut into screens, and where one takes it up again."""

from app.assessments.cells import Content, Stored
from app.assessments.sheet import make_sheet
from app.respondents.screens import REVIEW, Screen, make_screens, resume_at
from app.respondents.words import minutes_for
from tests.app.assessments.situations import GRID

CODES = ["priorites", "resultats", "relation", "innovation", "performance", "confiance"]


def screens(
    answers: "dict[str, int | str] | None" = None, priorities: dict[str, int] | None = None, moment: str = "in_itinere"
) -> tuple[Screen, ...]:
    cells = {("observed", code): Stored(Content(value), 1) for code, value in (answers or {}).items()}
    return make_screens(make_sheet(GRID, moment, "association", cells, priorities or {}), GRID, "association")


def all_of(code: str) -> dict[str, "int | str"]:
    return {question.code: 3 for question in GRID.axis(code).questions}


def test_the_screens_follow_each_other_to_the_review() -> None:
    found = screens()
    assert [screen.code for screen in found] == CODES
    assert [screen.before for screen in found] == ["", *CODES[:-1]]
    assert [screen.after for screen in found] == [*CODES[1:], REVIEW]
    assert [screen.number for screen in found] == [1, 2, 3, 4, 5, 6]


def test_each_screen_counts_what_it_asks() -> None:
    found = screens({"A1.1": 3, "A1.2": "NA", "B1.1": "NSP"})
    assert [(screen.answered, screen.total) for screen in found] == [(4, 4), (2, 8), (1, 7), (0, 4), (0, 4), (0, 5)]


def test_ex_ante_counts_both_readings_where_they_are_asked() -> None:
    assert [screen.total for screen in screens(moment="ex_ante")][1:] == [8, 14, 4, 8, 10]


def test_a_domain_without_object_is_not_asked() -> None:
    performance = screens(priorities={"D1": 0})[4]
    assert performance.total == 3
    assert [cell.question for cell in performance.cells] == ["D2.1", "D3.1", "D4.1"]


def test_one_starts_with_the_priorities_then_resumes_at_the_first_blank() -> None:
    assert resume_at(screens(), started=False) == "priorites"
    assert resume_at(screens({"A1.1": 3}), started=True) == "resultats"
    assert resume_at(screens(all_of("resultats")), started=True) == "relation"


def test_a_grid_without_blank_resumes_at_the_review() -> None:
    everything = {question.code: 3 for axis in GRID.axes for question in axis.questions}
    assert resume_at(screens(everything), started=True) == REVIEW


def test_the_time_announced_follows_what_is_asked() -> None:
    assert [minutes_for(answers) for answers in (1, 28, 44, 100)] == [5, 10, 15, 35]
