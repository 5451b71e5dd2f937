"""A grid as a file: what the site writes it reads back, what is wrong is said by place."""

import pytest
from httpx2 import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import GridDraft, Role
from evaluation import grid_text, parse_grid
from tests.app.grids.drafts import HERE, a_draft, a_version, address, edited
from tests.evaluation.versions import question, without
from tests.factories import GRID
from tests.support.client import Client
from tests.support.html import text_of

TEXT = grid_text(GRID)
IMPORT = f"{HERE}/import"


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.sign_in(Role.GESTIONNAIRE)


def received(client: Client, content: str | bytes) -> Response:
    file = {"file": ("grille.toml", content, "application/toml")}
    return client.post_form(IMPORT, page=IMPORT, files=file)


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page).replace("\u00a0", " ").replace("\u202f", " ")


def changed(*changes: tuple[str, str]) -> str:
    text = TEXT
    for old, new in (('version = "1.0"', f'version = "1.1"\nprevious = "{GRID}"'), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_file_becomes_a_draft_kept_as_it_was_written(client: Client, session: Session) -> None:
    text = changed(("min_paired = 2", "min_paired = 3"))
    answer = received(client, text)
    assert answer.status_code == 303
    draft = session.scalars(select(GridDraft)).one()
    assert (draft.reference, draft.base_reference, draft.source) == ("evaluation-partenariale@1.1", GRID, text)
    assert answer.headers["location"] == address(draft)


def test_a_draft_downloaded_is_the_same_grid_when_it_comes_back(client: Client, session: Session) -> None:
    draft = edited(session, a_draft(session), question("C1.1", weight=2))
    text = client.get(f"{address(draft)}/fichier").text
    assert client.post_form(f"{address(draft)}/abandon").status_code == 303
    assert received(client, text).status_code == 303
    assert parse_grid(session.scalars(select(GridDraft)).one().source) == parse_grid(text)


def test_every_fault_is_said_at_its_place(client: Client, session: Session) -> None:
    text = changed(("min_paired = 2", "min_paired = 0"), ('text = "Les publics visés ont été touchés."', 'text = ""'))
    assert received(client, text).status_code == 422
    assert "2 points sont à corriger dans ce fichier." in shown(client)
    assert "« dialogue » : « min_paired » doit être au moins égal à 1 (lu : 0)." in shown(client)
    assert "question « A1.3 » : « text » doit être un texte" in shown(client)
    assert not session.scalars(select(GridDraft)).all()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (TEXT, "identique à la version 1.0 déjà publiée"),
        (changed(), "identique à la version 1.0 déjà publiée"),
        (TEXT.replace("min_paired = 2", "min_paired = 3"), "La version 1.0 existe déjà, avec un autre contenu"),
        (changed(('id = "evaluation-partenariale"', 'id = "autre"')), "Cette grille s’appelle « autre »"),
        (changed((GRID, "evaluation-partenariale@0.8"), ("min_paired = 2", "min_paired = 3")), "n’est pas publiée ici"),
        ("[scale", "le fichier ne se lit pas"),
        ("a = " + "[" * 5000, "le fichier ne se lit pas"),
        (b"\xff\xfe\x00", "n’est pas un texte"),
        ("x = 1\n" * 100_000, "trop grand pour être une grille"),
        ("", "Renseignez ce champ."),
    ],
    ids=[
        "published",
        "same content",
        "same number",
        "other grid",
        "unknown origin",
        "cut",
        "deep",
        "bytes",
        "big",
        "none",
    ],
)
def test_what_cannot_become_a_draft_says_why(
    client: Client, session: Session, content: str | bytes, sentence: str
) -> None:
    answer = received(client, content) if content else client.post_form(IMPORT, page=IMPORT)
    assert answer.status_code == 422
    assert sentence in shown(client)
    assert not session.scalars(select(GridDraft)).all()


def test_a_file_that_says_nothing_of_its_origin_comes_from_the_newest_version(client: Client, session: Session) -> None:
    newer = a_version(session, "1.1", without("C1.2"))
    text = TEXT.replace('version = "1.0"', 'version = "1.2"').replace("min_paired = 2", "min_paired = 3")
    assert received(client, text).status_code == 303
    draft = session.scalars(select(GridDraft)).one()
    assert (draft.base_reference, parse_grid(draft.source).previous) == (newer.reference, newer.reference)
