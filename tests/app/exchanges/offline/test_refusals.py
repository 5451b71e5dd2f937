"""Each workbook that cannot be received is refused by one sentence, and changes nothing."""

from datetime import timedelta

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.assessments import service as assessments
from app.errors import Refused
from app.exchanges.offline import opening, recognising
from app.exchanges.offline.carried import Carried
from app.exchanges.offline.opening import NOT_OURS
from app.exchanges.offline.service import TO_CORRECT, plan_again
from app.models import Answer, OfflineGrid, Respondent
from tests.app.assessments.situations import NOW, a_campaign_of, answer, fill
from tests.app.exchanges.offline.situations import (
    ISSUED,
    LATER,
    RECEIVED,
    a_partner_with_a_workbook,
    filled,
    kept,
    prepared,
    received,
    spoiled,
    the_plan,
    the_refusal,
)
from tests.imports.hostile import SHEET, with_parts
from tests.imports.offline.support import at
from tests.imports.support import FOLLOW_UP


def sentence(session: Session, *contents: bytes, **place: int) -> str:
    found = the_refusal(received(session, *contents, **place))
    assert session.scalar(select(func.count()).select_from(Answer)) == 0
    return found.sentence


def marked(content: bytes, cell: str, value: str) -> bytes:
    return spoiled(content, lambda sheet: sheet.__setitem__(cell, value), "Repères")


@pytest.mark.parametrize(("cell", "value"), [("A1", "jeton-inventé"), ("A3", "999999"), ("A3", "un autre")])
def test_a_forged_identity_is_refused(session: Session, cell: str, value: str) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    assert sentence(session, marked(content, cell, value)) == recognising.UNKNOWN


def test_the_secret_of_one_does_not_open_the_grid_of_another(session: Session) -> None:
    _, (one, other) = a_campaign_of(session, "association", "collectivite")
    book = marked(prepared(session, one), "A3", str(other.id))
    assert sentence(session, book) == recognising.UNKNOWN


