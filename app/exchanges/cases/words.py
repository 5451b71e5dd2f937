"""Lines in French that the Markdown and the page share."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from app.results.words import decimal
from app.wording import NARROW, euros

Json = dict[str, Any]


def as_day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"


def shown_score(score: float | None) -> str:
    return "—" if score is None else decimal(score)


def figure(value: float | None, unit: str = "") -> str:
    """12 500 foyers; 0,5 and no « .0 »."""
    if value is None:
        return "—"
    text = f"{Decimal(str(value)).normalize():,f}".replace(",", NARROW).replace(".", ",").replace("-", "−")
    return f"{text} {unit}".rstrip()


def facts_of(case: Json) -> Iterator[tuple[str, str]]:
    """Label and value, for what is known."""
    project, where, alliance = case["project"], case["territory"], case["alliance"]
    region = where["region"]["label"] if where["region"] else "Interrégional ou national"
    years = _years(project["starts_on"], project["ends_on"])
    known = [
        ("Territoire", ", ".join(filter(None, [where["label"], region]))),
        ("Échelon", _label(where["scale"])),
        ("Domaines", ", ".join(own["label"] for own in case["domains"])),
        ("Objectifs de développement durable", f"{NARROW}; ".join(own["label"] for own in case["goals"])),
        ("Alliance", profiles(case)),
        ("Catégorie et mode", ", ".join(filter(None, [_label(alliance["category"]), _label(alliance["mode"])]))),
        ("Objectif commun", _label(alliance["objective"])),
        ("Phase d’innovation", _label(alliance["phase"])),
        ("Ingénierie", _label(alliance["engineering"])),
        ("Programme", project["programme"] or ""),
        ("Dates", years),
        ("Contact", contact(case)),
    ]
    yield from ((label, value) for label, value in known if value)


def _years(starts_on: str | None, ends_on: str | None) -> str:
    if starts_on and ends_on:
        return f"du {as_day(starts_on)} au {as_day(ends_on)}"
    if starts_on:
        return f"depuis le {as_day(starts_on)}"
    return f"jusqu’au {as_day(ends_on)}" if ends_on else ""


def profiles(case: Json) -> str:
    """« Association (2), collectivité (1) ». The lists are edited: no plural is made of a label."""
    told = ", ".join(f"{own['label'].lower()}\u00a0({own['count']})" for own in case["alliance"]["profiles"])
    return told[:1].upper() + told[1:]


def contact(case: Json) -> str:
    who = case["case"]["contact"]
    return ", ".join(filter(None, [who["name"], who["website"]])) if who else "Fonds ODD 17"


def partner_line(own: Json) -> str:
    gone = "" if own["present"] else ", a quitté l’alliance"
    return f"{own['name']}\u00a0: {own['profile']['label'].lower()}, {own['role']['label'].lower()}{gone}"


def indicator_line(own: Json) -> str:
    reached = figure(own["value"], own["unit"])
    since = f" au {as_day(own['measured_on'])}" if own["measured_on"] else ""
    target = f", cible {figure(own['target'], own['unit'])}" if own["target"] is not None else ""
    start = f", départ {figure(own['baseline'], own['unit'])}" if own["baseline"] is not None else ""
    proof = f" ({own['evidence']['label'].lower()})" if own["evidence"] else ""
    return f"{own['label']}\u00a0: {reached}{since}{target}{start}\u00a0; {own['words']}{proof}".replace(
        "\u00a0;", f"{NARROW};"
    )


def amounts(money: Json | None) -> list[tuple[str, str]]:
    if money is None:
        return []
    told = [
        ("Accordé par le Fonds", _euros(money["invested_eur"])),
        ("Versé", _euros(money["paid_eur"])),
        ("Cofinancé, apports valorisés compris", _euros(money["cofinanced_eur"])),
    ]
    if money["leverage"] is not None:
        told.append(("Effet de levier", f"{decimal(money['leverage'])}\u00a0€ apportés pour 1\u00a0€ du Fonds"))
    return told


def _euros(amount: float) -> str:
    return euros(Decimal(str(amount)))


def _label(choice: Json | None) -> str:
    return str(choice["label"]) if choice else ""
