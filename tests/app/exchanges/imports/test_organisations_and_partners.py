"""Organisations and partners in a received file, down to the tables."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.exchanges.imports.service import Outcome, apply, decide, receive
from app.models import BatchStatus, ImportBatch, Organisation, Partner
from tests import factories as make

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ORGANISATIONS = """Nom;SIRET;Commune;Code postal;Site
Les Ateliers du Port;732 829 320 00074;Saint-Denis;97400;ateliers.example
Mission locale;;59350;;
"""
PARTNERS = """Projet;Organisation;SIRET;Rôle;Arrivé le;Priorité D1
{code};Ateliers du Port;73282932000074;Porteur;01/02/2024;2
{code};Atelier Solidaire;;;;
"""


def received(session: Session, text: str, kind: str) -> ImportBatch:
    content = text.encode()
    return receive(session, name=f"{kind}.csv", content=content, kind=kind, user=None, now=NOW)


def applied(session: Session, batch: ImportBatch) -> Outcome:
    return apply(session, batch, seen=batch.plan_digest, user=None, now=NOW)


def test_organisations_arrive_with_their_commune_and_the_second_time_nothing_changes(session: Session) -> None:
    batch = received(session, ORGANISATIONS, "organisations")
    assert (batch.status, batch.faults, batch.questions) == (BatchStatus.PLANNED, [], [])
    assert applied(session, batch) is Outcome.DONE
    columns = (Organisation.name, Organisation.siren, Organisation.commune_id, Organisation.website)
    assert session.execute(select(*columns).order_by(Organisation.name)).all() == [
        ("Les Ateliers du Port", "732829320", "commune-97411", "https://ateliers.example"),
        ("Mission locale", None, "commune-59350", ""),
    ]
    assert received(session, ORGANISATIONS, "organisations").counts["same"] == 2


def test_a_code_that_lost_its_zero_is_proposed_with_its_commune(session: Session) -> None:
    batch = received(session, "Nom;Commune\nRégie;1004\n", "organisations")
    (fault,) = batch.faults
    assert (fault["read"], fault["proposal"]) == ("1004", "01004")
    assert fault["expected"].endswith("peut-être «\u00a001004\u00a0» (Ambérieu-en-Bugey)\u202f?")
    decide(session, batch, corrections={("Commune", "1004"): "01004"}, organisations={}, user=None, now=NOW)
    assert batch.faults == []
    applied(session, batch)
    assert session.scalar(select(Organisation.commune_id)) == "commune-01004"


def test_partners_bring_the_organisations_that_were_not_known(session: Session) -> None:
    code = make.a_project(session).code
    make.an_organisation(session, name="Les Ateliers", siren="732829320")
    batch = received(session, PARTNERS.format(code=code), "partenaires")
    assert (batch.faults, batch.questions) == ([], [])
    applied(session, batch)
    columns = (Organisation.name, Partner.role_code, Partner.priority_d1)
    joined = select(*columns).join(Partner, Partner.organisation_id == Organisation.id).order_by(Organisation.name)
    assert session.execute(joined).all() == [("Atelier Solidaire", "partenaire", None), ("Les Ateliers", "porteur", 2)]


def test_a_close_name_waits_for_an_answer_which_the_next_file_remembers(session: Session) -> None:
    code = make.a_project(session).code
    known = make.an_organisation(session, name="Les Ateliers Solidaires")
    text = f"Projet;Organisation\n{code};Atelier solidaire\n"
    batch = received(session, text, "partenaires")
    (question,) = batch.questions
    assert [each["organisation_id"] for each in question["candidates"]] == [known.id]
    decide(session, batch, corrections={}, organisations={question["key"]: known.id}, user=None, now=NOW)
    assert batch.questions == []
    assert applied(session, batch) is Outcome.DONE
    assert session.scalars(select(Partner.organisation_id)).all() == [known.id]
    again = received(session, text, "partenaires")
    assert (again.questions, again.counts["same"]) == ([], 1)


def test_a_carrier_hands_over_to_another_in_one_file(session: Session) -> None:
    project = make.a_project(session)
    for name, role in (("Amicale", "porteur"), ("Régie", "partenaire")):
        make.a_partner(session, project, make.an_organisation(session, name=name), role_code=role)
    text = f"Projet;Organisation;Rôle\n{project.code};Régie;Porteur\n{project.code};Amicale;Partenaire\n"
    batch = received(session, text, "partenaires")
    assert applied(session, batch) is Outcome.DONE
    carrier = select(Organisation.name).join(Partner, Partner.organisation_id == Organisation.id)
    assert session.scalars(carrier.where(Partner.role_code == "porteur")).all() == ["Régie"]
