"""`odd17 export grille` and `odd17 import grille` as people run them."""

from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.models import GridDraft
from evaluation import grid_text
from tests.factories import GRID
from tests.support.command import odd17


def test_a_grid_goes_out_and_comes_back_changed(own_engine: Engine, own_database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "grille.toml"
    done = odd17("export", "grille", file, ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, file.read_text(encoding="utf-8")) == (0, grid_text(GRID))
    same = odd17("import", "grille", file, ODD17_DATABASE_URL=own_database_url)
    assert (same.returncode, "identique à la version 1.0" in same.stderr) == (1, True)
    text = grid_text(GRID).replace('version = "1.0"', 'version = "1.1"').replace("min_paired = 2", "min_paired = 3")
    file.write_text(text, encoding="utf-8")
    done = odd17("import", "grille", file, ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, done.stdout.startswith("Brouillon de la version 1.1")) == (0, True)
    with Session(own_engine) as session:
        assert session.scalars(select(GridDraft.reference)).all() == ["evaluation-partenariale@1.1"]


def test_what_cannot_be_done_is_refused_in_a_sentence(own_database_url: str, tmp_path: Path) -> None:
    unknown = odd17("export", "grille", tmp_path / "x.toml", "--version", "9.9", ODD17_DATABASE_URL=own_database_url)
    assert (unknown.returncode, "n’existe pas" in unknown.stderr) == (1, True)
    absent = odd17("import", "grille", tmp_path / "absente.toml", ODD17_DATABASE_URL=own_database_url)
    assert (absent.returncode, "ne peut pas être lu" in absent.stderr) == (1, True)
