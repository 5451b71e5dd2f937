"""The profile of an organisation guessed from the first words of its name; always told, never certain."""

import re
from collections import Counter
from collections.abc import Iterable

from imports.projects.planned import PlannedOrganisation, State
from imports.words import folded

DEFAULT_PROFILE = "association"
WORDS = (
    (
        "collectivite",
        "communaute (?:de communes|d agglomeration|urbaine)|agglomeration|metropole|commune|mairie|ville|conseil "
        "(?:departemental|regional|municipal)|departement|region|syndicat mixte|pays|parc naturel|petr",
    ),
    ("academique", "universite|ecole|institut|laboratoire|cnrs|inrae|iut|campus"),
    ("fondation", "fondation|fonds de dotation"),
    ("entreprise", "cooperative|entreprise|societe|scic|scop|sas|sarl|sa|groupe"),
    ("institution", "prefecture|ministere|etat|agence nationale|ademe|banque des territoires|france travail"),
    ("organisation_professionnelle", "chambre|cci|cma|federation|confederation|union professionnelle"),
    ("association", "association|collectif|comite"),
)
RULES = re.compile("|".join(rf"(?P<{profile}>(?:{words})\b)" for profile, words in WORDS))
"""The first profile one of whose words begins the name."""
PLURALS = {
    "association": "associations",
    "collectivite": "collectivités",
    "academique": "académiques",
    "fondation": "fondations",
    "entreprise": "entreprises",
    "institution": "institutions",
    "organisation_professionnelle": "organisations professionnelles",
}


def guessed_profile(name: str) -> str:
    found = RULES.match(folded(name))
    return (found and found.lastgroup) or DEFAULT_PROFILE


def is_guess_by_default(name: str) -> bool:
    return RULES.match(folded(name)) is None


def guesses_told(organisations: Iterable[PlannedOrganisation]) -> Iterable[str]:
    return guesses((each.name, each.profile_code) for each in organisations if each.state is State.NEW)


def guesses(named: Iterable[tuple[str, str]]) -> Iterable[str]:
    """For names with the profile guessed: one sentence for all, one more for the names that said nothing."""
    new = list(named)
    counts = Counter(profile for _, profile in new)
    if counts:
        told = ", ".join(f"{PLURALS[profile]} {count}" for profile, count in counts.most_common())
        yield f"Profil des nouvelles organisations déduit de leur nom, à vérifier\u00a0: {told}."
    unsaid = sum(is_guess_by_default(name) for name, _ in new)
    if unsaid:
        yield f"Dont sans mot qui le dise, comptées comme associations\u00a0: {unsaid}."
