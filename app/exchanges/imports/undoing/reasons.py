"""Why something stays, in French: each sentence follows the name of what it is about."""

from collections import Counter
from collections.abc import Callable

from app.exchanges.imports.undoing.closing import Hold, HoldKind
from app.exchanges.imports.undoing.decision import Block, BlockKind
from app.exchanges.imports.undoing.labels import label
from app.exchanges.imports.undoing.words import noun
from app.wording import listed

GONE = "quelqu’un l’a retiré depuis, il n’y a plus rien à remettre."
MOVED_ON = "le projet a encore changé de statut depuis, cette étape reste dans son histoire."
RULE = "une règle de la base s’y oppose"
BROKEN = {
    "ck_allocation_total": "les affectations dépasseraient le montant de l’investissement",
    "ck_project_status_move": "le projet ne peut pas revenir à ce statut",
    "uq_partner_one_porteur": "le projet a un autre porteur depuis",
    "uq_partner_project_id_organisation_id": "l’organisation est déjà partenaire du projet",
    "uq_allocation_investment_id_funder_id": "ce financeur a déjà une part de l’investissement",
    "uq_measurement_indicator_id_measured_on": "l’indicateur a une autre mesure à cette date",
    "uq_organisation_siren": "ce SIREN est maintenant celui d’une autre organisation",
    "uq_organisation_siret": "ce SIRET est maintenant celui d’une autre organisation",
    "uq_organisation_rna": "ce numéro RNA est maintenant celui d’une autre organisation",
    "uq_project_code": "ce code est maintenant celui d’un autre projet",
}
"""By the rule of the database that said no."""


def because(block: Block, named: Callable[[str], str], fields: str, key: str) -> str:
    """`fields`: those that stay; none for a whole row that cannot come back."""
    table = key.partition(":")[0]
    what = f"{fields}\u00a0: " if fields else ""
    if block.kind is BlockKind.WHOLE:
        others = listed(label(table, name) for name in block.columns)
        return f"{what}reste en l’état, pour s’accorder avec ce qui a été changé depuis ({others})."
    if block.kind is BlockKind.MISSING:
        target = noun(block.by.partition(":")[0]).one
        return f"{what}ne peut pas revenir, car ce à quoi cela renvoyait a été retiré depuis ({target})."
    return f"{what}ne peut pas revenir\u202f: la place est prise par {named(block.by)}."


def still_needed(hold: Hold) -> str:
    if hold.kind is HoldKind.STATUS:
        return MOVED_ON
    counts = Counter(pointer.table for pointer in hold.pointers)
    told = listed(noun(table).of(number) for table, number in sorted(counts.items()))
    verb = "en dépend" if sum(counts.values()) == 1 else "en dépendent"
    return f"{told} {verb}, qui ne {'vient' if verb == 'en dépend' else 'viennent'} pas de cet import."


def broken(constraint: str | None) -> str:
    return f"reste en l’état\u202f: {BROKEN.get(constraint or '', RULE)}."
