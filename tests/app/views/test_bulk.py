"""Several projects changed at once: shown first, then all together or not at all."""

from datetime import date

import pytest
from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from app.models import (
    Act,
    BulkEdit,
    JournalChange,
    JournalPerson,
    JournalTransaction,
    Milestone,
    PartnershipMode,
    Project,
    StatusMove,
    project_domain,
)
from app.web.rights import Right
from tests import factories as make
from tests.app.views.situations import address, apply, three
from tests.support.bulk import many_projects
from tests.support.client import Client, with_all_rights_but
from tests.support.html import text_of
from tests.support.queries import counted


def row_of(client: Client, title: str) -> str:
    assert client.page is not None
    return next(text_of(row) for row in client.page.iter("tr") if title in text_of(row))


def test_the_preview_shows_before_and_after_and_writes_nothing(client: Client, session: Session) -> None:
    one, two, three_ = three(session, phase_code="emergence")
    two.phase_code = "deploiement"
    session.commit()
    client.sign_in()
    client.get(address([one, two, three_], acte="phase", valeur="deploiement"))
    assert "Émergence Déploiement" in row_of(client, "Un")
    assert "déjà ainsi" in row_of(client, "Deux")
    session.expire_all()
    assert one.phase_code == "emergence"
    assert session.scalar(select(func.count()).select_from(BulkEdit)) == 0


def test_applying_changes_all_of_them_under_one_reason_and_moves_their_versions(
    client: Client, session: Session
) -> None:
    projects = three(session, phase_code="emergence")
    user = client.sign_in()
    bulk = apply(client, session, projects, acte="phase", valeur="deploiement")
    assert {each.phase_code for each in projects} == {"deploiement"}
    assert {each.version for each in projects} == {2}
    assert {each.updated_by_id for each in projects} == {user.id}
    assert (bulk.projects, bulk.applied_by_id, bulk.act) == (3, user.id, Act.PHASE)
    reason = (
        select(JournalPerson.value, func.count())
        .join(JournalTransaction, JournalTransaction.reason_id == JournalPerson.id)
        .join(JournalChange, JournalChange.transaction_id == JournalTransaction.id)
        .where(JournalChange.table_name == "project", JournalChange.action == "update")
        .where(JournalTransaction.user_id == user.id)
        .group_by(JournalPerson.value)
    )
    assert session.execute(reason).all() == [(f"modification en lot n°\u00a0{bulk.id}", 3)]


def test_a_change_since_the_preview_is_shown_again_and_nothing_is_written(client: Client, session: Session) -> None:
    projects = three(session, phase_code="emergence")
    client.sign_in()
    client.get(address(projects, acte="phase", valeur="deploiement"))
    projects[0].phase_code = "modelisation"
    session.commit()
    assert client.page is not None
    here = next(
        form for form in client.page.iter("form") if form.get("method") == "post" and "lot" in form.get("action", "")
    )
    sent = [(field.get("name", ""), field.get("value", "")) for field in here.iter("input")]
    answer = client.post("/projets/lot", data={name: [v for n, v in sent if n == name] for name, _ in sent})
    assert answer.status_code == 409
    assert "Voici ce qui changerait maintenant" in answer.text
    session.expire_all()
    assert [each.phase_code for each in projects] == ["modelisation", "emergence", "emergence"]


def test_all_the_projects_of_a_filter_but_one(client: Client, session: Session) -> None:
    projects = three(session, region_code="53")
    other = make.a_project(session, title="Ailleurs", region_code="11")
    client.sign_in()
    here = f"/projets/lot/apercu?tous=oui&region=53&sauf={projects[2].id}&acte=charte&valeur=v3"
    assert "2\u00a0projets" in client.get(here).text
    client.post_form("/projets/lot", page=here)
    session.expire_all()
    assert [each.charter_version for each in (*projects, other)] == ["v3", "v3", "", ""]


