"""Thirty-three made-up alliances. None exists; the places do, so that maps and searches have something to find."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Story:
    title: str
    place: str
    region: str | None
    territories: tuple[str, ...]
    domain: str
    mode: str
    status: str
    age: int  # months since the COPIL; 0 before it
    amount: int
    partners: str  # one letter per partner, see portfolio.KINDS
    tension: str  # the axis on which the partners do not see the same thing
    fate: str  # what makes its screens special: late, blocked, silent, draft, corrected, closed, not_suited


def read_stories() -> tuple[Story, ...]:
    with Path(__file__).with_name("stories.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(_story(row) for row in csv.DictReader(lines, delimiter=";"))


def _story(row: dict[str, str]) -> Story:
    return Story(
        title=row["title"],
        place=row["place"],
        region=row["region"] or None,
        territories=tuple(row["territories"].split()),
        domain=row["domain"],
        mode=row["mode"],
        status=row["status"],
        age=int(row["age"]),
        amount=int(row["amount"]),
        partners=row["partners"],
        tension=row["tension"],
        fate=row["fate"],
    )


STORIES = read_stories()
