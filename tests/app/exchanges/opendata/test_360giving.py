"""360Giving: the JSON package, the spreadsheet of the standard, and the same grants in both."""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import flattentool
import jsonschema
import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.errors import Refused
from app.exchanges.opendata.faults import NotReady
from app.exchanges.opendata.giving_checks import validator, wrong_grants
from app.exchanges.opendata.make import make_360giving
from app.exchanges.opendata.making import READY_ONLY
from app.exchanges.opendata.schemas import giving_schema
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.kinds import kind_named, silent
from app.models import InstallationFact, Project, SustainableGoal, project_goal, project_territory
from app.settings import settings
from tests import factories as make
from tests.app.exchanges.opendata.portfolio import SIRETS, a_bearer, a_ready_grant, choice
from tests.support.queries import counted

Json = Mapping[str, Any]


def export(session: Session, folder: Path, asked: ReportChoice | None = None, suffix: str = ".json") -> Path:
    out = folder / f"grants{suffix}"
    make_360giving(session, asked or choice(), "Camille Martin", out, silent)
    return out


def package(session: Session, folder: Path, asked: ReportChoice | None = None) -> Json:
    read: Json = json.loads(export(session, folder, asked).read_text(encoding="utf-8"))
    return read


def with_places(session: Session, project: Project) -> None:
    for territory in ("commune-22113", "epci-200065928"):
        session.execute(project_territory.insert().values(project_id=project.id, territory_id=territory))
    for goal in ("17", "6"):
        session.execute(project_goal.insert().values(project_id=project.id, goal_code=goal))


def test_a_grant_says_what_the_standard_asks(session: Session, tmp_path: Path) -> None:
    programme = make.a_programme(session, code="PLAN-A", title="Plan A")
    project, investment = a_ready_grant(session, programme_id=programme.id, summary="Une rivière\npour tous.")
    with_places(session, project)
    (grant,) = package(session, tmp_path)["grants"]
    assert re.fullmatch(r"20[0-9-]+T[0-9:]+\+00:00", grant.pop("dateModified"))
    goals = {goal.code: goal.label for goal in session.query(SustainableGoal)}
    assert [location.pop("name") != "" for location in grant["beneficiaryLocation"]] == [True, True]
    assert grant == {
        "id": f"360G-fondsessai-{project.code}-{investment.id}",
        "title": "Rivières du Trégor",
        "description": "Restaurer les berges – Une rivière pour tous.",
        "currency": "EUR",
        "amountAwarded": 12000.5,
        "amountDisbursed": 7000.5,
        "awardDate": "2024-01-10",
        "plannedDates": [{"startDate": "2024-01-15", "endDate": "2025-12-31"}],
        "recipientOrganization": [
            {"id": "FR-RCS-900000019", "name": "Association des rives", "addressCountry": "France"}
        ],
        "beneficiaryLocation": [
            {"countryCode": "FR", "geoCode": "22113", "geoCodeType": "INSEE-COM"},
            {"countryCode": "FR", "geoCode": "200065928", "geoCodeType": "INSEE-EPCI"},
        ],
        "fundingOrganization": [{"id": "FR-RCS-732829320", "name": "Fonds d’essai"}],
        "grantProgramme": [{"code": "PLAN-A", "title": "Plan A"}],
        "classifications": [
            {"vocabulary": "Objectifs de développement durable", "code": code, "title": goals[code]}
            for code in ("6", "17")
        ],
        "dataSource": "https://exemple.fr/donnees",
    }


