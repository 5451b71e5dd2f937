"""One person is found everywhere, copied, forgotten; the others stay."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.journal.verification import faults_of_chain, seal
from app.models import Answer, Erasure, ImportBatch, Invitation, Partner, Project, SavedExport, User, UserSession
from app.privacy.matching import by_name, identity
from app.privacy.person.searching import held
from app.privacy.person.service import erase
from app.privacy.person.where import read_tables, texts_of
from app.privacy.replay import file, known_erasures, replay_erasures
from app.settings import settings
from tests.app.privacy.conftest import ADDRESS, NAME, ZOE, Known

TABLES = {
    "answer", "campaign_event", "case_agreement", "case_study", "door", "door_letter",
    "import_batch", "import_change", "import_line", "invitation", "issued_file", "issued_sending", "letter",
    "milestone", "partner", "project", "registration_draft",
    "respondent", "respondent_event", "saved_export", "status_move", "user",
}  # fmt: skip


def forget(session: Session, known: Known, **more: object) -> Erasure:
    return erase(session, known.person, reason="demande", user=known.admin, now=clock.now(), **more)  # type: ignore[arg-type]


def test_a_person_is_found_in_every_table_and_file(session: Session, known: Known) -> None:
    found = held(session, ZOE)
    assert {place.table for place in found.places} == TABLES
    assert [file.name for file in found.files.received] == [f"suivi {NAME}.xlsx"]
    assert [file.id for file in found.files.issued] == [known.issued]
    assert [path.name for path in found.files.mails] == ["zoe.eml"]
    assert held(session, identity(["Jo Reste"], [])).records == 2


def test_the_address_alone_also_takes_the_name_of_the_contact(session: Session, known: Known) -> None:
    only = identity([], [ADDRESS])
    erase(session, only, reason="demande", user=known.admin, now=clock.now())
    session.expire_all()
    assert {row.contact_name for row in session.scalars(select(Partner))} == {"Jo Reste", label(session)}


def label(session: Session) -> str:
    return f"personne effacée n°\u00a0{session.scalars(select(Erasure.id)).one()}"


def test_forgetting_leaves_the_name_nowhere_and_the_rest_as_it_was(session: Session, known: Known) -> None:
    erasure = forget(session, known, withdrawn=[known.issued])
    session.commit()
    assert held(session, ZOE).is_empty
    says = label(session)
    assert session.scalars(select(Project.summary)).one() == f"Porté par {says}."
    answer = session.scalars(select(Answer)).one()
    assert (answer.level, answer.comment) == (3, f"Selon {says} (personne-effacee-{erasure.id}-C1.1@invalid), oui.")
    assert session.scalars(select(SavedExport.recipients)).one() == [{"name": "Jo Reste", "email": "jo@exemple.org"}]
    batch = session.scalars(select(ImportBatch)).one()
    assert (batch.content, batch.cells, batch.status, batch.file_name) == (
        None,
        None,
        "abandoned",
        f"suivi {says}.xlsx",
    )
    assert session.scalars(select(Invitation.revoked_at)).one() is not None
    assert (settings().data_dir / "outbox" / "jo.eml").exists()
    assert not (settings().data_dir / "outbox" / "zoe.eml").exists()
    assert erasure.places["changes"]["partner"] == 1


def test_an_account_of_the_person_closes_with_all_that_was_its_own(session: Session, known: Known) -> None:
    session.add(
        UserSession(token_sha256=b"z", user_id=known.account.id, csrf_token="x", created_at=clock.now(),
                    last_seen_at=clock.now(), expires_at=clock.now())
    )  # fmt: skip
    session.flush()
    forget(session, known)
    account = session.get_one(User, known.account.id)
    assert not account.active
    assert account.email.endswith("@invalid")
    assert session.scalars(select(UserSession)).all() == []


def test_the_record_of_a_namesake_is_spared(session: Session, known: Known) -> None:
    spared = next(place.id for place in held(session, ZOE).places if place.table == "partner")
    forget(session, known, spared=[spared])
    assert {place.id for place in held(session, ZOE).places} == {spared}


def test_what_the_erasure_keeps_of_the_person_is_a_digest(session: Session, known: Known) -> None:
    erasure = forget(session, known)
    session.commit()
    kept = " ".join((file().read_text(encoding="utf-8"), str(erasure.places), erasure.reason))
    assert not by_name(ZOE).is_in(kept)
    assert file().stat().st_mode & 0o777 == 0o600
    (read,) = known_erasures(session)
    assert read.digests == tuple(erasure.digests)


def test_nothing_is_written_down_when_the_erasure_is_undone(session: Session, known: Known) -> None:
    session.commit()
    forget(session, known)
    session.rollback()
    assert not file().exists()
    assert (settings().data_dir / "outbox" / "zoe.eml").exists()


def test_a_person_who_comes_back_with_an_old_copy_is_forgotten_again(session: Session, known: Known) -> None:
    spared = next(place.id for place in held(session, ZOE).places if place.table == "milestone")
    forget(session, known, spared=[spared])
    session.commit()
    partner = session.scalars(select(Partner).where(Partner.contact_name != "Jo Reste")).one()
    partner.contact_name, partner.contact_email = NAME, ADDRESS
    session.execute(Erasure.__table__.delete())
    session.commit()
    assert replay_erasures(session) > 0
    session.commit()
    assert {place.id for place in held(session, ZOE).places} == {spared}
    assert session.scalars(select(Erasure.replayed_at)).one() is not None
    assert replay_erasures(session) == 0
    assert len(file().read_text(encoding="utf-8").splitlines()) == 1


def test_the_journal_forgets_too_and_its_chain_stays_whole(session: Session, known: Known) -> None:
    session.commit()
    assert held(session, ZOE).journal > 0
    forget(session, known)
    session.commit()
    assert held(session, ZOE).journal == 0
    seal(session)
    assert faults_of_chain(session) == []


@pytest.mark.parametrize(("names", "addresses"), [(["Dupré"], []), ([], []), (["Nulle Part"], []), (["Ada Reste"], [])])
def test_too_wide_empty_or_dangerous_is_refused(
    session: Session, known: Known, names: list[str], addresses: list[str]
) -> None:
    with pytest.raises(Refused):
        erase(session, identity(names, addresses), reason="demande", user=known.admin, now=clock.now())


def test_every_text_of_every_table_is_read_or_left_for_a_reason() -> None:
    read = {table.name for table in read_tables()}
    assert {"partner", "invitation", "answer", "project", "document", "journal_person"} - read == {"journal_person"}
    assert [
        column.name for table in read_tables() for column in texts_of(table) if column.name == "password_hash"
    ] == []
