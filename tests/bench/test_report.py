"""What a run wrote is read as it was measured: medians, targets reached or not in words, growth."""

from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import in_order, put
from bench.report import page
from bench.summary import BEGIN, END, PAGE, put_into, replayed

MACHINE = {"day": "2026-11-27", "cores": 2, "processor": "x", "memory": "8 Go", "load": 0.5, "system": "Linux",
           "python": "3.11", "packages": {"django": "5.2"}, "programs": {}}  # fmt: skip


def told(*measures: dict[str, Any], failed: tuple[int, ...] = (), targets: dict[str, float] | None = None) -> str:
    bench = {"title": "Liste", "targets": targets or {"contre lui": 3.0}, "measures": measures, "failed": failed}
    return "\n".join(page({"machine": MACHINE, "benches": {"b1": bench}}))


def at(size: int, *ratios: float, time: float = 1.0, unit: str = "s", **more: Any) -> dict[str, Any]:
    """A measure whose only ratio went so, round by round."""
    own = {"ratios": {"contre lui": list(ratios)}, "times": {"nous": [time]}, "units": {"nous": unit}}
    return {"size": size, "rounds": len(ratios), **own, **more}


def test_a_ratio_is_a_median_with_its_quarters_and_its_target() -> None:
    text = told(at(33, 2, 3, 4, 5, 9))
    assert "| contre lui | **4,00** (3,00 à 5,00) | 3,00 | atteint |" in text


def test_a_target_missed_is_said() -> None:
    assert "**non atteint**" in told(at(33, 2.9), at(1_000, 1))
    assert "**atteint à 33 seulement**" in told(at(33, 3.1), at(1_000, 1))


def test_a_target_nobody_measured_is_said() -> None:
    text = told(at(33, 9), targets={"contre un autre": 2.0})
    assert "| contre un autre | — | 2,00 | **non mesuré** |" in text


def test_growth_is_over_the_smallest_size() -> None:
    assert "| nous | × 1,00 | × 2,50 |" in told(at(33, 9, time=2), at(1_000, 9, time=5))


def test_growth_of_a_rate_is_that_of_its_time() -> None:
    text = told(at(33, 9, time=40, unit="pages/s"), at(1_000, 9, time=20, unit="pages/s"))
    assert "| nous | 40,0 pages/s | 20,0 pages/s |" in text
    assert "| nous | × 1,00 | × 2,00 |" in text


def test_memory_and_its_growth_are_shown() -> None:
    text = told(at(33, 9, memory={"nous": 10}), at(1_000, 9, memory={"nous": 30}))
    assert "| nous | 10,0 Mo | 30,0 Mo |" in text
    assert "| nous | × 1,00 | × 3,00 |" in text


def test_a_failed_measure_is_told_and_a_note_only_once() -> None:
    text = told(at(33, 9, notes=["Sans cache."]), at(1_000, 9, notes=["Sans cache."]), failed=(100_000,))
    assert "**Non mesuré** à 100000 projets" in text
    assert text.count("Sans cache.") == 1


def run_of(*measures: dict[str, Any]) -> dict[str, Any]:
    bench = {"title": "Liste", "targets": {"contre lui": 3.0}, "measures": measures, "failed": ()}
    return {"machine": MACHINE, "benches": {"b1": bench}}


def test_the_page_takes_the_figures_between_its_marks_each_time(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"Avant.\n{BEGIN}\nvieux\n{END}\nAprès.\n", encoding="utf-8")
    for median in (9, 4):
        put_into(page, run_of(at(33, median, time=1), at(1_000, 2, time=3)))
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"Avant.\n{BEGIN}\n")
    assert text.endswith(f"{END}\nAprès.\n")
    assert "| B1, contre lui | 33 : **4,00** · 1\u202f000 : **2,00** | 3,00 | **atteint à 33 seulement** |" in text
    assert "| B1, nous | 33 : × 1,00 · 1\u202f000 : × 3,00 |" in text
    assert "vieux" not in text
    assert "9,00" not in text


def test_a_page_without_its_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Rien.", encoding="utf-8")
    with pytest.raises(ValueError, match="marks"):
        put_into(page, run_of())
    assert page.read_text(encoding="utf-8") == "Rien."


def test_the_page_of_the_project_has_them() -> None:
    assert BEGIN in PAGE.read_text(encoding="utf-8").partition(END)[0]


def test_a_run_cut_short_has_the_smallest_size_of_each() -> None:
    sizes = {"b1": (33, 1_000, 100_000), "b3": (1_000,), "b5": (33, 1_000)}
    assert list(in_order(sizes)) == [
        ("b1", 33), ("b3", 1_000), ("b5", 33), ("b1", 1_000), ("b5", 1_000), ("b1", 100_000),
    ]  # fmt: skip


def test_a_measure_made_again_takes_its_place_and_says_so() -> None:
    found: dict[str, Any] = {"measures": [at(33, 9), at(1_000, 2)], "failed": [100_000]}
    put(found, 1_000, at(1_000, 7, load=0.4), again=True)
    put(found, 100_000, at(100_000, 8, load=1.2), again=True)
    assert [(each["size"], each["ratios"]["contre lui"]) for each in found["measures"]] == [
        (33, [9]),
        (1_000, [7]),
        (100_000, [8]),
    ]
    assert found["failed"] == []
    text = told(*found["measures"])
    assert "| rapport | 33 projets, 1 tours | 1000 projets, 1 tours, charge 0,40, rejoué |" in text
    assert (
        replayed({"b1": found}) == " Rejouées ensuite : B1 à 1\u202f000 (charge 0,40), B1 à 100\u202f000 (charge 1,20)."
    )


def test_a_measure_that_fails_again_leaves_no_old_figure() -> None:
    found: dict[str, Any] = {"measures": [at(33, 9)], "failed": []}
    put(found, 33, None, again=True)
    assert found == {"measures": [], "failed": [33]}
