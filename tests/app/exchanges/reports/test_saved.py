"""An export kept: who sees it and changes it, when it leaves, to whom, and once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select, text, update
from sqlalchemy.orm import Session

from app import clock, mail, post
from app.exchanges.reports.choice import ReportChoice
from app.exchanges.reports.issuing import letter
from app.exchanges.reports.issuing.service import Recipient, Wanted
from app.exchanges.reports.saved import service
from app.exchanges.reports.saved.restored import HELD
from app.exchanges.reports.saved.running import run_due
from app.letters.restored import hold_everything
from app.models import DateRule, IssuedFile, IssuedSending, IssueState, OrganisationMerge, SavedExport, Schedule, User
from app.projects.filters import PortfolioFilter
from app.settings import settings
from tests import factories as make
from tests.app.exchanges.reports.conftest import Clock, Desk
from tests.support.client import Client
from tests.support.jobs import run_jobs
from tests.support.letters import letters, plain_text
from tests.support.queries import counted
from tests.support.smtp import mail_server

THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=clock.PARIS)
TO = (Recipient("suivi@rivages.example", "Fondation des rivages"), Recipient("dg@plan.example"))
TYPED = {
    "name": "Point mensuel",
    "document": "essai.xlsx",
    "date_rule": "month_end",
    "schedule": "monthly",
    "monthday": "31",
    "recipients": "Fondation des rivages <suivi@rivages.example>\ndg@plan.example",
    "message": "Bonne lecture.",
    "is_shared": "oui",
}


def kept(
    session: Session, user: User, *, schedule: Schedule = Schedule.MONTHLY, day: int | None = 31, **given: object
) -> SavedExport:
    values = {
        "name": "Point mensuel",
        "wanted": Wanted("essai", ".xlsx", ReportChoice(date(2026, 1, 1), PortfolioFilter())),
        "date_rule": DateRule.MONTH_END,
        "schedule": schedule,
        "schedule_day": day,
        "recipients": TO,
        "message": "Bonne lecture.",
        "is_shared": True,
    } | given
    saved = service.save(session, service.Kept(**values), user=user, now=clock.now())  # type: ignore[arg-type]
    session.commit()
    return saved


def issued_of(session: Session) -> list[IssuedFile]:
    session.expire_all()
    return list(session.scalars(select(IssuedFile).order_by(IssuedFile.id)))


def states(session: Session) -> list[tuple[str, bool, str]]:
    session.expire_all()
    found = session.scalars(select(IssuedSending).order_by(IssuedSending.id))
    return [(each.email, each.sent_at is not None, each.failure) for each in found]


@pytest.fixture
def planned(desk: Desk, on: Clock) -> SavedExport:
    on.at(THURSDAY)
    return kept(desk.session, make.a_user(desk.session, name="Claire Martin"))


def test_it_leaves_on_its_day_to_each_address_apart_with_the_file(desk: Desk, planned: SavedExport, on: Clock) -> None:
    assert planned.next_run_on == date(2026, 11, 30)
    run_due(desk.bind)
    assert issued_of(desk.session) == []
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    desk.work()
    (issued,) = issued_of(desk.session)
    assert (issued.stage, issued.author, issued.due_on) == (IssueState.DONE, "Claire Martin", date(2026, 11, 30))
    assert issued.choice["as_of"] == "2026-10-31"
    assert planned.next_run_on == date(2026, 12, 31)
    received = sorted(letters(desk.outbox), key=lambda each: each["To"])
    assert [each["To"] for each in received] == ["dg@plan.example", "suivi@rivages.example"]
    (attached,) = received[1].iter_attachments()
    assert attached.get_filename() == issued.file_name
    assert attached.get_content_type().endswith("spreadsheetml.sheet")
    assert attached.get_content()[:2] == b"PK"
    words = plain_text(received[1])
    assert "À l’attention de Fondation des rivages," in words
    assert "Bonne lecture." in words
    assert "31 octobre 2026" in words
    assert all(sent for _, sent, _ in states(desk.session))


def test_a_late_worker_issues_it_once_and_not_once_for_each_day_missed(
    desk: Desk, planned: SavedExport, on: Clock
) -> None:
    on.at(THURSDAY + timedelta(days=100))
    run_due(desk.bind)
    run_due(desk.bind)
    desk.work()
    assert len(issued_of(desk.session)) == 1
    assert len(letters(desk.outbox)) == 2
    assert planned.next_run_on == date(2027, 3, 31)


def test_nothing_leaves_before_seven_in_the_morning_in_paris(desk: Desk, planned: SavedExport, on: Clock) -> None:
    """Half past five in universal time is half past six there in winter, half past seven in summer."""
    on.at(datetime(2026, 11, 30, 5, 30, tzinfo=UTC))
    run_due(desk.bind)
    assert issued_of(desk.session) == []
    on.at(datetime(2027, 5, 31, 5, 30, tzinfo=UTC))
    run_due(desk.bind)
    assert len(issued_of(desk.session)) == 1


def test_two_workers_at_once_issue_it_once(
    own_engine: Engine, own_desk: Callable[[Session], Desk], on: Clock, outbox: object
) -> None:
    on.at(THURSDAY)
    with Session(own_engine, expire_on_commit=False) as session:
        desk = own_desk(session)
        kept(session, make.a_user(session))
        on.at(THURSDAY + timedelta(days=4))
        together = Barrier(4)

        def work() -> None:
            together.wait(60)
            run_due(own_engine)

        threads = [Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        run_jobs(own_engine)
        assert len(issued_of(session)) == 1
        assert len(letters(desk.outbox)) == 2


def test_a_letter_refused_for_a_while_is_tried_again_and_the_others_do_not_leave_twice(
    desk: Desk, planned: SavedExport, on: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    real, refused = mail.send, []

    def busy(message: mail.Mail) -> None:
        if message.to == "dg@plan.example" and not refused:
            refused.append(message.to)
            raise mail.NotAccepted(mail.NO_ANSWER)
        real(message)

    monkeypatch.setattr(post, "send", busy)
    desk.work()
    assert states(desk.session) == [
        ("suivi@rivages.example", True, ""),
        ("dg@plan.example", False, mail.NO_ANSWER),
    ]
    desk.work(later=True)
    assert [(email, sent) for email, sent, _ in states(desk.session)] == [
        ("suivi@rivages.example", True),
        ("dg@plan.example", True),
    ]
    assert len(letters(desk.outbox)) == 2


def test_a_worker_that_died_while_handing_over_does_not_send_again(desk: Desk, planned: SavedExport, on: Clock) -> None:
    now = on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    desk.session.execute(update(IssuedSending).values(started_at=now))
    desk.session.commit()
    desk.work()
    assert letters(desk.outbox) == []
    assert [sent for _, sent, _ in states(desk.session)] == [False, False]


def test_an_address_the_server_refuses_is_said_and_left(
    desk: Desk, planned: SavedExport, on: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    with mail_server({"RCPT": b"550 inconnu"}) as server:
        monkeypatch.setattr(settings(), "smtp_url", server.url)
        desk.work()
    assert {failure for _, _, failure in states(desk.session)} == {mail.REFUSED_ADDRESS}


def test_a_file_too_heavy_for_a_letter_is_not_joined_and_the_letter_says_so(
    desk: Desk, planned: SavedExport, on: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letter, "MAX_ATTACHED_BYTES", 100)
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    desk.work()
    for received in letters(desk.outbox):
        assert list(received.iter_attachments()) == []
        assert "trop lourd pour un courriel" in plain_text(received)
    assert not any(desk.session.scalars(select(IssuedSending.is_attached)))


def test_a_file_without_any_project_is_not_sent(desk: Desk, on: Clock) -> None:
    on.at(THURSDAY)
    choice = ReportChoice(date(2026, 1, 1), PortfolioFilter(q="introuvable"))
    kept(desk.session, make.a_user(desk.session), wanted=Wanted("essai", ".xlsx", choice))
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    desk.work()
    assert {each["To"] for each in letters(desk.outbox)} & {each.email for each in TO} == set()
    assert all("vide" in failure for _, _, failure in states(desk.session))


def test_what_no_longer_exists_is_said_and_the_next_day_is_planned(desk: Desk, client: Client, on: Clock) -> None:
    on.at(THURSDAY)
    programme = make.a_programme(desk.session, code="FINI")
    choice = ReportChoice(date(2026, 1, 1), PortfolioFilter(programme="FINI"))
    saved = kept(desk.session, make.a_user(desk.session), wanted=Wanted("essai", ".xlsx", choice))
    desk.session.delete(programme)
    desk.session.commit()
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    (issued,) = issued_of(desk.session)
    assert (issued.stage, "n’existe pas" in issued.failure) == (IssueState.FAILED, True)
    assert saved.next_run_on == date(2026, 12, 31)
    client.sign_in("lecteur")
    assert "échec" in client.get("/exports/modeles").text
    assert "n’existe pas" in client.get(f"/exports/{issued.id}").text


def test_a_funder_merged_into_another_keeps_its_exports(desk: Desk, on: Clock) -> None:
    on.at(THURSDAY)
    stayed = make.an_organisation(desk.session, name="Fondation unie")
    merged = {"removed": {}, "kept_before": {}, "moved": [], "merged_at": clock.now()}
    before = OrganisationMerge(kept_id=stayed.id, removed_id=987654, removed_name="Fondation d’avant", **merged)
    desk.session.add(before)
    choice = ReportChoice(date(2026, 1, 1), PortfolioFilter(financeur="987654"))
    saved = kept(desk.session, make.a_user(desk.session), wanted=Wanted("essai", ".xlsx", choice))
    wanted = service.wanted_on(desk.session, saved, date(2026, 11, 30))
    assert wanted.choice.projects.financeur == str(stayed.id)


def test_being_issued_by_its_schedule_does_not_refuse_whoever_is_editing_it(
    desk: Desk, planned: SavedExport, on: Clock
) -> None:
    version = planned.version
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    desk.session.expire_all()
    assert planned.version == version


def test_it_is_kept_from_its_form_with_its_schedule_and_its_addresses(desk: Desk, client: Client, on: Clock) -> None:
    on.at(THURSDAY)
    user = client.sign_in("lecteur")
    answer = client.post_form("/exports/modeles", TYPED | {"region": "53"}, page="/exports/modeles/nouveau")
    assert answer.status_code == 303, answer.text
    saved = desk.session.scalars(select(SavedExport)).one()
    assert (saved.owner_id, saved.schedule, saved.schedule_day) == (user.id, "monthly", 31)
    assert saved.recipients == [{"email": each.email, "name": each.name} for each in TO]
    assert saved.choice["projects"]["region"] == "53"
    page = client.get(answer.headers["Location"]).text
    assert "lundi 30 novembre 2026" in page
    assert "Point mensuel" in client.get("/exports/modeles").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Nom"),
        ({"monthday": ""}, "Dites quel jour."),
        ({"schedule": "weekly"}, "Dites quel jour."),
        ({"recipients": ""}, "a besoin d’au moins une adresse"),
        ({"recipients": "a@b.example\nfondation"}, "Ligne 2\u00a0: «\u00a0fondation\u00a0» n’est pas une adresse."),
        ({"recipients": "\n".join(f"a{n}@b.example" for n in range(31))}, "30 destinataires au plus"),
        ({"date_rule": "fixed", "arrete_le": ""}, "à quelle date les chiffres s’arrêtent"),
        ({"document": "fiche.pdf"}, "Dites de quel projet"),
    ],
)
def test_a_fault_is_told_and_nothing_typed_is_lost(
    desk: Desk, client: Client, typed: dict[str, str], sentence: str
) -> None:
    client.sign_in("lecteur")
    answer = client.post_form("/exports/modeles", TYPED | typed, page="/exports/modeles/nouveau")
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Bonne lecture." in answer.text
    assert desk.session.scalar(select(func.count()).select_from(SavedExport)) == 0


def test_two_people_who_change_it_see_both_versions(desk: Desk, client: Client, planned: SavedExport) -> None:
    client.sign_in("admin")
    here = f"/exports/modeles/{planned.id}/modification"
    client.get(here)
    page = client.page
    first = client.post_form(here, TYPED | {"name": "Point de Claire"}, page=here)
    assert first.status_code == 303
    client.page = page
    second = client.post_form(here, TYPED | {"name": "Point de Léa", "version": "1"})
    assert second.status_code == 409
    assert "Point de Claire" in second.text
    assert "Point de Léa" in second.text


def test_a_private_one_exists_for_its_owner_only(desk: Desk, client: Client, on: Clock) -> None:
    on.at(THURSDAY)
    owner = make.a_user(desk.session, name="Claire Martin")
    saved = kept(desk.session, owner, is_shared=False)
    client.sign_in("admin")
    for address in ("", "/modification"):
        assert client.get(f"/exports/modeles/{saved.id}{address}").status_code == 404
    assert client.post_form(f"/exports/modeles/{saved.id}/emission").status_code == 404
    assert "Point mensuel" not in client.get("/exports/modeles").text
    client.sign_in(user=owner)
    assert "Point mensuel" in client.get("/exports/modeles").text


def test_a_shared_one_is_changed_by_its_owner_or_an_administrator(
    desk: Desk, client: Client, planned: SavedExport
) -> None:
    here = f"/exports/modeles/{planned.id}"
    client.sign_in("gestionnaire")
    assert "Modifier" not in client.get(here).text
    acts = ("modification", "pause", "reprise", "archivage")
    assert [client.post_form(f"{here}/{act}", TYPED).status_code for act in acts] == [403] * 4
    assert client.post_form(f"{here}/emission", {"envoyer": "oui"}).status_code == 403
    assert client.post_form(f"{here}/emission").status_code == 303
    client.sign_in("admin")
    assert client.post_form(f"{here}/pause").status_code == 303


def test_paused_it_no_longer_leaves_and_resumed_it_catches_nothing_up(
    desk: Desk, client: Client, planned: SavedExport, on: Clock
) -> None:
    here = f"/exports/modeles/{planned.id}"
    client.sign_in("admin")
    client.post_form(f"{here}/pause")
    on.at(THURSDAY + timedelta(days=40))
    run_due(desk.bind)
    assert issued_of(desk.session) == []
    client.sign_in("admin")
    client.post_form(f"{here}/reprise")
    desk.session.expire_all()
    assert planned.next_run_on == date(2027, 1, 31)


def test_a_copy_is_private_and_sends_nothing(desk: Desk, client: Client, planned: SavedExport) -> None:
    user = client.sign_in("lecteur")
    there = client.post_form(f"/exports/modeles/{planned.id}/copie").headers["Location"]
    copy = desk.session.get_one(SavedExport, int(there.rpartition("/")[2]))
    assert (copy.owner_id, copy.is_shared, copy.schedule, copy.recipients) == (user.id, False, "none", [])


def test_archived_it_is_gone_and_what_it_issued_stays(desk: Desk, client: Client, planned: SavedExport) -> None:
    here = f"/exports/modeles/{planned.id}"
    client.sign_in("admin")
    issued = client.post_form(f"{here}/emission").headers["Location"]
    client.post_form(f"{here}/archivage")
    assert client.get(here).status_code == 404
    assert client.get(issued).status_code == 200


def test_issued_by_hand_it_is_sent_only_when_asked(desk: Desk, client: Client, planned: SavedExport) -> None:
    here = f"/exports/modeles/{planned.id}"
    client.sign_in("admin")
    client.post_form(f"{here}/emission")
    desk.work()
    assert letters(desk.outbox) == []
    there = client.post_form(f"{here}/emission", {"envoyer": "oui"}).headers["Location"]
    desk.work()
    assert len(letters(desk.outbox)) == 2
    page = client.get(there).text
    assert "Fondation des rivages (suivi@rivages.example)" in page
    assert "envoyé" in page
    desk.session.expire_all()
    assert planned.next_run_on == date(2026, 11, 30)


def test_the_database_itself_refuses_two_files_for_one_day(desk: Desk, planned: SavedExport, on: Clock) -> None:
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    found = desk.session.scalar(text("SELECT count(*) FROM pg_constraint WHERE conname LIKE 'uq_issued_file_saved%'"))
    assert found == 1


def test_after_a_backup_is_put_back_nothing_leaves_by_itself(desk: Desk, planned: SavedExport, on: Clock) -> None:
    """What was due and what was waiting may have left since the backup was made."""
    on.at(THURSDAY + timedelta(days=4))
    run_due(desk.bind)
    desk.session.execute(update(SavedExport).values(next_run_on=date(2026, 11, 30)))
    hold_everything(desk.session, now=clock.now())
    desk.session.commit()
    run_due(desk.bind)
    desk.work()
    assert letters(desk.outbox) == []
    assert [issued.stage for issued in issued_of(desk.session)] == [IssueState.FAILED]
    assert {failure for _, _, failure in states(desk.session)} == {HELD}
    assert planned.next_run_on == date(2026, 12, 31)


def test_the_list_asks_as_much_whatever_its_length(desk: Desk, client: Client, planned: SavedExport) -> None:
    client.sign_in("lecteur")
    with counted(desk.bind) as few:
        client.get("/exports/modeles")
    user = desk.session.get_one(User, planned.owner_id)
    for _ in range(5):
        service.run_now(desk.session, kept(desk.session, user), user=user, now=clock.now(), is_sent=False)
    desk.session.commit()
    with counted(desk.bind) as many:
        client.get("/exports/modeles")
    assert len(many) <= len(few)
