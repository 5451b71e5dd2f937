"""The CSV of the schema « subventions »: exact columns, true values, and nothing that its schema would refuse."""

import csv
import json
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from frictionless import Resource, Schema
from sqlalchemy import Connection, Delete, Update, delete, update
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.opendata.faults import NotReady
from app.exchanges.opendata.make import OpenDataMade, make_scdl
from app.exchanges.opendata.making import READY_ONLY
from app.exchanges.opendata.schemas import scdl_schema
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import kind_named, silent
from app.models import InstallationFact, Instalment, Partner, StatusMove
from app.settings import settings
from tests import factories as make
from tests.app.exchanges.opendata.portfolio import SIRETS, a_bearer, a_ready_grant, choice
from tests.support.queries import counted

COLUMNS = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,objet,"
    "montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,dispositifAide"
)


def export(session: Session, folder: Path, asked: ReportChoice | None = None) -> tuple[OpenDataMade, bytes]:
    out = folder / "subventions.csv"
    made = make_scdl(session, asked or choice(), "Camille Martin", out, silent)
    return made, out.read_bytes()


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8"), newline="")))


def test_a_grant_is_told_as_the_schema_asks(session: Session, tmp_path: Path) -> None:
    project, _ = a_ready_grant(session)
    made, content = export(session, tmp_path)
    assert rows(content) == [
        {
            "nomAttribuant": "Fonds d’essai",
            "idAttribuant": "73282932000074",
            "dateConvention": "2024-02-01",
            "referenceDecision": f"{project.code}, COPIL 07",
            "nomBeneficiaire": "Association des rives",
            "idBeneficiaire": SIRETS[1],
            "rnaBeneficiaire": "W223000001",
            "objet": "Restaurer les berges",
            "montant": "12000.50",
            "nature": "aide en numéraire",
            "conditionsVersement": "échelonné",
            "datesPeriodeVersement": "2024-03-05/2025-01-15",
            "idRAE": "",
            "notificationUE": "non",
            "pourcentageSubvention": "1.00",
            "dispositifAide": "",
        }
    ]
    assert (made.projects, made.grants, made.left_out) == (1, 1, 0)


