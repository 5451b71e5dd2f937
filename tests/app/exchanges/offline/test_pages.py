"""The fund's pages: prepare a workbook, receive one, or several for a campaign; the plan is shown before anything."""

from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.assessments import service as assessments
from app.exchanges.offline.routes import router
from app.models import Answer, OfflineGrid, Respondent
from app.tokens import token_hash
from tests.app.assessments.situations import NOW, a_campaign_of, answer
from tests.app.exchanges.offline.situations import a_partner_with_a_workbook, filled, prepared
from tests.support.client import Client
from tests.support.html import find_form, form_values, text_of
from tests.support.queries import counted
from tests.support.rights import assert_rights_are_needed

Files = list[tuple[str, tuple[str, bytes]]]


def address(respondent: Respondent) -> str:
    return f"/campagnes/{respondent.campaign_id}/reponses/{respondent.id}/classeur"


def files(*contents: bytes) -> Files:
    return [("files", (f"classeur-{number}.xlsx", content)) for number, content in enumerate(contents, start=1)]


def send(client: Client, page: str, *contents: bytes) -> str:
    """The page that answers an upload."""
    client.get(page)
    reply = client.post(page, data={"csrf_token": client.token()}, files=files(*contents))
    assert reply.status_code in (200, 422)
    return reply.text


def confirm(client: Client, page: str, **typed: str) -> int:
    """Press the button of the plan that is shown."""
    assert client.page is not None
    values = form_values(find_form(client.page, f"{page}/import")) | typed
    return client.post(f"{page}/import", data=values).status_code


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Answer)) or 0


def test_preparing_answers_with_the_file_and_keeps_only_the_hash_of_its_secret(
    client: Client, session: Session
) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    client.sign_in("evaluateur")
    reply = client.post_form(f"{address(respondent)}/preparation", page=address(respondent))
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="grille-ODD17-2024-')
    assert reply.headers["Cache-Control"] == "no-store"
    token = openpyxl.load_workbook(BytesIO(reply.content))["Repères"]["A1"].value
    record = session.scalars(select(OfflineGrid)).one()
    assert record.token_sha256 == token_hash(token)
    assert client.user is not None
    assert (record.issued_by_id, record.received_at) == (client.user.id, None)


def test_looking_at_the_page_prepares_nothing(client: Client, session: Session) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    client.sign_in("evaluateur")
    assert "Préparer le classeur" in client.get(address(respondent)).text
    assert session.scalar(select(func.count()).select_from(OfflineGrid)) == 0


