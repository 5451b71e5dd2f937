"""The first version of the grid, as it comes with the project: a proposal, which nobody has decided yet."""

from importlib import resources

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert

from app.models import QualificationGridVersion
from app.qualification.document import digest

FILE = ("qualification", "qualification@1.toml")


def official_text() -> str:
    return resources.files("evaluation.grids").joinpath(*FILE).read_text(encoding="utf-8")


def load_qualification_grid(connection: Connection) -> None:
    """Only where there is no version at all: a later file never goes over what the fund has published."""
    if connection.scalar(select(func.count()).select_from(QualificationGridVersion)):
        return
    text = official_text()
    connection.execute(insert(QualificationGridVersion).values(number=1, source=text, sha256=digest(text)))
