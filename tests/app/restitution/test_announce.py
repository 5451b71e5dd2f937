"""« Prévenir les partenaires »: once published, each one that has an address receives its own link."""

from sqlalchemy.orm import Session

from app.models import Invitation, InvitationPurpose, Respondent
from app.models.user import Role
from tests.app.restitution.situations import a_disagreement, an_alliance
from tests.support.client import Client


def test_each_partner_receives_a_link_once_the_silent_one_too(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    campaign, respondents = a_disagreement(session)
    assert announce(client, campaign.id).startswith("4\u00a0partenaires reçoivent un lien personnel")
    invited = session.query(Invitation).filter_by(purpose=InvitationPurpose.RESULTS, revoked_at=None).all()
    assert {one.respondent_id for one in invited} == {one.id for one in respondents}
    assert announce(client, campaign.id) == "Tous les partenaires que l’on peut joindre sont déjà prévenus."


def test_nobody_is_told_before_the_results_are_published(client: Client, session: Session) -> None:
    client.sign_in(Role.GESTIONNAIRE)
    campaign, _ = an_alliance(session, "association", "collectivite")
    session.commit()
    page = f"/campagnes/{campaign.id}/restitution"
    client.get(page)
    refused = client.post_form(f"{page}/annonce")
    assert refused.status_code == 422
    assert "Publiez les résultats avant de les annoncer aux partenaires." in refused.text
    assert session.query(Invitation).count() == 0


def test_who_may_not_publish_may_not_tell(client: Client, session: Session) -> None:
    campaign, _ = a_disagreement(session)
    for role in (Role.EVALUATEUR, Role.LECTEUR):
        client.sign_in(role)
        assert "Prévenir les partenaires" not in client.get(f"/campagnes/{campaign.id}/restitution").text
        assert client.post_form(f"/campagnes/{campaign.id}/restitution/annonce").status_code == 403
    assert session.query(Respondent).count() == 4


def announce(client: Client, campaign_id: int) -> str:
    """What the page says after."""
    page = f"/campagnes/{campaign_id}/restitution"
    answer = client.post_form(f"{page}/annonce", page=page)
    assert answer.headers["Location"] == page
    client.get(page)
    assert client.page is not None
    (flash,) = [one.text or "" for one in client.page.iter("p") if one.get("class") == "flash"]
    return flash
