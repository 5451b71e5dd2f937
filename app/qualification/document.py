"""The text of a version of the grid: TOML in, TOML out, with its digest."""

import hashlib

import tomli_w

from evaluation.qualification import QualificationGrid, qualification_values


def written(grid: QualificationGrid) -> str:
    """The same grid always gives the same text, hence the same digest."""
    return tomli_w.dumps(qualification_values(grid))


def digest(text: str) -> str:
    """SHA-256 of the very bytes of the file that is downloaded."""
    return hashlib.sha256(text.encode()).hexdigest()
