"""« Écart des regards », for the fund."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.assessments import service
from app.models import Answer, Campaign, Respondent
from app.models.user import Role
from tests.app.assessments.situations import GRID, NOW
from tests.app.restitution.situations import a_disagreement, an_alliance, published, says, typeset
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted


@pytest.fixture
def alliance(session: Session) -> tuple[Campaign, list[Respondent]]:
    return a_disagreement(session)


def test_points_of_dialogue_come_from_the_widest_gap_to_the_smallest(
    client: Client, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    client.sign_in(Role.EVALUATEUR)
    page(client, alliance[0])
    assert points(client) == ["point-a1-1", "point-b1-1", "point-c3-1", "point-a1"]


def test_each_gap_is_said_in_one_sentence(client: Client, alliance: tuple[Campaign, list[Respondent]]) -> None:
    client.sign_in(Role.LECTEUR)
    text = page(client, alliance[0])
    assert (
        "Les associations voient de 75 à 100 (87,5 en moyenne), la collectivité\u00a00\u00a0: "
        "87,5\u00a0points d’écart entre profils, 100 entre partenaires." in text
    )
    assert "Les associations voient\u00a075, la collectivité\u00a025\u00a0: 50\u00a0points d’écart." in text


def test_comments_stand_beside_with_their_profile_and_names_are_for_those_who_evaluate(
    client: Client, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    client.sign_in(Role.EVALUATEUR)
    assert "« Nous attendons encore la moitié. » Collectivité, Organisation de collectivite 3" in typeset(
        page(client, alliance[0])
    )
    client.sign_in(Role.LECTEUR)
    text = typeset(page(client, alliance[0]))
    assert "« Nous attendons encore la moitié. » Collectivité" in text
    assert "Organisation de" not in text


def test_a_comment_on_a_question_without_a_gap_is_not_lost(
    client: Client, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    client.sign_in(Role.LECTEUR)
    text = page(client, alliance[0])
    assert text.index("Ce qui a été écrit ailleurs") < text.index("«\u00a0Utile.\u00a0»")


def test_a_silent_partner_has_no_view_and_is_counted(
    client: Client, alliance: tuple[Campaign, list[Respondent]]
) -> None:
    client.sign_in(Role.LECTEUR)
    assert "3 sur 4\u00a0partenaires invités ont répondu" in page(client, alliance[0])
    (line,) = rows(client, "Question A1.1")[:1]
    assert "Entreprise" not in line
    assert (line["Collectivité"], line["Médiane"], line["De … à"]) == ("0,0", "75,0", "0,0 à 100,0")
    assert line["Association"] == "87,5de 75,0 à 100,0"


def test_what_is_not_published_says_so(client: Client, session: Session) -> None:
    campaign, (one, two) = an_alliance(session, "association", "collectivite")
    says(session, one, 4)
    says(session, two, 1)
    session.commit()
    client.sign_in(Role.LECTEUR)
    assert "Provisoire, non publié. Les regards des 2\u00a0partenaires qui ont répondu" in page(client, campaign)
    assert "Prévenir les partenaires" not in page(client, campaign)
    assert "Provisoire, non publié." in page(client, campaign, "?reunion=1")


def test_a_reopened_campaign_shows_what_is_published(client: Client, session: Session) -> None:
    campaign, _ = a_disagreement(session)
    service.reopen_campaign(session, campaign=campaign, reason="Une erreur", user=None, now=NOW)
    session.commit()
    client.sign_in(Role.GESTIONNAIRE)
    text = page(client, campaign)
    assert "campagne rouverte depuis" in text
    assert "Nous attendons encore la moitié." in text
    assert "Prévenir les partenaires" not in text


def test_words_written_after_the_publication_wait_for_the_next(client: Client, session: Session) -> None:
    campaign, (first, *_) = a_disagreement(session)
    late = session.query(Answer).filter_by(respondent_id=first.id, question_code="A1.1").one()
    late.comment, late.answered_at = "Écrit depuis.", NOW + timedelta(days=3)
    session.commit()
    client.sign_in(Role.GESTIONNAIRE)
    assert "Écrit depuis." not in page(client, campaign)


@pytest.mark.parametrize(("level", "profiles"), [("NA", ("association", "collectivite")), (None, ("association",))])
def test_nothing_but_sans_objet_or_silence_still_makes_a_page(
    client: Client, session: Session, level: str | None, profiles: Sequence[str]
) -> None:
    campaign, respondents = an_alliance(session, *profiles)
    for respondent in respondents:
        says(session, respondent, level)
    published(session, campaign)
    client.sign_in(Role.LECTEUR)
    text = page(client, campaign)
    assert ("Aucun écart important" in text) or ("Aucun partenaire n’a encore répondu" in text)
    assert points(client) == []


def test_one_respondent_alone_makes_no_gap(client: Client, session: Session) -> None:
    campaign, (one,) = an_alliance(session, "association")
    says(session, one, 3)
    published(session, campaign)
    client.sign_in(Role.LECTEUR)
    assert "un seul regard" in page(client, campaign)
    assert points(client) == []


def test_two_partners_who_disagree_everywhere_have_every_question_to_discuss(client: Client, session: Session) -> None:
    campaign, (one, two) = an_alliance(session, "association", "collectivite")
    says(session, one, 4)
    says(session, two, 0)
    published(session, campaign)
    client.sign_in(Role.LECTEUR)
    text = page(client, campaign)
    assert len(points(client)) == 28 + criteria_of_several_questions()
    assert "L’association voit\u00a0100, la collectivité\u00a00\u00a0: 100\u00a0points d’écart." in text


def test_partners_of_one_profile_may_differ_among_themselves(client: Client, session: Session) -> None:
    campaign, (one, two) = an_alliance(session, "association", "association")
    says(session, one, 4)
    says(session, two, 3, A1_1=0)
    published(session, campaign)
    client.sign_in(Role.LECTEUR)
    said = "Les associations voient de 0 à 100 (50 en moyenne)\u00a0: 100\u00a0points d’écart entre partenaires."
    assert said in page(client, campaign)


def test_an_ex_ante_campaign_is_read_expected_first_then_initial(client: Client, session: Session) -> None:
    campaign, (one, two) = an_alliance(session, "association", "collectivite", moment="ex_ante")
    says(session, one, 4)
    says(session, two, 1)
    published(session, campaign)
    client.sign_in(Role.LECTEUR)
    assert "Impact innovation" in page(client, campaign)
    assert "Impact innovation" not in page(client, campaign, "?lecture=initial")


def test_the_wording_that_a_profile_read_is_said(client: Client, session: Session) -> None:
    campaign, (one, two) = an_alliance(session, "association", "collectivite")
    says(session, one, 3)
    says(session, two, 3, D1_1=0)
    published(session, campaign)
    client.sign_in(Role.LECTEUR)
    text = typeset(page(client, campaign))
    assert "Collectivité a lu : « L’alliance a renforcé la cohésion sociale du territoire. »" in text


def test_as_many_queries_for_two_partners_as_for_twelve(client: Client, session: Session) -> None:
    client.sign_in(Role.EVALUATEUR)
    sent = []
    for count in (2, 12):
        campaign, respondents = an_alliance(session, *["association", "collectivite"] * (count // 2))
        for rank, respondent in enumerate(respondents):
            says(session, respondent, rank % 5, {"A1.1": f"Mot {rank}"})
        published(session, campaign)
        page(client, campaign)
        with counted(session.connection()) as statements:
            page(client, campaign)
        sent.append(len(statements))
    assert sent[0] == sent[1] <= 12


def criteria_of_several_questions() -> int:
    """A criterion of one question says the same as its question: it is not said twice."""
    return sum(len(criterion.questions) > 1 for axis in GRID.axes for criterion in axis.criteria)


def page(client: Client, campaign: Campaign, query: str = "") -> str:
    answer = client.get(f"/campagnes/{campaign.id}/restitution{query}")
    assert answer.status_code == 200
    assert client.page is not None
    return text_of(client.page)


def points(client: Client) -> list[str]:
    assert client.page is not None
    return [str(one.get("id")) for one in client.page.iter("article")]


def rows(client: Client, about: str) -> list[dict[str, str]]:
    """The lines of the tables about one question, by column."""
    assert client.page is not None
    found = [line for line in client.page.iter("tr") if about in text_of(line)]
    return [{cell.get("data-label", ""): text_of(cell) for cell in line.iter("td")} for line in found]