def test_another_version_of_the_grid_is_refused(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    assert sentence(session, marked(content, "A2", "evaluation-partenariale@0.9")) == recognising.OTHER_GRID


def test_another_layout_is_refused(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    assert sentence(session, marked(content, "A4", "0")) == recognising.OTHER_LAYOUT


def test_the_workbook_of_another_partner_or_campaign_is_refused_without_a_name(session: Session) -> None:
    campaign, respondent, content = a_partner_with_a_workbook(session)
    assert sentence(session, content, respondent_id=respondent.id + 1) == recognising.OTHER_RESPONDENT
    found = the_refusal(received(session, content, campaign_id=campaign.id + 1))
    assert (found.sentence, found.who) == (recognising.OTHER_CAMPAIGN, "")


def test_an_edited_question_is_refused_at_its_cell(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    place = f"B{at('A1.1')[1:]}"
    found = the_refusal(received(session, spoiled(content, lambda sheet: sheet.__setitem__(place, "Tout va bien."))))
    assert found.sentence == TO_CORRECT
    assert [(fault.sheet, fault.cell, fault.read) for fault in found.faults] == [("Réponses", place, "Tout va bien.")]


def test_moved_rows_and_added_columns_are_refused(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    for edit in (lambda sheet: sheet.delete_rows(14), lambda sheet: sheet.insert_cols(2)):
        (fault,) = the_refusal(received(session, spoiled(content, edit))).faults
        assert "ont été ajoutées, déplacées ou supprimées" in fault.expected


def test_every_wrong_cell_is_told_at_once(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    found = the_refusal(received(session, filled(content, {"A1.1": 7, "A1.2": "oui", "A1.3": 3})))
    assert [fault.cell for fault in found.faults] == [at("A1.1"), at("A1.2")]


def test_two_workbooks_of_one_partner_in_one_upload_are_both_refused(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    found = received(session, filled(content, {"A1.1": 3}), prepared(session, respondent))
    assert [refused.sentence for refused in found.refused] == [recognising.TWICE] * 2
    assert found.plans == ()


def test_the_same_workbook_sent_twice_in_one_upload_is_refused_too(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    assert [refused.sentence for refused in received(session, content, content).refused] == [recognising.TWICE] * 2


def test_a_workbook_is_received_once(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    kept(session, filled(content, {"A1.1": 3}))
    found = the_refusal(received(session, filled(content, {"A1.1": 4})))
    assert found.sentence == recognising.ALREADY.format("12/02/2025")
    assert session.scalars(select(Answer.level)).all() == [3]


def test_after_one_was_received_an_older_one_is_refused_and_a_fresh_one_is_not(session: Session) -> None:
    _, respondent, older = a_partner_with_a_workbook(session)
    kept(session, filled(prepared(session, respondent, ISSUED + timedelta(hours=1)), {"A1.1": 3}))
    assert the_refusal(received(session, older)).sentence == recognising.OVERTAKEN.format("12/02/2025")
    plan = the_plan(received(session, filled(prepared(session, respondent, LATER), {"A1.1": 4})))
    assert plan.summary == "Réponses et priorités\u00a0: 1\u00a0modifiée"


def test_a_closed_campaign_and_a_submitted_grid_receive_nothing(session: Session) -> None:
    campaign, respondent, content = a_partner_with_a_workbook(session)
    fill(session, respondent)
    assessments.submit(session, respondent=respondent, user=None, now=NOW)
    assert the_refusal(received(session, content)).sentence == recognising.SUBMITTED
    assessments.close_campaign(session, campaign=campaign, user=None, now=NOW)
    assert "close" in the_refusal(received(session, content)).sentence


def test_no_workbook_is_prepared_for_them_either(session: Session) -> None:
    campaign, respondent, _ = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 3)
    assessments.submit(session, respondent=respondent, user=None, now=NOW)
    with pytest.raises(Refused, match="déjà envoyée"):
        prepared(session, respondent)
    assessments.close_campaign(session, campaign=campaign, user=None, now=NOW)
    with pytest.raises(Refused, match="close"):
        prepared(session, respondent)


def test_what_is_no_workbook_of_ours_is_refused(session: Session) -> None:
    assert the_refusal(received(session, FOLLOW_UP.read_bytes())).sentence == NOT_OURS
    assert the_refusal(received(session, b"Bonjour;voici;mes;reponses\n")).sentence == NOT_OURS
    assert "vide" in the_refusal(received(session, b"")).sentence
    assert "10\u00a0Mo" in the_refusal(received(session, b"PK\x03\x04" + b"x" * (10 * 1024 * 1024))).sentence


def test_a_hostile_file_is_refused_and_the_others_are_read(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    found = received(session, with_parts({SHEET: b"<a>" * 100_000}, level=0), filled(content, {"A1.1": 3}))
    assert ([refused.name for refused in found.refused], len(found.plans)) == (["classeur-1.xlsx"], 1)


def remove_answers(sheet: Worksheet) -> None:
    sheet.title = "Feuille 2"


def test_a_workbook_without_its_sheet_is_refused(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    (fault,) = the_refusal(received(session, spoiled(content, remove_answers))).faults
    assert (fault.sheet, fault.field) == ("Réponses", "Feuille")


def test_what_changed_between_the_plan_and_its_confirmation_is_refused(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    plan = the_plan(received(session, filled(content, {"A1.1": 3})))
    session.execute(update(OfflineGrid).values(received_at=RECEIVED))
    again = plan_again(session, [plan.carried])
    assert the_refusal(again).sentence == recognising.ALREADY.format("12/02/2025")
    forged = plan.carried.model_copy(update={"token": "inventé"})
    assert the_refusal(plan_again(session, [forged])).sentence == recognising.UNKNOWN
    assert session.get_one(Respondent, respondent.id).submitted_at is None


@pytest.mark.parametrize(("value", "evidence"), [(99, 0), (3, 9), (3, -1)])
def test_an_answer_the_page_never_offered_is_refused_at_its_return(session: Session, value: int, evidence: int) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    carried = the_plan(received(session, filled(content, {"A1.1": 3}))).carried
    first = carried.cells[0].model_copy(update={"value": value, "evidence": evidence})
    with pytest.raises(Refused, match=r"A1\.1"):
        plan_again(session, [carried.model_copy(update={"cells": [first]})])


def test_a_priority_the_page_never_offered_is_refused_too(session: Session) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    carried = the_plan(received(session, content)).carried
    with pytest.raises(Refused, match="envoyez le fichier de nouveau"):
        Carried.back(carried.model_dump_json().replace('"D1":1', '"D1":7'))


def test_a_partner_whose_profile_changed_needs_a_new_wording(session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    respondent.profile_code = "collectivite"
    session.flush()
    assert sentence(session, content) == recognising.OTHER_PROFILE


def test_no_more_files_are_read_at_once_than_agreed(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, content = a_partner_with_a_workbook(session)
    monkeypatch.setattr(opening, "PATIENCE", 0.01)
    for _ in range(opening.AT_ONCE):
        opening._doors.acquire(timeout=10)
    try:
        assert sentence(session, content) == opening.TOO_BUSY
    finally:
        opening._doors.release(opening.AT_ONCE)
    assert the_plan(received(session, content)).changes == ()
