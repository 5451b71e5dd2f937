"""Names to compare one more with, at the cost of the few that share a rare word with it."""

from collections import defaultdict

from app.partners.likeness import MANY, Compared, Named, nearness_of

NONE: list[int] = []


class Crowd:
    def __init__(self) -> None:
        self._known: dict[int, Compared] = {}
        self._blocks: dict[str, list[int]] = defaultdict(list)
        self._by_place: dict[str, dict[str, list[int]]] = {}

    def add(self, one: Compared) -> None:
        number = one.named.id
        self._known[number] = one
        for key in one.keys:
            self._blocks[key].append(number)
            if key in self._by_place:
                self._place(key, one.named)

    def near(self, one: Compared, least: float = 0.0) -> list[int]:
        """Those close enough to be asked about, the closest first; `least` may ask for more than their places do."""
        if not self._known:
            return []
        candidates = {number for key in one.keys for number in self._block(key, one.named)}
        found = ((nearness_of(one, self._known[number]), number) for number in candidates)
        kept = sorted((-nearness, number) for nearness, number in found if nearness is not None and nearness >= least)
        return [number for _, number in kept]

    def _block(self, key: str, named: Named) -> list[int]:
        """A word that too many bear says nothing any more, but among those of the same place."""
        whole = self._blocks.get(key, NONE)
        if len(whole) <= MANY:
            return whole
        places = self._placed(key, whole)
        blocks = (places.get(place, NONE) for place in (named.departement, named.commune) if place)
        return next((block for block in blocks if len(block) <= MANY), NONE)

    def _placed(self, key: str, whole: list[int]) -> dict[str, list[int]]:
        """Made only for the words that need it."""
        if key not in self._by_place:
            self._by_place[key] = defaultdict(list)
            for number in whole:
                self._place(key, self._known[number].named)
        return self._by_place[key]

    def _place(self, key: str, named: Named) -> None:
        for place in {named.departement, named.commune}:
            self._by_place[key][place].append(named.id)
