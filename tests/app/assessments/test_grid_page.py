"""The entry page: one answer at a time through htmx, or the whole form without script, with the same result."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.assessments import service
from app.models import Answer, Campaign, Respondent, RespondentPriority
from app.web.rights import Right
from tests.app.assessments.situations import NOW, a_campaign_of, answer, fill
from tests.support.client import Client, with_all_rights_but
from tests.support.html import find_form, form_values, text_of
from tests.support.htmx import assert_same_page
from tests.support.queries import counted


def address(respondent: Respondent) -> str:
    return f"/campagnes/{respondent.campaign_id}/reponses/{respondent.id}"


def values_of(client: Client, page: str) -> dict[str, list[str]]:
    client.get(page)
    assert client.page is not None
    return form_values(find_form(client.page, page))


def send(client: Client, page: str, cell: str, **typed: str) -> "tuple[int, str]":
    """What the page sends when one line changes: its own fields only."""
    values = {name: found[-1] for name, found in values_of(client, page).items() if name.endswith(f"-{cell}")}
    values |= {f"{kind}-{cell}": value for kind, value in typed.items()}
    reply = client.post_part(page, values | {"cell": cell})
    return reply.status_code, reply.text


def levels(session: Session) -> Sequence[tuple[str, int | None, str | None]]:
    query = select(Answer.question_code, Answer.level, Answer.no_level).order_by(Answer.question_code)
    return [(row.question_code, row.level, row.no_level) for row in session.execute(query)]


@pytest.fixture
def grid(client: Client, session: Session) -> str:
    """The page of a partner of an open campaign, an evaluator signed in."""
    _, (respondent, _) = a_campaign_of(session, "association", "collectivite")
    client.sign_in("evaluateur")
    return address(respondent)


def test_one_answer_is_saved_and_the_page_keeps_up(client: Client, session: Session, grid: str) -> None:
    status, fragment = send(client, grid, "observed-A1.1", value="3")
    assert status == 200
    assert levels(session) == [("A1.1", 3, None)]
    assert re.search(r"Enregistré à\s+\d\d\s+h\s+\d\d", fragment)
    assert re.search(r"1\s+réponse sur 28", fragment)
    assert values_of(client, grid)["value-observed-A1.1"] == ["3"]


def test_saying_again_what_another_tab_has_changed_is_a_conflict(client: Client, session: Session, grid: str) -> None:
    send(client, grid, "observed-A1.1", value="3")
    seen = values_of(client, grid)["seen-observed-A1.1"][-1]
    send(client, grid, "observed-A1.1", value="1")  # the other tab
    late = {"cell": "observed-A1.1", "seen-observed-A1.1": seen, "value-observed-A1.1": "3"}
    reply = client.post_part(grid, late)
    assert reply.status_code == 409
    assert "Deux réponses" in reply.text
    assert levels(session) == [("A1.1", 1, None)]


def test_the_fragment_of_a_saved_line_gives_the_page_of_a_fresh_load(client: Client, grid: str) -> None:
    send(client, grid, "observed-A1.1", value="3")
    before = client.get(grid).text
    status, fragment = send(client, grid, "observed-A1.1", comment="Relu.", evidence="1")
    after = client.get(grid).text
    assert status == 200
    assert_same_page(typed_over(before), fragment, "s-observed-A1-1", after)


def typed_over(page: str) -> str:
    """What the browser already shows when the answer leaves: the comment typed, the evidence chosen, both unfolded."""
    start = page.index('id="q-observed-A1-1"')
    line, rest = page[start:].split("</fieldset>", 1)
    for old, new in [
        ("</textarea>", "Relu.</textarea>"),
        ('<details class="more">', '<details class="more" open>'),
        ('value="0" selected', 'value="0"'),
        ('value="1">Documenté', 'value="1" selected>Documenté'),
    ]:
        line = line.replace(old, new)
    return page[:start] + line + "</fieldset>" + rest


@pytest.mark.parametrize(("value", "kept"), [("0", (0, None)), ("NA", (None, "NA")), ("NSP", (None, "NSP"))])
def test_zero_not_applicable_and_unknown_are_three_answers(
    client: Client, session: Session, grid: str, value: str, kept: tuple[int | None, str | None]
) -> None:
    send(client, grid, "observed-A1.1", value=value)
    assert levels(session) == [("A1.1", *kept)]
    assert values_of(client, grid)["value-observed-A1.1"] == [value]


def test_priority_zero_makes_its_question_not_applicable_on_the_page(
    client: Client, session: Session, grid: str
) -> None:
    status, fragment = send(client, grid, "priorite-D1", value="0")
    assert status == 200
    assert session.scalar(select(RespondentPriority.value)) == 0
    assert "sans objet pour ce partenaire" in fragment
    assert "sur 27" in fragment
    status, fragment = send(client, grid, "priorite-D1", value="2")
    assert "sur 28" in fragment


def test_the_wording_follows_the_profile(client: Client, session: Session) -> None:
    _, (association, collectivite) = a_campaign_of(session, "association", "collectivite")
    client.sign_in("evaluateur")
    assert "dans mon organisation" in client.get(address(association)).text
    assert "cohésion sociale du territoire" in client.get(address(collectivite)).text


def test_ex_ante_asks_today_and_expected(client: Client, session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association", moment="ex_ante")
    client.sign_in("evaluateur")
    page = client.get(address(respondent)).text
    assert "sur 44" in page
    assert "seen-initial-B1.1" in page
    assert "seen-initial-A1.1" not in page
    assert "aujourd’hui" in page


def test_the_same_question_in_two_tabs_shows_both_versions(client: Client, session: Session, grid: str) -> None:
    first_tab = values_of(client, grid)
    send(client, grid, "observed-A1.1", value="3")
    typed = {"seen-observed-A1.1": first_tab["seen-observed-A1.1"], "value-observed-A1.1": "1"}
    reply = client.post_part(grid, typed | {"cell": "observed-A1.1"})
    assert reply.status_code == 409
    assert "Deux réponses" in reply.text
    assert "1 – Faible" in reply.text
    assert levels(session) == [("A1.1", 3, None)]


def test_without_script_the_whole_form_saves_what_changed(client: Client, session: Session, grid: str) -> None:
    typed = {"value-observed-A1.1": "4", "value-observed-B1.1": "NA", "comment-observed-B1.1": "Seul."}
    reply = client.post_form(grid, typed | {"value-priorite-D2": "2"}, page=grid)
    assert (reply.status_code, reply.headers["Location"]) == (303, grid)
    assert levels(session) == [("A1.1", 4, None), ("B1.1", None, "NA")]
    assert session.scalar(select(RespondentPriority.value)) == 2
    client.get(grid)
    assert client.page is not None
    assert "3 réponses sont enregistrées" in text_of(client.page)


def test_without_script_an_answer_is_erased_by_its_box(client: Client, session: Session, grid: str) -> None:
    client.post_form(grid, {"value-observed-A1.1": "4"}, page=grid)
    client.post_form(grid, {"clear-observed-A1.1": "oui"}, page=grid)
    assert levels(session) == [("A1.1", None, None)]


def test_without_script_two_tabs_on_different_questions_merge(client: Client, session: Session, grid: str) -> None:
    old_tab = values_of(client, grid)
    client.post_form(grid, {"value-observed-A1.1": "4"}, page=grid)
    reply = client.post(grid, data=old_tab | {"value-observed-A1.2": "2"})
    assert reply.status_code == 303
    assert levels(session) == [("A1.1", 4, None), ("A1.2", 2, None)]


def test_without_script_two_tabs_on_the_same_question_show_both(client: Client, session: Session, grid: str) -> None:
    old_tab = values_of(client, grid)
    client.post_form(grid, {"value-observed-A1.1": "4"}, page=grid)
    reply = client.post(grid, data=old_tab | {"value-observed-A1.1": "1", "value-observed-A1.2": "2"})
    assert reply.status_code == 409
    assert client.page is not None
    assert "1 – Faible" in text_of(client.page)
    assert "4 – Très fort" in text_of(client.page)
    assert levels(session) == [("A1.1", 4, None), ("A1.2", 2, None)]
    kept = client.post(grid, data=form_values(find_form(client.page, grid)))
    assert kept.status_code == 303
    assert levels(session)[0] == ("A1.1", 1, None)


def test_submitting_says_first_what_is_blank(client: Client, session: Session, grid: str) -> None:
    client.post_form(grid, {"value-observed-A1.1": "4"}, page=grid)
    client.get(f"{grid}/soumission")
    assert client.page is not None
    assert "27 questions restent sans réponse" in text_of(client.page)
    assert client.post_form(f"{grid}/soumission", page=f"{grid}/soumission").status_code == 303
    assert send(client, grid, "observed-A1.2", value="3")[0] == 422
    assert levels(session) == [("A1.1", 4, None)]


def test_a_submitted_grid_is_reopened_with_a_reason(client: Client, session: Session, grid: str) -> None:
    client.post_form(grid, {"value-observed-A1.1": "4"}, page=grid)
    client.post_form(f"{grid}/soumission", page=f"{grid}/soumission")
    assert client.post_form(f"{grid}/reouverture", {"reason": " "}, page=grid).status_code == 422
    assert client.post_form(f"{grid}/reouverture", {"reason": "Une erreur."}, page=grid).status_code == 303
    assert send(client, grid, "observed-A1.2", value="3")[0] == 200


def test_after_closing_the_page_no_longer_saves(client: Client, session: Session, grid: str) -> None:
    campaign = session.get_one(Campaign, int(grid.split("/")[2]))
    service.close_campaign(session, campaign=campaign, user=None, now=NOW)
    assert send(client, grid, "observed-A1.1", value="3")[0] == 422
    assert "ne changent plus" in client.get(grid).text


@pytest.mark.parametrize("value", ["9", "beaucoup", "-1", "²"])
def test_an_answer_no_page_offers_is_refused(client: Client, session: Session, grid: str, value: str) -> None:
    assert send(client, grid, "observed-A1.1", value=value)[0] == 422
    assert levels(session) == []


@pytest.mark.parametrize("cell", ["observed-Z9.9", "priorite-A1", "", "initial-B1.1"])
def test_a_line_no_page_has_is_refused(client: Client, grid: str, cell: str) -> None:
    reply = client.post_part(grid, {"cell": cell, f"seen-{cell}": "0.", f"value-{cell}": "3"})
    assert reply.status_code == 422


def test_entering_asks_the_right_to_evaluate(
    client: Client, session: Session, grid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.sign_in(with_all_rights_but(Right.EVALUATE, monkeypatch))
    assert client.get(grid).status_code == 403
    assert client.post_form(grid, {"value-observed-A1.1": "3", "seen-observed-A1.1": "0."}).status_code == 403


def test_a_respondent_of_another_campaign_is_not_found(client: Client, session: Session, grid: str) -> None:
    other, _ = a_campaign_of(session, "association")
    assert client.get(f"/campagnes/{other.id}/reponses/{grid.split('/')[-1]}").status_code == 404


def test_the_page_asks_the_same_queries_empty_or_full(client: Client, session: Session, connection: Connection) -> None:
    campaign, respondents = a_campaign_of(session, "association", "collectivite", "entreprise")
    client.sign_in("evaluateur")
    client.get(address(respondents[0]))  # the grid, once read, is kept by the process
    counts = []
    for _ in range(2):
        with counted(connection) as statements:
            client.get(address(respondents[0]))
        counts.append(len(statements))
        for respondent in respondents:
            fill(session, respondent)
    assert counts[0] == counts[1]
    assert campaign.status == "ouverte"


def test_the_scores_beside_follow_the_answers(client: Client, session: Session, grid: str) -> None:
    respondent = session.get_one(Respondent, int(grid.split("/")[-1]))
    answer(session, respondent, "A4.1", 3)
    _, fragment = send(client, grid, "observed-A4.1", value="4")
    assert "100,0" in fragment
