"""Tokens made from a terminal, and those made before scopes existed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from app import clock
from app.accounts.scopes import READ_SCOPES
from app.errors import Refused
from app.models import ApiToken, Role
from app.serving import day_typed, token_for
from tests.factories import a_user
from tests.test_migrations import migrate
from tests.test_migrations_on_data import aged as aged
from tests.test_migrations_on_data import reach

OF_THE_FIRST_DAYS = ("projects", "organisations", "milestones", "campaigns", "results", "regions", "exports")


def test_a_token_of_the_first_days_still_reads_all_and_writes_nothing(aged: Engine) -> None:
    reach(aged, "0013")
    migrate(aged, "upgrade", "0014")
    with aged.connect() as connection:
        scopes, last = connection.execute(text("SELECT scopes, expires_on FROM api_token")).one()
    assert (scopes, last) == ([f"{what}:read" for what in OF_THE_FIRST_DAYS], None)


def test_a_token_of_the_command_reads_unless_said(own_engine: Engine) -> None:
    with Session(own_engine) as session:
        a_user(session, Role.EVALUATEUR, email="claire@exemple.fr")
        session.commit()
        token_for(own_engine, email="claire@exemple.fr", name="Lecture")
        until = clock.today() + timedelta(days=10)
        token_for(own_engine, email="claire@exemple.fr", name="Saisie", scopes=["campaigns:write"], expires_on=until)
        with pytest.raises(Refused, match="rôle"):
            token_for(own_engine, email="claire@exemple.fr", name="Trop", scopes=["projects:write"])
        with pytest.raises(Refused, match="n’existe pas"):
            token_for(own_engine, email="claire@exemple.fr", name="Trop", scopes=["tout"])
        kept = session.execute(
            select(ApiToken.name, ApiToken.scopes, ApiToken.expires_on).order_by(ApiToken.name)
        ).all()
    assert kept == [
        ("Lecture", [scope.value for scope in READ_SCOPES], clock.today() + timedelta(days=90)),
        ("Saisie", ["campaigns:write"], until),
    ]


def test_a_day_is_typed_as_in_a_form() -> None:
    assert day_typed("31/12/2026") == day_typed("2026-12-31") == date(2026, 12, 31)
    with pytest.raises(Refused, match="JJ/MM/AAAA"):
        day_typed("demain")
