"""How much of a project fits on what is printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """How much fits: characters of each text, lines of each list."""

    title: int
    summary: int
    need: int
    partners: int
    money: int
    instalments: int
    milestones: int
    indicators: int
    spoken: int
    quote: int
    missing: int
    sentence: int
    gained: int
    lever: int


TWO_PAGES = Room(75, 300, 260, 6, 5, 4, 8, 5, 3, 170, 6, 150, 5, 140)
TIGHT = Room(75, 200, 150, 4, 4, 4, 5, 5, 3, 170, 6, 150, 5, 140)
ONE_PAGE = Room(75, 260, 220, 5, 3, 4, 0, 4, 1, 170, 4, 150, 2, 0)
BEHIND = {"indicators": 3, "spoken": 2, "quote": 85, "missing": 3, "sentence": 100, "gained": 3, "lever": 60}