def test_each_row_of_the_preview_may_be_taken_out(client: Client, session: Session) -> None:
    one, two, _ = projects = three(session)
    client.sign_in()
    client.get(address(projects, acte="charte", valeur="v3"))
    assert client.page is not None
    links = {text_of(link): link.get("href", "") for link in client.page.iter("a")}
    without = links["Retirer Trois de ce lot"]
    assert f"choisis={one.id}.{two.id}&acte=charte" in without
    client.get(f"/projets/lot/apercu?tous=oui&acte=charte&valeur=v3&sauf={one.id}")
    assert client.page is not None
    links = {text_of(link): link.get("href", "") for link in client.page.iter("a")}
    assert f"sauf={one.id}.{two.id}" in links["Retirer Deux de ce lot"]


def test_what_may_not_change_is_left_alone_with_the_reason(client: Client, session: Session) -> None:
    one, two, _ = projects = three(session, status="valide", charter_version="v1")
    one.charter_signed_on = date(2025, 5, 2)
    mode = select(PartnershipMode.code).where(PartnershipMode.category_code == "mecenat").limit(1)
    two.category_code, two.mode_code = "mecenat", session.scalar(mode)
    session.commit()
    client.sign_in()
    client.get(address(projects, acte="charte", valeur="v2"))
    assert "Sa charte, version v1, est signée depuis le 02/05/2025." in row_of(client, "Un")
    client.get(address(projects, acte="categorie", valeur="innovation_societale"))
    assert "est d’une autre catégorie" in row_of(client, "Deux")


def test_a_status_moves_one_step_where_nothing_is_missing(client: Client, session: Session) -> None:
    ready, missing = three(session, status="instruction")[:2]
    make.an_investment(session, ready)
    far = make.a_project(session, title="Loin", status="en_cours")
    session.commit()
    client.sign_in()
    client.get(address([ready, missing, far], acte="statut", valeur="valide"))
    assert "Aucun investissement n’a de date de COPIL." in row_of(client, missing.title)
    assert "ne passe pas à" in row_of(client, far.title)
    bulk = apply(client, session, [ready, missing, far], acte="statut", valeur="valide")
    assert [each.status for each in (ready, missing, far)] == ["valide", "instruction", "en_cours"]
    move = session.scalars(select(StatusMove).where(StatusMove.project_id == ready.id)).one()
    assert (move.to_status, move.reason) == ("valide", f"modification en lot n°\u00a0{bulk.id}")


@pytest.mark.parametrize("given", [{"echeance": "31/08/2027"}, {"mois": "6"}])
def test_a_milestone_is_added_at_a_date_or_some_months_after_the_start(
    client: Client, session: Session, given: dict[str, str]
) -> None:
    projects = three(session, starts_on=date(2026, 8, 31))
    client.sign_in()
    apply(client, session, projects, acte="jalon", nature="bilan", **given)
    found = session.scalars(select(Milestone).where(Milestone.project_id.in_([each.id for each in projects]))).all()
    expected = date(2027, 8, 31) if "echeance" in given else date(2027, 2, 28)
    assert [(each.kind_code, each.title, each.due_on) for each in found] == [("bilan", "Bilan", expected)] * 3
    client.get(address(projects, acte="jalon", nature="bilan", **given))
    assert "Aucun projet ne changerait" in client.get(address(projects, acte="jalon", nature="bilan", **given)).text


def test_domains_are_added_and_removed_without_touching_the_others(client: Client, session: Session) -> None:
    projects = three(session)
    session.execute(project_domain.insert(), {"project_id": projects[0].id, "domain_code": "energie"})
    session.commit()
    client.sign_in()
    apply(client, session, projects, acte="ajouter-domaine", valeur="sante")
    assert domains(session, projects[0]) == ["energie", "sante"]
    assert domains(session, projects[1]) == ["sante"]
    apply(client, session, projects, acte="retirer-domaine", valeur="sante")
    assert [domains(session, each) for each in projects] == [["energie"], [], []]