def test_the_package_is_signed_dated_and_valid(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    whole = package(session, tmp_path)
    assert (whole["version"], whole["issued"]) == ("1.4", "2024-12-31")
    assert whole["publisher"] == {
        "identifier": "FR-RCS-732829320",
        "name": "Fonds d’essai",
        "website": "https://exemple.fr/donnees",
    }
    jsonschema.Draft202012Validator.check_schema(giving_schema())
    validator().validate(whole)
    assert wrong_grants(whole) == []


def test_each_grant_is_checked_and_a_number_given_twice_is_seen(session: Session, tmp_path: Path) -> None:
    for siret in SIRETS:
        a_ready_grant(session, a_bearer(session, siret=siret, rna=None))
    whole = json.loads(json.dumps(package(session, tmp_path)))
    validator().validate(whole)
    whole["grants"][2]["awardDate"] = "hier"
    whole["grants"][3]["id"] = whole["grants"][0]["id"]
    del whole["publisher"]["name"]
    assert [(wrong.grant, wrong.field) for wrong in wrong_grants(whole)] == [
        (None, "publisher.name"),
        (2, "awardDate"),
        (3, "id"),
    ]
    assert not validator().is_valid(whole)


def test_the_validator_sees_what_the_standard_forbids(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    whole = json.loads(json.dumps(package(session, tmp_path)))
    grant = whole["grants"][0]
    grant |= {"awardDate": "10/01/2024", "amountAwarded": "12", "currency": "€", "contactName": "Camille"}
    grant["dateModified"] = "2024-01-10"
    del grant["recipientOrganization"][0]["name"]
    found = {(wrong.grant, wrong.field) for wrong in wrong_grants(whole)}
    assert found == {
        (0, "awardDate"),
        (0, "amountAwarded"),
        (0, "currency"),
        (0, "dateModified"),
        (0, "grants"),
        (0, "recipientOrganization.name"),
    }


def test_the_tool_of_the_standard_reads_our_spreadsheet_as_the_same_grants(session: Session, tmp_path: Path) -> None:
    programme = make.a_programme(session, code="PLAN-A", title="Plan A")
    first, _ = a_ready_grant(session, programme_id=programme.id, summary="=1+1\nsuite")
    with_places(session, first)
    a_ready_grant(session, a_bearer(session, siret=None, rna=None), "900", region_code="04", ends_on=None)
    a_ready_grant(session, a_bearer(session, siret=SIRETS[2], rna=None), region_code=None)
    whole = package(session, tmp_path)
    assert read_back(export(session, tmp_path, suffix=".xlsx"), tmp_path) == without_empty(whole)


def read_back(sheet: Path, folder: Path) -> Json:
    grants, whole = folder / "schema-grants.json", folder / "schema.json"
    schema = giving_schema()
    grants.write_text(json.dumps(schema["$defs"]["Grant"] | {"$defs": schema["$defs"]}), encoding="utf-8")
    whole.write_text(json.dumps(schema), encoding="utf-8")
    flattentool.unflatten(
        str(sheet),
        input_format="xlsx",
        output_name=str(folder / "back.json"),
        root_list_path="grants",
        root_id="",
        schema=str(grants),
        convert_titles=True,
        metatab_name="Meta",
        metatab_schema=str(whole),
        metatab_vertical_orientation=True,
    )
    read: Json = json.loads((folder / "back.json").read_text(encoding="utf-8"))
    return read


def without_empty(whole: Json) -> Json:
    return {name: value for name, value in whole.items() if value not in ("", None)}


def test_the_spreadsheet_holds_texts_as_texts_and_no_sheet_that_the_tools_do_not_know(
    session: Session, tmp_path: Path
) -> None:
    a_ready_grant(session, summary="", title="=cmd|calc")
    book = load_workbook(export(session, tmp_path, suffix=".xlsx"))
    assert book.sheetnames == ["grants", "Beneficiary Location", "Classifications", "Meta"]
    header, line = list(book["grants"].iter_rows())
    cells = {name.value: cell for name, cell in zip(header, line, strict=True)}
    assert (cells["Title"].value, cells["Title"].data_type) == ("=cmd|calc", "s")
    assert cells["Award Date"].value == "2024-01-10"
    assert cells["Amount Awarded"].value == 12000.5
    assert cells["Recipient Org:Identifier"].value == "FR-RCS-900000019"


def test_equal_data_gives_equal_bytes(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    for suffix in (".json", ".xlsx"):
        once, again = (export(session, tmp_path, suffix=suffix).read_bytes() for _ in range(2))
        assert once == again


@pytest.mark.parametrize(
    ("numbers", "identifier"),
    [
        ({"siret": None, "siren": "900000019"}, "FR-RCS-900000019"),
        ({"siret": None, "rna": "W223000001"}, "360G-fondsessai-W223000001"),
        ({"siret": None, "rna": None}, "360G-fondsessai-organisation-"),
    ],
)
def test_a_beneficiary_has_the_best_number_there_is(
    session: Session, tmp_path: Path, numbers: dict[str, str | None], identifier: str
) -> None:
    a_ready_grant(session, a_bearer(session, **numbers))
    (grant,) = package(session, tmp_path)["grants"]
    assert grant["recipientOrganization"][0]["id"].startswith(identifier)


def test_a_project_without_territory_is_placed_in_its_region_overseas_by_its_own_country_code(
    session: Session, tmp_path: Path
) -> None:
    a_ready_grant(session, region_code="04")
    (grant,) = package(session, tmp_path)["grants"]
    assert grant["beneficiaryLocation"] == [
        {"name": "La Réunion", "countryCode": "RE", "geoCode": "04", "geoCodeType": "INSEE-REG"}
    ]


def test_what_is_missing_is_refused_by_project_unless_only_what_is_ready_is_asked(
    session: Session, tmp_path: Path
) -> None:
    _, undated = a_ready_grant(session)
    undated.copil_on = None
    ready, _ = a_ready_grant(session, a_bearer(session, siret=SIRETS[2], rna=None))
    with pytest.raises(NotReady, match="la date du COPIL manque"):
        export(session, tmp_path)
    (grant,) = package(session, tmp_path, choice(sheets=(READY_ONLY,)))["grants"]
    assert ready.code in grant["id"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": "Appeler le 06 12 34 56 78"}, "numéro de téléphone"),
        ({"title": "Appeler le +33 (0)1.23.45.67.89"}, "numéro de téléphone"),
        ({"summary": "Contact : camille.martin@exemple.fr."}, "adresse électronique"),
    ],
)
def test_a_text_with_an_address_or_a_telephone_does_not_leave(
    session: Session, tmp_path: Path, given: dict[str, str], words: str
) -> None:
    a_ready_grant(session, **given)
    with pytest.raises(NotReady, match=words):
        export(session, tmp_path)


def test_a_group_of_citizens_leaves_only_with_an_official_number(session: Session, tmp_path: Path) -> None:
    citizens = a_bearer(session, name="Les Martin", profile_code="citoyens", siret=None, rna=None)
    a_ready_grant(session, citizens)
    with pytest.raises(NotReady, match="nom d’une personne"):
        export(session, tmp_path)
    citizens.rna = "W223000009"
    session.flush()
    assert len(package(session, tmp_path)["grants"]) == 1


def test_ordinary_figures_are_not_taken_for_telephones(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session, summary="SIRET 90000001900019, 12 000 000 €, de 2024 à 2026, lot n° 0123456")
    assert len(package(session, tmp_path)["grants"]) == 1


def test_no_person_of_the_record_is_in_the_file(session: Session, tmp_path: Path) -> None:
    project, _ = a_ready_grant(session)
    make.a_partner(
        session, project, contact_name="Camille Martin", contact_email="camille@exemple.fr", role_code="partenaire"
    )
    for suffix in (".json",):
        content = export(session, tmp_path, suffix=suffix).read_text(encoding="utf-8")
        assert "Camille" not in content
        assert "@" not in content


@pytest.mark.parametrize(("prefix", "said"), [("", "n’est pas réglé"), ("GB-CHC-1", "commence par")])
def test_a_fund_without_its_prefix_exports_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prefix: str, said: str
) -> None:
    monkeypatch.setattr(settings(), "fund_360_prefix", prefix)
    a_ready_grant(session)
    with pytest.raises(Refused, match=said):
        export(session, tmp_path)


def test_a_demonstration_leaves_under_a_prefix_that_says_it(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither prefix nor SIRET is set: the files can be tried, under numbers that nobody can take for real ones."""
    monkeypatch.setattr(settings(), "fund_360_prefix", "")
    monkeypatch.setattr(settings(), "fund_siret", "")
    session.add(InstallationFact(name="demonstration", value="oui"))
    a_ready_grant(session)
    whole = package(session, tmp_path)
    assert whole["publisher"]["identifier"] == "360G-demonstration-fonds"
    assert whole["grants"][0]["id"].startswith("360G-demonstration-")


def test_what_was_paid_is_told_as_of_the_day(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    (before,) = package(session, tmp_path, choice(day=date(2024, 3, 4)))["grants"]
    assert (before["amountAwarded"], before["amountDisbursed"]) == (12000.5, 0)


def test_demonstration_data_says_so_in_the_package_and_in_each_title(session: Session, tmp_path: Path) -> None:
    session.add(InstallationFact(name="demonstration", value="oui"))
    a_ready_grant(session)
    whole = package(session, tmp_path)
    assert whole["description"].startswith("Données de démonstration, fictives.")
    assert whole["grants"][0]["title"] == "Données de démonstration, fictives. Rivières du Trégor"


def test_the_kind_of_the_list_of_reports_writes_both_formats(session: Session, tmp_path: Path) -> None:
    a_ready_grant(session)
    for suffix in kind_named("360giving").suffixes:
        assert kind_named("360giving").make(session, choice(), "", tmp_path / f"g{suffix}").projects == 1
        assert (tmp_path / f"g{suffix}").stat().st_size > 100


def test_queries_do_not_grow_with_the_grants(session: Session, connection: Connection, tmp_path: Path) -> None:
    a_ready_grant(session)
    with counted(connection) as one:
        export(session, tmp_path)
    for siret in SIRETS[2:]:
        project, _ = a_ready_grant(session, a_bearer(session, siret=siret, rna=None))
        with_places(session, project)
    with counted(connection) as several:
        export(session, tmp_path)
    assert len(several) == len(one)
