"""The table of `docs/performance.md`, written between two marks after a whole run: no other figure can stand there."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from bench.report import cost, french, grown, reached
from bench.rounds import spread

PAGE = Path(__file__).parents[1] / "docs/performance.md"
BEGIN, END = "<!-- début des chiffres de la dernière exécution -->", "<!-- fin -->"


def put_into(page: Path, run: Mapping[str, Any]) -> None:
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{page} has lost its marks")
    page.write_text("\n".join([f"{before}{BEGIN}", *lines(run), f"{END}{after}"]), encoding="utf-8")


def lines(run: Mapping[str, Any]) -> Iterator[str]:
    machine = run["machine"]
    day = f"{date.fromisoformat(machine['day']):%d/%m/%Y}"
    yield f"Le {day}, {machine['cores']} cœurs, charge {french(machine['load'])} au départ.{replayed(run['benches'])}\n"
    yield "| | rapport médian, par nombre de projets | cible | |\n|---|---|---|---|"
    for name, found in run["benches"].items():
        yield from ratio_lines(name, found)
    yield "\n| notre temps, par rapport à la plus petite taille | |\n|---|---|"
    for name, found in run["benches"].items():
        yield from growth_lines(name, found)


def replayed(benches: Mapping[str, Any]) -> str:
    """What does not come from that very run, with the load it met."""
    again = [
        f"{name.upper()} à {whole(each['size'])} (charge {french(each['load'])})"
        for name, found in benches.items()
        for each in found["measures"]
        if each.get("again")
    ]
    return f" Rejouées ensuite : {', '.join(again)}." if again else ""


def ratio_lines(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    measures, targets = found["measures"], found["targets"]
    for ratio in dict.fromkeys([*targets, *(ratio for measure in measures for ratio in measure["ratios"])]):
        each = " · ".join(
            f"{whole(measure['size'])} : **{french(spread(measure['ratios'][ratio]).median)}**"
            for measure in measures
            if ratio in measure["ratios"]
        )
        target = targets.get(ratio)
        told = (french(target), reached(ratio, measures, target)) if target is not None else ("", "")
        yield f"| {name.upper()}, {ratio} | {each or '—'} | {told[0]} | {told[1]} |"


def whole(size: int) -> str:
    return f"{size:,}".replace(",", "\u202f")


def growth_lines(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    """Ours only: that of the others stands in the whole tables."""
    if len(found["measures"]) < 2:
        return
    measures = grown(found["measures"], "times", cost)
    for side in (one for one in measures[0]["grown"] if "nous" in one or "notre" in one):
        each = " · ".join(
            f"{whole(measure['size'])} : × {french(measure['grown'][side])}"
            for measure in measures
            if side in measure["grown"]
        )
        yield f"| {name.upper()}, {side} | {each} |"
