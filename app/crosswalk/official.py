"""The first version of each frame, as it comes with the project: a proposal, which nobody has signed yet."""

from importlib import resources

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from app.crosswalk.document import Frame, digest, parse_frame
from app.models import Crosswalk

FOLDER, SUFFIX = "lectures", ".toml"


def official_texts() -> dict[str, str]:
    """The text of each file by the code of its frame."""
    folder = resources.files("evaluation.grids").joinpath(FOLDER)
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(SUFFIX)]
    return {frame.code: text for frame, text in sorted(((parse_frame(own), own) for own in texts), key=_rank)}


def load_official(connection: Connection) -> None:
    """Only frames that have no version at all: a later file never goes over what the fund has signed."""
    known = set(connection.scalars(select(Crosswalk.frame)))
    for code, text in official_texts().items():
        if code not in known:
            connection.execute(
                insert(Crosswalk).values(
                    frame=code, number=1, grid_reference=parse_frame(text).grid, source=text, sha256=digest(text)
                )
            )


def _rank(pair: tuple[Frame, str]) -> int:
    return pair[0].rank
