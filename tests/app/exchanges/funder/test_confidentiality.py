"""What the workbook does not say: who answered what."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.assessments.service.publication import publish
from app.models import Campaign, CampaignStatus, Organisation, Project, Respondent
from evaluation import Moment, load_grid
from tests import factories as make
from tests.app.exchanges.funder.books import book, lines, texts
from tests.app.exchanges.funder.portfolios import NOW, drawn_portfolio
from tests.factories import GRID


def a_published_campaign(session: Session, *profiles: str, moment: str = "in_itinere", project=None) -> Campaign:  # type: ignore[no-untyped-def]
    """Everyone answers every question, each its own level."""
    project = project or make.a_project(session, status="en_cours")
    campaign = make.a_campaign(session, project, moment, status=CampaignStatus.CLOSED)
    codes = [code.replace(".", "_") for code in load_grid(GRID).questions]
    for place, profile in enumerate(profiles):
        organisation = make.an_organisation(session, name=f"Alliée n° {place} de {campaign.id}", profile_code=profile)
        partner = make.a_partner(session, project, organisation)
        own = make.a_respondent(session, campaign, partner, profile_code=profile, contact_name="Dominique Lenoir")
        make.answers(session, own, **dict.fromkeys(codes, place % 5))
    publish(session, campaign=campaign, user=None, now=NOW)
    return campaign


def groups(session: Session, tmp_path: Path) -> list[str]:
    return [str(line["Groupe"]) for line in lines(book(session, tmp_path), "Réponses")]


def test_no_respondent_nor_contact_is_named(session: Session, tmp_path: Path) -> None:
    drawn_portfolio(session, 8, [load_grid(GRID)], projects=5)
    said = "\n".join(texts(book(session, tmp_path)))
    names = session.scalars(
        select(Organisation.name).join(Respondent, Respondent.organisation_id == Organisation.id)
    ).all()
    assert len(names) > 10
    assert [name for name in (*names, "Dominique Lenoir") if name in said] == []


def test_a_profile_is_named_from_three_respondents(session: Session, tmp_path: Path) -> None:
    a_published_campaign(session, *["association"] * 3, *["collectivite"] * 3)
    assert set(groups(session, tmp_path)) == {"Association", "Collectivité"}


def test_a_lone_profile_hides_another_with_it(session: Session, tmp_path: Path) -> None:
    a_published_campaign(session, *["association"] * 4, *["collectivite"] * 3, "entreprise")
    found = groups(session, tmp_path)
    assert sorted(set(found)) == ["Association", "Groupe\u00a0A", "Groupe\u00a0B"]
    assert sorted(map(found.count, set(found))) == [1, 3, 4]


def test_answers_of_one_profile_too_few_are_masked(session: Session, tmp_path: Path) -> None:
    """Two associations alone: the score would be their own view."""
    a_published_campaign(session, "association", "association")
    workbook = book(session, tmp_path)
    answers = lines(workbook, "Réponses")
    assert {line["A1.1"] for line in answers} == {line["Priorité D1"] for line in answers} == {"masqué"}
    assert {line["Score"] for line in lines(workbook, "Scores")} == {None}
    assert {line["Preuve A1.1"] for line in answers} == {None}


def test_numbers_say_nothing_of_the_order_of_invitations(session: Session, tmp_path: Path) -> None:
    """Each answered its own place: over several campaigns the order of the file is not theirs."""
    project = make.a_project(session, status="en_cours")
    for moment in Moment:
        if moment is not Moment.EX_ANTE:
            a_published_campaign(
                session, *["association", "collectivite", "entreprise", "fondation", "association"], moment=moment
            )
            a_published_campaign(
                session,
                *["association", "collectivite", "entreprise", "fondation", "association"],
                project=make.a_project(session),
            )
    orders = [line["A1.1"] for line in lines(book(session, tmp_path), "Réponses")]
    drawn = [tuple(orders[place : place + 5]) for place in range(0, len(orders), 5)]
    assert all(sorted(own) == [0, 1, 2, 3, 4] for own in drawn)
    assert len(set(drawn)) > 1
    assert project.id


def test_numbers_change_from_one_file_to_another_and_not_in_the_same(session: Session, tmp_path: Path) -> None:
    for _ in range(3):
        a_published_campaign(session, *["association", "collectivite", "entreprise", "fondation", "association"])
    first = [line["A1.1"] for line in lines(book(session, tmp_path), "Réponses")]
    again = [line["A1.1"] for line in lines(book(session, tmp_path), "Réponses")]
    other = [line["A1.1"] for line in lines(book(session, tmp_path, statut="en_cours"), "Réponses")]
    assert first == again
    assert sorted(first) == sorted(other)
    assert first != other


def test_the_digest_of_the_answers_is_sealed(session: Session, tmp_path: Path) -> None:
    """The digest of the product would let someone try each partner against each numbered answers."""
    from app.models import Result

    a_published_campaign(session, "association", "collectivite")
    assert session.scalars(select(Result.inputs_sha256)).one() not in texts(book(session, tmp_path))


def test_answers_promised_to_the_alliance_alone_do_not_leave(session: Session, tmp_path: Path) -> None:
    """Its partners answered before the workbook showed numbered answers: their scores stay, and nothing to follow."""
    told, untold = (a_published_campaign(session, *["association"] * 3, *["collectivite"] * 3) for _ in range(2))
    untold.numbered_answers = False
    session.flush()
    workbook = book(session, tmp_path)
    codes = {session.get_one(Project, own.project_id).code: own for own in (told, untold)}
    answered = {str(line["Code du projet"]) for line in lines(workbook, "Réponses")}
    assert [codes[code] for code in answered] == [told]
    scored = {str(line["Code du projet"]): line["Score"] for line in lines(workbook, "Scores") if line["Score"]}
    assert set(scored) == set(codes)
    assert len([text for text in texts(workbook) if "promises à l’alliance seule" in text]) == 1
