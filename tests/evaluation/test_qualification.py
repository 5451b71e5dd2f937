"""The grid of practices reads its own file, refuses what it cannot hold; profiles are compared, never added up."""

from collections.abc import Callable
from dataclasses import replace
from importlib import resources

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.qualification import (
    Level,
    Practice,
    QualificationError,
    QualificationGrid,
    parse_qualification,
    qualification_values,
)
from evaluation.qualification_profile import (
    Course,
    Profile,
    Tally,
    compares,
    level_in,
    lost_between,
    steps_between,
    tally,
)

TEXT = resources.files("evaluation.grids").joinpath("qualification", "qualification@1.toml").read_text("utf-8")
GRID = parse_qualification(TEXT)
CODES = list(GRID.practices)
UNHURRIED = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def with_practice(code: str, **changes: object) -> QualificationGrid:
    def kept(own: Practice) -> Practice:
        return replace(own, **changes) if own.code == code else own

    missions = tuple(replace(own, practices=tuple(map(kept, own.practices))) for own in GRID.missions)
    return replace(GRID, missions=missions)


def test_the_first_version_holds_four_missions_of_four_practices_and_four_levels() -> None:
    assert [own.label for own in GRID.missions] == [
        "Dialogue territorial", "Expérimentations collectives", "Accompagnements", "Gestion d’un lieu",
    ]  # fmt: skip
    assert [len(own.asked) for own in GRID.missions] == [4, 4, 4, 4]
    assert [own.label for own in GRID.levels] == ["Non pratiqué", "Démarré", "Régulier", "Transmis"]
    assert "proposition du Fonds" in GRID.source
    assert "associations.gouv.fr/les-catalyseurs-territoriaux-11363.html" in GRID.source


@UNHURRIED
@given(st.lists(st.sampled_from(CODES), unique=True), st.integers(1, 9), st.text("abcé ’«»", max_size=12))
def test_what_is_written_reads_back_the_same(retired: list[str], since: int, words: str) -> None:
    grid = replace(GRID, levels_since=since)
    for code in retired:
        grid = replace(
            grid,
            missions=tuple(
                replace(
                    own,
                    practices=tuple(
                        replace(each, retired=True, since=since, help=words.strip()) if each.code == code else each
                        for each in own.practices
                    ),
                )
                for own in grid.missions
            ),
        )
    assert parse_qualification(tomli_w.dumps(qualification_values(grid))) == grid


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda text: "=", "le fichier ne se lit pas"),
        (lambda text: text.replace('code = "DT2"', 'code = "DT1"'), "pratique.*DT1.*figure deux fois"),
        (lambda text: text.replace('code = "lieu"', 'code = "dialogue"'), "mission.*dialogue.*figure deux fois"),
        (lambda text: text.replace('[[levels]]\nlabel = "Transmis"', '[[autres]]\nlabel = "Transmis"'), "lu : 3"),
        (lambda text: text.replace('label = "Rencontres"', "label = 4"), "doit être un texte"),
        (lambda text: text.replace('title = "Q', 'titre = "Q'), "il manque .*title"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_in_one_sentence(damage: Callable[[str], str], sentence: str) -> None:
    with pytest.raises(QualificationError, match=sentence):
        parse_qualification(damage(TEXT))


@pytest.mark.parametrize(
    ("before", "now", "course"),
    [
        (0, 1, Course.STARTED),
        (0, 3, Course.STARTED),
        (1, 2, Course.FURTHER),
        (3, 1, Course.LESS),
        (2, 0, Course.STOPPED),
        (2, 2, Course.SAME),
        (0, 0, Course.SAME),
        (None, None, Course.SAME),
        (None, 2, Course.UNKNOWN),
        (2, None, Course.UNKNOWN),
    ],
)
def test_what_became_of_a_practice_is_one_word(before: int | None, now: int | None, course: Course) -> None:
    first, last = ({} if level is None else {"DT1": level} for level in (before, now))
    step = steps_between(Profile(GRID, first), Profile(GRID, last))[0]
    assert (step.practice.code, step.before, step.now, step.course) == ("DT1", before, now, course)
    assert step.course.label


def test_reworded_it_still_compares_and_meaning_something_else_it_does_not() -> None:
    reworded, other = with_practice("DT1", label="Autres mots"), with_practice("DT1", since=2)
    assert compares(GRID, reworded, "DT1")
    assert not compares(GRID, other, "DT1")
    assert compares(GRID, other, "DT2")
    step = steps_between(Profile(GRID, {"DT1": 1}), Profile(other, {"DT1": 3}))[0]
    assert (step.before, step.now, step.course) == (None, 3, Course.APART)


def test_levels_that_mean_something_else_compare_nothing() -> None:
    other = replace(GRID, levels=(*GRID.levels[:3], Level("Essaimé")), levels_since=2)
    assert not any(compares(GRID, other, code) for code in CODES)
    assert compares(GRID, replace(other, levels_since=1), "DT1")


def test_a_retired_practice_is_said_lost_and_never_read() -> None:
    without = with_practice("GL4", retired=True)
    assert "GL4" not in without.practices
    assert [own.code for own in lost_between(Profile(GRID, {"GL4": 2}), Profile(without, {}))] == ["GL4"]
    assert level_in(Profile(GRID, {"GL4": 2}), without, "GL4") is None


def test_profiles_are_counted_by_practice_and_level_and_nothing_is_added_up() -> None:
    other = with_practice("DT2", since=2)
    profiles = [Profile(GRID, {"DT1": 0, "DT2": 3}), Profile(GRID, {"DT1": 2}), Profile(other, {"DT1": 2, "DT2": 1})]
    found = tally(GRID, profiles)
    assert found["DT1"] == Tally((1, 0, 2, 0), 0)
    assert found["DT2"] == Tally((0, 0, 0, 1), 2)
    assert (found["DT1"].holders, found["DT1"].told, found["GL4"].told) == (2, 3, 0)


@UNHURRIED
@given(st.lists(st.dictionaries(st.sampled_from(CODES), st.integers(0, 3)), max_size=6))
def test_every_profile_is_counted_once_for_each_practice(levels: list[dict[str, int]]) -> None:
    for own in tally(GRID, [Profile(GRID, each) for each in levels]).values():
        assert own.told + own.silent == len(levels)
