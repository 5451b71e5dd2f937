"""What the style page shows: the colours as the style sheet holds them, and made-up values for every component."""

import re
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from app.web.forms import BoundForm, FrenchDate, fresh
from app.web.static import FOLDER

TOKEN = re.compile(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\);")
GROUPS = (
    ("Ce qui se lit", ("ink", "ink-2", "ink-3")),
    ("Les fonds", ("paper", "ground", "sunk", "line", "line-2", "control")),
    ("Ce qui agit", ("act", "act-fill", "act-hover", "act-soft")),
    ("Les états", ("done", "done-soft", "due", "due-soft", "late", "late-soft", "info", "info-soft")),
    ("Les cinq axes", ("resultats", "relation", "innovation", "performance", "confiance")),
    ("La carte", ("tile-1", "tile-2", "tile-3", "hatch-1", "hatch-2", "now")),
)
PROFILES = (
    ("association", "association"),
    ("collectivite", "collectivité"),
    ("entreprise", "entreprise"),
    ("academique", "monde académique"),
    ("fondation", "fondation"),
    ("institution", "institution"),
    ("citoyens", "citoyens"),
    ("organisation_professionnelle", "organisation professionnelle"),
    ("accompagnement", "accompagnement"),
)
REGIONS = {
    "32": "Hauts-de-France", "28": "Normandie", "11": "Île-de-France", "44": "Grand Est", "53": "Bretagne",
    "52": "Pays de la Loire", "24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comté", "75": "Nouvelle-Aquitaine",
    "84": "Auvergne-Rhône-Alpes", "76": "Occitanie", "93": "Provence-Alpes-Côte d’Azur", "94": "Corse",
    "01": "Guadeloupe", "02": "Martinique", "03": "Guyane", "04": "La Réunion", "06": "Mayotte",
}  # fmt: skip
MARKS = [
    ("association", 58, "association 58"),
    ("collectivite", 71, "collectivité 71"),
    ("entreprise", 64, "entreprise 64"),
]
SCALES = ("commune", "Commune"), ("departement", "Département"), ("region", "Région")


class Colour(NamedTuple):
    """`light` and `dark`: « #rrggbb », of either scheme."""

    name: str
    light: str
    dark: str


class Sample(BaseModel):
    title: str = ""
    amount: str = ""
    paid: str = ""
    starts_on: FrenchDate | None = None
    scale: str = ""
    summary: str = ""
    place: str = ""
    place_code: str = ""
    place_known: str = ""
    confirmed: bool = False


@cache
def colours() -> tuple[tuple[str, tuple[Colour, ...]], ...]:
    content = (FOLDER / "css/tokens.css").read_text(encoding="utf-8")
    known = {name: Colour(name, light, dark) for name, light, dark in TOKEN.findall(content)}
    return tuple((title, tuple(known[name] for name in names)) for title, names in GROUPS)


def sample_tiles() -> dict[str, tuple[str, str, int, int, str]]:
    """One territory of each level, the others blank."""
    levels = {"53": (5, 3, "établi"), "76": (3, 2, "fragile"), "02": (1, 1, "indicatif")}
    return {code: (name, "#dessins", *levels.get(code, (0, 0, "aucun projet"))) for code, name in REGIONS.items()}


def sample_forms() -> tuple[BoundForm[Sample], BoundForm[Sample]]:
    """One as it should be, one with its faults."""
    wrong = fresh(Sample, {"paid": "12k€"})
    wrong.refuse("paid", "12k€\u202f: écrivez le montant en entier, par exemple 12 000,00.")
    filled = {
        "title": "Mobilités partagées en Trégor",
        "amount": "12 000,00",
        "scale": "departement",
        "place": "Lannion",
    }
    return fresh(Sample, filled), wrong
