"""What keeps a grant from leaving, told by project and field; and what leaves nothing personal behind."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import Refused
from app.exchanges.opendata.grants import Grant

# The same two expressions are read by PostgreSQL (`readiness`): nothing that only one of the two knows.
EMAIL = r"[^\s@]+@[^\s@]+[.][^\s@]+"
PHONE = r"(^|[^0-9])(0|[+]33[ .]?([(]0[)])?[ .]?)[1-9]([ .\u00a0\u202f-]?[0-9]{2}){4}($|[^0-9])"
SHOWN = 10
PAGE = "/exports/donnees-ouvertes"


@dataclass(frozen=True)
class Fault:
    """`code` of the project; `field` as the standard names it; `words` is the end of a sentence."""

    code: str
    title: str
    field: str
    words: str

    def __str__(self) -> str:
        return f"{self.code} «\u00a0{self.title}\u00a0», {self.field}\u00a0: {self.words}"


class NotReady(Refused):
    """Refused, with all that is to be completed; the first ones are told in the sentence itself."""

    def __init__(self, faults: Sequence[Fault], grants: int) -> None:
        lines = len({(fault.code, fault.title) for fault in faults})
        told = [str(fault) for fault in faults[:SHOWN]]
        rest = len(faults) - len(told)
        more = [f"Et {rest} {'autre manque' if rest == 1 else 'autres manques'}."] if rest else []
        projects = "un projet n’est pas prêt" if lines == 1 else f"{lines} projets ne sont pas prêts"
        opening = f"Rien n’est exporté\u00a0: {projects}, sur {grants} {'ligne' if grants < 2 else 'lignes'}."
        super().__init__("\n".join([opening, *told, *more]), PAGE, "Voir ce qui manque")
        self.faults = tuple(faults)


def personal(grant: Grant) -> list[str]:
    """Why this grant could tell something of a person."""
    words = []
    text = " ".join(published_texts(grant))
    if re.search(EMAIL, text):
        words.append("un texte à publier contient une adresse électronique")
    if re.search(PHONE, text):
        words.append("un texte à publier contient un numéro de téléphone")
    if may_be_a_person(grant):
        words.append("un groupe de citoyens sans numéro officiel pourrait porter le nom d’une personne")
    return words


def published_texts(grant: Grant) -> Iterable[str]:
    return (grant.title, grant.summary, grant.purpose, grant.copil_number, grant.bearer or "")


def may_be_a_person(grant: Grant) -> bool:
    return grant.profile_code == "citoyens" and not (grant.siren or grant.siret or grant.rna)
