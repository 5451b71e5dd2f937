"""The posted form, read once; routes stay plain functions."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request

MAX_FIELDS = 5_000
MAX_FIELD_BYTES = 2 * 1024 * 1024
MAX_FILES = 50  # a page that takes fewer says so itself, in a sentence


async def posted(request: Request) -> AsyncIterator[FormData]:
    """An evaluation grid with its comments passes the usual limit of 1,000 fields. Files are closed once answered."""
    async with request.form(max_fields=MAX_FIELDS, max_files=MAX_FILES, max_part_size=MAX_FIELD_BYTES) as form:
        yield form


Posted = Annotated[FormData, Depends(posted)]
