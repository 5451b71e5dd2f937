"""What people fill in to sign in and to keep their account."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from app.accounts.addresses import ADDRESS
from app.accounts.passwords import MAX_LENGTH, MIN_LENGTH
from app.models.user import Role
from app.web.french import FrenchDate


def check_email(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise PydanticCustomError(
            "french_email", "Écrivez une adresse électronique, par exemple prenom.nom@exemple.fr."
        )
    return text.lower()


# Signing in takes any address an account may have, that of a trial installation (…@localhost) included.
KnownEmail = Annotated[str, Field(max_length=254, pattern=r"^\s*[^@\s]+@[^@\s]+\s*$")]
Email = Annotated[str, Field(max_length=254), AfterValidator(check_email)]
Name = Annotated[str, Field(min_length=2, max_length=120)]


class SignIn(BaseModel):
    email: KnownEmail
    password: Annotated[str, Field(max_length=MAX_LENGTH)]
    suite: str = "/"
    reprise: str = ""


class LinkRequest(BaseModel):
    email: KnownEmail
    reprise: str = ""


Code = Annotated[str, Field(min_length=1, max_length=40)]


class SecondStep(BaseModel):
    code: Code
    suite: str = "/"
    reprise: str = ""


class ProviderAnswer(BaseModel):
    """What the identity provider sent back with the browser."""

    code: Annotated[str, Field(max_length=4000)]
    state: Annotated[str, Field(max_length=200)]
    iss: Annotated[str, Field(max_length=500)] = ""


class NewFactor(BaseModel):
    """`offer`: the secret that the page showed, sealed."""

    offer: Annotated[str, Field(max_length=1000)]
    code: Code


class Confirmation(BaseModel):
    """Each is asked for when the account has it."""

    password: Annotated[str, Field(max_length=MAX_LENGTH)] | None = None
    code: Annotated[str, Field(max_length=40)] | None = None
    suite: str = "/mon-compte"


class Profile(BaseModel):
    name: Name


class NewPassword(BaseModel):
    """`current_password` is only absent when the person has none yet."""

    current_password: str | None = None
    new_password: Annotated[str, Field(max_length=MAX_LENGTH)]
    new_password_again: str

    @model_validator(mode="after")
    def long_enough_and_typed_twice(self) -> Self:
        if len(self.new_password) < MIN_LENGTH:
            raise ValueError(
                f"Choisissez un mot de passe d’au moins {MIN_LENGTH} caractères\u202f: une phrase convient."
            )
        if self.new_password != self.new_password_again:
            raise ValueError("Les deux saisies du nouveau mot de passe ne sont pas identiques.")
        return self


class NewToken(BaseModel):
    """`scopes` is checked against the role of the person by the verb."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    scopes: list[str] = []
    expires_on: FrenchDate


class AccountForm(BaseModel):
    """`funder`: the name of an organisation, for a funder's person only."""

    name: Name
    email: KnownEmail
    role: Role
    funder: Annotated[str, Field(max_length=200)] = ""


class HandingForm(BaseModel):
    """Who follows from now on the projects of someone else."""

    referent_id: int


class NewAccount(AccountForm):
    email: Email


ACCOUNT_LABELS = {"name": "Nom", "email": "Adresse électronique", "role": "Rôle", "funder": "Organisation"}
