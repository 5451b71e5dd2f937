"""The funder workbook itself, issued from a terminal, brought back: untouched, saved again, changed."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.exchanges.reports.verifying.command import Verified, verified
from app.models import IssuedFile
from tests.app.exchanges.portfolio import two_projects
from tests.app.exchanges.reports.test_verifying import saved_by_libreoffice
from tests.support.command import odd17

AMOUNT, OTHER = rb'(<c r="[A-Z]+\d+"[^>]*>)<v>10000\.50*</v>', rb"\1<v>99999</v>"
"""An amount typed in, not the result of a formula."""


@pytest.fixture
def exported(own_engine: Engine, own_database_url: str, tmp_path: Path) -> Path:
    with Session(own_engine) as session:
        two_projects(session)
        session.commit()
    out = tmp_path / "pour-la-fondation.xlsx"
    done = odd17("export", "classeur", out, ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, done.stderr) == (0, "")
    return out


def rewritten(file: Path, before: bytes, after: bytes) -> Path:
    """The same workbook with one thing changed in its XML, the rest as it was."""
    out, count = BytesIO(), 0
    with ZipFile(file) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.startswith("xl/worksheets/"):
                data, found = re.subn(before, after, data, count=0 if count else 1)
                count += found
            target.writestr(member, data)
    assert count, before
    other = file.with_name("retouché.xlsx")
    other.write_bytes(out.getvalue())
    return other


def told(engine: Engine, file: Path) -> Verified:
    return verified(engine, file)


def test_what_a_terminal_exports_is_issued_and_verified(
    own_engine: Engine, own_database_url: str, exported: Path
) -> None:
    with Session(own_engine) as session:
        issued = session.scalars(select(IssuedFile)).one()
        assert (issued.kind, issued.author, issued.projects) == ("classeur", "odd17 export", 2)
        assert len(issued.digest) == 64
    done = odd17("verify", exported, ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, "Authentique et intact" in done.stdout) == (0, True)


def test_a_changed_amount_ends_with_one_and_names_the_cell(own_database_url: str, exported: Path) -> None:
    done = odd17("verify", rewritten(exported, AMOUNT, OTHER), ODD17_DATABASE_URL=own_database_url)
    assert done.returncode == 1
    assert "Modifié depuis l’émission" in done.stdout
    assert "10\u202f000,5 → 99\u202f999" in done.stdout


def test_a_file_that_is_not_there_or_not_ours_ends_with_one(
    own_database_url: str, exported: Path, tmp_path: Path
) -> None:
    done = odd17("verify", tmp_path / "absent.xlsx", ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, "ne peut pas être lu" in done.stderr) == (1, True)
    (tmp_path / "autre.csv").write_text("a;b")
    done = odd17("verify", tmp_path / "autre.csv", ODD17_DATABASE_URL=own_database_url)
    assert (done.returncode, "n’est pas reconnu" in done.stdout) == (1, True)


@pytest.mark.office
def test_the_funder_workbook_saved_again_by_libreoffice_is_intact_and_changed_then_saved_is_not(
    own_engine: Engine, exported: Path, tmp_path: Path
) -> None:
    again = tmp_path / "repris.xlsx"
    (tmp_path / "un").mkdir()
    again.write_bytes(saved_by_libreoffice(exported.read_bytes(), tmp_path / "un"))
    intact = told(own_engine, again)
    assert intact.unchanged, intact.told
    (tmp_path / "deux").mkdir()
    changed = rewritten(exported, AMOUNT, OTHER)
    again.write_bytes(saved_by_libreoffice(changed.read_bytes(), tmp_path / "deux"))
    found = told(own_engine, again)
    assert not found.unchanged
    assert "10\u202f000,5 → 99\u202f999" in found.told
