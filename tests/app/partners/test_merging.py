"""Two organisations merged: everything that spoke of one speaks of the other, and all comes back when undone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import clock
from app.errors import Refused
from app.models import (
    Allocation,
    Invitation,
    Milestone,
    Organisation,
    OrganisationAlias,
    OrganisationDistinction,
    OrganisationMerge,
    Partner,
    RegistrationDraft,
    Respondent,
    User,
)
from app.partners.duplicates import distinct_pairs, tell_apart
from app.partners.merging import MergePlan, merge, obstacles, preview_merge, undo_merge
from app.partners.merging.plan import PLANNERS
from app.partners.queries import get_organisation
from app.steps import COUNTERS, links_to
from tests import factories as make
from tests.app.qualification.situations import a_qualification
from tests.app.reviews.situations import a_review, a_voice
from tests.support.dumps import contents

NOW = clock.now()
Two = tuple[Organisation, Organisation]


@pytest.fixture
def two(session: Session) -> Two:
    kept = make.an_organisation(session, name="Les Ateliers", siren="732829320")
    return kept, make.an_organisation(session, name="Ateliers (les)", rna="W751212517", website="https://exemple.fr")


@pytest.fixture
def merged(session: Session, two: Two) -> Callable[..., OrganisationMerge]:
    def act(**chosen: str) -> OrganisationMerge:
        kept, removed = two
        return merge(session, kept=kept, removed=removed, chosen=chosen, user=None, now=NOW)

    return act


@pytest.fixture
def everything(session: Session, two: Two) -> None:
    """The two as different as they can be linked: apart, and both in one place."""
    kept, removed = two
    alone, shared = make.a_project(session), make.a_project(session)
    lone = make.a_partner(session, alone, removed, role_code="porteur")
    make.a_partner(session, shared, kept, joined_on=date(2024, 5, 1), contribution="Locaux")
    theirs = make.a_partner(
        session, shared, removed, role_code="porteur", joined_on=date(2024, 2, 1), contribution="Temps",
        contact_name="Bea", priority_d1=2,
    )  # fmt: skip
    make.a_milestone(session, shared, partner_id=theirs.id)
    investment = make.an_investment(session, shared, "5000")
    make.an_allocation(session, investment, kept, "3000")
    make.an_allocation(session, investment, removed, "1999.50")
    make.a_cofinancing(session, alone, removed)
    a_qualification(session, removed, DT1=2)
    a_voice(session, a_review(session), "investisseurs", organisation_id=removed.id)
    answered = make.a_respondent(session, make.a_campaign(session, alone), lone)
    make.answers(session, answered, A1_1=3)
    campaign = make.a_campaign(session, shared)
    make.a_respondent(session, campaign, make.a_partner(session, make.a_project(session), kept))
    silent = make.a_respondent(session, campaign, theirs)
    make.a_live_token(session, make.an_invitation(session, silent))
    third = make.an_organisation(session)
    for pair in ((kept, removed), (removed, third)):
        tell_apart(session, *pair, user=None, now=NOW)
    for key, one in (("les ateliers", kept), ("les ateliers", removed), ("ateliers", removed)):
        session.add(OrganisationAlias(name_key=key, organisation_id=one.id, is_same=True))
    owner = make.a_user(session)
    steps = {"partenaires": {"values": {"partners-0-organisation_id": [str(removed.id)], "partners-0-name": ["Les"]}}}
    session.add(RegistrationDraft(owner_id=owner.id, title="Brouillon", steps=steps))
    session.flush()


def test_every_link_to_an_organisation_is_decided_on_purpose() -> None:
    """A new table that points at organisations comes here: how does it follow, what if both are in one place?"""
    assert {link.name for link in links_to("organisation")} == set(PLANNERS)
    links = [
        "added_value.said_by_id", "case_study.contact_partner_id", "coordination_time.partner_id",
        "coordination_time.said_by_id", "deliverable.partner_id", "milestone.partner_id",
    ]  # fmt: skip
    assert sorted(link.name for link in links_to("partner")) == links


@pytest.mark.usefixtures("everything")
def test_nothing_points_any_more_at_the_one_that_went(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    removed_id = two[1].id
    record = merged()
    for link in links_to("organisation"):
        query = text(f'SELECT count(*) FROM "{link.table}" WHERE "{link.column}" = :id')
        assert session.scalar(query, {"id": removed_id}) == 0, link.name
    assert session.get(Organisation, removed_id) is None
    assert (record.removed_name, record.removed["rna"]) == ("Ateliers (les)", "W751212517")


@pytest.mark.usefixtures("everything")
def test_undone_at_once_every_row_is_as_it_was(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    before = contents(session.connection())
    undone = undo_merge(session, merge=merged(), user=None, now=NOW)
    after = contents(session.connection())
    assert undone.left == ()
    assert len(after.pop("organisation_merge")) == 1
    before.pop("organisation_merge")
    assert counted_apart(after) == counted_apart(before)


def counted_apart(dump: dict[str, list[dict[str, object]]]) -> dict[str, list[str]]:
    """Without the counters that go on, so that a form left open meanwhile is recognised as old, nor the journal."""
    return {
        table: sorted(str({name: value for name, value in row.items() if name not in COUNTERS}) for row in rows)
        for table, rows in dump.items()
        if not table.startswith("journal_")
    }


def test_the_one_kept_speaks_unless_it_says_nothing_or_the_other_is_chosen(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    merged(name="retiree")
    kept = session.get_one(Organisation, two[0].id)
    assert (kept.name, kept.siren, kept.rna) == ("Ateliers (les)", "732829320", "W751212517")
    assert kept.website == "https://exemple.fr"


def test_a_siret_and_a_siren_of_two_companies_are_not_mixed(session: Session, two: Two) -> None:
    kept, removed = two
    removed.siret = "55208131766522"
    with pytest.raises(Refused, match="même fiche"):
        merge(session, kept=kept, removed=removed, user=None, now=NOW)


@pytest.mark.usefixtures("everything")
def test_two_partners_of_one_project_become_one_and_lose_nothing(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    merged()
    shared = session.scalars(select(Milestone)).one()
    partner = session.get_one(Partner, shared.partner_id)
    assert (partner.organisation_id, partner.role_code) == (two[0].id, "porteur")
    assert (partner.joined_on, partner.contribution) == (date(2024, 2, 1), "Locaux\nTemps")
    assert (partner.contact_name, partner.priority_d1) == ("Bea", 2)


def test_a_porteur_that_left_does_not_take_the_place_of_the_one_of_today(session: Session, two: Two) -> None:
    kept, removed = two
    project = make.a_project(session)
    make.a_partner(session, project, role_code="porteur")
    make.a_partner(session, project, removed, role_code="porteur", left_on=date(2024, 1, 1))
    make.a_partner(session, project, kept, role_code="partenaire")
    merge(session, kept=kept, removed=removed, user=None, now=NOW)
    partner = session.scalars(select(Partner).where(Partner.organisation_id == kept.id)).one()
    assert (partner.role_code, partner.left_on) == ("partenaire", None)


@pytest.mark.usefixtures("everything")
def test_two_shares_of_one_investment_are_added_up(session: Session, merged: Callable[..., OrganisationMerge]) -> None:
    merged()
    assert session.scalars(select(Allocation.amount_eur)).all() == [Decimal("4999.50")]
    session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.parametrize("who", ["the one kept", "the one that goes"])
def test_of_two_invitations_the_one_that_was_answered_stays(session: Session, two: Two, who: str) -> None:
    project = make.a_project(session)
    campaign = make.a_campaign(session, project)
    partners = [make.a_partner(session, project, own) for own in two]
    respondents = [make.a_respondent(session, campaign, partner) for partner in partners]
    for respondent in respondents:
        make.an_invitation(session, respondent)
    spoke = respondents[0 if who == "the one kept" else 1]
    make.answers(session, spoke, A1_1=4)
    kept_id = spoke.id
    merge(session, kept=two[0], removed=two[1], user=None, now=NOW)
    left = session.scalars(select(Respondent)).one()
    assert (left.id, left.organisation_id) == (kept_id, two[0].id)
    assert len(session.scalars(select(Invitation)).all()) == 1


def test_two_grids_answered_in_one_campaign_are_never_mixed(session: Session, two: Two) -> None:
    project = make.a_project(session)
    campaign = make.a_campaign(session, project)
    for own in two:
        make.answers(session, make.a_respondent(session, campaign, make.a_partner(session, project, own)), A1_1=4)
    with pytest.raises(Refused, match="deux grilles ne peuvent pas devenir une seule") as refusal:
        merge(session, kept=two[0], removed=two[1], user=None, now=NOW)
    assert refusal.value.link == f"/campagnes/{campaign.id}"
    assert len(preview_of(session, two).refusals) == 1


def preview_of(session: Session, two: Two) -> MergePlan:
    """As a page asks for it, in a session of its own."""
    session.flush()
    ids = [own.id for own in two]
    session.expunge_all()
    return preview_merge(session, *(get_organisation(session, organisation_id) for organisation_id in ids))


@pytest.mark.usefixtures("everything")
def test_the_preview_says_what_follows_and_what_becomes_one(session: Session, two: Two) -> None:
    plan = preview_of(session, two)
    said = "\n".join(f"{what} : {sentence}" for what, sentence in plan.joined)
    assert "il n’en reste qu’un, porteur, depuis le 01/02/2024, contact\u00a0: Bea" in said
    assert "1\u202f999,50\u00a0€ : ajoutée à celle de l’autre (3\u202f000\u00a0€), en une seule part" in said
    assert "l’invitation sans réponse de Ateliers (les) est retirée" in said
    assert [line.split()[0] for line in plan.moved] == [
        "Cofinancement",
        "Partenaire",
        "Voix",
        "Qualification",
        "Répondant",
        "Enregistrement",
    ]
    assert {own.name for own in plan.fields if own.differs} == {"name", "siren", "rna", "website"}


@pytest.mark.usefixtures("everything")
def test_told_apart_from_a_third_one_it_stays_so(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    third = max(second for _, second in distinct_pairs(session))
    merged()
    pair = session.scalars(select(OrganisationDistinction)).one()
    assert (pair.first_id, pair.second_id) == (two[0].id, third)


@pytest.mark.usefixtures("everything")
def test_a_registration_begun_goes_on_with_the_one_kept(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    merged()
    values = session.scalars(select(RegistrationDraft)).one().steps["partenaires"]["values"]
    assert values["partners-0-organisation_id"] == [str(two[0].id)]


@pytest.mark.usefixtures("everything")
def test_what_someone_changed_since_stays_and_is_said(
    session: Session, two: Two, merged: Callable[..., OrganisationMerge]
) -> None:
    record = merged(name="retiree")
    session.get_one(Organisation, two[0].id).name = "Un autre nom"
    session.scalars(select(Allocation)).one().amount_eur = Decimal(4000)
    session.flush()
    expected = ["Nom\u00a0: changé depuis", "Part d’un investissement"]
    assert [own[: len(said)] for own, said in zip(obstacles(session, record), expected, strict=True)] == expected
    undone = undo_merge(session, merge=record, user=None, now=NOW)
    assert len(undone.left) == 2
    assert session.get_one(Organisation, two[0].id).name == "Un autre nom"
    assert session.get_one(Organisation, record.removed_id).name == "Ateliers (les)"
    assert session.scalars(select(Allocation.amount_eur)).all() == [Decimal(4000)]


def test_a_partner_taken_away_since_does_not_come_back(session: Session, two: Two) -> None:
    partner = make.a_partner(session, make.a_project(session), two[1])
    partner_id = partner.id
    record = merge(session, kept=two[0], removed=two[1], user=None, now=NOW)
    session.delete(session.get_one(Partner, partner_id))
    session.flush()
    undone = undo_merge(session, merge=record, user=None, now=NOW)
    assert undone.left[0].startswith("Partenaire du projet")
    assert session.get(Partner, partner_id) is None


def test_a_number_given_to_another_since_stays_there(session: Session, two: Two) -> None:
    record = merge(session, kept=two[0], removed=two[1], chosen={"rna": "gardee"}, user=None, now=NOW)
    make.an_organisation(session, name="Une troisième", rna="W751212517")
    undone = undo_merge(session, merge=record, user=None, now=NOW)
    assert undone.left == ("RNA W751212517\u00a0: c’est maintenant celui de Une troisième, il y reste.",)
    assert session.get_one(Organisation, record.removed_id).rna is None


def test_merges_are_undone_from_the_latest_to_the_first(session: Session, two: Two) -> None:
    third = make.an_organisation(session, name="Atelier")
    first = merge(session, kept=two[0], removed=two[1], user=None, now=NOW)
    second = merge(session, kept=third, removed=session.get_one(Organisation, two[0].id), user=None, now=NOW)
    with pytest.raises(Refused, match="annulez d’abord"):
        undo_merge(session, merge=first, user=None, now=NOW)
    for record in (second, first):
        assert undo_merge(session, merge=record, user=None, now=NOW).left == ()
    with pytest.raises(Refused, match="déjà annulée"):
        undo_merge(session, merge=first, user=None, now=NOW)
    assert len(session.scalars(select(Organisation).where(Organisation.name.like("%teliers%"))).all()) == 2


def test_an_organisation_is_not_merged_into_itself(session: Session, two: Two) -> None:
    with pytest.raises(Refused, match="différentes"):
        merge(session, kept=two[0], removed=two[0], user=None, now=NOW)


def test_whoever_followed_the_money_of_the_one_follows_that_of_the_other(session: Session, two: Two) -> None:
    kept, removed = two
    removed_id = removed.id
    ada = make.a_user(session, "financeur", name="Ada Diallo", funder_id=removed_id)
    session.expunge_all()
    kept, removed = get_organisation(session, kept.id), get_organisation(session, removed.id)
    plan = preview_merge(session, kept, removed)
    assert "Compte de financeur de Ada Diallo" in plan.moved
    done = merge(session, kept=kept, removed=removed, user=None, now=NOW)
    assert session.get_one(User, ada.id).funder_id == kept.id
    undo_merge(session, merge=done, user=None, now=NOW)
    session.expire_all()
    assert session.get_one(User, ada.id).funder_id == removed_id
