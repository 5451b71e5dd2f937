"""What is counted ready is what the files accept; what is not is named once, with where to complete it."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, literal, select
from sqlalchemy.orm import Session
from stdnum.fr import siret as siret_rules

from app.exchanges.opendata.conditions import GIVING, SCDL, wrong_siret
from app.exchanges.opendata.faults import NotReady
from app.exchanges.opendata.make import make_360giving, make_scdl
from app.exchanges.opendata.making import READY_ONLY
from app.exchanges.opendata.readiness import Group, counts, groups
from app.exchanges.reports.kinds import silent
from tests import factories as make
from tests.app.exchanges.opendata.portfolio import SIRETS, a_bearer, a_ready_grant, choice
from tests.support.queries import counted


def a_bit_of_everything(session: Session) -> None:
    """Twelve grants: two ready for both, the others each with its own lack; then what is out of scope."""
    a_ready_grant(session)
    a_ready_grant(session, a_bearer(session, siret=SIRETS[0], rna=None))
    a_ready_grant(session, a_bearer(session, name="Sans numéro", siret=None, rna=None))
    a_ready_grant(session, a_bearer(session, name="D’Alsace", siret=None, rna="67A001"))
    a_ready_grant(session, a_bearer(session, name="Par son RNA", siret=None, rna="W223000002"))
    a_ready_grant(session, a_bearer(session, name="Mauvaise clé", siret="12345678901234", rna=None))
    a_ready_grant(session, a_bearer(session, name="Voisins", siret=None, rna=None, profile_code="citoyens"))
    a_ready_grant(session, a_bearer(session, siret=SIRETS[2], rna=None), charter_signed_on=None)
    a_ready_grant(session, a_bearer(session, siret=SIRETS[3], rna=None), summary="06.12.34.56.78")
    undated, _ = a_ready_grant(session, make.an_organisation(session, rna="W223000003"))
    make.an_investment(session, undated, "100", copil_on=None)
    make.an_investment(session, make.a_project(session, status="valide"), "50")
    a_ready_grant(session, make.an_organisation(session, rna="W223000004"), status="instruction")
    make.an_investment(session, make.a_project(session, status="abandonne"), "70")
    make.an_investment(session, undated, "5", copil_on=date(2025, 2, 1))


def by_slug(session: Session) -> dict[str, Group]:
    return {group.reason.slug: group for group in groups(session, choice())}


def test_each_lack_is_counted_once_by_record(session: Session) -> None:
    a_bit_of_everything(session)
    found = by_slug(session)
    assert {slug: group.count for slug, group in found.items()} == {
        "copil": 1,
        "porteur": 1,
        "numero": 3,
        "cle": 1,
        "signature": 2,
        "tranches": 2,
        "contact": 1,
        "citoyens": 1,
        "siret-conseille": 2,
    }
    assert found["numero"].words == "SIRET manquant pour 3 bénéficiaires"
    assert found["cle"].words == "SIRET à corriger pour un bénéficiaire"
    assert [record.label for record in found["numero"].records] == ["D’Alsace", "Sans numéro", "Voisins"]


def test_a_lack_leads_to_the_record_to_complete(session: Session) -> None:
    bearer = a_bearer(session, siret=None, rna=None)
    project, investment = a_ready_grant(session, bearer, charter_signed_on=None)
    investment.copil_on = None
    session.flush()
    found = by_slug(session)
    assert found["numero"].records[0].address == f"/partenaires/{bearer.id}"
    assert found["signature"].records[0].address == f"/projets/{project.code}"
    assert found["copil"].records[0].address == f"/projets/{project.code}/investissements"


def test_what_is_counted_ready_is_what_the_files_accept(session: Session, tmp_path: Path) -> None:
    a_bit_of_everything(session)
    said = counts(session, choice())
    asked = choice(sheets=(READY_ONLY,))
    scdl = make_scdl(session, asked, "", tmp_path / "s.csv", silent)
    giving = make_360giving(session, asked, "", tmp_path / "g.json", silent)
    assert (said.ready(SCDL), said.left_out(SCDL)) == (scdl.grants, scdl.left_out) == (4, 8)
    assert (said.ready(GIVING), said.left_out(GIVING)) == (giving.grants, giving.left_out) == (8, 4)
    assert (said.undecided, said.dropped) == (1, 1)


def test_the_refusal_says_each_lack_once_with_the_first_projects(session: Session, tmp_path: Path) -> None:
    for number in range(12):
        a_ready_grant(session, a_bearer(session, name=f"Organisation {number}", siret=None, rna=None))
    with pytest.raises(NotReady) as refused:
        make_scdl(session, choice(), "", tmp_path / "s.csv", silent)
    first, only = refused.value.sentence.splitlines()
    assert first.startswith("Rien n’est exporté\u00a0: 12 projets ne sont pas prêts, sur 12\u00a0lignes.")
    assert only.startswith("idBeneficiaire, le porteur n’a ni SIRET, ni RNA")
    assert only.endswith(" et 2\u00a0autres.")
    assert only.count("ODD17-") == 10
    assert len(refused.value.faults) == 12


def test_only_the_first_records_are_listed_and_the_rest_counted(session: Session) -> None:
    for number in range(5):
        a_ready_grant(session, a_bearer(session, name=f"Organisation {number}", siret=None, rna=None))
    (group,) = (group for group in groups(session, choice(), shown=2) if group.reason.slug == "numero")
    assert (group.count, [record.label for record in group.records], group.more) == (
        5,
        ["Organisation 0", "Organisation 1"],
        3,
    )


def test_the_choice_and_the_day_are_honoured(session: Session) -> None:
    a_ready_grant(session, region_code="53")
    a_ready_grant(session, a_bearer(session, siret=None, rna=None), region_code="11")
    assert counts(session, choice(region="53")).left_out(SCDL) == 0
    assert counts(session, choice(day=date(2024, 1, 31))).scdl_ready == 0
    assert counts(session, choice(day=date(2024, 1, 9))).kept == 0


def test_queries_do_not_grow_with_the_records(session: Session, connection: Connection) -> None:
    a_ready_grant(session)
    with counted(connection) as one:
        counts(session, choice())
        groups(session, choice())
    for _ in range(4):
        a_ready_grant(session, a_bearer(session, siret=None, rna=None))
    with counted(connection) as several:
        counts(session, choice())
        groups(session, choice())
    assert len(several) == len(one) == 2


class Line:
    """A line of the query with only its SIRET."""

    def __init__(self, siret: str) -> None:
        self.siret = literal(siret)


def test_the_keys_of_all_kinds_of_numbers(session: Session) -> None:
    dice = Random(17)
    own = [*SIRETS, *("".join(dice.choices("0123456789", k=14)) for _ in range(300))]
    own += ["356000000" + "".join(dice.choices("0123456789", k=5)) for _ in range(100)]
    own += [n[:i] + "7" + n[i + 1 :] for n in SIRETS for i in range(14)]
    found = [session.scalar(select(wrong_siret(Line(number)))) for number in own]
    assert found == [not siret_rules.is_valid(number) for number in own]
    assert any(found)
    assert not all(found)
