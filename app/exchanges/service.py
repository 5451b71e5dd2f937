"""What leaves: the portfolio workbook for a choice of projects, at a date."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges import portfolio, quotes, scores
from app.exchanges.described import described
from app.exchanges.project_rows import project_rows
from app.models import InstallationFact, Moment, Project
from app.projects.filters import PortfolioFilter, matching_projects
from app.regions.queries import RegionalScores
from app.regions.versions import left_out_words
from evaluation import FORMULA_VERSION
from imports.export.container import TooLargeError
from imports.export.portfolio import SHEETS
from imports.export.sheets import Cover, DataSheet, Report, Row
from imports.export.writer import write_report

Fact = tuple[str, str]
TITLE = "Portefeuille du Fonds ODD 17"
FICTITIOUS = "Données de démonstration\u00a0: projets, organisations et réponses fictifs."
DEFINITIONS = (
    (
        "Évaluation partenariale",
        "Chaque partenaire de l’alliance donne son propre regard. Les profils pèsent autant les uns que les "
        "autres\u202f; l’écart entre eux est montré à côté du score et ne l’abaisse jamais. Aucun projet ni région "
        "n’est classé.",
    ),
    (
        "Sans objet, ne sait pas, sans réponse, zéro",
        "Quatre choses différentes\u00a0: la première sort du calcul, les deux suivantes réduisent la couverture, "
        "la dernière est un niveau.",
    ),
    (
        "Confidentialité",
        "Aucun partenaire n’est montré par ses réponses, ni un profil trop peu nombreux pour rester anonyme\u202f; un "
        "commentaire n’est cité que si son auteur l’a accepté.",
    ),
    ("Totaux", "Ce sont des formules\u00a0: elles suivent les filtres posés dans Excel."),
)


def export_portfolio(session: Session, *, chosen: PortfolioFilter, today: date, author: str) -> bytes:
    """The workbook of the projects kept by the same choice as the list on screen."""
    report = portfolio_report(session, chosen=chosen, today=today, author=author)
    try:
        return write_report(report)
    except TooLargeError as fault:
        raise Refused(f"{fault} Choisissez moins de projets, par exemple une région ou un programme.") from fault


def portfolio_report(session: Session, *, chosen: PortfolioFilter, today: date, author: str) -> Report:
    ids = matching_projects(chosen, today)
    score_rows, by_moment = scores.score_rows(session, ids), scores.scores_by_moment(session, ids)
    content = {
        "Projets": project_rows(session, ids, today),
        "Partenaires": portfolio.partner_rows(session, ids),
        "Investissements": portfolio.investment_rows(session, ids),
        "Tranches": portfolio.instalment_rows(session, ids),
        "Jalons": portfolio.milestone_rows(session, ids, today),
        "Scores": score_rows,
        "Paroles": quotes.quote_rows(session, ids),
        "Régions": scores.region_rows(session, by_moment),
    }
    sheets = [
        DataSheet(title, table, columns, content[title], help) for title, (table, columns, help) in SHEETS.items()
    ]
    facts = [
        *choice_facts(session, chosen, ids, today, author),
        *version_facts(score_rows, by_moment),
        ("Formule", FORMULA_VERSION),
        ("Source", "Back office du Fonds ODD 17"),
    ]
    return Report(Cover(TITLE, facts, FICTITIOUS if is_demonstration(session) else "", DEFINITIONS), sheets, today)


def choice_facts(session: Session, chosen: PortfolioFilter, ids: Select[int], today: date, author: str) -> list[Fact]:
    count = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    total = session.scalar(select(func.count()).select_from(Project)) or 0
    return [
        ("Date", f"{today:%d/%m/%Y}"),
        ("Établi par", author),
        ("Projets", f"{count} sur {total}"),
        *described(session, chosen),
    ]


def version_facts(score_rows: Sequence[Row], by_moment: Mapping[Moment, RegionalScores]) -> list[Fact]:
    """The versions of the grid met in this file, and what the regions leave out because they differ."""
    shown = {str(row[scores.GRID_PLACE]) for row in score_rows} | {own.grid.reference for own in by_moment.values()}
    facts = [("Grille" if len(shown) == 1 else "Grilles", ", ".join(sorted(shown)))]
    for moment, own in by_moment.items():
        for line in left_out_words(own.grid, own.left_out):
            facts.append((f"Régions, {moment.label}, laissés de côté", line))
    return facts


def is_demonstration(session: Session) -> bool:
    return session.get(InstallationFact, "demonstration") is not None
