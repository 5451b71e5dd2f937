"""What a row lacks, as PostgreSQL sees it: the same rules as the checks of the files, for counting and linking.

A test holds the two together: what is counted ready here is what the files accept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, false, func, literal_column, or_

from app.exchanges.opendata.faults import EMAIL, PHONE

SCDL, GIVING = "scdl", "360giving"
LA_POSTE, ITS_SEAT = "356000000", "35600000000048"


@dataclass(frozen=True)
class Reason:
    """`about`: the record to complete, « project », « money » (its investments) or « bearer ».

    `blocks`: the formats that refuse the row; `advises`: those that accept it and would rather have it.
    """

    slug: str
    one: str
    many: str
    about: str
    condition: Callable[[Any], ColumnElement[bool]]
    blocks: frozenset[str] = frozenset()
    advises: frozenset[str] = frozenset()
    help: str = ""

    def words(self, count: int) -> str:
        """« SIRET manquant pour 4 bénéficiaires »."""
        return self.one if count == 1 else self.many.format(count)


def without_number(line: Any) -> ColumnElement[bool]:
    return and_(line.bearer_id.is_not(None), line.siret.is_(None), not_usual(line))


def without_siret_but_rna(line: Any) -> ColumnElement[bool]:
    return and_(line.bearer_id.is_not(None), line.siret.is_(None), ~not_usual(line))


def not_usual(line: Any) -> ColumnElement[bool]:
    return or_(line.rna.is_(None), ~line.rna.regexp_match("^W[0-9]{9}$"))


def wrong_siret(line: Any) -> ColumnElement[bool]:
    """Its key, that of its SIREN, or the one of La Poste's own establishments."""
    own_key = and_(func.left(line.siret, 9) == LA_POSTE, line.siret != ITS_SEAT)
    right = or_(and_(own_key, digits(line.siret, 14) % 5 == 0), and_(~own_key, luhn(line.siret, 14) % 10 == 0))
    return and_(line.siret.is_not(None), or_(~right, luhn(line.siret, 9) % 10 != 0))


def digits(number: ColumnElement[str], length: int) -> ColumnElement[int]:
    return sum((digit(number, place) for place in range(2, length + 1)), digit(number, 1))


def luhn(number: ColumnElement[str], length: int) -> ColumnElement[int]:
    """Every second digit from the right is doubled, and its own two digits added."""
    parts = [doubled(number, place) if (length - place) % 2 else digit(number, place) for place in range(1, length + 1)]
    return sum(parts[1:], parts[0])


def digit(number: ColumnElement[str], place: int) -> ColumnElement[int]:
    return func.ascii(func.substr(number, place, 1)) - literal_column("48")


def doubled(number: ColumnElement[str], place: int) -> ColumnElement[int]:
    twice = digit(number, place) * 2
    return twice - func.div(twice, 10) * 9


def personal(line: Any) -> ColumnElement[bool]:
    text = func.concat_ws(" ", line.title, line.summary, line.purpose, line.copil_number, line.bearer)
    return or_(text.regexp_match(EMAIL), text.regexp_match(PHONE))


def maybe_a_person(line: Any) -> ColumnElement[bool]:
    numbers = and_(line.siren.is_(None), line.siret.is_(None), line.rna.is_(None))
    return and_(line.profile_code == "citoyens", numbers)


BOTH = frozenset({SCDL, GIVING})
REASONS = (
    Reason(
        "copil",
        "Date de COPIL manquante pour un investissement",
        "Date de COPIL manquante pour {} investissements",
        "money",
        lambda line: line.copil_on.is_(None),
        BOTH,
    ),
    Reason(
        "porteur",
        "Porteur manquant pour un projet",
        "Porteur manquant pour {} projets",
        "project",
        lambda line: line.bearer_id.is_(None),
        BOTH,
    ),
    Reason(
        "numero",
        "SIRET manquant pour un bénéficiaire",
        "SIRET manquant pour {} bénéficiaires",
        "bearer",
        without_number,
        frozenset({SCDL}),
        frozenset({GIVING}),
        help="À défaut, un RNA de la forme W et 9 chiffres est accepté. 360Giving s’en passe, avec un numéro propre "
        "au Fonds.",
    ),
    Reason(
        "cle",
        "SIRET à corriger pour un bénéficiaire",
        "SIRET à corriger pour {} bénéficiaires",
        "bearer",
        wrong_siret,
        frozenset({SCDL}),
        help="La clé de contrôle n’est pas juste.",
    ),
    Reason(
        "signature",
        "Signature de la charte et de la convention manquante pour un projet",
        "Signature de la charte et de la convention manquante pour {} projets",
        "project",
        lambda line: line.signed_on.is_(None),
        frozenset({SCDL}),
        help="Pas encore signée à cette date, ou sa date n’est pas saisie.",
    ),
    Reason(
        "tranches",
        "Échéancier manquant pour un investissement",
        "Échéancier manquant pour {} investissements",
        "money",
        lambda line: line.instalments == 0,
        frozenset({SCDL}),
        help="Le schéma demande le jour ou la période de versement.",
    ),
    Reason(
        "contact",
        "Adresse électronique ou téléphone dans un texte d’un projet",
        "Adresse électronique ou téléphone dans un texte de {} projets",
        "project",
        personal,
        BOTH,
        help="Intitulé, résumé, objet, numéro du COPIL ou nom du porteur.",
    ),
    Reason(
        "citoyens",
        "Groupe de citoyens sans numéro officiel\u00a0: un bénéficiaire",
        "Groupes de citoyens sans numéro officiel\u00a0: {} bénéficiaires",
        "bearer",
        maybe_a_person,
        BOTH,
        help="Son nom pourrait être celui d’une personne.",
    ),
    Reason(
        "siret-conseille",
        "SIRET conseillé pour un bénéficiaire connu par son RNA",
        "SIRET conseillé pour {} bénéficiaires connus par leur RNA",
        "bearer",
        without_siret_but_rna,
        advises=BOTH,
    ),
)
BY_SLUG: Mapping[str, Reason] = {reason.slug: reason for reason in REASONS}


def is_blocked(line: FromClause, standard: str) -> ColumnElement[bool]:
    return or_(false(), *(reason.condition(line.c) for reason in REASONS if standard in reason.blocks))
