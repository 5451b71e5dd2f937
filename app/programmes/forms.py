"""What is typed about a programme."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from app.web.french import FrenchDate, FrenchMoney

CODE = re.compile(r"[A-Z0-9][A-Z0-9_.-]{0,39}")


class ProgrammeForm(BaseModel):
    code: str
    title: Annotated[str, Field(min_length=1, max_length=200)]
    starts_on: FrenchDate | None = None
    ends_on: FrenchDate | None = None
    envelope_source: Annotated[str, Field(max_length=500)] = ""
    envelope_dated_on: FrenchDate | None = None
    envelope_eur: Annotated[FrenchMoney, Field(ge=0, lt=Decimal(10) ** 12)] | None = None

    @field_validator("code")
    @classmethod
    def readable_in_an_address(cls, value: str) -> str:
        code = value.upper()
        if not CODE.fullmatch(code):
            raise ValueError("Écrivez le code en lettres sans accent, chiffres et tirets, par exemple PLAN-2026.")
        return code

    @field_validator("ends_on")
    @classmethod
    def ends_after_it_starts(cls, value: date | None, info: ValidationInfo) -> date | None:
        starts = info.data.get("starts_on")
        if value and starts and value < starts:
            raise ValueError("La fin ne peut pas précéder le début.")
        return value

    def envelope_faults(self) -> dict[str, str]:
        """Amount, source and date go together: public figures disagree, one has to know which is meant."""
        sentences = {
            "envelope_eur": "Écrivez le montant dont vous donnez la source.",
            "envelope_source": "Dites d’où vient ce montant.",
            "envelope_dated_on": "Dites de quand date ce montant.",
        }
        blank = {name: sentence for name, sentence in sentences.items() if getattr(self, name) in (None, "")}
        return blank if len(blank) < len(sentences) else {}
