from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session

from app import clock
from app.models import Organisation, OrganisationMerge, Partner
from app.partners.merging import merge
from tests import factories as make
from tests.support.client import Client
from tests.support.html import text_of
from tests.support.queries import counted

LIST = "/partenaires/doublons"


@pytest.fixture
def two(session: Session) -> tuple[Organisation, Organisation]:
    kept = make.an_organisation(session, name="Les Ateliers du Nord", siren="732829320")
    return kept, make.an_organisation(session, name="Ateliers du Nord", website="https://exemple.fr")


def said(client: Client) -> str:
    assert client.page is not None
    return text_of(client.page)


def address(two: Sequence[Organisation]) -> str:
    return f"{LIST}/{two[0].id}/{two[1].id}"


@pytest.mark.usefixtures("two")
def test_the_list_of_organisations_leads_to_the_duplicates_and_says_why(client: Client) -> None:
    client.sign_in()
    assert f'href="{LIST}"' in client.get("/partenaires").text
    client.get(LIST)
    assert "1 rapprochement proposé" in said(client).replace("\u00a0", " ")
    assert "Noms proches, commune non renseignée" in said(client)
    client.sign_in("lecteur")
    assert LIST not in client.get("/partenaires").text


def test_nothing_alike_is_said_so(client: Client) -> None:
    client.sign_in()
    client.get(LIST)
    assert "Aucune organisation ne ressemble à une autre." in said(client)


def test_two_that_are_not_the_same_are_no_longer_proposed(client: Client, two: Sequence[Organisation]) -> None:
    client.sign_in()
    answer = client.post_form(f"{address(two)}/distinction", page=LIST)
    assert answer.headers["Location"] == LIST
    client.get(LIST)
    assert "Les Ateliers du Nord et Ateliers du Nord" in said(client)
    again = client.post_form(f"{address(two)}/distinction/retrait", page=LIST)
    assert again.headers["Location"] == address(two)
    client.get(LIST)
    assert "Organisations distinguées" not in said(client)


def test_two_sheets_are_compared_then_merged_field_by_field(
    client: Client, session: Session, two: Sequence[Organisation]
) -> None:
    project = make.a_project(session, title="Pacte alimentaire")
    partner = make.a_partner(session, project, two[1])
    client.sign_in()
    client.get(address(two))
    assert f"Partenaire du projet {project.code}, Pacte alimentaire" in said(client)
    answer = client.post_form(address(two), {"name": "retiree"}, page=address(two))
    record = session.query(OrganisationMerge).one()
    assert answer.headers["Location"] == f"/partenaires/fusions/{record.id}"
    session.expire_all()
    kept = session.get_one(Organisation, record.kept_id)
    assert (kept.name, kept.website) == ("Ateliers du Nord", "https://exemple.fr")
    assert session.get_one(Partner, partner.id).organisation_id == kept.id


def test_the_address_of_the_one_that_went_leads_to_the_one_kept(
    client: Client, session: Session, two: Sequence[Organisation]
) -> None:
    kept_id, removed_id = (own.id for own in two)
    merge(session, kept=two[0], removed=two[1], user=None, now=clock.now())
    client.sign_in("lecteur")
    assert client.get(f"/partenaires/{removed_id}").headers["Location"] == f"/partenaires/{kept_id}"
    client.get(f"/partenaires/{kept_id}")
    assert "Fiches réunies" in said(client)
    assert "fusions" not in client.get(f"/partenaires/{kept_id}").text


def test_a_merge_is_undone_from_its_page(client: Client, session: Session, two: Sequence[Organisation]) -> None:
    removed_id = two[1].id
    record = merge(session, kept=two[0], removed=two[1], user=None, now=clock.now())
    page = f"/partenaires/fusions/{record.id}"
    client.sign_in()
    client.get(page)
    assert "reviendra avec tout ce qui lui était lié." in said(client)
    answer = client.post_form(f"{page}/annulation", page=page)
    assert answer.headers["Location"] == f"/partenaires/{removed_id}"
    client.get(f"/partenaires/{removed_id}")
    assert "La fusion est annulée" in said(client)
    client.get(page)
    assert "Cette fusion a été annulée" in said(client)


def test_what_changed_since_is_said_before_and_after_undoing(
    client: Client, session: Session, two: Sequence[Organisation]
) -> None:
    record = merge(session, kept=two[0], removed=two[1], user=None, now=clock.now())
    session.get_one(Organisation, record.kept_id).website = "https://autre.fr"
    page = f"/partenaires/fusions/{record.id}"
    client.sign_in()
    client.get(page)
    assert "Site : changé depuis la fusion, reste en l’état." in said(client).replace("\u00a0", " ")
    client.post_form(f"{page}/annulation", page=page)
    client.get(f"/partenaires/{record.removed_id}")
    assert "changé depuis la fusion" in said(client)


def test_a_sheet_changed_while_comparing_is_compared_again(
    client: Client, session: Session, two: Sequence[Organisation]
) -> None:
    client.sign_in()
    client.get(address(two))
    two[0].website = "https://entretemps.fr"
    session.flush()
    answer = client.post_form(address(two), {"version": "1-1-0"})
    assert answer.status_code == 409
    assert "Rien n’a été réuni" in said(client)
    assert session.query(OrganisationMerge).count() == 0


def test_two_answered_grids_refuse_the_merge_and_say_where(
    client: Client, session: Session, two: Sequence[Organisation]
) -> None:
    project = make.a_project(session)
    campaign = make.a_campaign(session, project)
    for own in two:
        make.answers(session, make.a_respondent(session, campaign, make.a_partner(session, project, own)), A1_1=4)
    client.sign_in()
    page = client.get(address(two)).text
    assert f'href="/campagnes/{campaign.id}"' in page
    assert "Réunir les deux fiches</button>" not in page
    version = page.partition('name="version" value="')[2].partition('"')[0]
    assert client.post_form(address(two), {"version": version}).status_code == 422


@pytest.mark.parametrize("place", ["0/0", "1/1", "999999/1"])
def test_a_pair_that_does_not_exist_is_a_page_that_does_not_exist(client: Client, place: str) -> None:
    client.sign_in()
    assert client.get(f"{LIST}/{place}").status_code == 404
    assert client.get("/partenaires/fusions/999999").status_code == 404


def test_queries_do_not_grow_with_organisations_nor_with_links(
    client: Client, session: Session, two: Sequence[Organisation], connection: Connection
) -> None:
    client.sign_in()
    counts = []
    for size in (3, 60):
        names = [f"Ressourcerie du Marais {chr(97 + n % 26) * (3 + n // 26)}" for n in range(size)]
        session.execute(insert(Organisation), [{"name": name, "profile_code": "association"} for name in names])
        for _ in range(size // 3):
            make.a_partner(session, make.a_project(session), two[1])
        session.commit()
        for page in (LIST, address(two)):
            with counted(connection) as statements:
                client.get(page)
            counts.append(len(statements))
    assert counts[:2] == counts[2:]
