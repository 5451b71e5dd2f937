"""A frozen content in the shape that the restitution of a project reads, viewpoints standing for profiles."""

from collections.abc import Iterator, Mapping
from typing import Any

Frozen = Mapping[str, Any]
Texts = Mapping[str, str]
STORY, COMMENT, SOURCE = "recit", "commentaire", "source"


def as_scores(content: Frozen, texts: Texts, quotable: frozenset[str]) -> Frozen:
    """`texts`: those that are still what was published, by their key; `quotable`: voices whose words may leave."""
    reading = content["reading"]
    return {
        "title": content["title"],
        "phase": content["phase"],
        "held_on": content["held_on"],
        "programme_start": content["programme_start"],
        "respondents": [_voice(own, quotable) for own in content["voices"]],
        "readings": [reading] if reading else [],
        "inputs": content["inputs"],
        "stories": list(_texts(texts, STORY, "prompt")),
        "comments": list(_texts(texts, COMMENT, "question")),
        "counts": [
            {**own, "source": texts.get(f"{SOURCE}/{own['voice']}/{own['count']}", "")} for own in content["counts"]
        ],
        "figures": content["figures"],
        "lost": len(content["texts"].keys() - texts.keys()),
    }


def _voice(own: Frozen, quotable: frozenset[str]) -> Frozen:
    return {
        "id": own["id"],
        "organisation_id": own["organisation_id"],
        "name": own["name"],
        "profile": own["viewpoint"],
        "role": "",
        "heard": own["heard"],
        "quotes_allowed": own["id"] in quotable,
    }


def _texts(texts: Texts, kind: str, what: str) -> Iterator[Frozen]:
    """In the order of the codes, then of the voices."""
    parts = [(*key.split("/", 2), text) for key, text in texts.items()]
    for _, voice, code, text in sorted(
        (own for own in parts if own[0] == kind), key=lambda own: (own[2], len(own[1]), own[1])
    ):
        yield {"voice": voice, what: code, "text": text}
