"""Documents found again: by kind, by words, page by page, at a fixed number of queries."""

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Document, Project
from tests.app.documents.files import a_pdf
from tests.app.documents.situations import a_document
from tests.factories import a_milestone, a_project
from tests.support.client import Client
from tests.support.queries import counted


def some_documents(session: Session, project: Project, count: int, **given: str) -> list[Document]:
    return [
        a_document(session, project, content=a_pdf(b"<< /N %d >>" % number), title=f"Bilan {number:03}", **given)
        for number in range(count)
    ]


def test_those_of_a_project_are_counted_by_kind(client: Client, session: Session, project: Project, here: str) -> None:
    a_document(session, project, kind="convention", title="Convention cadre")
    a_document(session, project, kind="preuve", title="Photo")
    a_document(session, a_project(session), kind="preuve", title="Ailleurs")
    client.sign_in("lecteur")
    page = client.get(here).text
    for part in ("Convention cadre", "Photo", "Tous (2)", "Convention (1)", "Preuve (1)"):
        assert part in page
    assert "Ailleurs" not in page
    of_kind = client.get(f"{here}?genre=preuve").text
    assert "Photo" in of_kind
    assert "Convention cadre" not in of_kind


def test_they_are_found_by_title_note_file_or_project(client: Client, session: Session) -> None:
    project = a_project(session, title="Épicerie de Cassel")
    a_document(session, project, title="Bilan général", note="Présenté au comité", name="scan-0042.pdf")
    a_document(session, a_project(session), title="Autre")
    client.sign_in("lecteur")
    for words in ("GENERAL", "comite", "scan-0042", "epicerie bilan", project.code.lower()):
        page = client.get("/documents", params={"q": words}).text
        assert "Bilan général" in page, words
        assert "Autre</a>" not in page, words
    assert "Aucun document ne correspond" in client.get("/documents?q=introuvable").text
    part = client.get_part("/documents?q=bilan")
    assert part.text.lstrip().startswith('<div id="liste">')
    assert part.headers["HX-Replace-Url"] == "/documents?q=bilan"


def test_pages_follow_each_other_and_nothing_is_seen_twice(client: Client, session: Session, project: Project) -> None:
    some_documents(session, project, 120)
    client.sign_in("lecteur")
    seen: list[str] = []
    address = "/documents"
    while address:
        client.get(address)
        assert client.page is not None
        rows = [row.find("a") for row in client.page.iter("th") if row.get("scope") == "row"]
        seen += [str(link.text) for link in rows if link is not None]
        following = [link.get("href", "") for link in client.page.iter("a") if link.get("rel") == "next"]
        address = following[0] if following else ""
    assert seen == [f"Bilan {number:03}" for number in reversed(range(120))]


def test_queries_do_not_grow_with_documents(
    client: Client, session: Session, connection: Connection, project: Project, here: str
) -> None:
    milestone = a_milestone(session, project)
    a_document(session, project)
    client.sign_in()
    addresses = (here, "/documents", f"/projets/{project.code}", f"/projets/{project.code}/jalons")
    before = {address: statements_of(client, connection, address) for address in addresses}
    for document in some_documents(session, project, 30):
        document.milestone_id = milestone.id
    session.flush()
    assert {address: statements_of(client, connection, address) for address in addresses} == before


def statements_of(client: Client, connection: Connection, address: str) -> int:
    client.get(address)
    with counted(connection) as statements:
        assert client.get(address).status_code == 200
    return len(statements)


def test_the_page_of_a_project_and_of_its_milestones_name_them(
    client: Client, session: Session, project: Project, here: str
) -> None:
    milestone = a_milestone(session, project)
    evidence = a_document(session, project, kind="preuve", title="Compte rendu signé")
    evidence.milestone_id = milestone.id
    withdrawn = a_document(session, project, title="Brouillon")
    client.sign_in()
    client.post_form(f"{here}/{withdrawn.id}/retrait", {"reason": "Brouillon"}, page=f"{here}/{withdrawn.id}")
    for address in (f"/projets/{project.code}", f"/projets/{project.code}/jalons"):
        client.get(address)
        page = client.get(address).text
        assert f'href="{here}/{evidence.id}"' in page
        assert f'href="{here}/{withdrawn.id}"' not in page