def test_the_columns_are_those_of_the_schema_in_their_order_in_plain_utf8(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    _, content = export(session, tmp_path)
    assert content.split(b"\r\n")[0].decode("ascii") == COLUMNS
    assert [field["name"] for field in scdl_schema()["fields"]] == COLUMNS.split(",")


def test_the_reference_tool_finds_the_file_valid(session: Session, tmp_path: Path) -> None:
    for place, siret in enumerate(SIRETS):
        a_ready_grant(session, a_bearer(session, siret=siret, rna=None), title=f"Projet « {place} », = vrai ;")
    _, content = export(session, tmp_path)
    report = Resource(
        scheme="buffer", format="csv", data=content, encoding="utf-8", schema=Schema.from_descriptor(scdl_schema())
    ).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert len(rows(content)) == len(SIRETS)


def test_the_kind_of_the_list_of_reports_writes_this_file(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    made = kind_named("scdl").make(session, choice(), "", tmp_path / "s.csv")
    assert made.projects == 1
    assert (tmp_path / "s.csv").read_bytes().startswith(b"nomAttribuant,")


@pytest.mark.parametrize(
    ("lacks", "field", "words"),
    [
        ("convention", "dateConvention", "la date de signature"),
        ("decision", "dateConvention", "ou celle du COPIL"),
        ("numbers", "idBeneficiaire", "ni SIRET, ni RNA"),
        ("key", "idBeneficiaire", "la clé du SIRET"),
        ("bearer", "nomBeneficiaire", "pas de porteur"),
        ("instalments", "datesPeriodeVersement", "aucune tranche"),
        ("privacy", "texte", "adresse électronique"),
    ],
)
def test_what_is_not_ready_is_refused_by_project_and_field(
    session: Session, tmp_path: Path, lacks: str, field: str, words: str
) -> None:
    code = a_lacking(session, lacks)
    with pytest.raises(NotReady) as refused:
        export(session, tmp_path)
    assert not (tmp_path / "subventions.csv").exists()
    assert {(fault.code, fault.field) for fault in refused.value.faults} >= {(code, field)}
    assert f"\u00a0: {code}." in refused.value.sentence
    assert any(words in fault.words for fault in refused.value.faults)


def a_lacking(session: Session, lacks: str) -> str:
    """The code of a project that lacks one thing."""
    if lacks == "convention":
        return a_ready_grant(session, charter_signed_on=None)[0].code
    if lacks == "numbers":
        return a_ready_grant(session, a_bearer(session, siret=None, rna="A12"))[0].code
    if lacks == "key":
        return a_ready_grant(session, a_bearer(session, siret="12345678901234"))[0].code
    if lacks == "privacy":
        return a_ready_grant(session, summary="Écrire à camille@exemple.fr")[0].code
    project, investment = a_ready_grant(session)
    if lacks == "decision":
        investment.copil_on = None
    if lacks == "bearer":
        session.execute(make_no_bearer(project.id))
    if lacks == "instalments":
        session.execute(make_no_instalment(investment.id))
    session.flush()
    return project.code


def make_no_bearer(project_id: int) -> Update:
    return update(Partner).where(Partner.project_id == project_id).values(role_code="partenaire")


def make_no_instalment(investment_id: int) -> Delete:
    return delete(Instalment).where(Instalment.investment_id == investment_id)


def test_what_is_ready_leaves_alone_when_asked_and_the_rest_is_counted(session: Session, tmp_path: Path) -> None:
    ready, _ = a_ready_grant(session)
    a_lacking(session, "numbers")
    a_lacking_number = a_bearer(session, name="Collectif", siret=None, rna=None)
    a_ready_grant(session, a_lacking_number)
    made, content = export(session, tmp_path, choice(sheets=(READY_ONLY,)))
    assert [row["referenceDecision"] for row in rows(content)] == [f"{ready.code}, COPIL 07"]
    assert (made.projects, made.grants, made.left_out) == (1, 1, 2)


def test_nothing_ready_is_refused_even_then(session: Session, tmp_path: Path) -> None:
    a_lacking(session, "numbers")
    with pytest.raises(NotReady):
        export(session, tmp_path, choice(sheets=(READY_ONLY,)))


def test_an_rna_is_enough_and_an_unusual_one_stays_out_of_its_column(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session, a_bearer(session, siret=None))
    a_ready_grant(session, a_bearer(session, siret=SIRETS[2], rna="67A001"))
    _, content = export(session, tmp_path)
    assert {(row["idBeneficiaire"], row["rnaBeneficiaire"]) for row in rows(content)} == {
        ("", "W223000001"),
        (SIRETS[2], ""),
    }


def test_a_text_is_never_read_as_a_formula_and_an_amount_stays_a_number(session: Session, tmp_path: Path) -> None:
    _, investment = a_ready_grant(session, a_bearer(session, name="@rives"))
    investment.purpose = "=HYPERLINK(1)\nsuite"
    session.flush()
    _, content = export(session, tmp_path)
    (row,) = rows(content)
    assert (row["objet"], row["nomBeneficiaire"]) == ("'=HYPERLINK(1) suite", "'@rives")
    assert row["montant"] == "12000.50"


def test_a_long_object_is_cut_at_a_word_within_the_limit_of_the_schema(session: Session, tmp_path: Path) -> None:
    _, investment = a_ready_grant(session)
    investment.purpose = "-" + "berges " * 60
    session.flush()
    _, content = export(session, tmp_path)
    (row,) = rows(content)
    assert len(row["objet"]) <= 256
    assert row["objet"].startswith("'-berges")
    assert row["objet"].endswith("berges…")


def test_what_is_dated_after_the_day_is_left_out(session: Session, tmp_path: Path) -> None:
    project, _ = a_ready_grant(session)
    later = make.an_investment(session, project, "900", copil_on=date(2024, 11, 1), copil_number="11")
    make.an_instalment(session, later, "900", due_on=date(2024, 12, 1))
    _, before = export(session, tmp_path, choice(day=date(2024, 10, 31)))
    _, after = export(session, tmp_path)
    assert [row["montant"] for row in rows(before)] == ["12000.50"]
    assert [(row["montant"], row["dateConvention"]) for row in rows(after)] == [
        ("12000.50", "2024-02-01"),
        ("900.00", "2024-11-01"),
    ]
    assert rows(after)[1]["datesPeriodeVersement"] == "2024-12-01"
    assert rows(after)[1]["conditionsVersement"] == "unique"


def test_a_payment_after_the_day_is_still_only_due(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    _, content = export(session, tmp_path, choice(day=date(2024, 3, 4)))
    assert rows(content)[0]["datesPeriodeVersement"] == "2024-03-01/2025-01-15"


def test_a_project_not_yet_validated_on_that_day_is_not_a_grant(session: Session, tmp_path: Path) -> None:
    project, _ = a_ready_grant(session, status="valide")
    moved = make_move(project.id, "instruction", "valide", "2024-06-01T00:30+02:00")
    session.add(moved)
    session.flush()
    with pytest.raises(Refused, match="Aucun investissement décidé"):
        export(session, tmp_path, choice(day=date(2024, 5, 31)))
    assert export(session, tmp_path, choice(day=date(2024, 6, 1)))[0].grants == 1


def make_move(project_id: int, before: str, after: str, at: str) -> StatusMove:
    return StatusMove(project_id=project_id, from_status=before, to_status=after, moved_at=datetime.fromisoformat(at))


def test_an_abandoned_project_is_told_by_what_was_paid_and_not_at_all_without(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session, status="abandonne")
    _, content = export(session, tmp_path)
    (row,) = rows(content)
    assert (row["montant"], row["conditionsVersement"], row["datesPeriodeVersement"]) == (
        "7000.50",
        "unique",
        "2024-03-05",
    )
    with pytest.raises(Refused, match="Aucun investissement décidé"):
        export(session, tmp_path, choice(day=date(2024, 3, 4)))


def test_the_choice_of_projects_is_the_one_of_the_lists(session: Session, tmp_path: Path) -> None:
    breton, _ = a_ready_grant(session)
    other, _ = a_ready_grant(session, a_bearer(session, siret=SIRETS[2], rna=None), region_code="11")
    _, by_region = export(session, tmp_path, choice(region="53"))
    _, by_code = export(session, tmp_path, choice(project=other.code))
    assert [row["referenceDecision"] for row in rows(by_region)] == [f"{breton.code}, COPIL 07"]
    assert [row["referenceDecision"] for row in rows(by_code)] == [f"{other.code}, COPIL 07"]


def test_demonstration_data_says_so_on_each_row(session: Session, tmp_path: Path) -> None:
    session.add(InstallationFact(name="demonstration", value="oui"))
    a_ready_grant(session)
    _, content = export(session, tmp_path)
    assert rows(content)[0]["objet"] == "Démonstration, fictif\u00a0: Restaurer les berges"


@pytest.mark.parametrize(("siret", "said"), [("", "n’est pas réglé"), ("12345678901234", "n’est pas juste")])
def test_a_fund_without_its_number_exports_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, siret: str, said: str
) -> None:
    monkeypatch.setattr(settings(), "fund_siret", siret)
    a_ready_grant(session)
    with pytest.raises(Refused, match=said):
        export(session, tmp_path, choice(sheets=(READY_ONLY,)))


def test_queries_do_not_grow_with_the_grants(session: Session, connection: Connection, tmp_path: Path) -> None:
    a_ready_grant(session)
    with counted(connection) as one:
        export(session, tmp_path)
    for siret in SIRETS[2:]:
        a_ready_grant(session, a_bearer(session, siret=siret, rna=None))
    with counted(connection) as several:
        export(session, tmp_path)
    assert len(several) == len(one)


def test_the_schema_kept_with_the_code_reads_as_a_table_schema() -> None:
    schema = Schema.from_descriptor(json.loads(json.dumps(scdl_schema())))
    assert scdl_schema()["version"] == "2.1.1"
    assert len(schema.fields) == 16
