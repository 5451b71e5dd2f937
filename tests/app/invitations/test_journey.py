"""From the invitation to the grid, through the letter really sent."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.invitations import service
from app.models import Respondent
from app.settings import settings
from tests.support.client import Client
from tests.support.grids import a_grid
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text

HERE = "/invitation/nouveau-lien"


@pytest.fixture
def respondent(session: Session) -> Respondent:
    respondent = a_grid(session)
    service.invite(session, respondent=respondent, user=None, now=clock.now())
    session.commit()
    return respondent


def links(outbox: Path) -> set[str]:
    """The addresses held by the letters sent so far."""
    found = [re.findall(r"(http\S+)/invitation/(\S+)", plain_text(letter)) for letter in letters(outbox)]
    assert {site for letter in found for site, _ in letter} <= {settings().base_url}
    return {f"/invitation/{token}" for letter in found for _, token in letter}


def test_the_link_of_the_letter_opens_the_grid(
    client: Client, connection: Connection, respondent: Respondent, outbox: Path
) -> None:
    run_jobs(connection)
    (link,) = links(outbox)
    assert client.post_form(link, page=link).headers["Location"] == f"/ma-grille/{respondent.id}"
    answer = client.get(f"/ma-grille/{respondent.id}")
    assert answer.status_code == 200
    assert link not in answer.text


def test_a_link_asked_for_again_adds_to_the_first_and_both_fall_together(
    client: Client, session: Session, connection: Connection, respondent: Respondent, outbox: Path
) -> None:
    client.post_form(HERE, {"email": "camille@exemple.fr"}, page=HERE)
    run_jobs(connection)
    both = links(outbox)
    assert [client.get(link).status_code for link in both] == [200, 200]
    service.revoke(session, respondent=respondent, user=None, now=clock.now())
    session.commit()
    assert [client.get(link).status_code for link in both] == [404, 404]


def test_a_letter_still_waiting_when_the_contact_is_replaced_gives_no_link_to_the_former_one(
    client: Client, session: Session, connection: Connection, respondent: Respondent, outbox: Path
) -> None:
    service.replace_contact(
        session,
        respondent=respondent,
        contact_name="Inès Morel",
        contact_email="ines@exemple.fr",
        version=respondent.version,
        user=None,
        now=clock.now(),
    )
    session.commit()
    run_jobs(connection, failures=True)
    assert [letter["To"] for letter in letters(outbox)] == ["ines@exemple.fr"]
    assert [client.get(link).status_code for link in links(outbox)] == [200]
