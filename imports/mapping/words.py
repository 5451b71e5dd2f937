"""The words of a heading, brought to one spelling: abbreviations, English, plurals and small words do not count."""

import re
from collections.abc import Iterator
from functools import lru_cache

from imports.words import folded

IGNORED = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "eur", "euro", "euros", "l", "la", "le", "les", "of", "the"]
)
ABBREVIATIONS = {
    "mt": "montant", "mtt": "montant", "mnt": "montant", "dt": "date", "dte": "date", "n": "numero", "no": "numero",
    "num": "numero", "nb": "nombre", "nbre": "nombre", "tel": "telephone", "mail": "email", "courriel": "email",
    "resp": "responsable", "org": "organisation", "orga": "organisation", "cat": "categorie", "reg": "region",
    "them": "thematique", "deb": "debut", "ech": "echeance", "adr": "adresse", "part": "partenaire",
    "terr": "territoire", "indic": "indicateur", "unit": "unite", "val": "valeur",
}  # fmt: skip
ENGLISH = {
    "project code": "code projet", "project id": "code projet", "project": "projet", "project title": "intitule",
    "project name": "intitule", "title": "titre", "territory": "territoire", "lead": "porteur",
    "lead organisation": "porteur", "lead partner": "porteur", "partners": "partenaires",
    "other partners": "autres partenaires", "topic": "thematique", "theme": "thematique", "category": "categorie",
    "amount": "montant", "amount granted": "montant accorde", "granted amount": "montant accorde",
    "grant amount": "montant accorde", "paid": "verse", "amount paid": "verse", "paid on": "paye le",
    "start date": "date de debut", "start": "debut", "end date": "date de fin", "end": "fin", "status": "statut",
    "state": "statut", "instalment": "tranche", "installment": "tranche", "due date": "echeance", "due on": "echeance",
    "milestone": "jalon", "planned on": "prevu le", "done on": "realise le", "responsible": "responsable",
    "indicator": "indicateur", "baseline": "valeur de depart", "target": "cible", "target date": "date cible",
    "value": "valeur", "measured on": "mesure le", "evidence": "niveau de preuve", "name": "nom",
    "organisation name": "nom", "organization": "organisation", "address": "adresse", "postcode": "code postal",
    "zip code": "code postal", "city": "ville", "town": "ville", "phone": "telephone", "role": "role",
}  # fmt: skip
# « par », « prévu » ou « demandé » changent le sens : seuls ces mots seuls sont trop vagues pour un début d’intitulé.
VAGUE = frozenset(
    [
        "code",
        "date",
        "email",
        "fin",
        "debut",
        "libelle",
        "montant",
        "nom",
        "numero",
        "projet",
        "titre",
        "valeur",
        "verse",
        "tranche",
    ]
)
SIGNS = re.compile(r"[*€()\[\]]")


@lru_cache(maxsize=4096)
def loose(text: str) -> str:
    """« Mt accordé (en €) * » and « MONTANT ACCORDÉ » are the same; a text of small words alone keeps them."""
    plain = folded(SIGNS.sub(" ", text))
    words = ENGLISH.get(plain, plain).split()
    ending = words[-1:] if words[-1:] == ["le"] else []  # « Réalisé le » est une date, « Réalisé » une valeur
    kept = [_singular(ABBREVIATIONS.get(word, word)) for word in words if word not in IGNORED] + ending
    return " ".join(kept) or plain


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def beginnings(heading: str) -> Iterator[str]:
    """« statut du projet » begins as « statut » does, the longest first; a word as vague as « date » says little."""
    begun = heading
    while " " in begun:
        begun = begun.rpartition(" ")[0]
        if begun not in VAGUE and heading != f"{begun} le":
            yield begun
