"""A planned export that does not leave is told to its owner, once, with the reason and where to look."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing.making import BROKEN
from app.exchanges.reports.issuing.service import Wanted
from app.exchanges.reports.saved.running import run_due
from app.models import IssuedFile, User
from app.projects.filters import PortfolioFilter
from app.settings import settings
from tests import factories as make
from tests.app.exchanges.reports.conftest import Clock, Desk
from tests.app.exchanges.reports.test_saved import THURSDAY, kept
from tests.support.letters import letters, plain_text

ITS_DAY = THURSDAY + timedelta(days=4)


def wanted(kind: str, **filters: str) -> Wanted:
    return Wanted(kind, ".xlsx", ReportChoice(date(2026, 1, 1), PortfolioFilter(**filters)))


def its_day(desk: Desk, on: Clock, what: Wanted, owner: User, *, failures: bool = False) -> IssuedFile:
    on.at(THURSDAY)
    kept(desk.session, owner, wanted=what)
    on.at(ITS_DAY)
    run_due(desk.bind)
    desk.work(failures=failures)
    run_due(desk.bind)
    desk.work(failures=failures)
    return desk.session.scalars(select(IssuedFile)).one()


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        (wanted("echec"), "Il manque le SIRET de quatre bénéficiaires."),
        (wanted("panne"), BROKEN),
        (wanted("essai", q="introuvable"), "un fichier vide n’est pas envoyé"),
    ],
)
def test_the_owner_learns_why_and_nobody_else_anything(desk: Desk, on: Clock, what: Wanted, reason: str) -> None:
    owner = make.a_user(desk.session, name="Claire Martin")
    issued = its_day(desk, on, what, owner, failures=what.kind == "panne")
    (letter,) = letters(desk.outbox)
    words = plain_text(letter)
    assert letter["To"] == owner.email
    assert "Point mensuel" in words
    assert "30 novembre 2026" in words
    assert reason in words
    assert f"{settings().base_url.rstrip('/')}/exports/{issued.id}" in words
    assert "cet export est le vôtre" in words


def test_what_no_longer_exists_is_told_too(desk: Desk, on: Clock) -> None:
    on.at(THURSDAY)
    programme = make.a_programme(desk.session, code="FINI")
    owner = make.a_user(desk.session)
    kept(desk.session, owner, wanted=wanted("essai", programme="FINI"))
    desk.session.delete(programme)
    desk.session.commit()
    on.at(ITS_DAY)
    run_due(desk.bind)
    desk.work()
    (letter,) = letters(desk.outbox)
    assert letter["To"] == owner.email
    assert "n’existe pas" in plain_text(letter)


def test_an_owner_who_left_is_replaced_by_the_administrators(desk: Desk, on: Clock) -> None:
    owner, admin = make.a_user(desk.session), make.a_user(desk.session, role="admin")
    on.at(THURSDAY)
    kept(desk.session, owner, wanted=wanted("echec"))
    owner.active = False
    desk.session.commit()
    on.at(ITS_DAY)
    run_due(desk.bind)
    desk.work()
    told = letters(desk.outbox)
    assert admin.email in [each["To"] for each in told]
    assert owner.email not in [each["To"] for each in told]
    assert "n’est plus là" in plain_text(told[0])


def test_one_asked_for_by_hand_is_told_to_nobody(desk: Desk, on: Clock) -> None:
    on.at(THURSDAY)
    desk.issue("echec")
    assert letters(desk.outbox) == []
