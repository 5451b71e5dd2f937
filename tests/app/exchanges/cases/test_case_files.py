"""The page where a case is reread, and its files."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from httpx2 import Response
from sqlalchemy import Connection
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.errors import Refused
from app.exchanges.cases import markdown, page
from app.exchanges.cases.make import agreed_case, as_json
from app.exchanges.reports.command import Asked, report_to
from app.web.rights import Right
from tests.app.capitalisation.closing import a_case, a_deliverable, a_finished_project
from tests.app.exchanges.cases.telling import ALLOWED, SILENT, a_told_project
from tests.factories import a_measurement, a_milestone, a_partner, an_indicator
from tests.support.client import Client, with_all_rights_but
from tests.support.html import parse, text_of
from tests.support.queries import counted

TODAY = date(2026, 11, 26)


def shown(client: Client) -> str:
    assert client.page is not None
    return " ".join(text_of(client.page).split())


def file_of(client: Client, address: str) -> Response:
    """A file is not one of our pages: its style travels with it."""
    return TestClient.request(client, "GET", address)


def test_the_page_shows_the_case_as_it_will_leave(client: Client, session: Session) -> None:
    project = a_told_project(session)
    client.sign_in("lecteur")
    client.get(f"/projets/{project.code}/cas")
    text = shown(client)
    for part in ("Plus un commerce dans trois villages.", ALLOWED, "Ouverture de l’épicerie", "75 % de la cible"):
        assert part in text
    for part in ("Cofinancé", "2,5 € apportés pour 1 € du Fonds", "Livrable modeliser", "Empreinte"):
        assert part in text
    assert SILENT not in text
    assert f'href="/projets/{project.code}/cas.json"' in client.get(f"/projets/{project.code}/cas").text


def test_the_page_says_what_is_missing_instead_of_the_files(client: Client, session: Session) -> None:
    project = a_finished_project(session)
    a_case(session, project)
    client.sign_in()
    answer = client.get(f"/projets/{project.code}/cas")
    assert "L’accord de l’alliance à la publication n’est pas noté." in shown(client)
    assert f'href="/projets/{project.code}/capitalisation/accord"' in answer.text
    assert "cas.json" not in answer.text


@pytest.mark.parametrize("suffix", ["json", "md", "html"])
def test_a_file_is_refused_in_a_sentence_while_the_alliance_has_not_agreed(
    client: Client, session: Session, suffix: str
) -> None:
    project = a_finished_project(session)
    a_case(session, project)
    client.sign_in()
    answer = client.get(f"/projets/{project.code}/cas.{suffix}")
    assert answer.status_code == 422
    assert "Ce cas ne peut pas encore partir. L’accord de l’alliance à la publication n’est pas noté." in shown(client)


@pytest.mark.parametrize(
    ("suffix", "kind"), [("json", "application/json"), ("md", "text/markdown"), ("html", "text/html")]
)
def test_a_file_is_downloaded_under_the_name_of_its_project(
    client: Client, session: Session, suffix: str, kind: str
) -> None:
    project = a_told_project(session)
    client.sign_in("lecteur")
    answer = file_of(client, f"/projets/{project.code}/cas.{suffix}")
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (200, kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="cas-{project.code}.{suffix}"'
    assert "Une épicerie tenue à plusieurs" in answer.text


def test_another_format_does_not_exist(client: Client, session: Session) -> None:
    project = a_told_project(session)
    client.sign_in()
    assert client.get(f"/projets/{project.code}/cas.docx").status_code == 404


def test_rereading_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    project = a_told_project(session)
    client.sign_in(with_all_rights_but(Right.EXPORT, monkeypatch))
    for address in ("cas", "cas.json"):
        assert client.get(f"/projets/{project.code}/{address}").status_code == 403


def test_the_page_alone_needs_nothing_else(session: Session) -> None:
    written = page.alone(agreed_case(session, a_told_project(session).code, TODAY))
    document = parse(written)
    assert [element.tag for element in document.iter() if element.tag in ("script", "link", "img", "iframe")] == []
    assert re.findall(r"url\(|@import|https?://(?!exemple\.fr|www\.w3\.org)", written) == []
    assert not [own for own in document.iter() for name in own.attrib if name == "style" or name.startswith("on")]
    assert len(list(document.iter("h1"))) == 1
    assert document.get("lang") == "fr"


def test_what_people_typed_is_text_in_every_format(session: Session) -> None:
    project = a_told_project(session)
    a_milestone(session, project, title="<script>alert(1)</script> *gras* | [ici](x)", done_on=date(2024, 8, 1))
    a_deliverable(session, project, title="Note", kept_at="javascript:alert(1)")
    case = agreed_case(session, project.code, TODAY)
    html, text = page.alone(case), markdown.written(case)
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert r"\<script\>alert(1)\</script\> \*gras\* \| \[ici\](x)" in text


def test_a_list_typed_at_the_start_of_a_line_stays_as_typed() -> None:
    assert markdown.plain("1. Écouter\n- Agir\n+ Dire") == "1\\. Écouter\n\\- Agir\n\\+ Dire".replace("1\\.", "\\1.")


def test_the_markdown_has_its_parts_in_order(session: Session) -> None:
    text = markdown.written(agreed_case(session, a_told_project(session).code, TODAY))
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert titles[:4] == ["Le besoin", "La réponse", "Ce que nous avons appris", "À quelles conditions ailleurs"]
    assert titles[-3:] == ["Ce qui reste", "Sources", "Méthode"]
    assert f"> {ALLOWED}" in text
    assert "- Accordé par le Fonds\u00a0: 10\u202f000\u00a0€" in text


def test_the_json_is_what_the_schema_describes(client: Client, session: Session) -> None:
    project = a_told_project(session)
    client.sign_in()
    case = json.loads(file_of(client, f"/projets/{project.code}/cas.json").text)
    assert (case["format"], case["project"]["code"]) == ("cas-impact-alliances/1", project.code)


def test_the_command_makes_the_same_case(session: Session, connection: Connection, tmp_path: Path) -> None:
    project = a_told_project(session)
    out = tmp_path / "cas.json"
    told = report_to(lambda: connection, out, Asked("cas", {}, project=project.code, day="26/11/2026"))  # type: ignore[arg-type,return-value]
    assert told == f"Cas IMPACT-Alliances\u00a0: 1 projet dans {out}."
    assert json.loads(out.read_text(encoding="utf-8")) == json.loads(as_json(agreed_case(session, project.code, TODAY)))


def test_the_command_refuses_what_the_page_refuses(session: Session, connection: Connection, tmp_path: Path) -> None:
    project = a_finished_project(session)
    a_case(session, project)
    session.commit()
    with pytest.raises(Refused, match="n’est pas noté"):
        report_to(lambda: connection, tmp_path / "cas.md", Asked("cas", {}, project=project.code))  # type: ignore[arg-type,return-value]
    assert not (tmp_path / "cas.md").exists()


def test_the_number_of_queries_does_not_grow(client: Client, session: Session, connection: Connection) -> None:
    project = a_told_project(session)
    client.sign_in()
    with counted(connection) as few:
        client.get(f"/projets/{project.code}/cas")
    for n in range(8):
        a_partner(session, project)
        a_milestone(session, project, title=f"Étape {n}", done_on=date(2024, 6, 2))
        a_measurement(session, an_indicator(session, project, label=f"Mesure {n}"), 10)
        a_deliverable(session, project, title=f"Livrable {n}")
    with counted(connection) as lots:
        client.get(f"/projets/{project.code}/cas")
    assert len(few) == len(lots)
