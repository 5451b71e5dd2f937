from datetime import date

import pytest
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models import Partner
from app.partners.queries import project_card
from app.partners.service import add_partner, remove_partner, update_partner
from tests.factories import a_campaign, a_partner, a_project, a_respondent, an_organisation, answers


def test_a_partner_joins_with_its_priorities(session: Session) -> None:
    project, city = a_project(session), an_organisation(session, profile_code="collectivite")
    add_partner(
        session, project=project, organisation=city, role_code="porteur", priorities={"D1": 1, "D4": 2}, user=None
    )
    card = project_card(session, project)
    assert card.porteur is not None
    assert card.porteur.priorities == ["Qualité de vie"]


def test_an_organisation_is_partner_only_once(session: Session) -> None:
    project = a_project(session)
    partner = a_partner(session, project, an_organisation(session))
    organisation = session.get_one(type(an_organisation(session)), partner.organisation_id)
    with pytest.raises(Refused) as refusal:
        add_partner(session, project=project, organisation=organisation, role_code="partenaire", user=None)
    assert refusal.value.field == "organisation_id"


def test_a_project_has_one_porteur_at_a_time(session: Session) -> None:
    project = a_project(session)
    first = a_partner(session, project, role_code="porteur")
    second = a_partner(session, project)
    with pytest.raises(Refused) as refusal:
        update_partner(session, second, role_code="porteur", user=None)
    assert refusal.value.field == "role_code"
    update_partner(session, first, left_on=date(2025, 1, 1), user=None)
    update_partner(session, second, role_code="porteur", user=None)
    assert project_card(session, project).porteur.id == second.id  # type: ignore[union-attr]


def test_leaving_before_joining_is_refused(session: Session) -> None:
    partner = a_partner(session, a_project(session), joined_on=date(2024, 5, 1))
    with pytest.raises(Refused) as refusal:
        update_partner(session, partner, left_on=date(2024, 4, 30), user=None)
    assert refusal.value.field == "left_on"


def test_a_partner_that_answered_cannot_be_removed(session: Session) -> None:
    project = a_project(session)
    partner, silent = a_partner(session, project), a_partner(session, project)
    campaign = a_campaign(session, project)
    answers(session, a_respondent(session, campaign, partner), A1_1=3)
    a_respondent(session, campaign, silent)
    with pytest.raises(Refused, match="quitté le projet"):
        remove_partner(session, partner, user=None)
    remove_partner(session, silent, user=None)
    assert session.get(Partner, silent.id) is None
