"""What keeps a grant from leaving, told by project and field; and what leaves nothing personal behind."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.errors import Refused
from app.exchanges.opendata.grants import Grant
from app.wording import listed

# The same two expressions are read by PostgreSQL (`readiness`): nothing that only one of the two knows.
EMAIL = r"[^\s@]+@[^\s@]+[.][^\s@]+"
PHONE = r"(^|[^0-9])(0|[+]33[ .]?([(]0[)])?[ .]?)[1-9]([ .\u00a0\u202f-]?[0-9]{2}){4}($|[^0-9])"
SHOWN = 10
PAGE = "/exports/donnees-ouvertes"
ADVICE = "Complétez ce qui manque, ou ne demandez que les lignes prêtes."


@dataclass(frozen=True)
class Fault:
    """`code` of the project; `field` as the standard names it; `words` is the end of a sentence."""

    code: str
    title: str
    field: str
    words: str


class NotReady(Refused):
    """Refused, with all that is to be completed; the sentence says each lack once, with the first projects."""

    def __init__(self, faults: Sequence[Fault], grants: int) -> None:
        projects = len({fault.code for fault in faults})
        opening = "un projet n’est pas prêt" if projects == 1 else f"{projects} projets ne sont pas prêts"
        rows = "1\u00a0ligne" if grants == 1 else f"{grants}\u00a0lignes"
        first = f"Rien n’est exporté\u00a0: {opening}, sur {rows}. {ADVICE}"
        super().__init__("\n".join([first, *_by_lack(faults)]), PAGE, "Voir ce qui manque")
        self.faults = tuple(faults)


def _by_lack(faults: Sequence[Fault]) -> Iterator[str]:
    """« objet, la valeur manque : ODD17-2024-003, ODD17-2024-007 et 12 autres »."""
    gathered: dict[tuple[str, str], dict[str, None]] = {}
    for fault in faults:
        gathered.setdefault((fault.field, fault.words), {})[fault.code] = None
    for (field, words), codes in gathered.items():
        more = len(codes) - SHOWN
        rest = [f"{more}\u00a0{'autre' if more == 1 else 'autres'}"] if more > 0 else []
        yield f"{field}, {words}\u00a0: {listed([*list(codes)[:SHOWN], *rest])}."


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
