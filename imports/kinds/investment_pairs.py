"""Which recorded investment a row is: the one of its COPIL; the only one of its project has its COPIL corrected."""

from collections import Counter
from collections.abc import Callable, Container, Sequence

from imports.kinds.common import by_project
from imports.kinds.kind import ReadRow, Said
from imports.records.entity import Entity, Records, Values
from imports.words import folded

COPIL = ("copil_on", "copil_number")
SEVERAL = "le numéro du COPIL, car plusieurs investissements de ce projet ont cette date"
WHICH = "la date ou le numéro d’un COPIL, car ce projet a plusieurs investissements"
Same = Callable[[Values, Entity], bool]


def pair(said: Sequence[Said], records: Records, taken: Container[object]) -> Sequence[Entity | None]:
    pairing = _Pairing(said, records, taken)
    for is_same in (_same_copil, _same_day, _same_number):
        pairing.claim(is_same)
    pairing.claim_only_ones()
    return [pairing.found.get(place) for place in range(len(said))]


class _Pairing:
    """Each recorded investment goes to one row at most."""

    def __init__(self, said: Sequence[Said], records: Records, taken: Container[object]) -> None:
        self.said = said
        self.records = records
        self.taken = taken
        self.found: dict[int, Entity] = {}
        self.used: set[object] = set()

    def claim(self, is_same: Same) -> None:
        for place, row, values in self._left():
            known = [each for each in self._free(values) if is_same(values, each)]
            if len(known) == 1:
                self._give(place, known[0])
            elif known:
                row.refuse("copil_number", SEVERAL)

    def claim_only_ones(self) -> None:
        rows = Counter(values["project_id"] for _, values in self.said)
        for place, row, values in self._left():
            free = self._free(values)
            is_alone = rows[values["project_id"]] == 1 and len(self._recorded(values)) == 1
            if free and is_alone and not _is_another(values, free[0]):
                self._give(place, free[0])
            elif free and not _says_copil(values):
                row.refuse("copil_on", WHICH)

    def _left(self) -> list[tuple[int, ReadRow, Values]]:
        waiting = ((place, *each) for place, each in enumerate(self.said) if place not in self.found)
        return [each for each in waiting if not each[1].is_refused]

    def _recorded(self, values: Values) -> list[Entity]:
        owned = self.records.matching("investment", by_project, values["project_id"])
        return [each for each in owned if not each.is_new]

    def _free(self, values: Values) -> list[Entity]:
        return [each for each in self._recorded(values) if each.id not in self.taken and each.id not in self.used]

    def _give(self, place: int, investment: Entity) -> None:
        self.found[place] = investment
        self.used.add(investment.id)


def _same_copil(values: Values, known: Entity) -> bool:
    return _same_day(values, known) and _same_number(values, known)


def _same_day(values: Values, known: Entity) -> bool:
    return "copil_on" in values and known["copil_on"] == values["copil_on"]


def _same_number(values: Values, known: Entity) -> bool:
    number = folded(values.get("copil_number", ""))
    return bool(number) and folded(known["copil_number"] or "") == number


def _is_another(values: Values, known: Entity) -> bool:
    """Neither its day nor its number: another COPIL, hence another investment."""
    return _says_copil(values) == len(COPIL) and all(known[name] for name in COPIL)


def _says_copil(values: Values) -> int:
    """How much of its COPIL a row says: its day, its number, both or nothing."""
    return sum(name in values for name in COPIL)
