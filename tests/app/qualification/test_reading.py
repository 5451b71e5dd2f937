"""Profiles read: the list, one organisation over time, a territory, one practice, the file."""

import csv
from datetime import date
from io import StringIO

import pytest
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Role
from app.qualification.course import course_of
from app.qualification.editing import with_practice, without_practice
from app.qualification.listing import QualificationFilter, read_qualifications
from app.qualification.territory import profiles_page, read_territory
from app.qualification.versions import current_version, grids_by_id, version_of
from evaluation.qualification import QualificationGrid
from evaluation.qualification_profile import Course, Profile, Tally, tally
from tests import factories as make
from tests.app.qualification.situations import HERE, PLACE, a_qualification, commented, published
from tests.app.qualification.test_pages import shown
from tests.support.client import Client
from tests.support.queries import counted

OTHER = "Vallée de la Lys"


def changed(grid: QualificationGrid) -> QualificationGrid:
    return with_practice(grid, "DT2", label="Temps de rencontre", help_text="", since=2)


def retired(grid: QualificationGrid) -> QualificationGrid:
    return without_practice(grid, "GL4", base=grid)


def test_the_list_is_filtered_by_region_territory_period_and_state(session: Session) -> None:
    breton = a_qualification(session, DT1=1, held_on=date(2025, 3, 1))
    both = a_qualification(session, DT1=1, region_code=None, territory_label=OTHER, held_on=date(2024, 3, 1))
    started = a_qualification(session, sent=False, held_on=date(2025, 6, 1))

    def found(**chosen: str) -> list[int]:
        return [line.id for line in read_qualifications(session, QualificationFilter(**chosen)).lines]

    assert found() == [started.id, breton.id, both.id]
    assert found(region="53") == [started.id, breton.id]
    assert found(region="interregional") == [both.id]
    assert found(territoire="LYS vallee") == [both.id]
    assert found(depuis="01/03/2025", jusque="31/05/2025") == [breton.id]
    assert found(depuis="pas une date") == [started.id, breton.id, both.id]
    assert found(etat="prepared") == [started.id]


def test_the_list_is_read_page_by_page(session: Session) -> None:
    made = [a_qualification(session, held_on=date(2025, 1, 1 + day), DT1=1).id for day in range(5)]
    chosen, seen, after = QualificationFilter(), [], ""
    while page := read_qualifications(session, chosen, after=after, size=2):
        seen += [line.id for line in page.lines]
        if not (after := page.next):
            break
    assert seen == made[::-1]
    back = read_qualifications(session, chosen, before=page.previous, size=2)
    assert [line.id for line in back.lines] == [made[2], made[1]]


def test_an_organisation_is_read_from_before_to_now_in_words(client: Client, session: Session) -> None:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    a_qualification(session, organisation, held_on=date(2024, 5, 6), DT1=0, DT2=2, GL1=1, GL2=1)
    a_qualification(session, organisation, held_on=date(2025, 5, 6), DT1=1, DT2=3, GL1=0, GL2=1)
    client.sign_in(Role.LECTEUR)
    client.get(f"/partenaires/{organisation.id}/qualifications")
    page = shown(client)
    assert "Du 6 mai 2024 au 6 mai 2025" in page
    sentence = "Nouveau : connaissance partagée du territoire et des acteurs. Plus installé : rencontres. "
    assert sentence + "Arrêté : lieu convivial." in page
    assert "non pratiqué → démarré, nouveau" in page
    assert "Coworking démarré, inchangé" in page


