import pytest
from sqlalchemy.orm import Session

from tests.app.respondents.situations import Invited, invite
from tests.support.client import Client


@pytest.fixture
def own(client: Client, session: Session) -> Invited:
    """An association in front of its own grid, a collectivité invited beside."""
    return invite(client, session)
