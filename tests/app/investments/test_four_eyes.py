"""Who makes an instalment payable does not record its payment, whatever the path."""

from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict, Refused
from app.investments.service import make_payable, pay_instalment, restore_instalment, undo_payment, update_instalment
from app.models import Instalment, Project, Role, User
from app.settings import settings
from tests.factories import a_paid_instalment, a_project, a_user, an_instalment, an_investment
from tests.support.client import Client

PAYMENT = {"paid_on": date(2024, 3, 2), "amount_eur": Decimal(5000)}


@pytest.fixture
def project(session: Session) -> Project:
    return a_project(session)


@pytest.fixture
def instalment(session: Session, project: Project) -> Instalment:
    return an_instalment(session, an_investment(session, project))


@pytest.fixture
def lia(session: Session) -> User:
    return a_user(session, name="Lia Morel")


@pytest.fixture
def max_(session: Session) -> User:
    return a_user(session, "admin", name="Max Petit")


def pay(session: Session, instalment: Instalment, user: User | None, amount: str = "5000") -> Instalment:
    return pay_instalment(session, instalment, paid_on=date(2024, 3, 2), amount_eur=Decimal(amount), user=user)


def test_one_makes_payable_another_pays_and_both_are_kept(
    session: Session, instalment: Instalment, lia: User, max_: User
) -> None:
    make_payable(session, instalment, user=lia)
    assert (instalment.payable_by_id, instalment.payable_at is None) == (lia.id, False)
    pay(session, instalment, max_)
    assert (instalment.payable_by_id, instalment.paid_by_id, instalment.single_handed) == (lia.id, max_.id, False)


@pytest.mark.parametrize("role", [Role.GESTIONNAIRE, Role.ADMIN])
def test_the_same_person_is_refused_and_told_who_may(session: Session, instalment: Instalment, role: Role) -> None:
    own = a_user(session, role)
    a_user(session)
    make_payable(session, instalment, user=own)
    with pytest.raises(Refused, match="une autre personne de la gestion ou de l’administration enregistre") as refusal:
        pay(session, instalment, own)
    assert "ODD17_FOUR_EYES" not in refusal.value.sentence


def test_a_person_alone_is_told_of_the_setting(session: Session, instalment: Instalment, lia: User) -> None:
    a_user(session, "lecteur")
    make_payable(session, instalment, user=lia)
    with pytest.raises(Refused, match="ODD17_FOUR_EYES"):
        pay(session, instalment, lia)


def test_a_planned_instalment_is_not_paid_at_once(session: Session, instalment: Instalment, lia: User) -> None:
    with pytest.raises(Refused, match="pas encore à payer"):
        pay(session, instalment, lia)


def test_who_changes_the_amount_answers_for_it(session: Session, instalment: Instalment, lia: User, max_: User) -> None:
    make_payable(session, instalment, user=lia)
    update_instalment(session, instalment, amount_eur=Decimal(9000), user=max_)
    with pytest.raises(Refused, match="une autre personne"):
        pay(session, instalment, max_, "9000")
    assert pay(session, instalment, lia, "9000").paid_by_id == lia.id


def test_a_word_corrected_changes_no_signature(session: Session, instalment: Instalment, lia: User, max_: User) -> None:
    make_payable(session, instalment, user=lia)
    update_instalment(session, instalment, label="Première tranche", user=max_)
    assert instalment.payable_by_id == lia.id


def test_no_more_is_paid_than_was_made_payable(session: Session, instalment: Instalment, lia: User, max_: User) -> None:
    make_payable(session, instalment, user=lia)
    with pytest.raises(Refused, match="dépasse ce qui a été mis en paiement") as refusal:
        pay(session, instalment, max_, "5000.01")
    assert refusal.value.field == "paid_amount_eur"


def test_a_payment_of_two_is_not_corrected_by_the_first(
    session: Session, instalment: Instalment, lia: User, max_: User
) -> None:
    make_payable(session, instalment, user=lia)
    pay(session, instalment, max_)
    with pytest.raises(Refused, match="corrige le versement"):
        pay(session, instalment, lia, "4000")
    with pytest.raises(Refused, match="annulez d’abord le versement"):
        update_instalment(session, instalment, amount_eur=Decimal(6000), user=max_)
    assert pay(session, instalment, max_, "4000").paid_amount_eur == 4000


