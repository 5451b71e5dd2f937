"""What is chosen on « Exports »: which document, of what, until when, in which dress."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from app import clock
from app.exchanges.reports.choice import DateStyle, ReportChoice
from app.exchanges.reports.issuing.service import Wanted
from app.exchanges.reports.options import kept_columns, marks_of, sheets
from app.projects.filters import PortfolioFilter
from app.web.forms import BoundForm, FrenchDate

USUAL = "classeur.xlsx"
ADDRESSED = ("document", "projet", "arrete_le", "lecture")
Code = Annotated[str, Field(max_length=60)]
LABELS = {
    "document": "Document",
    "projet": "Projet",
    "arrete_le": "Chiffres arrêtés au",
    "lecture": "Cadre de lecture",
    "feuilles": "Feuilles",
    "accessible": "Variante accessible",
    "dates": "Écriture des dates",
}


class ReportForm(BaseModel):
    """`document`: « rapport.pdf », a kind and a format. The filters travel beside, under their own names.

    `choisies`: the page showed the boxes of sheets and columns; a box not ticked is then a choice.
    """

    document: Annotated[str, Field(max_length=40)]
    projet: Code = ""
    arrete_le: FrenchDate | None = None
    lecture: Code = ""
    feuilles: list[Code] = []
    colonnes: list[Annotated[str, Field(max_length=200)]] = []
    choisies: bool = False
    accessible: bool = False
    dates: DateStyle = DateStyle.FRENCH

    def wanted(self, filters: PortfolioFilter) -> Wanted:
        kind, _, ending = self.document.partition(".")
        return Wanted(
            kind,
            f".{ending}",
            ReportChoice(
                as_of=self.arrete_le or clock.today(),
                projects=filters,
                project=self.projet,
                sheets=self._sheets(),
                columns=kept_columns(self.colonnes) if self.choisies else {},
                frame=self.lecture,
                accessible=self.accessible,
                dates=self.dates,
            ),
        )

    def _sheets(self) -> tuple[str, ...]:
        """All of them ticked, or none, is no choice."""
        every = [sheet.title for sheet in sheets()]
        kept = tuple(title for title in every if title in self.feuilles)
        return kept if len(kept) < len(every) else ()


def filters_in(posted: FormData) -> PortfolioFilter:
    return PortfolioFilter.from_query({name: value for name, value in posted.items() if isinstance(value, str)})


def values_of(wanted: Wanted) -> dict[str, object]:
    """The form that asks for that file."""
    choice = wanted.choice
    return {
        "document": wanted.kind + wanted.suffix,
        "projet": choice.project,
        "arrete_le": choice.as_of,
        "lecture": choice.frame,
        "feuilles": list(choice.sheets) or [sheet.title for sheet in sheets()],
        "colonnes": marks_of(choice.columns),
        "accessible": choice.accessible,
        "dates": choice.dates,
    }


def values_in(query: Mapping[str, str]) -> dict[str, object]:
    """As an address asks for it: the document, the project, the day, the frame."""
    typed = {name: query.get(name, "")[:60] for name in ADDRESSED}
    form = ReportForm(document=typed["document"] or USUAL, projet=typed["projet"], lecture=typed["lecture"])
    form.accessible = query.get("accessible") == "oui"
    form.dates = DateStyle(query["dates"]) if query.get("dates") in list(DateStyle) else DateStyle.FRENCH
    first = values_of(form.wanted(PortfolioFilter()))
    return first | ({"arrete_le": typed["arrete_le"]} if typed["arrete_le"] else {})


def asked_again(form: BoundForm[ReportForm], filters: PortfolioFilter) -> str:
    """What was typed, as an address that `values_in` reads back."""
    typed = {name: form.value(name) for name in ADDRESSED}
    return filters.query(**typed, accessible=form.value("accessible"), dates=form.value("dates"))
