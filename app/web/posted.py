"""The posted form, read once; routes stay plain functions."""

from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

MAX_FIELDS = 5_000
MAX_FIELD_BYTES = 2 * 1024 * 1024


async def posted(request: Request) -> FormData:
    """An evaluation grid with its comments passes the usual limit of 1,000 fields."""
    return await request.form(max_fields=MAX_FIELDS, max_files=20, max_part_size=MAX_FIELD_BYTES)


Posted = Annotated[FormData, Depends(posted)]
