"""« Lisez-moi »: everything a respondent needs to know is in the file, which may be opened far from the site."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy.orm import Session

from app.exchanges.offline.issuing import file_name
from app.models import Campaign, Respondent
from app.respondents.queries import get_own
from app.restitution.disclosure import promises
from app.settings import settings
from evaluation import load_grid
from tests import factories as make
from tests.app.assessments.situations import a_campaign_of
from tests.app.exchanges.offline.situations import prepared


def cover(session: Session, respondent: Respondent) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(prepared(session, respondent)))["Lisez-moi"]


def facts(session: Session, respondent: Respondent) -> dict[str, str]:
    return {row[0].value: row[1].value for row in cover(session, respondent).iter_rows() if row[1].value}


def paragraphs(session: Session, respondent: Respondent) -> list[str]:
    return [str(row[0].value) for row in cover(session, respondent).iter_rows() if row[0].value]


def test_it_says_whose_grid_it_is_and_until_when(session: Session) -> None:
    campaign, (respondent, _) = a_campaign_of(session, "association", "collectivite")
    campaign.closes_on, respondent.contact_name = date(2025, 3, 15), "Camille Dupont"
    session.flush()
    found = facts(session, respondent)
    assert (found["Contact"], found["À renvoyer"]) == ("Camille Dupont", "le 15/03/2025 au plus tard")
    assert found["Partenaire"].endswith("(association)")
    assert (found["Grille"].endswith("version 1.0"), found["Préparé le"]) == (True, "03/02/2025")


def test_it_says_whom_to_send_it_back_to(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    _, (respondent,) = a_campaign_of(session, "association")
    assert facts(session, respondent)["À qui"].endswith("au message du Fonds")
    monkeypatch.setattr(settings(), "fund_contact", "evaluation@fonds.exemple")
    assert facts(session, respondent)["À qui"].endswith("\u00a0: evaluation@fonds.exemple")


def test_who_will_see_what_is_said_in_the_same_words_as_on_the_web(session: Session) -> None:
    _, (respondent, _) = a_campaign_of(session, "association", "collectivite")
    said = paragraphs(session, respondent)
    assert set(promises(load_grid(make.GRID))) <= set(said)
    assert any("L’anonymat est impossible dans l’alliance" in paragraph for paragraph in said)


def test_a_name_with_signs_is_a_text_everywhere(session: Session) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    own = get_own(session, respondent.id)
    own.organisation.name, campaign.project.title = "=Terre & Mer", "Pacte & <rivières>"
    session.flush()
    sheet = cover(session, respondent)
    texts = [cell for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in texts} == {"s"}
    assert "=Terre && Mer" in str(sheet.oddFooter.left.text)


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Communauté de communes", "communaute-de-communes"), ("L’Île aux œufs", "l-ile-aux-oeufs"), ("…", "")],
)
def test_the_file_has_a_plain_name(session: Session, name: str, slug: str) -> None:
    campaign, (respondent,) = a_campaign_of(session, "association")
    own = get_own(session, respondent.id)
    own.organisation.name = name
    assert file_name(own) == f"grille-{code_of(session, campaign)}-{slug or own.id}.xlsx"


def code_of(session: Session, campaign: Campaign) -> str:
    return session.get_one(Campaign, campaign.id).project.code
