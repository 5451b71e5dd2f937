"""What the others may guess is said plainly, and follows the campaign as it is."""

import pytest
from sqlalchemy.orm import Session

from app.respondents.audience import Audience
from tests.app.respondents.situations import invite
from tests.support.client import Client
from tests.support.html import text_of


@pytest.mark.parametrize(
    ("invited", "alike", "said", "is_known"),
    [
        (1, 1, "Vous êtes seul à répondre", True),
        (2, 1, "L’anonymat est impossible dans l’alliance", True),
        (2, 2, "chacun reconnaîtra le regard de l’autre", True),
        (3, 1, "Personne d’autre n’est invité avec votre profil (Collectivité)", True),
        (4, 2, "l’autre pourra deviner vos réponses", False),
        (7, 4, "Vous êtes quatre invités avec le même profil", False),
        (30, 12, "Vous êtes 12 invités", False),
    ],
)
def test_each_size_of_campaign_has_its_sentence(invited: int, alike: int, said: str, is_known: bool) -> None:
    audience = Audience(invited, alike, "Collectivité")
    assert said in audience.anonymity
    assert audience.is_known is is_known


@pytest.mark.parametrize(
    ("profiles", "said"),
    [
        (("association", "collectivite"), "Vous n’êtes que deux à répondre"),
        (
            ("association", "collectivite", "entreprise"),
            "Personne d’autre n’est invité avec votre profil (Association)",
        ),
        (("association", "association", "association", "collectivite"), "Vous êtes trois invités"),
    ],
)
def test_the_welcome_counts_the_real_campaign(
    client: Client, session: Session, profiles: tuple[str, ...], said: str
) -> None:
    own = invite(client, session, *profiles)
    own.client.get(own.home)
    assert own.client.page is not None
    assert said in text_of(own.client.page)


def test_another_campaign_is_not_counted(client: Client, session: Session) -> None:
    own = invite(client, session, "association", "collectivite")
    invite(client, session, "association", "association", "association")
    own.client.get(own.home)
    assert own.client.page is not None
    assert "Vous n’êtes que deux" in text_of(own.client.page)
