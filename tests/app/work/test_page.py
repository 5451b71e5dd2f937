"""« Mon travail »: what calls, whose it is, and the one act of each line."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app import clock
from app.models import BatchStatus, ImportBatch, IssuedFile, Project, RegistrationDraft, Result, Role, SavedExport, User
from tests import factories as make
from tests.support.client import Client
from tests.support.html import text_of

TODAY = date(2025, 3, 12)


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 12, 9, 0, tzinfo=UTC))
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def day(gap: int) -> date:
    return TODAY + timedelta(days=gap)


def shown(client: Client, address: str = "/mon-travail?vue=moi") -> str:
    assert client.get(address).status_code == 200
    assert client.page is not None
    return text_of(client.page).replace("\u00a0", " ").replace("\u202f", " ")


def followed(session: Session, person: User, **given: object) -> Project:
    return make.a_project(session, status="en_cours", referent_id=person.id, **given)


def test_it_is_the_first_page_after_signing_in(client: Client, session: Session) -> None:
    client.sign_in()
    assert client.get("/").headers["Location"] == "/mon-travail"


def test_nothing_calls_and_the_next_day_is_said(client: Client, session: Session) -> None:
    ada = client.sign_in()
    make.a_milestone(session, followed(session, ada, title="Pacte local"), title="Bilan", due_on=day(60))
    text = shown(client)
    assert "Rien ne vous attend aujourd’hui" in text
    assert "dimanche 11 mai 2025, Bilan (Pacte local)" in text


def test_a_milestone_is_late_near_or_far(client: Client, session: Session) -> None:
    project = followed(session, client.sign_in(), title="Pacte local")
    for title, gap in (("Oublié", -12), ("Bientôt", 2), ("Plus tard", 20), ("Bien plus tard", 45)):
        make.a_milestone(session, project, title=title, due_on=day(gap))
    make.a_milestone(session, project, title="Déjà fait", due_on=day(-3), done_on=day(-3))
    text = shown(client)
    assert "En retard 1 Oublié Pacte local" in text
    assert "en retard de 12 jours vendredi 28 février" in text
    assert "Dans les sept jours 1 Bientôt" in text
    assert "dans 2 jours vendredi 14 mars" in text
    assert "Dans les trente jours 1 Plus tard" in text
    assert "Bien plus tard" not in text
    assert "Déjà fait" not in text


def test_mine_is_what_i_follow_and_the_team_is_everything(client: Client, session: Session) -> None:
    ada, zoe = client.sign_in(), make.a_user(session, name="Zoé Martin")
    make.a_milestone(session, followed(session, ada), title="À moi", due_on=day(-1))
    make.a_milestone(session, followed(session, zoe), title="À Zoé", due_on=day(-1))
    assert "À Zoé" not in shown(client)
    team = shown(client, "/mon-travail?vue=equipe")
    assert "À moi" in team
    assert "Zoé Martin" in team
    hers = shown(client, f"/mon-travail?vue=equipe&referent={zoe.id}")
    assert "À Zoé" in hers
    assert "À moi" not in hers


def test_an_abandoned_project_calls_for_nothing(client: Client, session: Session) -> None:
    project = make.a_project(session, status="abandonne", referent_id=client.sign_in().id)
    make.a_milestone(session, project, due_on=day(-1))
    make.an_instalment(session, make.an_investment(session, project), due_on=day(-1))
    assert "Rien ne vous attend" in shown(client)


def test_payments_go_to_another_pair_of_eyes(client: Client, session: Session) -> None:
    """What others signed comes to me whoever follows the project; what I signed tells me to wait."""
    ada, zoe = client.sign_in(), make.a_user(session, name="Zoé Martin")
    own, other = followed(session, ada, title="Signé par moi"), followed(session, zoe, title="Signé par Zoé")
    for project, signer in ((own, ada), (other, zoe)):
        investment = make.an_investment(session, project)
        make.an_instalment(session, investment, status="payable", due_on=day(-2), payable_by_id=signer.id)
    text = shown(client)
    assert "Versements à enregistrer 2" in text
    assert "mise en paiement par vous" in text
    assert "mise en paiement par Zoé Martin" in text
    assert text.count("Enregistrer (Tranche 1") == 1


def test_a_tranche_is_ready_waits_or_is_not_yet_due(client: Client, session: Session) -> None:
    project = followed(session, client.sign_in())
    investment = make.an_investment(session, project)
    done = make.a_milestone(session, project, title="Lancement", due_on=day(-9), done_on=day(-9))
    waited = make.a_milestone(session, project, title="Comité", due_on=day(90))
    make.an_instalment(session, investment, label="Prête", due_on=day(5), milestone_id=done.id)
    make.an_instalment(session, investment, label="Retenue", due_on=day(-5), milestone_id=waited.id)
    make.an_instalment(session, investment, label="Lointaine", due_on=day(60))
    text = shown(client)
    assert "Tranches prêtes à être payées 1 Prête, 5 000 €" in text
    assert "Tranches échues qui attendent 1 Retenue" in text
    assert "attend le jalon « Comité »" in text
    assert "Lointaine" not in text


def a_campaign_of_two(session: Session, project: Project, *, submitted: int = 0, **given: object) -> int:
    campaign = make.a_campaign(session, project, **given)
    for place, name in enumerate(("Mairie", "Collectif")):
        partner = make.a_partner(session, project, make.an_organisation(session, name=f"{name} {campaign.id}"))
        respondent = make.a_respondent(session, campaign, partner)
        if place < submitted:
            make.submitted(session, respondent)
    return campaign.id


def test_campaigns_say_who_is_silent_and_what_comes_next(client: Client, session: Session) -> None:
    project = followed(session, client.sign_in())
    waiting = a_campaign_of_two(session, project, submitted=1, closes_on=day(9))
    a_campaign_of_two(session, project, moment="ex_ante", submitted=2, closes_on=day(20))
    a_campaign_of_two(session, project, moment="ex_ante", submitted=1, closes_on=day(-4))
    a_campaign_of_two(session, project, moment="ex_post", status="close", closed_at=datetime(2025, 3, 9, tzinfo=UTC))
    a_campaign_of_two(session, project, moment="ex_post", status="preparation", opens_on=day(-1))
    text = shown(client)
    assert "Réponses attendues 1 Évaluation in itinere" in text
    assert f"1 réponse sur 2 ; on attend Collectif {waiting}" in text
    assert "clôture dans 9 jours vendredi 21 mars" in text
    assert "Campagnes à faire avancer 4" in text
    for words in ("tous les partenaires ont répondu", "clôture dépassée de 4 jours", "close il y a 3 jours"):
        assert words in text


def test_fresh_results_with_something_to_discuss_are_told_for_two_weeks(client: Client, session: Session) -> None:
    project = followed(session, client.sign_in())
    for published, questions in ((day(-3), ["A1.1"]), (day(-3), []), (day(-20), ["A1.1"])):
        campaign = make.a_campaign(session, project, status="publiee")
        scores = {"readings": {"observed": {"axes": {"A": {"dialogue_questions": questions}}}}}
        values = {"campaign_id": campaign.id, "sequence": 1, "grid_reference": make.GRID, "formula_version": "1"}
        at = datetime(published.year, published.month, published.day, 8, tzinfo=UTC)
        make.keep(session, Result(**values, inputs_sha256="ab", scores=scores, published_at=at))
    assert "Points de dialogue à partager 1" in shown(client)
    assert "publiés il y a 3 jours" in shown(client)


def test_what_people_left_unfinished_is_told_to_them(client: Client, session: Session) -> None:
    ada = client.sign_in()
    make.keep(session, RegistrationDraft(owner_id=ada.id, title="Un début", steps={}))
    make.keep(session, ImportBatch(file_name="jalons.xlsx", status=BatchStatus.PLANNED, received_by_id=ada.id))
    saved = make.keep(
        session, SavedExport(name="Bilan mensuel", kind="classeur", suffix=".xlsx", choice={}, owner_id=ada.id)
    )
    failed = {"kind": "classeur", "suffix": ".xlsx", "choice": {}, "author": "x", "saved_export_id": saved.id}
    make.keep(
        session, IssuedFile(**failed, state="failed", failure="Le fichier n’a pas pu être écrit.", due_on=day(-1))
    )
    text = shown(client)
    for words in ("Enregistrements à finir 1 Un début", "Imports à décider 1 jalons.xlsx", "Bilan mensuel"):
        assert words in text
    assert "Un début" not in shown(client, "/mon-travail?vue=equipe")


def test_a_finished_project_says_which_pillar_is_missing(client: Client, session: Session) -> None:
    make.a_project(session, status="termine", referent_id=client.sign_in().id, ends_on=day(-30))
    assert "Projets terminés à capitaliser 1" in shown(client)


def test_a_group_is_cut_at_ten_and_its_list_holds_them_all(client: Client, session: Session) -> None:
    project = followed(session, client.sign_in())
    for number in range(53):
        make.a_milestone(session, project, title=f"Oublié {number:02d}", due_on=day(-number - 1))
    text = shown(client)
    assert "En retard 53 Tout voir" in text
    assert text.count("en retard de") == 10
    assert shown(client, "/mon-travail/retards?vue=moi").count("en retard de") == 50
    assert client.page is not None
    following = next(link for link in client.page.iter("a") if link.get("rel") == "next").get("href")
    assert shown(client, str(following)).count("en retard de") == 3
    assert client.get("/mon-travail/inconnu").status_code == 404


@pytest.mark.parametrize("role", [Role.EVALUATEUR, Role.LECTEUR])
def test_acts_are_those_of_the_role(client: Client, session: Session, role: Role) -> None:
    """Who runs evaluations sees campaigns first; who only reads opens on the team, without one act."""
    client.sign_in(role)
    project = make.a_project(session, status="en_cours")
    make.a_milestone(session, project, title="Oublié", due_on=day(-1))
    a_campaign_of_two(session, project, closes_on=day(-4))
    text = shown(client, "/mon-travail?vue=equipe")
    assert "C’est fait" not in text
    assert ("Clore" in text) is (role is Role.EVALUATEUR)
    assert (text.index("Campagnes à faire avancer") < text.index("En retard 1")) is (role is Role.EVALUATEUR)
    assert ("Oublié" in shown(client, "/mon-travail")) is (role is Role.LECTEUR)
