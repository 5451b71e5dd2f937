"""What is typed about the register, the delays and a person."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator

from app.privacy.matching import ADDRESS, LONGEST_NAME, Identity, identity
from app.web.french import FrenchInteger

Words = Annotated[str, Field(min_length=1, max_length=2000)]


class TreatmentForm(BaseModel):
    purpose: Words
    legal_basis: Words
    persons: Words
    recipients: Words
    measures: Words
    confirmed: bool = False


class DelayForm(BaseModel):
    months: Annotated[FrenchInteger, Field(ge=1, le=240)]


class PurgeForm(BaseModel):
    kinds: list[str] = Field(default_factory=list)
    sure: bool = False


class PlanForm(BaseModel):
    planned: Literal["oui", "non"] = "non"


class PersonForm(BaseModel):
    """One name by line, one address by line."""

    names: Annotated[str, Field(max_length=1000)] = ""
    addresses: Annotated[str, Field(max_length=1000)] = ""

    @property
    def person(self) -> Identity:
        return identity(self.names.splitlines(), self.addresses.splitlines())

    @field_validator("names")
    @classmethod
    def short(cls, value: str) -> str:
        if any(len(name.split()) > LONGEST_NAME for name in identity(value.splitlines(), ()).names):
            raise ValueError(f"Écrivez un nom par ligne, de {LONGEST_NAME} mots au plus.")
        return value

    @field_validator("addresses")
    @classmethod
    def whole(cls, value: str) -> str:
        if not all(ADDRESS.fullmatch(one) for one in identity((), value.splitlines()).addresses):
            raise ValueError("Écrivez une adresse complète par ligne, par exemple nom@exemple.fr.")
        return value


class ErasureForm(PersonForm):
    """``spared``: records of a namesake; ``withdrawn``: issued files taken back; ``typed``: the word that confirms."""

    spared: list[str] = Field(default_factory=list, max_length=10_000)
    withdrawn: list[int] = Field(default_factory=list, max_length=10_000)
    reason: Literal["demande", "opposition", "inutile", "erreur"]
    typed: str
