"""What leaves the alliance, exit by exit: a partner is planted, and looked for in everything that goes out."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from app.exchanges.service import export_portfolio
from app.models import Answer, Project, Respondent
from app.projects.filters import PortfolioFilter
from tests.app.api.portfolio import TODAY
from tests.app.restitution.situations import an_alliance, published, says
from tests.app.results.published import a_published_campaign
from tests.factories import a_partner, a_project, an_organisation
from tests.support.api import bearer
from tests.support.client import Client

NAME = "Coopérative des Lucioles"
COMMENT = "Nous n’avons jamais été invités à la table."
CONTACT = "lucioles@exemple.fr"
OWN = 25.0
LISTED = re.compile(r'<section[^>]*id="partenaires".*?</section>', re.DOTALL)
"""A region lists the organisations of its projects, as the record of each project does: not what they answered."""
EXITS = ["/regions/{region}?moment=in_itinere", "/regions?axe=tous", "/regions?axe=relation"]
PROGRAMS = ["/projects/{code}/results", "/regions", "/projects"]


@pytest.fixture
def canary(session: Session) -> Project:
    """Alone of its profile, it sees 25 everywhere where the two others see 75 and 100."""
    project = a_project(session, region_code="53", status="en_cours")
    profiles = {"Les Rives": "association", "Les Dunes": "association", NAME: "entreprise"}
    organisations = [an_organisation(session, name=name, profile_code=code) for name, code in profiles.items()]
    partners = [a_partner(session, project, organisation, contact_email=CONTACT) for organisation in organisations]
    a_published_campaign(session, project, partners, 3, 4, 1)
    own = session.query(Respondent).filter_by(organisation_id=organisations[-1].id).one()
    session.query(Answer).filter_by(respondent_id=own.id, question_code="A1.1").one().comment = COMMENT
    session.commit()
    return project


def test_the_workbook_says_neither_its_answers_nor_its_words(session: Session, canary: Project) -> None:
    content = export_portfolio(session, chosen=PortfolioFilter(), today=TODAY, author="Camille Martin")
    with ZipFile(BytesIO(content)) as archive:
        written = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert COMMENT not in written
    assert CONTACT not in written
    book = load_workbook(BytesIO(content), data_only=True)
    cells = {
        cell.value for title in ("Scores", "Régions") for row in book[title].iter_rows() for cell in row if cell.value
    }
    assert NAME not in cells
    assert OWN not in cells
    assert "Entreprise" not in cells


def test_from_what_the_workbook_says_of_an_axis_nobody_is_found(session: Session, canary: Project) -> None:
    content = export_portfolio(session, chosen=PortfolioFilter(), today=TODAY, author="Camille Martin")
    header, *rows = load_workbook(BytesIO(content), data_only=True)["Scores"].iter_rows(values_only=True)
    line = dict(zip(header, rows[0], strict=True))
    assert (line["Score"], line["Répondants"], line["Étendue"], line["Écart-type"]) == (56.25, 3, 75.0, None)
    assert not {"Minimum", "Maximum", "Écart entre profils"} & set(header)


def test_a_comment_leaves_when_its_author_agreed_without_a_profile_that_would_name_it(
    session: Session, canary: Project
) -> None:
    for own in session.query(Respondent).all():
        own.quotes_allowed = True
    assert quoted(session) == [(COMMENT, None)]


def test_a_comment_of_a_numerous_profile_leaves_with_it(session: Session) -> None:
    campaign, respondents = an_alliance(session, *["association"] * 3, *["collectivite"] * 3)
    says(session, respondents[0], 3, {"A1.1": "Les rives respirent."})
    says(session, respondents[1], 3, {"A1.2": "Gardé dans l’alliance."})
    respondents[0].quotes_allowed = True
    published(session, campaign)
    assert quoted(session) == [("Les rives respirent.", "Association")]


def test_a_comment_waits_for_the_publication(session: Session) -> None:
    _, (own, _) = an_alliance(session, "association", "collectivite")
    says(session, own, 3, {"A1.1": "Pas encore."})
    own.quotes_allowed = True
    assert quoted(session) == []


def quoted(session: Session) -> list[tuple[object, object]]:
    content = export_portfolio(session, chosen=PortfolioFilter(), today=TODAY, author="Camille Martin")
    header, *rows = load_workbook(BytesIO(content), data_only=True)["Paroles"].iter_rows(values_only=True)
    lines = [dict(zip(header, row, strict=True)) for row in rows]
    return [(line["Commentaire"], line["Profil"]) for line in lines if line["Commentaire"]]


@pytest.mark.parametrize("address", EXITS)
def test_the_regions_speak_of_projects_only(client: Client, canary: Project, address: str) -> None:
    client.sign_in("admin")
    answer = client.get(address.format(region=canary.region_code))
    assert answer.status_code == 200
    assert canary.title in answer.text or "tous" in address or "axe" in address
    said = LISTED.sub("", answer.text)
    for secret in (NAME, COMMENT, CONTACT, ">25,0<", "Entreprise"):
        assert secret not in said
    assert ">25,0<" not in answer.text
    assert CONTACT not in answer.text


@pytest.mark.parametrize("address", PROGRAMS)
def test_a_program_reads_no_partner_even_with_the_rights_of_an_administrator(
    client: Client, session: Session, canary: Project, address: str
) -> None:
    answer = client.get(f"/api/v1{address.format(code=canary.code)}", headers=bearer(session, "admin"))
    assert answer.status_code == 200
    for secret in (NAME, COMMENT, CONTACT, "entreprise", "25.0,", "25.0}"):
        assert secret not in answer.text
