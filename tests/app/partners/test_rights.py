import pytest
from sqlalchemy.orm import Session

from app.partners.routes import router
from tests.factories import a_partner, a_project, an_organisation
from tests.support.client import Client
from tests.support.rights import assert_rights_are_needed


def test_each_page_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    project = a_project(session)
    partner = a_partner(session, project)
    values = {"code": project.code, "partner_id": partner.id, "organisation_id": partner.organisation_id}
    values |= {"kept_id": partner.organisation_id, "removed_id": an_organisation(session).id, "merge_id": 1}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)
