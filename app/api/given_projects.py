"""What a program may write of a project, and of a campaign."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field

from app.api.answers import example
from app.api.given import UNSAID, Code, Codes, Given, IsoDate, Line, LongText, Number, Title, without_defaults
from app.models import Moment
from app.projects.edition import NO_REGION
from app.projects.filters import INTERREGIONAL

Optional = Annotated[Code | None, Field()]
WITHOUT_REGION = "Code, « interregional », ou null pour celle des territoires."


class ProjectChange(Given):
    """Ce qui est absent ne change pas ; null efface une date ou un choix, "" un texte ; une liste remplace tout."""

    model_config = ConfigDict(json_schema_extra=without_defaults)
    names: ClassVar = {
        "programme": "programme_id",
        "referent": "referent_id",
        "territory": "territory_label",
        "territories": "territory_ids",
        "region": "region_code",
        "scale": "scale_code",
        "phase": "phase_code",
        "category": "category_code",
        "mode": "mode_code",
        "objective": "objective_code",
        "engineering": "engineering_code",
        "domains": "domain_codes",
        "goals": "goal_codes",
    }

    title: Title = ""
    programme: Code | None = Field(None, description="Code du programme.")
    referent: Number | None = Field(None, description="Numéro de la personne du Fonds qui suit le projet.")
    summary: LongText = ""
    need: LongText = ""
    answer: LongText = ""
    territory: Line = Field("", description="Le nom du territoire, tel qu’on le dit.", examples=["Pays de Redon"])
    territories: Codes = Field([], description="Identifiants\u00a0: commune-35236, epci-…, departement-35, region-53.")
    region: Code | None = Field(None, description=WITHOUT_REGION, examples=["53"])
    scale: Code | None = None
    phase: Code | None = None
    category: Code | None = None
    mode: Code | None = Field(None, description="Donne aussi la catégorie.")
    objective: Code | None = None
    engineering: Code | None = None
    domains: Codes = Field([])
    goals: Codes = Field([])
    starts_on: IsoDate | None = None
    ends_on: IsoDate | None = None
    charter_version: Line = ""
    charter_signed_on: IsoDate | None = None

    def for_form(self) -> dict[str, Any]:
        values = super().for_form()
        if values.get("region_code") == INTERREGIONAL:
            values["region_code"] = NO_REGION
        return values


class NewProject(ProjectChange):
    """Un projet au statut « repéré » ; son code lui est donné."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    title: Title


class CampaignChange(Given):
    """Les dates d’une campagne en préparation ou ouverte ; null efface une date."""

    model_config = ConfigDict(json_schema_extra=without_defaults)

    held_on: IsoDate = UNSAID
    opens_on: IsoDate | None = None
    closes_on: IsoDate | None = None


class NewCampaign(CampaignChange):
    """Une campagne avec la grille du jour. Personne n’est invité par courriel d’ici : la page le fait."""

    model_config = ConfigDict(json_schema_extra=lambda schema: None)

    moment: Literal[*(moment.value for moment in Moment)]  # type: ignore[valid-type]
    held_on: IsoDate
    partners: Annotated[list[Number], Field(max_length=500), example([31, 32])] = Field(
        description="Numéros des partenaires du projet à qui la grille est destinée."
    )
    status: Literal["preparation", "ouverte"] = "preparation"
