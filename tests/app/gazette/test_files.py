"""The page alone, and Markdown: whole, asking nothing of anyone, and what was typed stays text."""

import re

from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from app.gazette import items, service
from app.gazette.edition import Issue, Section, make_issue, read_issue
from app.gazette.files import alone
from app.gazette.markdown import written
from app.models import Gazette, GazetteItem, GazetteKind
from tests.app.gazette.situations import EMPTY, MONTH, WORDS, a_full_month, a_gazette
from tests.support.client import Client

HOSTILE = "<script>alert(1)</script> [lien](javascript:x) *fort*"


def test_the_file_asks_nothing_of_anyone(session: Session) -> None:
    a_full_month(session, MONTH)
    page = alone(read_issue(session, a_gazette(session, MONTH)))
    assert not re.search(r"<(script|link|img|iframe)|@import|url\(|https?://", page)
    assert "default-src 'none'" in page
    assert WORDS in page


def test_what_is_typed_is_text_in_both(session: Session) -> None:
    gazette = a_gazette(session, EMPTY)
    items.add_free(session, gazette, text=f"{HOSTILE}\n# Titre\n- a", user=None)
    issue = read_issue(session, gazette)
    assert "<script>alert" not in alone(issue)
    text = written(issue)
    assert "\\<script\\>" in text
    assert "\\[lien\\]" in text
    assert "\n#" not in text.replace("\n## Et aussi", "")


def test_markdown_is_exact() -> None:
    gazette = Gazette(
        month=EMPTY.first, title="La gazette", editorial="Un.\n\nDeux.", edition=2, correction="Le montant."
    )
    kinds = (("investissement", "Le Fonds engage."), ("verbatim", "«\u00a0Oui.\u00a0»\nUn partenaire."))
    own = [GazetteItem(kind=kind, text=text, is_kept=True) for kind, text in kinds]
    assert written(make_issue(gazette, own, True)) == (
        "# La gazette\n\nFonds ODD 17, mai\u00a02019\n\n"
        "> Données de démonstration\u00a0: projets, organisations et réponses fictifs.\n\n"
        "> Version corrigée n°\u00a02\u00a0: Le montant.\n\nUn.\n\nDeux.\n\n"
        "## Ce que le Fonds engage\n\n- Le Fonds engage.\n\n"
        "## Paroles d’alliances\n\n> «\u00a0Oui.\u00a0»\n>\n> Un partenaire.\n"
    )


def test_what_is_counted_is_what_is_on_the_page() -> None:
    gazette = Gazette(month=EMPTY.first, title="T", editorial="", edition=1, correction="")
    own = [GazetteItem(kind="jalon", text=str(n), is_kept=n > 0) for n in range(3)]
    issue: Issue = make_issue(gazette, own, False)
    assert issue.headline == [(2, "jalons tenus")]
    assert [section.kind for section in issue.sections] == [GazetteKind.MILESTONE]
    assert isinstance(issue.sections[0], Section)


def test_they_are_downloaded_under_their_month(client: Client, session: Session) -> None:
    a_full_month(session, MONTH)
    gazette = a_gazette(session, MONTH)
    service.rewrite(session, gazette, title="Février", editorial="", user=None)
    session.commit()
    client.sign_in("lecteur")
    for suffix, kind in (("html", "text/html"), ("md", "text/markdown")):
        answer = TestClient.request(client, "GET", f"/gazette/{gazette.id}/fichier?format={suffix}")
        assert answer.headers["Content-Type"].startswith(kind)
        assert f'filename="gazette-2025-02-brouillon.{suffix}"' in answer.headers["Content-Disposition"]
    assert client.get(f"/gazette/{gazette.id}/fichier?format=pdf").status_code == 404
