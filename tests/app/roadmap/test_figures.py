"""What the page counts: each investment once in a measure, and once in all of them together."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Investment, MeasureStatus, roadmap_investment, roadmap_project
from app.roadmap.evidence import add_evidence
from app.roadmap.filtering import RoadmapFilter
from app.roadmap.money import Amounts
from app.roadmap.queries import MeasureLine, read_roadmap
from app.roadmap.ties import link_investment, link_project, unlink_project
from tests.app.roadmap.measures import a_tied_investment, a_tied_project, measure

TODAY = date(2026, 11, 27)


def line(session: Session, number: int) -> MeasureLine:
    return next(own for own in read_roadmap(session).measures if own.number == number)


def kept(session: Session, **chosen: str) -> list[int]:
    return [own.number for own in read_roadmap(session, RoadmapFilter(**chosen)).measures]


def test_the_roadmap_begins_with_twenty_one_measures_and_no_invented_word(session: Session) -> None:
    roadmap = read_roadmap(session)
    assert [own.number for own in roadmap.measures] == list(range(1, 22))
    assert {(own.title, own.chantier, own.target, own.status) for own in roadmap.measures} == {
        ("", None, "", "a_lancer")
    }
    assert roadmap.measures[6].name == "Mesure\u00a07 – titre à saisir"
    assert [(own.code, len(own.measures)) for own in roadmap.sections] == [
        ("mobiliser", 0), ("soutenir", 0), ("eduquer", 0), ("legaliser", 0), ("aucun", 21),
    ]  # fmt: skip


def test_a_project_is_counted_in_each_of_its_measures_and_once_in_all(session: Session) -> None:
    a_tied_project(session, 7, 8, amount="10000", paid="4000")
    a_tied_investment(session, 7, amount="5000")
    assert line(session, 7).amounts == Amounts(Decimal(15000), Decimal(4000))
    assert line(session, 8).amounts == Amounts(Decimal(10000), Decimal(4000))
    assert read_roadmap(session).amounts == Amounts(Decimal(15000), Decimal(4000))


def test_an_investment_linked_alone_and_by_its_project_counts_once(session: Session) -> None:
    project = a_tied_project(session, 7)
    own = session.scalars(select(Investment).where(Investment.project_id == project.id)).one()
    assert link_investment(session, measure(session, 7), own)
    assert line(session, 7).amounts == Amounts(Decimal(10000), Decimal(4000))
    assert (line(session, 7).projects, line(session, 7).investments) == (1, 1)


def test_linked_twice_is_linked_once(session: Session) -> None:
    project = a_tied_project(session, 7)
    assert not link_project(session, measure(session, 7), project)
    unlink_project(session, measure(session, 7), project)
    assert line(session, 7).amounts == Amounts()


def test_what_goes_takes_its_links_with_it(session: Session) -> None:
    investment = a_tied_investment(session, 7)
    project = a_tied_project(session, 7)
    session.delete(investment)
    session.flush()
    assert session.execute(select(roadmap_investment)).all() == []
    assert [row.project_id for row in session.execute(select(roadmap_project))] == [project.id]


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ({"chantier": "soutenir"}, [7]),
        ({"chantier": "soutenir", "statut": "a_lancer"}, []),
        ({"statut": "au_dela"}, [7]),
        ({"q": "alliances VALLÉE"}, [7]),
        ({"q": "trente"}, [7]),
        ({"suivi": "sans-cible", "q": "vallee"}, []),
        ({"chantier": "inconnu"}, []),
    ],
)
def test_filters_keep_what_they_say(session: Session, chosen: dict[str, str], numbers: list[int]) -> None:
    measure(
        session, 7, title="Alliances de la vallée", chantier="soutenir", status="au_dela", target="Trente territoires"
    )
    assert kept(session, **chosen) == numbers


def test_what_is_missing_is_found(session: Session) -> None:
    measure(session, 7, title="Un titre", target_value=3)
    add_evidence(session, measure(session, 7), dated_on=TODAY, sentence="Constat.", user=None, today=TODAY)
    a_tied_investment(session, 7)
    everything = list(range(1, 22))
    others = [number for number in everything if number != 7]
    for missing in ("sans-titre", "sans-cible", "sans-preuve", "sans-lien"):
        assert kept(session, suivi=missing) == others
    assert kept(session, chantier="aucun") == kept(session) == kept(session, suivi="inconnu") == everything


def test_statuses_are_counted_in_their_order(session: Session) -> None:
    measure(session, 7, status="atteinte")
    measure(session, 8, status="atteinte")
    assert [(status, count) for status, count in read_roadmap(session).counts] == [
        (MeasureStatus.TO_START, 19),
        (MeasureStatus.UNDER_WAY, 0),
        (MeasureStatus.PARTLY, 0),
        (MeasureStatus.REACHED, 2),
        (MeasureStatus.BEYOND, 0),
    ]
