"""What a program may ask: an unknown parameter is refused, so that a typing mistake never widens the answer."""

from typing import Annotated, Literal

from fastapi import Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from app.models import CampaignStatus, DocumentKind, Moment, ProjectStatus
from app.projects.filters import PortfolioFilter
from app.web.programs import Problem
from evaluation import Moment as MomentOfMethod

MAX_LIMIT = 200
MOMENT = "Le moment de l’évaluation."
MAX_ID = 2**53 - 1
PROJECT_CODE = r"^ODD17-[0-9]{4}-[0-9]{3,9}$"
NOT_A_CURSOR = "Le paramètre «\u00a0after\u00a0» ne vient pas d’une page précédente."

CodeInPath = Annotated[str, Path(pattern=PROJECT_CODE, description="Le code du projet.", examples=["ODD17-2026-014"])]
RegionInPath = Annotated[str, Path(max_length=20, description="Code, ou « interregional ».", examples=["53"])]
NameInPath = Annotated[str, Path(max_length=40, description="Le nom du refus.", examples=["invalid"])]
NumberInPath = Annotated[int, Path(ge=1, le=MAX_ID, description="Son numéro.", examples=[12])]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Paged(Asked):
    after: str = Field("", description="La valeur « next » de la page précédente.")
    limit: int = Field(50, ge=1, le=MAX_LIMIT, description="Le nombre de lignes de la page.")


class Choice(Asked):
    """The filters of the list, under the names of its own address; empty means « all »."""

    q: str = Field("", description="Des mots du code, du titre, du lieu ou du porteur.")
    programme: str = Field("", description="Code du programme.")
    region: str = Field("", description="Code ou nom, ou « interregional ».")
    statut: str = Field("", description=f"Un de\u00a0: {', '.join(ProjectStatus)}.")
    financeur: str = Field("", description="Nom ou numéro d’organisation.")
    domaine: str = Field("", description="Code du domaine.")
    phase: str = Field("", description="Code de la phase d’innovation.")
    categorie: str = Field("", description="Code de la catégorie de partenariat.")
    suivi: Literal["", "retard", "reponses", "versements"] = Field("", description="Ce qui demande une attention.")

    @property
    def filter(self) -> PortfolioFilter:
        return PortfolioFilter.from_query({name: getattr(self, name) for name in Choice.model_fields})


class PageOfChoice(Choice, Paged):
    pass


class PageOfMilestones(Choice, Paged):
    etat: Literal["", "a_faire", "retard", "fait"] = Field("", description="À faire, en retard ou fait.")


class PageOfOrganisations(Paged):
    q: str = Field("", description="Des mots du nom, ou le début d’un SIREN, d’un SIRET ou d’un RNA.")
    profil: str = Field("", description="Code du profil.")
    region: str = Field("", description="Code de la région du siège ou d’un projet.")


class PageOfCampaigns(Paged):
    q: str = Field("", description="Des mots du code, du titre ou du lieu du projet.")
    moment: Literal["", *(one.value for one in Moment)] = Field("", description=MOMENT)  # type: ignore[valid-type]
    statut: Literal["", *(one.value for one in CampaignStatus)] = Field(  # type: ignore[valid-type]
        "", description="L’état de la campagne."
    )
    projet: str = Field("", description="Code du projet.")
    region: str = Field("", description="Code de la région du projet, ou « interregional ».")


class PageOfDocuments(Paged):
    q: str = Field("", description="Des mots de l’intitulé, de la note, du nom d’un fichier ou du projet.")
    genre: Literal["", *(one.value for one in DocumentKind)] = Field("", description="La nature.")  # type: ignore[valid-type]
    etat: Literal["", "retires"] = Field("", description="Les documents retirés, qui ne sont pas listés sinon.")


class PageOfResults(Choice, Paged):
    moment: Literal["", *(one.value for one in Moment)] = Field("", description=MOMENT)  # type: ignore[valid-type]


class AtMoment(Asked):
    moment: MomentOfMethod = Field(MomentOfMethod.IN_ITINERE, description=MOMENT)


AskedChoice = Annotated[Choice, Query()]
AskedPage = Annotated[PageOfChoice, Query()]
AskedMilestones = Annotated[PageOfMilestones, Query()]
AskedOrganisations = Annotated[PageOfOrganisations, Query()]
AskedCampaigns = Annotated[PageOfCampaigns, Query()]
AskedResults = Annotated[PageOfResults, Query()]
AskedDocuments = Annotated[PageOfDocuments, Query()]
AskedMoment = Annotated[AtMoment, Query()]


def nothing_more(request: Request) -> None:
    """An address without parameters refuses them; the others check theirs."""
    if request.query_params and not request.scope["route"].dependant.query_params:
        name = next(iter(request.query_params))[:40]
        sentence = f"Le paramètre «\u00a0{name}\u00a0» n’existe pas."
        raise Problem("invalid", sentence, errors=[{"parameter": name, "detail": sentence}])


def not_a_cursor() -> Problem:
    return Problem("invalid", NOT_A_CURSOR, errors=[{"parameter": "after", "detail": NOT_A_CURSOR}])
