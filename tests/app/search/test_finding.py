"""Each kind of record, found by what people remember of it."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, insert, text, union_all
from sqlalchemy.orm import Session

from app.models import Document, DocumentVersion, ImportBatch, IssuedContent, IssuedFile, Project
from app.search.queries import BY_INDEX, Reader, first_of, groups, kinds_for
from app.search.words import Asked
from tests import factories as make
from tests.app.search.conftest import Search, addresses
from tests.support.client import Client
from tests.support.queries import counted


@pytest.mark.parametrize(
    "typed", ["énergie", "ENERGIE", "ile d yeu", "l’île-d’yeu", "yeu energ", "navettes", "decarbonees marins", "912"]
)
def test_a_project_by_its_words_in_any_order_its_place_or_its_text(search: Search, island: Project, typed: str) -> None:
    assert "Énergie partagée" in search(typed, type="projets")


@pytest.mark.parametrize("typed", ["ODD17-2024-912", "odd17 2024 912", "2024-912", "912"])
def test_the_very_code_comes_first(search: Search, session: Session, island: Project, typed: str) -> None:
    make.a_project(session, title=f"A cité {typed} avant")
    assert search(typed)[0] == "Énergie partagée"


def test_a_project_by_a_place_it_covers(search: Search, session: Session, island: Project, client: Client) -> None:
    island.territory_label = ""
    session.flush()
    assert "Énergie partagée" in search("yeu", type="projets")
    assert search("yeu", type="lieux") == ["L'Île-d'Yeu"]
    assert addresses(client) == [f"/projets/{island.code}"]


def test_only_places_that_projects_use(search: Search, island: Project, client: Client) -> None:
    assert search("pays de la loire", type="lieux") == ["Pays de la Loire"]
    assert addresses(client) == ["/regions/52"]
    assert search("bretagne", type="lieux") == []


@pytest.mark.parametrize("typed", ["732 829 320", "732829320", "73282932000074", "732 829 320 00074", "gtm", "granite"])
def test_an_organisation_by_name_or_number(search: Search, session: Session, typed: str) -> None:
    make.an_organisation(session, name="Granité GTM", siren="732829320", siret="73282932000074")
    assert search(typed, type="organisations") == ["Granité GTM"]


def test_a_siret_finds_the_organisation_known_by_its_siren_alone(search: Search, session: Session) -> None:
    make.an_organisation(session, name="Granité", siren="732829320")
    assert search("732 829 320 00074") == ["Granité"]


@pytest.mark.parametrize("typed", ["lea morvan", "MORVAN", "l.morvan@", "asso-brest", "morv"])
def test_a_contact_by_name_or_address(search: Search, session: Session, island: Project, typed: str) -> None:
    make.a_partner(session, island, contact_name="Léa Morvan", contact_email="l.morvan@asso-brest.fr")
    assert search(typed, type="personnes") == ["Léa Morvan"]


def test_a_contact_told_once_when_it_was_also_invited(search: Search, session: Session, island: Project) -> None:
    partner = make.a_partner(session, island, contact_name="Léa Morvan", contact_email="l@a.fr")
    campaign = make.a_campaign(session, island)
    make.a_respondent(session, campaign, partner, contact_name="Léa Morvan", contact_email="l@a.fr")
    other = make.a_partner(session, island)
    make.a_respondent(session, campaign, other, contact_name="Paul Morvan", contact_email="p@a.fr")
    assert search("morvan", type="personnes") == ["Léa Morvan", "Paul Morvan"]


def test_a_document_by_its_title_or_the_name_of_a_file(search: Search, session: Session, island: Project) -> None:
    document = make.keep(session, Document(project_id=island.id, kind="convention", title="Convention signée"))
    version = {"document_id": document.id, "media_type": "application/pdf", "size_bytes": 1, "sha256": b"0" * 32}
    make.keep(session, DocumentVersion(**version, number=1, file_name="CONV_Yeu-v2.pdf"))
    assert search("conv yeu v2") == search("convention sign") == ["Convention signée"]
    document.withdrawn_at, document.withdrawal_reason = datetime.now(UTC), "doublon"
    session.flush()
    assert search("convention sign") == []


def test_what_a_project_holds(search: Search, session: Session, island: Project, client: Client) -> None:
    make.a_milestone(session, island, title="Comité de pilotage", deliverable="Relevé des décisions")
    indicator = make.an_indicator(session, island, label="Trajets évités")
    investment = make.an_investment(session, island, copil_number="2024-03", purpose="Deux navettes électriques")
    make.a_paid_instalment(session, investment, label="Solde", payment_reference="VIR-88 41")
    make.a_programme(session, code="PI-2023", title="Plan d’investissement 2023-2025")
    assert search("releve decisions") == ["Comité de pilotage"]
    assert search("trajets evites") == ["Trajets évités"]
    assert addresses(client) == [f"/projets/{island.code}/indicateurs#indicateur-{indicator.id}"]
    assert search("copil 2024-03") == ["COPIL 2024-03"]
    assert search("vir-88 41") == ["Solde"]
    assert addresses(client) == [f"/projets/{island.code}/investissements#investissement-{investment.id}"]
    assert search("plan 2023") == ["Plan d’investissement 2023-2025"]


def test_files_received_and_issued(search: Search, session: Session) -> None:
    batch = make.keep(session, ImportBatch(file_name="jalons_été.xlsx"))
    content = make.keep(session, IssuedContent(sha256=b"1" * 32, size_bytes=1))
    values = {"kind": "portfolio", "suffix": "xlsx", "choice": {}, "author": "X", "content_id": content.id}
    make.keep(session, IssuedFile(**values, file_name="portefeuille-bretagne.xlsx", state="done"))
    assert batch.id
    assert search("jalons ete", type="imports") == ["jalons_été.xlsx"]
    assert search("portefeuille bret", type="exports") == ["portefeuille-bretagne.xlsx"]


def test_what_is_found_is_always_as_written_last(search: Search, session: Session, island: Project) -> None:
    island.title = "Marée haute"
    session.flush()
    assert search("maree") == ["Marée haute"]
    assert search("energie") == []


@pytest.mark.parametrize("typed", ["mobilite", "2024"])
def test_the_words_are_read_in_their_index_even_when_every_record_has_them(
    session: Session, connection: Connection, typed: str
) -> None:
    rows = [{"code": f"ODD17-2024-{30000 + n}", "title": "Mobilité", "need": "Mobilité rurale"} for n in range(400)]
    session.execute(insert(Project), rows)
    connection.execute(text("ANALYZE project"))
    everything = Reader(evaluates=True, edits=True, exports=True, administers=True)
    with counted(connection) as statements:
        found = groups(session, Asked.of(typed), everything, 8)
    assert found[0].total >= 400
    plan = plan_of(session, Asked.of(typed), everything)
    for table in ("project", "answer", "partner", "organisation", "milestone", "document"):
        assert f"Index Scan on ix_{table}_words" in plan
    assert cut_row_by_row(plan) <= {'"user"', "programme"}
    assert len(statements) == 2


def cut_row_by_row(plan: str) -> set[str]:
    """The tables whose texts would be cut into words one row after the other."""
    scans = re.findall(r"Seq Scan on (\S+)[^>]*?Filter: (.*)", plan)
    return {table for table, test in scans if "search_words" in test}


def plan_of(session: Session, asked: Asked, reader: Reader) -> str:
    found = union_all(*(first_of(kind, asked, reader, 8) for kind in kinds_for(reader)))
    session.execute(BY_INDEX)
    written = found.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
    return "\n".join(session.connection().exec_driver_sql(f"EXPLAIN {str(written).replace('%', '%%')}").scalars())
