"""What is typed about a frame being written."""

from typing import Annotated

from pydantic import BaseModel, Field

Sentence = Annotated[str, Field(max_length=800)]


class ItemForm(BaseModel):
    """Either a whole axis, or questions, or nothing of the grid."""

    axis: Annotated[str, Field(max_length=100)] = ""
    questions: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=500)] = []
    why: Sentence = ""
    leaves_out: Sentence = ""


class FrameForm(BaseModel):
    grid: Annotated[str, Field(min_length=1, max_length=200)]
    leaves_out: Annotated[str, Field(min_length=1, max_length=1500)]


class SignatureForm(BaseModel):
    """`shown`: the digest of the text on the page, carried by the form."""

    signed_as: Annotated[str, Field(min_length=1, max_length=120)]
    note: Annotated[str, Field(min_length=1, max_length=1000)]
    shown: Annotated[str, Field(max_length=64)] = ""
