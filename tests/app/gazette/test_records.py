"""What counts in a month, to the day, and what is never told."""

from datetime import UTC, date, datetime

from sqlalchemy import Connection, update
from sqlalchemy.orm import Session

from app.capitalisation.publishing import record_agreement, write_case
from app.gazette.months import Month
from app.gazette.records import facts_of
from app.gazette.sentences import sentences
from app.models import GazetteKind, Respondent
from tests import factories as make
from tests.app.gazette.situations import EMPTY, MONTH, TODAY, WORDS, a_full_month, published_at, say, spoken
from tests.app.results.published import PROFILES, a_published_campaign
from tests.support.queries import counted


def found(session: Session, month: Month = MONTH, today: date = TODAY) -> list[str]:
    return [own.text for own in sentences(facts_of(session, month, today))]


def kinds(session: Session, month: Month = MONTH, today: date = TODAY) -> list[str]:
    return [own.kind for own in sentences(facts_of(session, month, today))]


def test_a_full_month_is_written_in_the_order_of_the_page(session: Session) -> None:
    a_full_month(session, MONTH)
    texts = found(session)
    assert kinds(session) == ["investissement", "territoire", "jalon", "resultat", "verbatim"]
    assert texts[0] == (
        "Le Fonds engage 24\u202f500\u00a0€ pour «\u00a0La ruche\u00a0» (Sète, Occitanie), décidé le 12\u00a0février "
        "(COPIL n°\u00a012). Avec Fondation Horizons."
    )
    assert texts[2].endswith("signature de la convention, le 12\u00a0février, avec 7\u00a0jours de retard.")
    assert texts[4].startswith(f"«\u00a0{WORDS}\u00a0»\n")


def test_an_empty_month_has_nothing(session: Session) -> None:
    a_full_month(session, MONTH)
    assert found(session, EMPTY) == []


def test_the_first_and_the_last_day_count_and_those_around_do_not(session: Session) -> None:
    project = make.a_project(session, status="en_cours", region_code=None)
    for day in ((2025, 1, 31), (2025, 2, 1), (2025, 2, 28), (2025, 3, 1)):
        make.an_investment(session, project, "100", copil_on=date(*day))
        make.a_milestone(session, project, title="Bilan", done_on=date(*day))
    assert kinds(session) == ["investissement"] * 2 + ["jalon"] * 2


def test_a_publication_counts_in_the_month_of_paris(session: Session) -> None:
    late = datetime(2025, 2, 28, 23, 30, tzinfo=UTC)  # the first of March in Paris
    published_at(session, make.a_project(session, status="en_cours"), late)
    assert kinds(session) == []
    (text,) = found(session, Month(date(2025, 3, 1)))
    assert "publiés le 1er\u00a0mars" in text


def test_a_committee_to_come_is_not_told(session: Session) -> None:
    project = make.a_project(session, status="valide", region_code="53")
    make.an_investment(session, project, "100", copil_on=date(2025, 2, 20))
    assert kinds(session, today=date(2025, 2, 19)) == []
    assert kinds(session, today=date(2025, 2, 20)) == ["investissement", "territoire"]


def test_a_project_not_validated_or_given_up_is_not_told(session: Session) -> None:
    for status in ("repere", "instruction", "abandonne"):
        project = make.a_project(session, status=status, region_code="53")
        make.an_investment(session, project, "100", copil_on=date(2025, 2, 20))
        make.a_milestone(session, project, done_on=date(2025, 2, 20))
    assert found(session) == []


def test_a_region_opens_with_its_first_project_only(session: Session) -> None:
    for day in (date(2024, 6, 1), date(2025, 2, 3)):
        project = make.a_project(session, status="en_cours", region_code="53")
        make.an_investment(session, project, "100", copil_on=day)
    assert GazetteKind.TERRITORY not in kinds(session)
    assert GazetteKind.TERRITORY in kinds(session, Month(date(2024, 6, 1)))


def test_no_words_without_agreement(session: Session) -> None:
    known = a_full_month(session, MONTH)
    session.execute(update(Respondent).values(quotes_allowed=False))
    assert GazetteKind.QUOTE not in kinds(session)
    assert WORDS not in "".join(found(session))
    assert known.respondents


def test_words_written_after_the_publication_wait_for_the_next(session: Session) -> None:
    known = a_full_month(session, MONTH)
    say(session, known.respondents[0], "")
    known.respondents[1].quotes_allowed = True
    session.flush()
    assert GazetteKind.QUOTE not in kinds(session)


def test_nobody_and_no_lonely_profile_is_named(session: Session) -> None:
    a_full_month(session, MONTH)
    text = "\n".join(found(session))
    assert "Secret" not in text
    assert "Un partenaire de l’alliance, «\u00a0La ruche\u00a0»" in text


def test_a_profile_is_said_when_enough_stand_behind_it(session: Session) -> None:
    project = make.a_project(session, title="La ruche", status="en_cours")
    profiles = ("association", "association", "association", "collectivite", "collectivite", "collectivite")
    partners = [make.a_partner(session, project, make.an_organisation(session, profile_code=own)) for own in profiles]
    spoken(session, project, partners, 2, 3, 4, 2, 3, 4)
    assert any(text.splitlines()[-1].startswith("Association, ") for text in found(session))


def test_a_score_that_one_profile_alone_would_make_stays_inside(session: Session) -> None:
    project = make.a_project(session, title="Seul", status="en_cours")
    partners = [make.a_partner(session, project, make.an_organisation(session, profile_code=PROFILES[0]))]
    a_published_campaign(session, project, partners, 3)
    (text,) = found(session)
    assert "Sur 100" not in text
    assert "Sans chiffre\u00a0: " in text


def test_a_story_is_told_with_its_agreement_alone(session: Session) -> None:
    project = make.a_project(session, title="La ruche", status="termine")
    case = write_case(
        session, project, None, title="Ce que nous avons fait", summary="En bref.", lessons="L", conditions="C",
        contact_partner_id=None, user=None,
    )  # fmt: skip
    assert found(session) == []
    record_agreement(
        session, project, case, agreed_by="Le comité", agreed_on=date(2025, 2, 3), shows_money=False, user=None,
        today=TODAY,
    )  # fmt: skip
    assert found(session) == [
        "L’alliance de «\u00a0La ruche\u00a0» accepte que son histoire soit racontée\u00a0: "
        "«\u00a0Ce que nous avons fait\u00a0». En bref."
    ]
    case.summary = "Autrement."
    session.flush()
    assert found(session) == []


def test_as_many_queries_for_one_project_as_for_ten(session: Session, connection: Connection) -> None:
    def count() -> int:
        session.expire_all()
        with counted(connection) as statements:
            found(session)
        return len(statements)

    a_full_month(session, MONTH)
    few = count()
    for _ in range(4):
        project = make.a_project(session, status="en_cours")
        make.an_investment(session, project, "100", copil_on=date(2025, 2, 3))
        make.a_milestone(session, project, done_on=date(2025, 2, 3))
        partners = [
            make.a_partner(session, project, make.an_organisation(session, profile_code=own)) for own in PROFILES
        ]
        spoken(session, project, partners)
    assert count() == few
