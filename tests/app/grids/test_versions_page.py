"""The versions of the grid: listed, read, downloaded; a draft starts as a copy."""

import hashlib

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.queries import newest_grid
from app.models import Campaign, GridDraft, GridVersion, Role
from app.web.rights import Right
from evaluation import grid_text, parse_grid
from tests import factories as make
from tests.app.grids.drafts import HERE, PUBLISHED_ON, a_draft, a_version, address
from tests.evaluation.versions import question, without
from tests.factories import GRID
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of


def shown(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def test_the_list_says_which_version_holds_which_campaigns(client: Client, session: Session) -> None:
    make.a_campaign(session, make.a_project(session))
    a_version(session, "1.1", without("C1.2"), published_on=PUBLISHED_ON.replace(year=2100))
    client.sign_in(Role.LECTEUR)
    client.get(HERE)
    rows = [" ".join(text_of(row).split()) for row in client.page.iter("tr")] if client.page is not None else []
    assert any("Version 1.0" in row and "en vigueur" in row and " 1 " in row for row in rows)
    assert any("Version 1.1" in row and "à venir" in row and " 0 " in row for row in rows)


def test_a_version_is_read_whole(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    client.get(f"{HERE}/{GRID}")
    page = shown(client)
    for words in (
        "L’alliance a renforcé la cohésion sociale du territoire.",
        "Collectivité",
        "Couverture d’un score publié",
        "60\u00a0%",
        "Très fort",
        "chaque partenaire dit ses priorités",
        "Le RAMEAU",
    ):
        assert words in page


def test_a_version_is_downloaded_as_it_was_published(client: Client) -> None:
    client.sign_in(Role.LECTEUR)
    answer = client.get(f"{HERE}/{GRID}/fichier")
    assert answer.text == grid_text(GRID)
    assert answer.headers["content-disposition"] == f'attachment; filename="{GRID}.toml"'
    assert answer.headers["content-type"].startswith("application/toml")


def test_a_new_version_starts_as_a_copy_under_the_next_number(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    for number in ("1.1", "1.2"):
        answer = client.post_form(f"{HERE}/brouillons", {"base": GRID})
        assert answer.status_code == 303
        draft = session.scalars(select(GridDraft).order_by(GridDraft.id.desc())).first()
        assert draft is not None
        assert (draft.reference, draft.base_reference) == (f"evaluation-partenariale@{number}", GRID)
        grid = parse_grid(draft.source)
        assert (grid.previous, grid.axes) == (GRID, parse_grid(grid_text(GRID)).axes)


def test_new_campaigns_take_the_newest_version_whose_date_has_come(session: Session) -> None:
    a_version(session, "1.9", without("C1.2"))
    a_version(session, "1.10", without("C1.2"))
    a_version(session, "2.0", without("C1.2"), published_on=PUBLISHED_ON.replace(year=2100))
    assert newest_grid(session, PUBLISHED_ON).version == "1.10"
    assert newest_grid(session, PUBLISHED_ON.replace(year=2100)).version == "2.0"
    assert newest_grid(session, PUBLISHED_ON.replace(year=2000)).version == "1.0"


def test_a_campaign_already_created_keeps_its_version(session: Session) -> None:
    campaign = make.a_campaign(session, make.a_project(session))
    a_version(session, "1.1", without("C1.2"))
    session.expire_all()
    assert session.get_one(Campaign, campaign.id).grid_reference == GRID


@pytest.mark.parametrize("path", [f"{HERE}/inconnue@1.0", f"{HERE}/inconnue@1.0/fichier", f"{HERE}/brouillons/99999"])
def test_what_does_not_exist_is_not_found(client: Client, path: str) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    assert client.get(path).status_code == 404


def test_writing_a_grid_asks_for_its_right_and_reading_does_not(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = a_draft(session)
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.get(address(draft)).status_code == 200
    assert "Préparer" not in client.get(HERE).text
    for path in ("questions/A1.1", "criteres/A1", "axes/relation", "reglages/seuils"):
        assert client.get(f"{address(draft)}/{path}").status_code == 403
        assert client.post_form(f"{address(draft)}/{path}").status_code == 403
    assert client.post_form(f"{HERE}/brouillons", {"base": GRID}).status_code == 403


def test_publishing_a_grid_asks_for_the_right_to_publish(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = a_draft(session)
    client.sign_in(with_all_rights_but(Right.PUBLISH, monkeypatch))
    assert client.get(f"{address(draft)}/publication").status_code == 403
    assert client.post_form(f"{address(draft)}/publication").status_code == 403
    assert "Publier…" not in client.get(address(draft)).text


def test_a_version_made_on_screen_is_checked_like_the_others(session: Session) -> None:
    """What the site stores is the digest of the very text it serves."""
    version = session.get_one(GridVersion, GRID)
    assert version.sha256 == hashlib.sha256(version.source.encode()).hexdigest()
    assert question("A1.1")(parse_grid(version.source)) == parse_grid(version.source)
