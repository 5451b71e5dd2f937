"""What was measured, as tables: ratios with their targets, times, memory, and how each grows with the portfolio."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from bench.rounds import Ratio, spread

Measure = Mapping[str, Any]
SECONDS, MEGABYTES = "s", "Mo"
READ = (
    "Au-dessus de 1, un rapport est à notre avantage ; médiane des tours, et entre parenthèses quart bas et quart haut."
)


def page(run: Mapping[str, Any]) -> Iterator[str]:
    yield "# Dernières mesures\n"
    yield from machine_lines(run["machine"])
    yield f"\n{READ}"
    for name, found in run["benches"].items():
        yield f"\n## {name.upper()}. {found['title']}\n"
        yield from bench_lines(found)


def machine_lines(machine: Mapping[str, Any]) -> Iterator[str]:
    versions = ", ".join(f"{name} {number}" for name, number in (machine["packages"] | machine["programs"]).items())
    yield f"Le {machine['day']}, {machine['cores']} cœurs ({machine['processor']}), {machine['memory']} de mémoire,"
    yield f"charge {french(machine['load'])} au départ, {machine['system']}, Python {machine['python']}, {versions}."


def bench_lines(found: Mapping[str, Any]) -> Iterator[str]:
    measures, targets = found["measures"], found["targets"]
    yield from table("rapport", measures, "ratios", lambda _, name, each: ratio_cell(each), targets)
    yield from table("médiane", measures, "times", time_cell)
    yield from table("mémoire", measures, "memory", lambda _, name, each: f"{french(each)} {MEGABYTES}")
    yield from growth(measures)
    for size in found["failed"]:
        yield f"\n**Non mesuré** à {size} projets : la mesure a échoué."
    for note in dict.fromkeys(note for measure in measures for note in measure.get("notes", ())):
        yield f"\n- {note}"


def table(
    head: str,
    measures: Sequence[Measure],
    what: str,
    cell: Callable[[Measure, str, Any], str],
    targets: Mapping[str, float] | None = None,
) -> Iterator[str]:
    """One line a side or a ratio, one column a size; a target that was not measured is told as such."""
    names = dict.fromkeys([*(targets or ()), *(name for measure in measures for name in measure.get(what, ()))])
    if not names:
        return
    heads = [head, *map(column, measures), *(("cible", "") if targets else ())]
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for name in names:
        shown = [cell(each, name, each[what][name]) if name in each.get(what, ()) else "—" for each in measures]
        yield f"| {' | '.join([name, *shown, *target_cells(name, measures, targets)])} |"
    yield ""


def column(measure: Measure) -> str:
    """What was measured; among how much other work: above the number of cores, times are longer than they should be."""
    busy = f", charge {french(measure['load'])}" if "load" in measure else ""
    return f"{measure['size']} projets, {measure['rounds']} tours{busy}{', rejoué' if measure.get('again') else ''}"


def target_cells(name: str, measures: Sequence[Measure], targets: Mapping[str, float] | None) -> tuple[str, ...]:
    if not targets:
        return ()
    return (french(targets[name]), reached(name, measures, targets[name])) if name in targets else ("", "")


def reached(name: str, measures: Sequence[Measure], target: float) -> str:
    medians = {each["size"]: spread(each["ratios"][name]).median for each in measures if name in each["ratios"]}
    fair = [str(size) for size, median in medians.items() if median >= target]
    if not medians:
        return "**non mesuré**"
    if len(fair) == len(medians):
        return "atteint"
    return f"**atteint à {' et '.join(fair)} seulement**" if fair else "**non atteint**"


def growth(measures: Sequence[Measure]) -> Iterator[str]:
    """What a side costs at each size, over what it costs at the smallest."""
    if len(measures) > 1:
        yield from table("croissance du temps", grown(measures, "times", cost), "grown", growth_cell)
        yield from table(
            "croissance de la mémoire", grown(measures, "memory", lambda _, __, each: each), "grown", growth_cell
        )


def grown(measures: Sequence[Measure], what: str, cost_of: Callable[[Measure, str, Any], float]) -> list[Measure]:
    costs = [{name: cost_of(each, name, side) for name, side in each.get(what, {}).items()} for each in measures]
    return [
        {**measure, "grown": {name: own[name] / first for name, first in costs[0].items() if first and name in own}}
        for measure, own in zip(measures, costs, strict=True)
    ]


def cost(measure: Measure, name: str, each: Sequence[float]) -> float:
    """Of a rate, the time of one."""
    median = statistics.median(each)
    return 1 / median if unit_of(measure, name).endswith("/s") and median else median


def unit_of(measure: Measure, name: str) -> str:
    unit: str = measure.get("units", {}).get(name, SECONDS)
    return unit


def ratio_cell(each: Sequence[float]) -> str:
    found: Ratio = spread(each)
    return f"**{french(found.median)}** ({french(found.low)} à {french(found.high)})"


def time_cell(measure: Measure, name: str, each: Sequence[float]) -> str:
    return f"{french(statistics.median(each))} {unit_of(measure, name)}"


def growth_cell(_: Measure, __: str, times: float) -> str:
    return f"× {french(times)}"


def french(value: float) -> str:
    """Three figures that mean something."""
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 0.1 else 4
    return f"{value:.{decimals}f}".replace(".", ",")
