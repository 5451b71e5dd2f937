"""What is typed about a value of a list."""

import re
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

CODE = re.compile(r"[a-z0-9][a-z0-9_.]{0,59}")
Label = Annotated[str, Field(min_length=1, max_length=200)]


class NewValue(BaseModel):
    label: Label
    code: str = ""
    category_code: str = ""

    @field_validator("code")
    @classmethod
    def simple(cls, value: str) -> str:
        if value and not CODE.fullmatch(value):
            raise ValueError("Écrivez le code en minuscules sans accent, chiffres, points ou tirets bas.")
        return value


class Renaming(BaseModel):
    label: Label
    seen: str = ""
