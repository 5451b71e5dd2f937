"""What is asked of the open data: until which day, and which file."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from app.exchanges.opendata.making import READY_ONLY
from app.exchanges.reports.choice import ReportChoice
from app.projects.filters import PortfolioFilter
from app.web.forms import BoundForm, FrenchDate

LATER = "Cette date n’est pas encore passée\u202f: choisissez aujourd’hui ou avant."


class OpenDataForm(BaseModel):
    """`document`: « scdl.csv », a kind and its format. `prets`: only the rows that are ready."""

    document: Annotated[str, Field(max_length=40)] = ""
    arrete_le: FrenchDate | None = None
    prets: bool = False

    @property
    def kind(self) -> str:
        return self.document.partition(".")[0]

    @property
    def suffix(self) -> str:
        return f".{self.document.partition('.')[2]}"


def filters_of(values: Mapping[str, object] | FormData) -> PortfolioFilter:
    return PortfolioFilter.from_query({name: value for name, value in values.items() if isinstance(value, str)})


def choice_of(form: BoundForm[OpenDataForm], filters: PortfolioFilter, today: date) -> ReportChoice:
    """Of today as long as the day typed cannot be read, or is still to come; it is then told beside it."""
    if form.has_errors:
        return ReportChoice(today, filters)
    day = form.data.arrete_le or today
    if day > today:
        form.refuse("arrete_le", LATER)
        return ReportChoice(today, filters)
    return ReportChoice(day, filters, sheets=(READY_ONLY,) if form.data.prets else ())
