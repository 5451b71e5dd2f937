"""What people say of a name met in a file is kept for the next ones."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app import clock
from app.exchanges.imports.memory import load_aliases, recognise_with, remember_decisions
from app.models import Organisation
from imports.matching.memory import Answer, Memory
from imports.matching.mention import Mention
from imports.projects.recorded import vocabulary_of
from imports.records.recorded import load_records
from tests.factories import a_user, an_organisation

KEY = "atelier du port"


def question(*proposed: Organisation) -> list[dict[str, Any]]:
    return [{"key": KEY, "candidates": [{"organisation_id": each.id} for each in proposed]}]


def say(session: Session, answer: Answer, *proposed: Organisation, days: int = 0) -> Memory:
    now = clock.now() + timedelta(days=days)
    remember_decisions(session, {KEY: answer}, question(*proposed), user=a_user(session), now=now)
    return load_aliases(session)


def test_the_one_chosen_is_the_same_and_the_others_are_not(session: Session) -> None:
    port, harbour = an_organisation(session), an_organisation(session)
    memory = say(session, port.id, port, harbour)
    assert (memory.answer(KEY), memory.refused(KEY)) == (port.id, {harbour.id})


def test_a_new_one_is_none_of_those_proposed(session: Session) -> None:
    port = an_organisation(session)
    memory = say(session, 0, port)
    assert (memory.answer(KEY), memory.refused(KEY)) == (None, {port.id})


def test_one_may_change_one_s_mind(session: Session) -> None:
    port, harbour = an_organisation(session), an_organisation(session)
    say(session, port.id, port, harbour)
    memory = say(session, harbour.id, days=1)
    assert (memory.answer(KEY), memory.refused(KEY)) == (harbour.id, {port.id})
    memory = say(session, 0, days=2)
    assert (memory.answer(KEY), memory.refused(KEY)) == (None, {port.id, harbour.id})


def test_another_name_of_the_file_or_an_organisation_gone_is_not_kept(session: Session) -> None:
    port = an_organisation(session)
    for answer in ("regie du blosne", port.id + 1000):
        assert say(session, answer).same == {}


def test_the_next_file_recognises_the_name_without_asking(session: Session) -> None:
    lille = "commune-59350"
    port = an_organisation(session, name="Les Ateliers du Port", commune_id=lille)
    places = vocabulary_of(session).places
    for answered in (False, True):
        if answered:
            say(session, port.id, port)
        records = load_records(session, ["organisations"], [])
        recognise_with(session, records, {}, places)
        match = records.organisations.match(Mention("Atelier du Port", commune=places.get("59350")))
        reasons = [each.reason for asked in records.organisations.questions for each in asked.candidates]
        assert (match.entity is not None, reasons) == (
            answered,
            [] if answered else ["Noms proches, même commune (Lille)"],
        )


def test_what_was_said_of_this_file_comes_first(session: Session) -> None:
    port = an_organisation(session)
    say(session, port.id)
    assert load_aliases(session, {KEY: 0}).answer(KEY) == 0
