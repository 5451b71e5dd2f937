"""Respondents numbered afresh, and groups named only where a profile may leave."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from app.exchanges.funder.published import Published
from app.restitution.disclosure import least_of, profiles_that_may_leave, score_may_leave
from evaluation import Grid

Frozen = Mapping[str, Any]


@dataclass(frozen=True)
class Voices:
    """The respondents of a campaign as the file shows them.

    `order`: their ids, in the order of their numbers; `groups`: profile → what it is called; `masked`: (reading, axis)
    whose answers may not leave, since the score they make is one profile’s own view.
    """

    order: tuple[str, ...]
    groups: Mapping[str, str]
    masked: frozenset[tuple[str, str]]


def voices_of(published: Published, scores: Frozen, grid: Grid, key: bytes, labels: Mapping[str, str]) -> Voices:
    respondents = scores["inputs"]["respondents"]
    least, masked = least_of(grid), masked_axes(scores, least_of(grid))
    named = named_profiles(scores, grid, masked, least)
    order = drawn((own["id"] for own in respondents), key, published.campaign_id)
    profiles = drawn({own["profile"] for own in respondents}, key, published.campaign_id)
    return Voices(order, group_names(profiles, named, labels), masked)


def drawn(ids: Iterable[str], key: bytes, campaign_id: int) -> tuple[str, ...]:
    """An order that says nothing of its members, and is not the same in another file nor in another campaign."""
    return tuple(sorted(ids, key=lambda own: blake2b(f"{campaign_id}/{own}".encode(), key=key).digest()))


def group_names(profiles: Sequence[str], named: Iterable[str], labels: Mapping[str, str]) -> dict[str, str]:
    """Letters for the others. Signs that formulas read as « anything » are left out of labels."""
    kept, letters = set(named), iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4)
    return {
        profile: labels[profile].translate(WILDCARDS) if profile in kept else f"Groupe\u00a0{next(letters)}"
        for profile in profiles
    }


WILDCARDS = str.maketrans("", "", '*?~"<>=')


def masked_axes(scores: Frozen, least: int) -> frozenset[tuple[str, str]]:
    return frozenset(
        (kept["reading"], code)
        for kept in scores["readings"]
        for code, axis in kept["axes"].items()
        if not score_may_leave(axis["respondents"], axis["profiles"], least)
    )


def named_profiles(scores: Frozen, grid: Grid, masked: Iterable[tuple[str, str]], least: int) -> frozenset[str]:
    """The profiles that may leave on every axis shown where one of theirs gave a level: a row bears all its axes."""
    hidden, refused, heard = set(masked), set[str](), set[str]()
    questions = grid.axis_of_question
    speaking: dict[tuple[str, str], Counter[str]] = {}
    for own in scores["inputs"]["respondents"]:
        said = {(answer[1], questions[answer[0]].code) for answer in own["answers"] if answer[0] in questions}
        for place in said - hidden:
            speaking.setdefault(place, Counter())[own["profile"]] += 1
    for counts in speaking.values():
        heard |= counts.keys()
        refused |= counts.keys() - profiles_that_may_leave(counts, least)
    return frozenset(heard - refused)
