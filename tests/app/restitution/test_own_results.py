"""What a partner reads of an evaluation: what its welcome page promised, and nothing more."""

from collections.abc import Sequence

import pytest
from sqlalchemy.orm import Session

from app.models import Campaign, InvitationPurpose, Respondent
from tests.app.restitution.situations import a_disagreement, an_alliance, published, says
from tests.factories import an_invitation
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture
def alliance(session: Session) -> tuple[Campaign, list[Respondent]]:
    return a_disagreement(session)


def test_own_answers_stand_beside_the_view_of_each_profile(
    client: Client, session: Session, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    text = own_page(client, session, alliance[1][0])
    assert "Votre regard est la marque pleine" in text
    (line, *_) = rows(client, "Question A1.1")
    assert line[:3] == ["75,0", "87,5de 75,0 à 100,0", "0,0"]
    assert "Vous\u00a0: fort, soit 75." in text


def test_no_other_organisation_is_named_nor_anybody_reached(
    client: Client, session: Session, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    own, *others = alliance[1]
    own_page(client, session, own)
    html = client.get(f"/ma-grille/{own.id}/resultats").text
    assert "Organisation de association 1" in html
    for rank, other in enumerate(others, 2):
        assert f"Organisation de {other.profile_code} {rank}" not in html
        assert other.contact_email not in html


def test_the_comments_of_the_others_are_read_by_profile_and_ones_own_are_told_apart(
    client: Client, session: Session, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    text = own_page(client, session, alliance[1][0]).replace("\u00a0", " ")
    assert "« Nous attendons encore la moitié. » Collectivité" in text
    assert "« Tout ce qui était prévu s’est fait. » Vous" in text


def test_what_was_promised_before_the_first_question_is_said_again_word_for_word(
    client: Client, session: Session
) -> None:
    campaign, (own, other) = an_alliance(session, "association", "collectivite")
    invitation = an_invitation(session, own)
    client.enter(invitation)
    client.get(f"/ma-grille/{own.id}")
    assert client.page is not None
    promised = items(client, "promises")
    says(session, own, 3)
    says(session, other, 1)
    published(session, campaign)
    text = own_page(client, session, own)
    assert len(promised) == 5
    assert all(sentence in text for sentence in promised)


def test_before_publication_nothing_of_the_others_is_read(client: Client, session: Session) -> None:
    _, (own, other) = an_alliance(session, "association", "collectivite")
    says(session, own, 3)
    says(session, other, 1, {"A1.1": "Rien n’a commencé."})
    client.enter(an_invitation(session, own))
    answer = client.get(f"/ma-grille/{own.id}/resultats")
    assert "Les résultats ne sont pas encore publiés." in answer.text
    assert "Rien n’a commencé." not in answer.text
    assert "<svg" not in answer.text


def test_a_partner_who_never_answered_reads_the_others(
    client: Client, session: Session, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    text = own_page(client, session, alliance[1][3])
    assert "Vous n’aviez pas répondu\u00a0: voici les regards de vos partenaires." in text
    assert "Vous\u00a0:" not in text


def test_the_way_back_to_ones_answers_is_for_the_one_who_may_read_them(
    client: Client, session: Session, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    own = alliance[1][0]
    assert "Relire mes réponses" not in own_page(client, session, own)
    assert client.get(f"/ma-grille/{own.id}/recu").status_code != 200
    client.enter(an_invitation(session, own))
    assert "Relire mes réponses" in client.get(f"/ma-grille/{own.id}/resultats").text
    assert client.get(f"/ma-grille/{own.id}/recu").status_code == 200


@pytest.mark.parametrize(
    ("profiles", "own_words", "other_words"),
    [
        (("collectivite", "association"), "la cohésion sociale du territoire.", "Les autres profils ont lu"),
        (("association", "collectivite"), "dans mon organisation.", "Collectivité a lu"),
    ],
)
def test_each_reads_the_words_it_was_asked_with(
    client: Client, session: Session, profiles: Sequence[str], own_words: str, other_words: str
) -> None:
    campaign, (own, other) = an_alliance(session, *profiles)
    says(session, own, 3, D1_1=4)
    says(session, other, 3, D1_1=0)
    published(session, campaign)
    text = own_page(client, session, own)
    assert own_words in text
    assert other_words in text


def test_as_many_queries_for_two_partners_as_for_ten(client: Client, session: Session) -> None:
    sent = []
    for count in (2, 10):
        campaign, respondents = an_alliance(session, *["association", "collectivite"] * (count // 2))
        for rank, respondent in enumerate(respondents):
            says(session, respondent, rank % 5, {"A1.1": f"Mot {rank}"})
        published(session, campaign)
        own_page(client, session, respondents[0])
        with counted(session.connection()) as statements:
            client.get(f"/ma-grille/{respondents[0].id}/resultats")
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 10


def own_page(client: Client, session: Session, own: Respondent) -> str:
    client.enter(an_invitation(session, own, InvitationPurpose.RESULTS))
    answer = client.get(f"/ma-grille/{own.id}/resultats")
    assert answer.status_code == 200
    assert client.page is not None
    return text_of(client.page)


def rows(client: Client, about: str) -> list[list[str]]:
    assert client.page is not None
    return [[text_of(cell) for cell in line.iter("td")] for line in client.page.iter("tr") if about in text_of(line)]


def items(client: Client, name: str) -> list[str]:
    assert client.page is not None
    (found,) = [one for one in client.page.iter("ul") if one.get("class") == name]
    return [text_of(item) for item in found.iter("li")]
