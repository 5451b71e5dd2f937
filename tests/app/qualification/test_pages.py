"""A qualification created, answered by the fund, sent, read again, opened again, removed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import clock
from app.db import writing
from app.errors import Refused
from app.models import (
    Qualification,
    QualificationComment,
    QualificationLevel,
    QualificationStatus,
    Role,
    SentBy,
)
from app.qualification import service
from app.qualification.queries import Said, read_sheet
from tests import factories as make
from tests.app.qualification.situations import HERE, PLACE, a_qualification
from tests.support.client import Client
from tests.support.conflicts import conflict_rows, opened_form
from tests.support.html import text_of

NEW = f"{HERE}/nouvelle"


def shown(client: Client) -> str:
    assert client.page is not None
    return " ".join(text_of(client.page).split())


def typed(**changes: str) -> dict[str, str]:
    return {"territory_label": PLACE, "region_code": "53", "held_on": "06/05/2025"} | changes


def answers(*levels: str, **more: str) -> dict[str, str]:
    return {f"answers-{rank}-level": level for rank, level in enumerate(levels)} | more


def kept(session: Session, number: int) -> dict[str, tuple[int | None, str]]:
    rows = session.scalars(select(QualificationLevel).where(QualificationLevel.qualification_id == number))
    return {row.practice_code: (row.level, row.evidence) for row in rows}


def test_the_fund_creates_one_with_the_grid_in_force(client: Client, session: Session) -> None:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    client.sign_in(Role.EVALUATEUR)
    client.get(f"{NEW}?organisation={organisation.id}")
    assert 'value="Pôle des coteaux"' in client.get(f"{NEW}?organisation={organisation.id}").text
    answer = client.post_form(NEW, typed(organisation="pole des coteaux"), page=NEW)
    assert answer.status_code == 303
    made = session.scalars(select(Qualification)).one()
    assert answer.headers["Location"] == f"{HERE}/{made.id}"
    assert (made.organisation_id, made.territory_label, made.region_code) == (organisation.id, PLACE, "53")
    assert (made.status, made.sent_by, made.sender_name) == (QualificationStatus.PREPARED, None, "")


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("organisation", "Personne", "Aucune organisation connue ne répond à ce nom"),
        ("organisation", "", "Renseignez ce champ."),
        ("territory_label", "", "Renseignez ce champ."),
        ("region_code", "99", "Choisissez une région de la liste."),
        ("held_on", "31/02/2025", "Cette date n’existe pas"),
        ("held_on", "demain", "Cette date est à venir"),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(
    client: Client, session: Session, field: str, value: str, sentence: str
) -> None:
    make.an_organisation(session, name="Pôle des coteaux")
    client.sign_in(Role.EVALUATEUR)
    if value == "demain":
        value = f"{clock.today() + timedelta(days=1):%d/%m/%Y}"
    answer = client.post_form(NEW, typed(**{"organisation": "Pôle des coteaux", field: value}), page=NEW)
    assert answer.status_code == 422
    assert sentence in shown(client)
    assert session.scalars(select(Qualification)).all() == []


def test_a_mission_is_answered_and_each_of_the_three_ways_of_not_saying_is_kept_apart(
    client: Client, session: Session
) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    said = answers("0", "3", "nsp", **{"answers-1-evidence": "Un rendez-vous par mois.", "comment": "Deux lieux."})
    answer = client.post_form(page, said, page=page)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{HERE}/{made.id}/reponses/experimentations")
    assert kept(session, made.id) == {"DT1": (0, ""), "DT2": (3, "Un rendez-vous par mois."), "DT3": (None, "")}
    assert session.scalars(select(QualificationComment.comment)).all() == ["Deux lieux."]
    client.get(f"{HERE}/{made.id}")
    assert "Rencontres transmis Un rendez-vous par mois." in shown(client)
    assert "Sensibilisation aux alliances ne se prononce pas" in shown(client)
    assert "Mise en relation sans réponse" in shown(client)


def test_the_last_mission_leads_back_to_the_whole(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/lieu"
    assert client.post_form(page, answers("1"), page=page).headers["Location"] == f"{HERE}/{made.id}"


def test_a_sentence_without_a_level_is_refused_and_nothing_is_lost(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    answer = client.post_form(page, answers("2", "", **{"answers-1-evidence": "Une fête."}), page=page)
    assert answer.status_code == 422
    assert "Choisissez un niveau, ou" in shown(client)
    assert "Une fête." in answer.text
    assert kept(session, made.id) == {}


@pytest.mark.parametrize("value", ["4", "-1", "deux"])
def test_a_level_that_is_not_one_is_refused(client: Client, session: Session, value: str) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    assert client.post_form(page, answers(value), page=page).status_code == 422
    assert kept(session, made.id) == {}


def test_a_practice_of_another_mission_is_refused(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    answer = client.post_form(page, answers("2", **{"answers-0-practice": "GL1"}), page=page)
    assert answer.status_code == 422
    assert kept(session, made.id) == {}


def test_two_people_on_one_mission_see_both_and_on_two_missions_do_not_meet(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page, other = (f"{HERE}/{made.id}/reponses/{mission}" for mission in ("dialogue", "lieu"))
    mine, elsewhere = opened_form(client, page), opened_form(client, other)
    assert client.post_form(page, answers("1"), page=page).status_code == 303
    first = mine | {"answers-0-level": ["3"], "idempotency_key": ["a"]}
    assert client.post(page, data=first).status_code == 409
    row = conflict_rows(client)["Connaissance partagée du territoire et des acteurs changé des deux côtés"]
    assert row[:2] == ["Transmis", "Démarré"]
    assert client.post(other, data=elsewhere | {"answers-0-level": ["2"], "idempotency_key": ["b"]}).status_code == 303
    assert kept(session, made.id) == {"DT1": (1, ""), "GL1": (2, "")}


def kept_by_itself(client: Client, page: str, form: dict[str, list[str]]) -> str:
    """The answer to a mission sent as it is filled."""
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": "enregistre"}
    return client.post(f"{page}/brouillon", data=form, headers=headers).text


def test_a_mission_is_kept_as_it_is_filled_and_the_button_finds_nothing_to_settle(
    client: Client, session: Session
) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    mine = opened_form(client, page)
    said = kept_by_itself(client, page, mine | {"answers-0-level": ["1"]})
    assert "Enregistré à" in said
    assert 'id="vu"' in said
    assert kept(session, made.id) == {"DT1": (1, "")}
    more = mine | {"answers-0-level": ["1"], "answers-1-level": ["nsp"]}
    assert client.post(page, data=more).status_code == 303
    assert kept(session, made.id) == {"DT1": (1, ""), "DT2": (None, "")}


def test_kept_as_it_is_filled_it_never_undoes_what_someone_else_said(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    mine = opened_form(client, page)
    assert client.post_form(page, answers("", "2"), page=page).status_code == 303
    assert "quelqu’un a changé cette mission" in kept_by_itself(client, page, mine | {"answers-0-level": ["1"]})
    assert client.post(page, data=mine | {"answers-0-level": ["1"]}).status_code == 409
    assert kept(session, made.id) == {"DT2": (2, "")}


def test_a_sentence_that_waits_for_its_level_is_said_while_it_is_filled(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/reponses/dialogue"
    said = kept_by_itself(client, page, opened_form(client, page) | {"answers-0-evidence": ["Trois rencontres."]})
    assert "Pas encore enregistré" in said
    assert kept(session, made.id) == {}


@pytest.mark.parametrize(
    ("typed_name", "asked"),
    [
        ("Questembert", True),
        ("Pays de Questembèrt", False),
        ("pays de questembert", False),
        ("Communauté de communes de Questembert", True),
        ("Vallée de la Drôme", False),
    ],
)
def test_two_spellings_of_a_territory_are_asked_about(
    client: Client, session: Session, typed_name: str, asked: bool
) -> None:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    a_qualification(session, organisation)
    client.sign_in(Role.EVALUATEUR)
    form = typed(organisation="Pôle des coteaux", territory_label=typed_name)
    answer = client.post_form(NEW, form, page=NEW)
    assert answer.status_code == (422 if asked else 303)
    if asked:
        assert f"Oui, c’est «\u00a0{PLACE}\u00a0»" in answer.text


@pytest.mark.parametrize(("answer", "kept_name"), [(PLACE, PLACE), ("autre", "Questembert")])
def test_the_answer_decides_under_which_name_it_is_kept(
    client: Client, session: Session, answer: str, kept_name: str
) -> None:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    first = a_qualification(session, organisation)
    client.sign_in(Role.EVALUATEUR)
    form = typed(organisation="Pôle des coteaux", territory_label="Questembert", same_territory=answer)
    assert client.post_form(NEW, form, page=NEW).status_code == 303
    made = session.scalars(select(Qualification).where(Qualification.id != first.id)).one()
    assert made.territory_label == kept_name


def test_known_territories_are_proposed_while_typing(client: Client, session: Session) -> None:
    a_qualification(session)
    client.sign_in(Role.EVALUATEUR)
    assert f'<option value="{PLACE}">' in client.get(NEW).text


def test_the_fund_sends_it_and_it_says_so(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False, DT1=2)
    user = client.sign_in(Role.EVALUATEUR)
    assert client.post_form(f"{HERE}/{made.id}/envoi").status_code == 303
    session.refresh(made)
    assert (made.status, made.sent_by, made.sender_name) == (QualificationStatus.SENT, SentBy.FUND, user.name)
    client.get(f"{HERE}/{made.id}")
    assert f"par le Fonds, en son nom ({user.name})" in shown(client)


def test_nothing_at_all_is_not_sent(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False, DT1=None)
    client.sign_in(Role.EVALUATEUR)
    assert client.post_form(f"{HERE}/{made.id}/envoi").status_code == 422
    session.refresh(made)
    assert made.status == QualificationStatus.PREPARED


def test_sent_it_is_read_only_on_every_way_in(client: Client, session: Session) -> None:
    made = a_qualification(session, DT1=2)
    client.sign_in(Role.ADMIN)
    own = f"{HERE}/{made.id}"
    for address in (f"{own}/envoi", f"{own}/suppression", f"{own}/reponses/dialogue"):
        assert client.post_form(address, answers("3")).status_code == 422, address
    assert client.get(f"{own}/reponses/dialogue").status_code == 422
    assert client.get(f"{own}/modifier").status_code == 404
    assert kept(session, made.id) == {"DT1": (2, "")}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE qualification_level SET level = 3",
        "DELETE FROM qualification_level",
        "INSERT INTO qualification_level (qualification_id, practice_code) SELECT id, 'DT2' FROM qualification",
    ],
)
def test_the_database_itself_keeps_what_was_sent(session: Session, statement: str) -> None:
    a_qualification(session, DT1=2)
    with pytest.raises(DBAPIError, match="the qualification is sent"):
        session.execute(text(statement))


def test_it_is_opened_again_to_be_corrected(client: Client, session: Session) -> None:
    made = a_qualification(session, DT1=2)
    client.sign_in(Role.EVALUATEUR)
    assert client.post_form(f"{HERE}/{made.id}/reouverture").status_code == 303
    session.refresh(made)
    assert (made.status, made.sent_by, made.sent_at, made.sender_name) == ("prepared", None, None, "")


def test_one_being_prepared_may_go_with_all_it_held(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False, DT1=2)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/suppression"
    client.get(page)
    assert "1 réponse notée" in shown(client)
    assert client.post_form(page, page=page).status_code == 303
    assert session.scalars(select(Qualification)).all() == []
    assert session.scalars(select(QualificationLevel)).all() == []


def test_where_and_when_are_corrected_while_it_is_prepared(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False)
    client.sign_in(Role.EVALUATEUR)
    page = f"{HERE}/{made.id}/modifier"
    stale = opened_form(client, page)
    assert client.post_form(page, {"territory_label": "Pays de Redon", "region_code": ""}, page=page).status_code == 303
    session.refresh(made)
    assert (made.territory_label, made.region_code) == ("Pays de Redon", None)
    assert client.post(page, data=stale | {"territory_label": ["Autre"], "idempotency_key": ["a"]}).status_code == 409


def test_a_reader_reads_and_does_not_fill(client: Client, session: Session) -> None:
    made = a_qualification(session, sent=False, DT1=2)
    client.sign_in(Role.LECTEUR)
    answer = client.get(f"{HERE}/{made.id}")
    assert "Remplir en son nom" not in answer.text
    assert client.get(f"{HERE}/{made.id}/reponses/dialogue").status_code == 403


def test_a_funder_finds_nothing_of_it(client: Client, session: Session) -> None:
    made = a_qualification(session, DT1=2)
    client.sign_in(Role.FINANCEUR)
    for address in (HERE, f"{HERE}/{made.id}", f"{HERE}/pratiques", "/methode/qualification"):
        assert client.get(address).status_code in (403, 404), address
    assert "ualification" not in client.get("/espace-financeur").text


def test_who_answers_while_it_is_being_sent_waits_then_is_refused(own_engine: Engine) -> None:
    """Never half of one and half of the other."""
    with writing(own_engine) as session:
        number = a_qualification(session, sent=False, DT1=2).id
    with ThreadPoolExecutor(1) as pool:
        with writing(own_engine) as sending:
            record = read_sheet(sending, number).record
            service.send(sending, record=record, by=SentBy.FUND, name="Lia", user=None, now=clock.now())
            answering = pool.submit(say_more, own_engine, number)
            with pytest.raises(TimeoutError):
                answering.result(0.5)
        with pytest.raises(Refused):
            answering.result(20)
    with writing(own_engine) as session:
        assert read_sheet(session, number).levels == {"DT1": 2}


def say_more(engine: Engine, number: int) -> None:
    with writing(engine) as session:
        sheet = read_sheet(session, number)
        said = {"DT1": Said(3)}
        service.save_mission(
            session, sheet=sheet, mission="dialogue", said=said, comment="", user=None, now=clock.now()
        )
