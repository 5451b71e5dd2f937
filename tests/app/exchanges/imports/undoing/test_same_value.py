"""A person who types again what the file had said is the author of it: undoing the file takes nothing from them."""

from sqlalchemy.orm import Session

from app.partners.service import update_organisation
from tests import factories as make
from tests.app.exchanges.imports.undoing.people import SIRENS
from tests.app.exchanges.imports.undoing.situations import importing, undo


def test_a_value_typed_by_a_person_stays_even_when_it_is_the_one_the_file_said(session: Session) -> None:
    organisation = make.an_organisation(session, name="Essai")
    organisation.siren = None
    session.flush()
    with importing(session) as batch:
        organisation.siren = SIRENS[0]
        session.flush()
    for siren in (SIRENS[1], SIRENS[0]):
        update_organisation(session, organisation, siren=siren, user=None)
        session.flush()
    undo(session, batch)
    session.refresh(organisation)
    assert organisation.siren == SIRENS[0]
