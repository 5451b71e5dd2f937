"""What « Lisez-moi » says of the workbook."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.exchanges.described import described
from app.exchanges.funder.book import Book
from app.exchanges.funder.content import added
from app.exchanges.service import FICTITIOUS, is_demonstration
from app.wording import listed
from evaluation import FORMULA_VERSION
from imports.export.sheets import Cover

TITLE = "Classeur bailleur du Fonds ODD 17"
DEFINITIONS = (
    (
        "Suivre un chiffre",
        "Chaque total et chaque score est une formule. Dans Excel ou LibreOffice, allez de case en case\u00a0: "
        "Synthèse, puis Régions, Scores ou Financements, puis Calcul ou Opérations, puis Réponses et Grille.",
    ),
    (
        "Essayer",
        "Changez une réponse ou un poids dans une copie\u00a0: le score suit. Ne triez pas Réponses, Calcul, Scores ni "
        "Opérations\u00a0: les formules y lisent des lignes précises. Les filtres ne gênent pas.",
    ),
    (
        "Répondants",
        "Numérotés de nouveau dans chaque fichier et pour chaque campagne, sans nom\u00a0: le même partenaire n’a "
        "pas le même numéro ailleurs. Un profil n’est nommé que s’il réunit assez de répondants\u202f; sinon une "
        "lettre le remplace.",
    ),
    (
        "Masqué",
        "Les réponses d’un axe que peu de partenaires d’un seul profil ont noté ne sortent pas, ni leur score.",
    ),
    (
        "SO, NSP, vide, 0",
        "Sans objet, ne sait pas, sans réponse, et le niveau zéro\u00a0: quatre choses différentes. La première sort "
        "du calcul, les deux suivantes réduisent la couverture.",
    ),
    (
        "Évaluation partenariale",
        "Chaque partenaire donne son propre regard. Les profils pèsent autant les uns que les autres. Aucun projet, "
        "aucune région, aucun financeur n’est classé.",
    ),
    (
        "Valeurs ajoutées",
        "Des fourchettes, à côté des scores et jamais dedans. Une somme ne réunit que la même méthode et les mêmes "
        "années ; il n’y a pas de total d’ensemble. Le temps de coordination se lit à côté et ne se retranche pas.",
    ),
    (
        "Preuve d’origine",
        "Le Fonds garde une copie de ce fichier\u00a0: il peut dire si un chiffre a changé depuis, et lequel.",
    ),
)


def cover_of(session: Session, book: Book, author: str) -> Cover:
    record = book.record
    facts = [
        ("Date", f"{record.choice.as_of:%d/%m/%Y}"),
        ("Établi par", author),
        ("Projets", str(len(record.projects))),
        *described(session, record.choice.projects),
        ("Grille" if len(record.versions) == 1 else "Grilles", ", ".join(sorted(record.versions))),
        ("Formule", FORMULA_VERSION),
        *past_facts(book),
        *kept_facts(book),
        ("Source", "Back office du Fonds ODD 17"),
    ]
    return Cover(TITLE, facts, FICTITIOUS if is_demonstration(session) else "", DEFINITIONS)


def past_facts(book: Book) -> Iterator[tuple[str, str]]:
    if not book.record.is_today:
        yield "À cette date", "Ce qui est daté d’après est laissé de côté\u202f; ce qui n’a pas de date compte."


def kept_facts(book: Book) -> Iterator[tuple[str, str]]:
    """Sheets nobody asked for are there because the others read them."""
    if more := added(book.record.choice):
        yield "Feuilles ajoutées", f"{listed(more)}\u00a0: les formules des autres les lisent."
