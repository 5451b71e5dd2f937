"""The case in Markdown: what was typed is text, never markup."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.exchanges.cases.words import amounts, as_day, facts_of, indicator_line, partner_line, shown_score

Json = dict[str, Any]
MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
LINE_START = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.MULTILINE)


def plain(text: str) -> str:
    """Signs that would be read as markup are escaped, at the start of a line too."""
    return LINE_START.sub(lambda found: f"{found[1]}\\{found[2]}", MARKS.sub(r"\\\1", text))


def written(case: Json) -> str:
    return "\n".join(_lines(case)).rstrip() + "\n"


def _lines(case: Json) -> Iterator[str]:
    texts = case["case"]
    yield from (f"# {plain(texts['title'])}", "")
    if case["demonstration"]:
        yield from ("> Données de démonstration\u00a0: projets, organisations et réponses fictifs.", "")
    yield from _prose(texts["summary"])
    yield from (*(f"- **{label}**\u00a0: {plain(value)}" for label, value in facts_of(case)), "")
    yield from _section("Le besoin", _prose(case["need"]))
    yield from _section("La réponse", _prose(case["answer"]))
    yield from _section("Ce que nous avons appris", _prose(texts["lessons"]))
    yield from _section("À quelles conditions ailleurs", _prose(texts["conditions"]))
    for result in case["results"]:
        yield from _result(result)
    yield from _evolution(case["evolution"])
    yield from _section("Paroles de partenaires", _quotes(case["quotes"]))
    yield from _section("Les indicateurs", _items(indicator_line(own) for own in case["indicators"]))
    yield from _section("L’alliance", _items(partner_line(own) for own in case["alliance"]["partners"]))
    yield from _section("Le chemin", _items(_step(own) for own in case["timeline"]))
    yield from _section("Les moyens", _items(f"{label}\u00a0: {value}" for label, value in amounts(case["money"])))
    yield from _section("Ce qui reste", _items(_left(case["pillars"])))
    yield from _section("Sources", _items(case["sources"]))
    yield from _section("Méthode", _items(case["method"]))
    yield from ("---", "", _foot(case))


def _section(title: str, lines: Iterable[str]) -> list[str]:
    """Nothing at all when there is nothing to say."""
    body = list(lines)
    return [f"## {title}", "", *body] if body else []


def _prose(text: str) -> list[str]:
    return [line for part in text.split("\n\n") if part for line in (plain(part), "")]


def _items(lines: Iterable[str]) -> list[str]:
    kept = [f"- {plain(line)}" for line in lines]
    return [*kept, ""] if kept else []


def _step(own: Json) -> str:
    proof = own["evidence"] or own["deliverable"]
    return f"{as_day(own['on'])}\u00a0: {own['title']}{f' ({proof})' if proof else ''}"


def _result(result: Json) -> list[str]:
    moment, held_on = result["moment"]["label"].lower(), as_day(result["held_on"])
    lines = [f"## Évaluation {moment}, {held_on}", ""]
    for reading in result["readings"]:
        lines += [f"### {reading['label']}", "", "| Axe | Score sur 100 | Comment le lire |", "|---|--:|---|"]
        lines += [
            f"| {plain(own['label'])} | {shown_score(own['score'])} | {plain(own['words'])} |"
            for own in reading["scores"]
        ]
        lines.append("")
    return lines


def _evolution(told: Json) -> list[str]:
    if not told["axes"]:
        return []
    lines = _items(f"{own['label']}\u00a0: {own['words']}" for own in told["axes"])
    return ["## L’attendu et l’observé", "", *lines, plain(told["note"]), ""]


def _quotes(quotes: Iterable[Json]) -> Iterator[str]:
    for own in quotes:
        said = plain(own["text"].replace("\r\n", "\n")).split("\n")
        who = f"{own['profile']}, " if own["profile"] else ""
        yield from (*(f"> {line}".rstrip() for line in said), ">", f"> — {plain(who + own['axis'])}", "")


def _left(pillars: Iterable[Json]) -> Iterator[str]:
    for pillar in pillars:
        for own in pillar["deliverables"]:
            yield f"{pillar['label']}\u00a0: {own['title']}, {as_day(own['done_on'])}. {own['kept_at']}"


def _foot(case: Json) -> str:
    versions, day = case["versions"], date.fromisoformat(case["as_of"])
    return (
        f"{plain(case['project']['code'])}, état au {day:%d/%m/%Y}, version {versions['case']} du cas, "
        f"format {case['format']}. Empreinte\u00a0: `{case['digest']['value']}`."
    )
