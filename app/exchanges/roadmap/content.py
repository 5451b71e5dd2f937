"""The roadmap as a workbook, and as one plain table."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from app.delimited import MARK, line
from app.exchanges.roadmap.rows import evidence_rows, measure_rows, since, tie_rows
from app.exchanges.service import FICTITIOUS, is_demonstration
from app.models import MeasureStatus
from app.roadmap.filtering import FOLLOWED, NONE, RoadmapFilter
from app.roadmap.forms import CHANTIERS
from app.roadmap.queries import read_roadmap
from app.web.filters import date_fr
from imports.export.roadmap import MEASURES, SHEETS
from imports.export.sheets import Cover, DataSheet, Formula, Report, Value
from imports.export.writer import write_report

TITLE = "Feuille de route ministérielle"
DEFINITIONS = (
    (
        "Montants",
        "Un projet rattaché à plusieurs mesures est compté dans chacune\u00a0: d’une mesure à l’autre, les montants ne "
        "s’additionnent pas. Les colonnes «\u00a0une fois\u00a0» comptent chaque investissement à la première mesure "
        "où il paraît.",
    ),
    ("Titres et chantiers", "Ceux que le Fonds a saisis\u202f; la note de synthèse publiée ne les répartit pas ici."),
    (
        "Statuts",
        "À lancer, en cours, puis les mots du bilan de mai 2022\u00a0: partiellement atteinte, atteinte, au-delà de la "
        "cible. Les compter n’est pas noter la feuille de route.",
    ),
    ("Totaux", "Ce sont des formules\u00a0: elles suivent les filtres posés dans Excel."),
)
NAMES = {"q": "Recherche", "chantier": "Chantier", "statut": "Statut", "suivi": "Ce qui manque"}
WORDS = {
    "chantier": dict(CHANTIERS) | {NONE: "à rattacher"},
    "statut": {own.value: own.label for own in MeasureStatus},
    "suivi": FOLLOWED,
}


def workbook(session: Session, chosen: RoadmapFilter, today: date, author: str) -> bytes:
    return write_report(report(session, chosen, today, author))


def report(session: Session, chosen: RoadmapFilter, today: date, author: str) -> Report:
    roadmap = read_roadmap(session, chosen)
    ids = [own.id for own in roadmap.measures]
    content = {
        "Mesures": measure_rows(roadmap, since(session, ids)),
        "Preuves": evidence_rows(session, ids),
        "Projets et investissements": tie_rows(session, ids),
    }
    sheets = [
        DataSheet(title, table, columns, content[title], help) for title, (table, columns, help) in SHEETS.items()
    ]
    facts = [
        ("Date", date_fr(today)),
        ("Établi par", author),
        ("Mesures", f"{len(roadmap.measures)} sur 21"),
        *described(chosen),
        ("Source", "Back office du Fonds ODD 17"),
    ]
    return Report(Cover(TITLE, facts, FICTITIOUS if is_demonstration(session) else "", DEFINITIONS), sheets, today)


def as_csv(session: Session, chosen: RoadmapFilter) -> Iterator[bytes]:
    roadmap = read_roadmap(session, chosen)
    yield MARK
    yield line(column.header for column in MEASURES)
    for row in measure_rows(roadmap, since(session, [own.id for own in roadmap.measures])):
        yield line(written(value) for value in row)


def described(chosen: RoadmapFilter) -> list[tuple[str, str]]:
    lines = [(NAMES[name], WORDS.get(name, {}).get(value, value)) for name, value in chosen.chosen.items()]
    return lines or [("Filtres", "Aucun\u00a0: toute la feuille de route")]


def written(value: Value) -> str:
    """As a French spreadsheet reads it."""
    if isinstance(value, Formula):
        value = value.value
    if value is None:
        return ""
    if isinstance(value, date):
        return date_fr(value)
    return value if isinstance(value, str) else f"{value}".replace(".", ",")