def test_undoing_and_starting_again_does_not_go_round_the_rule(
    session: Session, instalment: Instalment, lia: User, max_: User
) -> None:
    make_payable(session, instalment, user=lia)
    pay(session, instalment, max_)
    undo_payment(session, instalment, user=max_)
    assert (instalment.payable_by_id, instalment.paid_by_id) == (lia.id, None)
    restore_instalment(session, instalment, user=lia)
    make_payable(session, instalment, user=max_)
    with pytest.raises(Refused):
        pay(session, instalment, max_)


def test_who_undoes_a_payment_of_before_the_rule_answers_for_what_follows(
    session: Session, project: Project, lia: User
) -> None:
    paid = a_paid_instalment(session, an_investment(session, project))
    undo_payment(session, paid, user=lia)
    assert paid.payable_by_id == lia.id


def test_with_the_setting_off_one_person_does_both_and_it_is_written(
    session: Session, instalment: Instalment, lia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "four_eyes", False)
    pay(session, instalment, lia)
    assert (instalment.payable_by_id, instalment.paid_by_id, instalment.single_handed) == (lia.id, lia.id, True)


@pytest.mark.parametrize("before", ["planned", "payable"])
def test_the_database_refuses_the_same_person_twice_on_its_own(
    session: Session, project: Project, lia: User, before: str
) -> None:
    made = an_instalment(session, an_investment(session, project), status=before, updated_by_id=lia.id)
    paid = "UPDATE instalment SET status = 'paid', paid_on = '2024-03-02', paid_amount_eur = 5000, updated_by_id = :u"
    with pytest.raises(IntegrityError, match="ck_instalment_two_persons"):
        session.execute(text(f"{paid} WHERE id = :i"), {"i": made.id, "u": lia.id})


def test_the_page_explains_instead_of_hiding(client: Client, project: Project, instalment: Instalment) -> None:
    client.sign_in()
    base, own = f"/projets/{project.code}", f"/projets/{project.code}/tranches/{instalment.id}"
    client.post_form(f"{own}/mise-en-paiement", page=f"{base}/investissements")
    shown = client.get(f"{base}/investissements").text
    assert "Vous avez mis cette tranche en paiement" in shown
    assert f'href="{own}/versement"' not in shown
    typed = {"paid_on": "02/03/2024", "paid_amount_eur": "5000", "version": str(instalment.version)}
    for answer in (client.get(f"{own}/versement"), client.post_form(f"{own}/versement", typed)):
        assert (answer.status_code, "Vous avez mis cette tranche en paiement" in answer.text) == (422, True)
    client.sign_in("admin", a_user(client.database, "admin", name="Max Petit"))
    client.post_form(f"{own}/versement", {"paid_on": "02/03/2024"}, page=f"{own}/versement")
    assert "versée par Max Petit" in client.get(f"{base}/investissements").text


def test_two_who_pay_at_once_pay_once(own_engine: Engine) -> None:
    """The one that made it payable is refused at whatever instant; of the two others, one pays, one is told."""
    with Session(own_engine) as session:
        people = [a_user(session).id for _ in range(3)]
        instalment_id = an_instalment(session, an_investment(session, a_project(session))).id
        make_payable(session, session.get_one(Instalment, instalment_id), user=session.get_one(User, people[0]))
        session.commit()
    outcomes, ready = [], Barrier(3)

    def act(user_id: int) -> None:
        with Session(own_engine) as session:
            instalment, user = session.get_one(Instalment, instalment_id), session.get_one(User, user_id)
            ready.wait(10)
            try:
                pay_instalment(session, instalment, paid_on=date(2024, 3, 2), amount_eur=Decimal(5000), user=user)
                session.commit()
                outcomes.append("paid")
            except (Refused, Conflict) as refusal:
                outcomes.append(type(refusal).__name__)

    threads = [Thread(target=act, args=(user_id,)) for user_id in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes).count("paid") == 1
    with Session(own_engine) as session:
        paid = session.get_one(Instalment, instalment_id)
        assert (paid.status, paid.payable_by_id, paid.paid_by_id in people[1:]) == ("paid", people[0], True)
