"""What a file may hold, and what it would change or has changed, in words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from app.web.filters import plural
from app.wording import listed
from imports.mapping import SheetMapping


class Told(NamedTuple):
    """A kind of sheet as people are told of it."""

    name: str
    label: str
    sentence: str
    one: str
    many: str
    is_feminine: bool = False


KINDS = {
    told.name: told
    for told in (
        Told(
            "projets",
            "Suivi des projets",
            "Un projet par ligne, son porteur, ses partenaires, son montant\u202f; ses tranches et ses jalons à côté.",
            "projet",
            "projets",
        ),
        Told(
            "organisations",
            "Organisations",
            "Nom, profil, commune, SIREN, SIRET ou RNA.",
            "organisation",
            "organisations",
            is_feminine=True,
        ),
        Told(
            "partenaires",
            "Partenaires",
            "Qui s’engage dans quel projet, dans quel rôle, depuis quand.",
            "partenaire",
            "partenaires",
        ),
        Told(
            "investissements",
            "Investissements",
            "Le montant accordé à un projet par un comité de pilotage.",
            "investissement",
            "investissements",
        ),
        Told("tranches", "Tranches", "Échéance, montant et versement de chaque tranche.", "tranche", "tranches", True),
        Told("jalons", "Jalons", "Ce qui est attendu d’un projet, pour quand, par qui.", "jalon", "jalons"),
        Told(
            "indicateurs",
            "Indicateurs",
            "Ce qu’un projet mesure, d’où il part, ce qu’il vise.",
            "indicateur",
            "indicateurs",
        ),
        Told("mesures", "Mesures", "Une valeur relevée, à sa date, avec sa source.", "mesure", "mesures", True),
        Told(
            "reponses",
            "Réponses",
            "Les réponses d’un partenaire à une campagne d’évaluation.",
            "réponse",
            "réponses",
            is_feminine=True,
        ),
    )
}


TOGETHER = {
    "investissements": (
        "Investissements et tranches",
        "Le montant accordé par un comité de pilotage\u202f; l’échéance et le versement de chaque tranche.",
    ),
    "indicateurs": (
        "Indicateurs et mesures",
        "Ce qu’un projet mesure, d’où il part, ce qu’il vise\u202f; chaque valeur relevée, avec sa source.",
    ),
}
"""Two kinds of sheets that come in one workbook."""


class Template(NamedTuple):
    """What the first page proposes to download; `name` is that of its address."""

    name: str
    label: str
    sentence: str


def templates() -> list[Template]:
    inside = {"tranches", "mesures"}
    return [
        Template(name, *TOGETHER.get(name, (told.label, told.sentence)))
        for name, told in KINDS.items()
        if name not in inside
    ]


class State(NamedTuple):
    """A state of the lines of a plan: its code, its word in addresses, its words in sentences."""

    code: str
    slug: str
    one: str
    many: str


STATES = (
    State("new", "nouveaux", "nouveau", "nouveaux"),
    State("changed", "modifies", "modifié", "modifiés"),
    State("same", "inchanges", "inchangé", "inchangés"),
    State("refused", "refuses", "refusé", "refusés"),
)


def counted_states(counts: Mapping[str, Any]) -> str:
    """« 33 nouveaux, 2 modifiés et 1 inchangé »; states without a line are not told."""
    told = (plural(counts[each.code], each.one, each.many) for each in STATES if counts.get(each.code))
    return listed(told) or "aucune ligne"


def kind_one(kind: str) -> str:
    return KINDS[kind].one if kind in KINDS else kind


def counted_kinds(counts: Mapping[str, int]) -> str:
    """« 33 projets et 12 organisations », in the order of the first page."""
    return listed(plural(counts[kind], told.one, told.many) for kind, told in KINDS.items() if counts.get(kind))


def sheets_told(mapping: Sequence[SheetMapping]) -> str:
    """« Suivi » lue comme suivi des projets ; laissée de côté : « Notes »."""
    read = [f"«\u00a0{own.sheet}\u00a0» comme {KINDS[own.kind].label.lower()}" for own in mapping if own.kind in KINDS]
    aside = [f"«\u00a0{own.sheet}\u00a0»" for own in mapping if not own.kind]
    told = [f"Lu\u00a0: {listed(read)}."] if read else []
    return " ".join([*told, f"Laissé de côté\u00a0: {listed(aside)}."] if aside else told)