def test_the_first_sheet_says_who_until_when_and_who_will_see(client: Client, session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    sheet = openpyxl.load_workbook(BytesIO(content))["Lisez-moi"]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for words in (
        respondent.organisation.name,
        "tant que la campagne est ouverte",
        "Vous êtes seul à répondre",
        "Hors de l’alliance",
        "Sans objet",
        "version 1.0",
    ):
        assert words in said


def test_the_plan_is_shown_then_imported_and_told(client: Client, session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    client.sign_in("evaluateur")
    page = send(client, address(respondent), filled(content, {"A1.1": "3 – Fort", "A1.2": "Ne sait pas"}))
    assert "2\u00a0nouvelles" in page
    assert "Les actions prévues ensemble ont été réalisées." in page
    assert count(session) == 0
    assert confirm(client, address(respondent)) == 303
    assert count(session) == 2
    grid = client.get(f"/campagnes/{respondent.campaign_id}/reponses/{respondent.id}").text
    assert "Classeur importé. Réponses et priorités\u00a0: 2\u00a0nouvelles." in grid
    assert "Classeur rempli reçu" in grid


def test_confirming_twice_imports_once(client: Client, session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    client.sign_in("evaluateur")
    send(client, address(respondent), filled(content, {"A1.1": 3}))
    plan = client.page
    assert confirm(client, address(respondent)) == 303
    client.page = plan
    assert confirm(client, address(respondent)) == 303
    assert count(session) == 1


def test_the_grid_is_submitted_when_the_box_is_ticked(client: Client, session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    client.sign_in("evaluateur")
    send(client, address(respondent), filled(content, {"A1.1": 3}))
    record = session.scalars(select(OfflineGrid.id)).one()
    assert confirm(client, address(respondent), soumettre=str(record)) == 303
    assert session.get_one(Respondent, respondent.id, populate_existing=True).submitted_at is not None


def test_both_answers_are_shown_and_nothing_is_imported_without_a_choice(client: Client, session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    answer(session, respondent, "A1.1", 1)
    client.sign_in("evaluateur")
    page = send(client, address(respondent), filled(content, {"A1.1": 4, "A1.2": 2}))
    assert "À trancher" in page
    assert confirm(client, address(respondent)) == 409
    assert count(session) == 1
    record = session.scalars(select(OfflineGrid.id)).one()
    assert confirm(client, address(respondent), **{f"choix-{record}-observed-A1.1": "classeur.1"}) == 303
    assert sorted(session.scalars(select(Answer.level))) == [2, 4]


def test_a_refused_file_is_told_cell_by_cell(client: Client, session: Session) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    client.sign_in("evaluateur")
    page = send(client, address(respondent), filled(content, {"A1.1": 7}))
    assert client.page is not None
    rows = [text_of(row) for row in client.page.iter("tr")]
    assert any("C12" in row and "Question A1.1" in row and "7" in row for row in rows)
    assert "Rien n’est importé." in page


def test_a_workbook_of_another_partner_is_refused_on_this_page(client: Client, session: Session) -> None:
    _, (one, other) = a_campaign_of(session, "association", "collectivite")
    client.sign_in("evaluateur")
    assert "préparé pour un autre partenaire" in send(client, address(one), prepared(session, other))


@pytest.mark.parametrize("several", [0, 2])
def test_no_file_or_two_on_the_page_of_one_grid_is_refused(client: Client, session: Session, several: int) -> None:
    _, respondent, content = a_partner_with_a_workbook(session)
    client.sign_in("evaluateur")
    page = send(client, address(respondent), *[content] * several)
    assert ("Envoyez un seul classeur." if several else "Choisissez au moins un classeur") in page
    assert "Erreur" in page


def test_several_workbooks_each_find_their_partner(client: Client, session: Session) -> None:
    campaign, respondents = a_campaign_of(session, "association", "collectivite", "entreprise")
    books = [filled(prepared(session, each), {"A1.1": place}) for place, each in enumerate(respondents[:2])]
    client.sign_in("evaluateur")
    page = f"/campagnes/{campaign.id}/classeurs"
    shown = send(client, page, *books, b"autre chose")
    assert "Importer les 2 classeurs" in shown
    assert "Refusé\u00a0: classeur-3.xlsx" in shown
    assert confirm(client, page) == 303
    assert "2\u00a0classeurs importés." in client.get(page).text
    given = session.execute(select(Answer.respondent_id, Answer.level).order_by(Answer.level)).all()
    assert [tuple(row) for row in given] == [(respondents[0].id, 0), (respondents[1].id, 1)]


def test_all_of_them_or_none(client: Client, session: Session) -> None:
    campaign, (one, other) = a_campaign_of(session, "association", "collectivite")
    books = [filled(prepared(session, each), {"A1.1": 3}) for each in (one, other)]
    client.sign_in("evaluateur")
    page = f"/campagnes/{campaign.id}/classeurs"
    send(client, page, *books)
    answer(session, other, "A1.1", 1)
    assert confirm(client, page) == 409
    assert [tuple(row) for row in session.execute(select(Answer.respondent_id, Answer.level))] == [(other.id, 1)]


def test_twenty_files_at_most(client: Client, session: Session) -> None:
    campaign, _ = a_campaign_of(session, "association")
    client.sign_in("evaluateur")
    assert "20 classeurs au plus" in send(client, f"/campagnes/{campaign.id}/classeurs", *[b"x"] * 21)


def test_what_the_page_sent_and_cannot_be_read_back_is_refused(client: Client, session: Session) -> None:
    _, respondent, _ = a_partner_with_a_workbook(session)
    client.sign_in("evaluateur")
    reply = client.post_form(f"{address(respondent)}/import", {"classeur": "{}"})
    assert (reply.status_code, "envoyez le fichier de nouveau" in reply.text) == (422, True)


def test_a_closed_campaign_offers_neither(client: Client, session: Session) -> None:
    campaign, respondent, content = a_partner_with_a_workbook(session)
    assessments.close_campaign(session, campaign=campaign, user=None, now=NOW)
    client.sign_in("evaluateur")
    for page in (address(respondent), f"/campagnes/{campaign.id}/classeurs"):
        assert "on ne prépare ni ne reçoit" in client.get(page).text
        assert "close" in send(client, page, content)
    assert client.post_form(f"{address(respondent)}/preparation").status_code == 422


def test_the_pages_are_reached_from_the_campaign_and_from_the_grid(client: Client, session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    client.sign_in("evaluateur")
    assert f'href="/campagnes/{campaign.id}/classeurs"' in client.get(f"/campagnes/{campaign.id}").text
    grid = f"/campagnes/{campaign.id}/reponses/{respondent.id}"
    assert f'href="{grid}/classeur"' in client.get(grid).text


def test_the_list_of_workbooks_asks_as_much_for_one_partner_as_for_five(
    client: Client, session: Session, connection: Connection
) -> None:
    few, _ = a_campaign_of(session, "association")
    many, respondents = a_campaign_of(session, *["association"] * 5)
    prepared(session, respondents[0])
    client.sign_in("evaluateur")
    client.get(f"/campagnes/{few.id}/classeurs")
    with counted(connection) as one:
        client.get(f"/campagnes/{few.id}/classeurs")
    with counted(connection) as five:
        client.get(f"/campagnes/{many.id}/classeurs")
    assert len(one) == len(five)


def test_every_page_needs_the_right_to_evaluate(
    client: Client, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    values = {"campaign_id": campaign.id, "respondent_id": respondent.id}
    assert_rights_are_needed(client, router.routes, values, monkeypatch)
