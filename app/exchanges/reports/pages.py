"""« Exports »: for whom, which document, in which dress; what is kept beside."""

from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.exchanges.described import described
from app.exchanges.reports.forms import ReportForm
from app.exchanges.reports.issuing.queries import HistoryFilter, history
from app.exchanges.reports.options import date_options, documents, frame_options, sheets
from app.exchanges.reports.views import issued_views
from app.kept import Kept
from app.projects.choices import read_choices
from app.projects.filters import PortfolioFilter
from app.projects.options import all_options
from app.projects.portfolio import kept_totals
from app.web.forms import BoundForm

FOR_WHOM = (
    ("financeur", "Un financeur", "Tous"),
    ("programme", "Un programme", "Tous"),
    ("region", "Une région", "Toutes"),
)
FURTHER = (
    ("statut", "Statut", "Tous"),
    ("domaine", "Domaine", "Tous"),
    ("phase", "Phase", "Toutes"),
    ("categorie", "Catégorie", "Toutes"),
    ("suivi", "À suivre", "Tout"),
)
RECENT = 4
PARTS = (
    ("Préparer", "/exports"),
    ("Enregistrés", "/exports/modeles"),
    ("Émis", "/exports/historique"),
    ("Vérifier", "/exports/verifier"),
    ("Données ouvertes", "/exports/donnees-ouvertes"),
)


def parts(here: str) -> list[tuple[str, str, bool]]:
    """The pages of « Exports », the current one marked."""
    return [(label, address, address == here) for label, address in PARTS]


def export_values(kept: Kept, session: Session, chosen: PortfolioFilter, form: BoundForm[ReportForm]) -> dict[str, Any]:
    recent = history(session, HistoryFilter())[0][:RECENT]
    return {
        "form": form,
        "parts": parts("/exports"),
        "recent": issued_views(session, recent, clock.now()),
        **filter_values(kept, session, chosen),
        **option_values(session),
    }


def filter_values(kept: Kept, session: Session, chosen: PortfolioFilter) -> dict[str, Any]:
    return {
        "chosen": chosen,
        "totals": kept_totals(kept, session, chosen, clock.today()),
        "words": described(session, chosen),
        "options": all_options(read_choices(session)),
        "for_whom": FOR_WHOM,
        "further": FURTHER,
        "is_further": any(chosen.chosen.get(name) for name, _, _ in FURTHER),
        "download": f"/exports/portefeuille.xlsx?{chosen.query()}".rstrip("?"),
    }


def option_values(session: Session) -> dict[str, Any]:
    return {
        "documents": documents(),
        "frames": frame_options(session),
        "date_styles": date_options(),
        "sheets": sheets(),
    }