def test_a_referent_is_given_or_taken_away(client: Client, session: Session) -> None:
    projects = three(session)
    person, gone = make.a_user(session, name="Inès Paul"), make.a_user(session, active=False)
    client.sign_in()
    apply(client, session, projects, acte="referent", valeur=str(person.id))
    assert {each.referent_id for each in projects} == {person.id}
    apply(client, session, projects, acte="referent", valeur="aucun")
    assert {each.referent_id for each in projects} == {None}
    assert client.get(address(projects, acte="referent", valeur=str(gone.id))).status_code == 422


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"acte": "phase", "valeur": ""}, "Voir l’aperçu"),
        ({"acte": "phase", "valeur": "inconnue"}, "Choisissez"),
        ({"acte": "jalon", "nature": "bilan", "echeance": "32/01/2026"}, "date"),
        ({"acte": "jalon", "nature": "bilan", "echeance": "01/01/2027", "mois": "3"}, "l’un des deux"),
        ({"acte": "jalon", "nature": "bilan"}, "l’un des deux"),
    ],
)
def test_what_is_typed_wrong_is_said_where_it_was_typed(
    client: Client, session: Session, asked: dict[str, str], sentence: str
) -> None:
    client.sign_in()
    answer = client.get(address(three(session), **asked))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_nothing_chosen_is_said_plainly(client: Client, session: Session) -> None:
    client.sign_in()
    assert "Aucun projet n’est choisi" in client.get("/projets/lot").text
    assert "Aucun projet n’est choisi" in client.get("/projets/lot/apercu?acte=phase&valeur=emergence").text


def test_a_bulk_edit_asks_for_its_right(client: Client, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    client.sign_in(with_all_rights_but(Right.EDIT, monkeypatch))
    assert client.get("/projets/lot").status_code == 403
    assert client.get("/projets/lots").status_code == 403
    three(session)
    assert "Modifier les projets cochés" not in client.get("/projets").text


def test_the_list_offers_its_rows_and_all_those_of_the_filters(client: Client, session: Session) -> None:
    one, *_ = three(session, region_code="53")
    client.sign_in()
    client.get("/projets?region=53")
    assert client.page is not None
    boxes = [box.get("value") for box in client.page.iter("input") if box.get("name") == "projet"]
    assert str(one.id) in boxes
    assert len(boxes) == 3
    assert "Tout choisir (3), tous les projets de ces filtres" in text_of(client.page)


@pytest.mark.parametrize("act", ["phase", "jalon", "ajouter-domaine"])
def test_a_thousand_projects_cost_the_queries_of_three(
    client: Client, session: Session, connection: Connection, act: str
) -> None:
    asked = {
        "phase": "valeur=modelisation",
        "jalon": "nature=bilan&echeance=01/01/2030",
        "ajouter-domaine": "valeur=sante",
    }[act]
    client.sign_in()
    counts = []
    for region, count in (("53", 3), ("11", 400)):
        ids = many_projects(session, count, first=20_000 + 1000 * int(region))
        session.execute(Project.__table__.update().where(Project.id.in_(ids)).values(region_code=region))  # type: ignore[attr-defined]
        session.commit()
        here = f"/projets/lot/apercu?tous=oui&region={region}&acte={act}&{asked}"
        client.get(here)
        with counted(connection) as statements:
            assert client.post_form("/projets/lot", page=here).status_code == 303
        counts.append(len(statements))
    assert counts[1] <= counts[0] + 3  # rows are inserted by packets
    assert session.scalars(select(BulkEdit.projects).order_by(BulkEdit.id)).all() == [3, 400]


def domains(session: Session, project: Project) -> list[str]:
    code = project_domain.c.domain_code
    return list(session.scalars(select(code).where(project_domain.c.project_id == project.id).order_by(code)))
