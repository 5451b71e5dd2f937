"""The report of a review: on screen, on paper, as a PDF; whoever prints it, what may leave and nothing else."""

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import ProgrammeResult, ProgrammeReview
from app.models.user import Role
from tests.app.exchanges.printing.pdf import catalog_of, read, structure_of
from tests.app.exchanges.printing.pdf import text_of as pdf_text
from tests.app.reviews.situations import a_published_review
from tests.app.reviews_reading.readings import a_crowded_review, address_of
from tests.factories import a_paid_instalment, a_project, an_investment
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture
def result(session: Session) -> ProgrammeResult:
    found = a_published_review(session)
    review = session.get_one(ProgrammeReview, found.review_id)
    for region, amount in (("53", "20000"), ("53", "15000"), (None, "5000")):
        project = a_project(session, programme_id=review.programme_id, region_code=region, status="en_cours")
        a_paid_instalment(session, an_investment(session, project, amount), "4000")
    an_investment(session, a_project(session), "999")
    return found


def report(client: Client, session: Session, result: ProgrammeResult, query: str = "") -> str:
    session.commit()
    client.sign_in(Role.EVALUATEUR)
    answer = client.get(f"{address_of(session, result)}/rapport{query}")
    assert answer.status_code == 200
    assert client.page is not None
    return plain(text_of(client.page))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_says_who_was_asked_what(client: Client, session: Session, result: ProgrammeResult) -> None:
    text = report(client, session, result)
    assert "4 sur 5 voix entendues" in text
    assert "Regarder : 24 questions sur 5 axes, chacune de « pas du tout » à « très fort »" in text


def test_the_money_is_that_of_the_programme_alone(client: Client, session: Session, result: ProgrammeResult) -> None:
    text = report(client, session, result)
    assert "40 000 € engagés" in text
    assert "12 000 € versés" in text
    assert "3 projets, dans 1 région." in text
    assert "Bretagne 2 35 000 € 8 000 €" in text
    assert "Interrégional ou national 1 5 000 € 4 000 €" in text


def test_even_for_those_who_run_evaluations_no_voice_is_named(
    client: Client, session: Session, result: ProgrammeResult
) -> None:
    text = report(client, session, result)
    assert "fictif" not in text
    assert "fictive" not in text
    assert "« Un repas, puis une idée. » Une voix, son point de vue n’est pas dit" in text
    assert "Investir dans le temps de se parler." not in text
    assert "1 récit que son auteur garde dans l’évaluation." in text
    assert "Trop peu de voix par point de vue pour en dire un ici" in text
    assert result.inputs_sha256 not in text


def test_viewpoints_of_three_voices_are_said(client: Client, session: Session) -> None:
    text = report(client, session, a_crowded_review(session))
    assert "Relation entre les acteurs 25,0 3 voix 50,0 3 voix 75,0 3 voix 100,0 3 voix" in text


def test_emergence_has_no_score(client: Client, session: Session) -> None:
    text = report(client, session, a_published_review(session, "emergence"))
    assert "En émergence rien n’est noté" in text
    for never in ("sur 100", "Axe par axe", "Ce qui est compté", "Atteinte"):
        assert never not in text


def test_it_can_be_read_without_drawings(client: Client, session: Session, result: ProgrammeResult) -> None:
    report(client, session, result, "?accessible=oui")
    assert client.page is not None
    assert [svg for svg in client.page.iter("svg") if svg.get("class") in ("strip", "map")] == []


def test_the_pdf_is_tagged_titled_and_in_french(client: Client, session: Session, result: ProgrammeResult) -> None:
    report(client, session, result)
    answer = client.get(f"{address_of(session, result)}/rapport.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "rapport-evaluation-PLAN-" in answer.headers["Content-Disposition"]
    reader = read(answer.content)
    catalog = catalog_of(reader)
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "fr"
    assert reader.metadata is not None
    assert reader.metadata.title == "Quatre regards sur le plan, rapport d’évaluation – Fonds ODD 17"
    kinds = {node["/S"] for node in structure_of(reader) if "/S" in node}
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    assert "40 000 €" in plain(pdf_text(reader))


def test_the_workbook_is_sent_as_a_file(client: Client, session: Session, result: ProgrammeResult) -> None:
    report(client, session, result)
    answer = client.get(f"{address_of(session, result)}/classeur.xlsx")
    assert answer.status_code == 200
    assert "classeur-evaluation-PLAN-" in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"PK")


def test_queries_do_not_grow_with_voices_nor_projects(client: Client, session: Session, connection: Connection) -> None:
    counts = []
    for each, projects in ((1, 1), (6, 12)):
        result = a_crowded_review(session, each=each)
        review = session.get_one(ProgrammeReview, result.review_id)
        for _ in range(projects):
            an_investment(session, a_project(session, programme_id=review.programme_id))
        report(client, session, result)
        address = address_of(session, result)
        with counted(connection) as statements:
            client.get(f"{address}/rapport")
        counts.append(len(statements))
    assert counts[0] == counts[1]
