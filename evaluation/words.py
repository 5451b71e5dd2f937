"""The closed lists of the method, as stored, each with the French word a person reads."""

from enum import StrEnum

FORMULA_VERSION = "1.0"
NOT_APPLICABLE = "NA"
UNKNOWN = "NSP"
INTERREGIONAL = "interregional"


class Moment(StrEnum):
    EX_ANTE = "ex_ante"
    IN_ITINERE = "in_itinere"
    EX_POST = "ex_post"

    @property
    def label(self) -> str:
        return {"ex_ante": "Ex ante", "in_itinere": "In itinere", "ex_post": "Ex post"}[self]


class Reading(StrEnum):
    INITIAL = "initial"
    EXPECTED = "expected"
    OBSERVED = "observed"

    @property
    def label(self) -> str:
        return {"initial": "Situation initiale", "expected": "Attendu", "observed": "Observé"}[self]


class Status(StrEnum):
    PUBLISHED = "published"
    PROVISIONAL = "provisional"
    INSUFFICIENT = "insufficient"
    NOT_SUITED = "not_suited"

    @property
    def label(self) -> str:
        return {
            "published": "Publié",
            "provisional": "Provisoire",
            "insufficient": "Réponses insuffisantes",
            "not_suited": "Axe peu adapté au projet",
        }[self]

    @property
    def shows_number(self) -> bool:
        """§3: only a published or a provisional axis shows a number."""
        return self in (Status.PUBLISHED, Status.PROVISIONAL)


class Maturity(StrEnum):
    INITIAL = "initial"
    EXPECTED = "attendu"
    SIGNAL = "signal"
    FINDING = "constat"

    @property
    def label(self) -> str:
        return {"initial": "Initial", "attendu": "Attendu", "signal": "Signal", "constat": "Constat"}[self]


class Level(StrEnum):
    DETAIL = "detail"
    FRAGILE = "fragile"
    ESTABLISHED = "established"

    @property
    def label(self) -> str:
        return {"detail": "Indicatif", "fragile": "Fragile", "established": "Établi"}[self]


READINGS: dict[Moment, tuple[Reading, ...]] = {
    Moment.EX_ANTE: (Reading.INITIAL, Reading.EXPECTED),
    Moment.IN_ITINERE: (Reading.OBSERVED,),
    Moment.EX_POST: (Reading.OBSERVED,),
}
"""§1: ex ante asks the initial and the expected situation, the two other moments ask what is observed."""

REGIONAL_READING: dict[Moment, Reading] = {
    Moment.EX_ANTE: Reading.EXPECTED,
    Moment.IN_ITINERE: Reading.OBSERVED,
    Moment.EX_POST: Reading.OBSERVED,
}
"""§5: the reading a region speaks of at each moment; before the project, what is expected of it."""
