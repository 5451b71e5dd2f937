"""What a program may ask: an unknown parameter is refused, so that a typing mistake never widens the answer."""

from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from app.projects.filters import PortfolioFilter
from evaluation import Moment

MAX_LIMIT = 200


class Choice(BaseModel):
    """The filters of the list, under the names of its own address; empty means « all »."""

    model_config = ConfigDict(extra="forbid")

    q: str = ""
    programme: str = ""
    region: str = Field("", description="Code ou nom, ou « interregional ».")
    statut: str = ""
    financeur: str = Field("", description="Nom ou numéro d’organisation.")
    domaine: str = ""
    phase: str = ""
    categorie: str = ""
    suivi: Literal["", "retard", "reponses", "versements"] = ""

    @property
    def filter(self) -> PortfolioFilter:
        return PortfolioFilter.from_query(self.model_dump())


class PageOfChoice(Choice):
    after: str = Field("", description="La valeur « next » de la page précédente.")
    limit: int = Field(50, ge=1, le=MAX_LIMIT)


class AtMoment(BaseModel):
    model_config = ConfigDict(extra="forbid")

    moment: Moment = Moment.IN_ITINERE


AskedChoice = Annotated[Choice, Query()]
AskedPage = Annotated[PageOfChoice, Query()]
AskedMoment = Annotated[AtMoment, Query()]
