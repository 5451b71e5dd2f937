"""« Exports »: choose, see how much will leave, download."""

import pytest
from sqlalchemy.orm import Session

from app.web.rights import Right
from tests.app.exchanges.portfolio import two_projects
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.htmx import assert_same_page


def test_the_page_says_how_many_projects_will_leave(session: Session, client: Client) -> None:
    two_projects(session)
    client.sign_in("lecteur")
    page = client.get("/exports?region=53").text
    assert client.page is not None
    assert "1 sur 2\u00a0projets" in text_of(client.page)
    assert "Bretagne" in page
    assert 'href="/exports/portefeuille.xlsx?region=53"' in page


def test_filtering_as_one_types_gives_the_page_of_a_full_load(session: Session, client: Client) -> None:
    two_projects(session)
    client.sign_in("lecteur")
    typed = client.get("/exports").text.replace('value=""\n', 'value="riviere"\n', 1)
    part = client.get_part("/exports?q=riviere").text
    assert_same_page(typed, part, "choix", client.get("/exports?q=riviere").text)


def test_the_file_has_a_name_a_type_and_is_not_kept_by_the_browser(session: Session, client: Client) -> None:
    client.sign_in("lecteur")
    answer = client.get("/exports/portefeuille.xlsx")
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="portefeuille-fonds-odd-17-')
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content[:2] == b"PK"


@pytest.mark.parametrize("address", ["/exports", "/exports/portefeuille.xlsx"])
def test_exporting_needs_its_right(client: Client, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    client.sign_in(with_all_rights_but(Right.EXPORT, monkeypatch))
    assert client.get(address).status_code == 403