def test_any_two_dates_are_compared_and_each_territory_has_its_own(session: Session) -> None:
    organisation = make.an_organisation(session)
    days = [date(year, 5, 6) for year in (2022, 2023, 2024)]
    made = [a_qualification(session, organisation, held_on=day, DT1=rank) for rank, day in enumerate(days)]
    a_qualification(session, organisation, territory_label=OTHER, held_on=date(2021, 1, 1), DT1=3)
    course = course_of(session, organisation.id, "", None, None)
    assert course is not None
    assert course.before is not None
    assert (course.before.id, course.now.id) == (made[1].id, made[2].id)
    assert [label for _, label in course.places] == [PLACE, OTHER]
    chosen = course_of(session, organisation.id, "", made[0].id, made[2].id)
    assert chosen is not None
    assert chosen.steps["DT1"].before == 0
    assert [chosen.level(line, "DT1") for line in chosen.dates] == ["non pratiqué", "démarré", "régulier"]
    elsewhere = course_of(session, organisation.id, "vallee de la lys", None, None)
    assert elsewhere is not None
    assert (elsewhere.now.territory, elsewhere.before) == (OTHER, None)


def test_what_does_not_compare_across_versions_is_said(client: Client, session: Session) -> None:
    organisation = make.an_organisation(session)
    a_qualification(session, organisation, held_on=date(2024, 5, 6), DT1=1, DT2=2, GL4=1)
    published(session, changed, retired)
    a_qualification(session, organisation, held_on=date(2025, 5, 6), DT1=2, DT2=3)
    course = course_of(session, organisation.id, "", None, None)
    assert course is not None
    assert course.steps["DT2"].course is Course.APART
    assert "GL4" not in course.steps
    client.sign_in(Role.LECTEUR)
    client.get(f"/partenaires/{organisation.id}/qualifications")
    page = shown(client)
    assert "Ne se comparent pas : Temps de rencontre." in page[page.find("La grille a changé") :]
    assert "N’est plus demandé : Fablab." in page


