"""Écrit dans docs/security.md les tables de docs/asvs.toml, promesses et exigences : python -m scripts.asvs."""

import tomllib
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE, PAGE = ROOT / "docs/asvs.toml", ROOT / "docs/security.md"
MARK = "<!-- table des exigences, écrite par python -m scripts.asvs -->\n"
PROMISES = "<!-- table des promesses, écrite par python -m scripts.asvs -->\n"
PROMISED = "| | ce qui est promis | ce qui le montre | ce qui reste |\n|---|---|---|---|\n"
HEAD = "| exigence | niveau | ce qui est demandé | ce qui le montre |\n|---|---|---|---|\n"
CHAPTERS = {
    1: "Encodage et nettoyage", 2: "Règles du métier", 3: "Navigateur", 4: "HTTP et programmes", 5: "Fichiers",
    6: "Identification", 7: "Connexions", 8: "Droits", 9: "Jetons signés", 10: "OAuth et OpenID Connect",
    11: "Cryptographie", 12: "Liaisons", 13: "Installation", 14: "Protection des données", 15: "Code et composants",
    16: "Journaux et pannes", 17: "Temps réel",
}  # fmt: skip


def requirements() -> list[dict[str, Any]]:
    """Each with `id`, `level`, `text`, and `tests`, `reason` or `left_out`."""
    found: list[dict[str, Any]] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["requirement"]
    return found


def promises() -> list[dict[str, Any]]:
    """Each with `id`, `text`, `tests`, and what is `left` to do when something is."""
    found: list[dict[str, Any]] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["promise"]
    return found


def promised(found: list[dict[str, Any]]) -> str:
    lines = [f"| {each['id']} | {each['text']} | {shown_by(each)} | {each.get('left', '')} |" for each in found]
    return PROMISES + "\n" + PROMISED + "\n".join(lines) + "\n\n"


def chapter_of(requirement: dict[str, Any]) -> int:
    return int(str(requirement["id"]).split(".")[0])


def table(found: list[dict[str, Any]]) -> str:
    return MARK + summary(found) + "".join(chapter(number, list(own)) for number, own in groupby(found, chapter_of))


def summary(found: list[dict[str, Any]]) -> str:
    count = Counter(sort_of(each) for each in found)
    return (
        f"\nSur {len(found)} exigences de niveaux 1 et 2, {count['left_out']} sont sans objet ici. Des "
        f"{len(found) - count['left_out']} autres, {count['tests']} sont montrées par un essai et {count['reason']} "
        "par une raison écrite, dont ce qui se règle à l’installation.\n"
    )


def sort_of(requirement: dict[str, Any]) -> str:
    return next(sort for sort in ("left_out", "tests", "reason") if sort in requirement)


def chapter(number: int, own: list[dict[str, Any]]) -> str:
    lines = [f"| {each['id']} | {each['level']} | {each['text']} | {shown_by(each)} |" for each in own]
    return f"\n### {number}. {CHAPTERS[number]}\n\n{HEAD}" + "\n".join(lines) + "\n"


def shown_by(requirement: dict[str, Any]) -> str:
    if "left_out" in requirement:
        return f"*Sans objet\u00a0:* {requirement['left_out']}"
    parts = [f"`{name.removeprefix('tests/')}`" for name in requirement.get("tests", ())]
    return "<br>".join(parts + ([requirement["reason"]] if "reason" in requirement else []))


def page() -> str:
    """The page as it must be: its own text, with the two tables in their places."""
    own = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    before, _, rest = own.partition(PROMISES)
    return before + promised(promises()) + rest[rest.index("## ") :] + table(requirements())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
