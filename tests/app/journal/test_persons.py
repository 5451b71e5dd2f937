"""A person forgotten: its names leave the journal, the lines stay, the chain is whole."""

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.db import writing
from app.journal.persons import forget
from app.journal.verification import faults_of_chain, seal
from app.models import RegistrationDraft, User
from tests import factories as make

LINES = "SELECT string_agg(concat(before, after), ' ') FROM journal_change"
ALL = f"SELECT concat_ws(' ', ({LINES}), string_agg(value::text, ' ')) FROM journal_person"


def written(engine: Engine) -> str:
    with engine.connect() as connection:
        return connection.scalar(text(ALL)) or ""


def test_names_are_numbers_in_the_lines_and_leave_with_the_person(own_site_engine: Engine) -> None:
    with writing(own_site_engine) as session:
        person = make.a_user(session, name="Zoé Canari", email="zoe.canari@exemple.fr")
        project = make.a_project(session)
        make.a_partner(session, project, contact_name="Zoé Canari", contact_email="zoe.canari@exemple.fr")
        steps = {"contact": {"adresse": "ZOE.canari@exemple.fr"}}
        make.keep(session, RegistrationDraft(owner_id=person.id, steps=steps))
        make.a_partner(session, project, make.an_organisation(session), contact_name="Paul Témoin")
        number = person.id
    with writing(own_site_engine) as session:
        session.get_one(User, number).name = "Zoé Merle"
    with writing(own_site_engine) as session:
        seal(session)
    with own_site_engine.connect() as connection:
        lines = connection.scalar(text(LINES)) or ""
    assert "canari" not in lines.lower()
    assert "Canari" in written(own_site_engine)
    with writing(own_site_engine) as session:
        values = ["Zoé Canari", "zoe.canari@exemple.fr"]
        assert forget(session, values=values, records=[("user", [number])]) == 4
        assert forget(session, values=values) == 0
    left = written(own_site_engine)
    assert "canari" not in left.lower()
    assert "Merle" not in left
    assert "Paul Témoin" in left
    with Session(own_site_engine) as session:
        assert faults_of_chain(session) == []


def test_the_same_name_is_kept_once(own_site_engine: Engine) -> None:
    for _ in range(2):
        with writing(own_site_engine) as session:
            make.a_partner(session, make.a_project(session), contact_name="Ana Unique")
    with own_site_engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM journal_person WHERE value = '\"Ana Unique\"'")) == 1
