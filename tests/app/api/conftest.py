"""A program that may do all that its person may."""

import pytest
from sqlalchemy.orm import Session

from app.models import Role
from tests.app.api.writing import Writer
from tests.support.api import bearer
from tests.support.client import Client


@pytest.fixture
def manager(client: Client, session: Session) -> Writer:
    return Writer(client, bearer(session, Role.GESTIONNAIRE))


@pytest.fixture
def administrator(client: Client, session: Session) -> Writer:
    return Writer(client, bearer(session, Role.ADMIN))