def test_the_picture_leaves_as_a_file(client: Client, session: Session) -> None:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    a_qualification(session, organisation, DT1=2)
    client.sign_in(Role.LECTEUR)
    answer = client.get(f"/partenaires/{organisation.id}/qualifications/profil.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "Pôle des coteaux" in answer.text
    assert "Régulier\u00a0: connaissance" in answer.text
    assert "var(" not in answer.text
    assert client.get(f"/partenaires/{make.an_organisation(session).id}/qualifications/profil.svg").status_code == 404


def territory(session: Session, **chosen: str):  # type: ignore[no-untyped-def]
    version = current_version(session)
    conditions = QualificationFilter(**chosen).conditions()
    return read_territory(session, version, grids_by_id(session), conditions, "", "")


def test_a_territory_counts_the_latest_profile_of_each_and_says_what_nobody_does(session: Session) -> None:
    one, other = make.an_organisation(session, name="B"), make.an_organisation(session, name="A")
    a_qualification(session, one, held_on=date(2024, 1, 1), DT1=3, DT2=3, GL4=3)
    a_qualification(session, one, held_on=date(2025, 1, 1), DT1=1, DT2=2, GL4=0)
    a_qualification(session, other, held_on=date(2024, 1, 1), DT1=1, DT2=None, GL4=0)
    a_qualification(session, other, sent=False, held_on=date(2025, 9, 1), GL4=3)
    a_qualification(session, region_code="32", territory_label=OTHER, GL4=2)
    found = territory(session, region="53")
    assert (found.profiles, found.organisations, found.apart) == (2, 2, 0)
    assert found.tallies["DT1"] == Tally((0, 2, 0, 0), 0)
    assert found.tallies["DT2"] == Tally((0, 0, 1, 0), 1)
    assert [own.code for own in found.unheld] == ["GL4"]
    assert "EC1" in {own.code for own in found.untold}
    assert [row.line.organisation for row in found.rows] == ["A", "B"]
    assert found.rows[1].cells[:2] == (1, 2)


def test_the_counts_of_the_database_are_those_of_the_pure_rule(session: Session) -> None:
    for level in range(4):
        a_qualification(session, DT1=level, DT2=3 - level, DT3=None if level % 2 else 1)
    published(session, changed)
    a_qualification(session, DT1=2, DT2=1)
    versions, found = grids_by_id(session), territory(session)
    profiles = [Profile(versions[row.line.grid_id].grid, row.line.levels) for row in found.rows]
    assert dict(found.tallies) == tally(found.version.grid, profiles)
    assert (found.apart, found.tallies["DT2"]) == (4, Tally((0, 1, 0, 0), 4))


def test_a_territory_says_it_in_a_sentence_and_never_a_score(client: Client, session: Session) -> None:
    a_qualification(session, make.an_organisation(session, name="Pôle des coteaux"), DT1=2, GL4=0)
    client.sign_in(Role.LECTEUR)
    client.get(f"{HERE}/pratiques?region=53")
    assert "1 profil, de 1 organisation. Personne ne le pratique encore : fablab." in shown(client)
    assert "personne ne le pratique encore" in shown(client)
    client.get("/regions/53")
    assert client.page is not None
    assert f"{HERE}/pratiques?region=53" in {link.get("href") for link in client.page.iter("a")}
    client.get(f"{HERE}/pratiques?region=32")
    assert "Aucune qualification envoyée ne correspond à ces filtres." in shown(client)


def test_one_practice_is_followed_at_each_date_by_name(client: Client, session: Session) -> None:
    organisation = make.an_organisation(session, name="Pôle des coteaux")
    for rank, year in enumerate((2023, 2024, 2025)):
        a_qualification(session, organisation, held_on=date(year, 5, 6), DT4=rank)
    client.sign_in(Role.LECTEUR)
    client.get(f"{HERE}/pratiques/DT4")
    said = "non pratiqué, 06/05/2023 démarré, 06/05/2024 régulier, 06/05/2025"
    assert said in shown(client)
    assert client.get(f"{HERE}/pratiques/ZZ9").status_code == 404


def test_the_file_holds_every_level_in_words(client: Client, session: Session) -> None:
    made = a_qualification(session, make.an_organisation(session, name="=Pôle"), DT1=3, DT2=None)
    commented(session, made, "dialogue", "Deux lieux.")
    a_qualification(session, region_code="32", DT1=1)
    client.sign_in(Role.LECTEUR)
    answer = client.get(f"{HERE}/niveaux.csv?region=53")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 16
    first = ["'=Pôle", PLACE, "Bretagne", "06/05/2025", "envoyée", "par l’organisation", "1", "Dialogue territorial"]
    practice = ["DT1", "Connaissance partagée du territoire et des acteurs", "Transmis".lower(), "", "Deux lieux."]
    assert rows[1] == first + practice
    assert [row[10] for row in rows[1:4]] == ["transmis", "ne se prononce pas", "sans réponse"]


@pytest.mark.parametrize("address", [HERE, f"{HERE}/pratiques", f"{HERE}/pratiques/DT1", f"{HERE}/niveaux.csv"])
def test_the_number_of_queries_does_not_grow(
    client: Client, session: Session, connection: Connection, address: str
) -> None:
    client.sign_in(Role.LECTEUR)
    counts = []
    for more in (2, 12):
        for _ in range(more):
            organisation = make.an_organisation(session)
            for year in (2024, 2025):
                a_qualification(session, organisation, held_on=date(year, 5, 6), DT1=1, DT2=2)
        session.commit()
        client.get(address)
        with counted(connection) as statements:
            assert client.get(address).status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_page_of_an_organisation_asks_the_same_of_ten_dates(
    client: Client, session: Session, connection: Connection
) -> None:
    organisation = make.an_organisation(session)
    client.sign_in(Role.LECTEUR)
    counts = []
    for years in (range(2014, 2016), range(2016, 2026)):
        for year in years:
            a_qualification(session, organisation, held_on=date(year, 5, 6), DT1=1)
        session.commit()
        with counted(connection) as statements:
            assert client.get(f"/partenaires/{organisation.id}/qualifications").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert "les 6 dernières" in shown(client)


def test_names_alone_order_a_territory(session: Session) -> None:
    for name in ("Ecole", "École", "abeille"):
        a_qualification(session, make.an_organisation(session, name=name), DT1=3 if name == "abeille" else 0)
    page = profiles_page(session, [], "", "")
    assert len(page.ids) == 3
    assert version_of(session, current_version(session).id).number == 1
