"""« Données ouvertes »: what is ready, what the rest lacks and where to complete it, the file made by a job."""

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.exchanges.opendata.making import READY_ONLY
from app.models import IssuedFile, IssueState
from app.settings import settings
from app.web.rights import Right
from tests import factories as make
from tests.app.exchanges.opendata.portfolio import a_bearer, a_ready_grant
from tests.support.client import Client, with_all_rights_but
from tests.support.jobs import run_jobs
from tests.support.queries import counted

PAGE = "/exports/donnees-ouvertes"


def issued(session: Session) -> list[IssuedFile]:
    return list(session.scalars(select(IssuedFile).order_by(IssuedFile.id)))


def send(client: Client, **typed: str) -> int:
    return client.post_form(PAGE, typed).status_code


def test_the_page_counts_what_is_ready_and_links_what_is_not(session: Session, client: Client) -> None:
    a_ready_grant(session)
    bearer = a_bearer(session, name="Collectif des rives", siret=None, rna=None)
    a_ready_grant(session, bearer)
    client.sign_in("lecteur")
    page = client.get(PAGE).text
    assert "<b>1</b>\n      ligne prête sur 2" in page
    assert "<b>2</b>\n      lignes prêtes sur 2" in page
    assert "SIRET manquant pour un bénéficiaire" in page
    assert f'<a href="/partenaires/{bearer.id}">Collectif des rives</a>' in page
    assert "un fonds privé n’est pas tenu" in page


def test_what_is_not_decided_is_said_to_be_out(session: Session, client: Client) -> None:
    make.an_investment(session, make.a_project(session, status="instruction"))
    client.sign_in("lecteur")
    page = client.get(PAGE).text
    assert "1\u00a0investissement de projets repérés ou en instruction" in page
    assert "Rien à publier dans ce choix." in page


def test_a_whole_file_is_asked_of_the_queue(session: Session, client: Client) -> None:
    a_ready_grant(session)
    client.sign_in("lecteur")
    answer = client.post_form(PAGE, {"document": "360giving.xlsx", "region": "53"})
    (own,) = issued(session)
    assert answer.headers["Location"] == f"/exports/{own.id}"
    assert (own.kind, own.suffix, own.choice["projects"]["region"]) == ("360giving", ".xlsx", "53")
    assert own.choice["sheets"] == []


def test_what_is_ready_is_asked_alone_only_when_it_is_said(session: Session, client: Client) -> None:
    a_ready_grant(session)
    a_ready_grant(session, a_bearer(session, siret=None, rna=None))
    client.sign_in("lecteur")
    refused = client.post_form(PAGE, {"document": "scdl.csv", "arrete_le": "31/12/2024"})
    assert refused.status_code == 422
    assert "Une ligne n’est pas prête" in refused.text
    assert 'value="31/12/2024"' in refused.text
    assert issued(session) == []
    assert send(client, document="scdl.csv", prets="oui", arrete_le="31/12/2024") == 303
    (own,) = issued(session)
    assert own.choice["sheets"] == [READY_ONLY]
    assert own.choice["as_of"] == "2024-12-31"


def test_the_button_says_how_many_stay_behind(session: Session, client: Client) -> None:
    a_ready_grant(session)
    for number in range(2):
        a_ready_grant(session, a_bearer(session, name=f"Sans numéro {number}", siret=None, rna=None))
    client.sign_in("lecteur")
    page = client.get(PAGE).text
    assert "2 lignes resteront de côté" in page
    assert "Exporter ce qui est prêt (CSV)" in page
    assert "Exporter tout (JSON)" in page


def test_the_day_and_the_filters_of_the_address_are_kept(session: Session, client: Client) -> None:
    a_ready_grant(session)
    client.sign_in("lecteur")
    page = client.get(f"{PAGE}?region=53&arrete_le=31/12/2024").text
    assert '<input type="hidden" name="region" value="53">' in page
    assert '<input type="hidden" name="arrete_le" value="31/12/2024">' in page


@pytest.mark.parametrize(
    ("typed", "said"), [("31/31/2024", "date"), ("01/01/2999", "Cette date n’est pas encore passée")]
)
def test_a_day_that_cannot_be_is_told_where_it_was_typed(client: Client, typed: str, said: str) -> None:
    client.sign_in("lecteur")
    answer = client.get(f"{PAGE}?arrete_le={typed}")
    assert answer.status_code == 422
    assert f'value="{typed}"' in answer.text
    assert 'id="arrete_le-error"' in answer.text
    assert said in answer.text


def test_a_fund_without_a_prefix_is_told_so_and_has_no_button(
    session: Session, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "fund_360_prefix", "")
    a_ready_grant(session)
    client.sign_in("lecteur")
    page = client.get(PAGE).text
    assert "ODD17_FUND_360_PREFIX" in page
    assert "360giving.json" not in page
    assert client.post_form(PAGE, {"document": "360giving.json"}).status_code == 422
    assert issued(session) == []


def test_the_file_is_made_by_a_worker_kept_and_taken_away(
    session: Session, client: Client, connection: Connection
) -> None:
    project, _ = a_ready_grant(session)
    a_ready_grant(session, a_bearer(session, siret=None, rna=None))
    client.sign_in("lecteur")
    address = client.post_form(PAGE, {"document": "scdl.csv", "prets": "oui"}).headers["Location"]
    session.commit()
    run_jobs(connection)
    session.expire_all()
    (own,) = issued(session)
    assert (own.stage, own.projects) == (IssueState.DONE, 1)
    assert client.get(address).status_code == 200
    content = client.get(f"{address}/fichier").text
    assert content.startswith("nomAttribuant,")
    assert project.code in content


@pytest.mark.parametrize("document", ["", "classeur.xlsx", "scdl.pdf", "rien"])
def test_another_document_is_not_asked_from_here(session: Session, client: Client, document: str) -> None:
    a_ready_grant(session)
    client.sign_in("lecteur")
    assert client.post_form(PAGE, {"document": document}).status_code == 422
    assert issued(session) == []


def test_the_same_form_sent_twice_asks_once(session: Session, client: Client) -> None:
    a_ready_grant(session)
    client.sign_in("lecteur")
    for _ in range(2):
        assert send(client, document="scdl.csv", idempotency_key="une-cle") == 303
    assert len(issued(session)) == 1


def test_the_page_needs_the_right_to_export(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.EXPORT, monkeypatch))
    assert client.get(PAGE).status_code == 403
    assert client.post_form(PAGE, {"document": "scdl.csv"}).status_code == 403


def test_a_name_is_shown_as_text(session: Session, client: Client) -> None:
    a_ready_grant(session, a_bearer(session, name="<script>alert(1)</script>", siret=None, rna=None))
    client.sign_in("lecteur")
    assert "&lt;script&gt;alert(1)" in client.get(PAGE).text


def test_queries_do_not_grow_with_the_records(session: Session, client: Client, connection: Connection) -> None:
    a_ready_grant(session)
    client.sign_in("lecteur")
    client.get(PAGE)
    with counted(connection) as one:
        client.get(PAGE)
    for _ in range(4):
        a_ready_grant(session, a_bearer(session, siret=None, rna=None))
    with counted(connection) as several:
        client.get(PAGE)
    assert len(several) == len(one)
