"""What no link leads to: a draft just registered, a file being prepared, columns to check, a step of signing in."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app import clock
from app.accounts.steps import open_step
from app.agenda.notices.letters import stop_address
from app.crosswalk.service import start_draft as start_reading
from app.doors.service import issue_token
from app.exchanges.imports.service import receive
from app.funders.files import ask_file
from app.gazette.subscribers import stop_address as stop_gazette
from app.grids.service import start_draft as start_grid
from app.models import (
    Door,
    GridVersion,
    Organisation,
    Programme,
    ProgrammeFigure,
    ProgrammeReview,
    ProgrammeVoice,
    Project,
    Qualification,
    RegistrationDraft,
    User,
)
from app.models.importing import BatchStatus
from app.models.second_factor import SecondFactor
from app.models.sign_in import Method
from app.models.user import Role
from app.qualification.drafting import start_draft as start_qualification
from app.web.cookies import STEP, cookie_name
from tests import factories as make
from tests.app.exchanges.imports.files import csv_of
from tests.security.crawl import some_records

TRANCHE = """SELECT p.code, t.id FROM instalment t JOIN investment i ON i.id = t.investment_id
    JOIN project p ON p.id = i.project_id WHERE t.status = 'planned' ORDER BY t.id LIMIT 1"""
SAID = """SELECT p.code, v.id AS value_id, t.id AS time_id FROM added_value v JOIN project p ON p.id = v.project_id
    JOIN coordination_time t ON t.project_id = p.id ORDER BY v.id, t.id LIMIT 1"""
DELIVERABLE = "SELECT p.code, d.id FROM deliverable d JOIN project p ON p.id = d.project_id ORDER BY d.id LIMIT 1"
ROWS = (("Nom du porteur", "Code", "Intitulé", "Remarques"), ("Les Voisins", "ODD17-2026-900", "Un lieu commun", "—"))


def addresses(session: Session, people: Mapping[Role, User]) -> dict[str, Mapping[str, object]]:
    """What fills the parameters of an address, by how the address begins: the longest beginning says first."""
    admin, funder = people[Role.ADMIN], people[Role.FINANCEUR]
    draft = start_grid(session, base=session.scalars(select(GridVersion).limit(1)).one(), user=admin)
    start_reading(session, code="cad", user=admin)
    start_qualification(session, user=admin)
    one, other = session.scalars(select(Organisation).order_by(Organisation.id).limit(2))
    code, investment = session.execute(
        text("SELECT code, i.id FROM investment i JOIN project p ON p.id = i.project_id ORDER BY i.id LIMIT 1")
    ).one()
    tranche, left = session.execute(text(TRANCHE)).one(), session.execute(text(DELIVERABLE)).one()
    prepared = session.scalar(select(Qualification.id).where(Qualification.status == "prepared").limit(1))
    waiting = ask_file(session, "classeur", user=funder, now=clock.now())
    return {
        "": some_records(session.connection()),
        "/methode/grilles/brouillons": {"draft_id": draft.id, "code": "A"},
        "/partenaires/doublons": {"kept_id": one.id, "removed_id": other.id},
        "/projets/{code}/investissements": {"code": code, "investment_id": investment},
        "/projets/{code}/valeurs-ajoutees": dict(session.execute(text(SAID)).mappings().one()),
        "/projets/{code}/tranches": {"code": tranche.code, "instalment_id": tranche.id},
        "/enregistrement/{draft_id:int}/confirmation": {"draft_id": a_registered_draft(session, admin)},
        "/espace-financeur/fichiers": {"issued_id": waiting.id},
        "/exports/{issued_id}": {"issued_id": waiting.id},
        "/imports/{batch_id}/colonnes": {"batch_id": columns_to_check(session, admin)},
        "/imports/{batch_id}/avancement": {"batch_id": being_read(session, admin)},
        "/invitation/{token}": {"token": a_letter(session)},
        "/acces/lien/{token}": {"token": a_door_letter(session)},
        "/donnees-personnelles/registre": {"code": "partenaires"},
        "/projets/{code}/capitalisation/livrables": {"code": left.code, "deliverable_id": left.id},
        "/qualifications/{qualification_id}": {"qualification_id": prepared, "mission": "dialogue"},
        "/programmes/{code}/evaluations": a_review_in(session, "ouverte"),
        "/programmes/{code}/evaluations/{review_id}/reperes": a_review_in(session, "publiee"),
        "/programmes/{code}/evaluations/{review_id}/restitution": a_review_in(session, "publiee"),
        "/programmes/{code}/evaluations/{review_id}/rapport": a_review_in(session, "publiee"),
        "/evaluations-de-programme/grille": {"reference": "evaluation-programme@1.0"},
        "/mon-travail": {"code": "retards"},
        "/gazette/desinscription": {"sealed": stop_gazette(1, clock.now()).rsplit("/", 1)[1]},
        "/rappels/arret": {"sealed": stop_address(admin.id, clock.now()).rsplit("/", 1)[1]},
        "/projets/{code}/historique": {"kind": "jalons", "number": 1},
        "/feuille-de-route/mesures/{number}": proven_measure(session),
        "/reperes-nationaux/chiffres": {"figure_id": session.scalar(text("SELECT min(id) FROM reference_figure"))},
    }


def proven_measure(session: Session) -> dict[str, object]:
    """A measure of the roadmap with something that shows it moved."""
    evidence, number = session.execute(
        text("SELECT e.id, m.number FROM roadmap_evidence e JOIN roadmap_measure m ON m.id = e.measure_id ORDER BY 1")
    ).first() or (1, 1)
    return {"number": number, "evidence_id": evidence}


def a_review_in(session: Session, status: str) -> dict[str, object]:
    """The first programme review of that status, a voice still to be heard, and its first measured figure."""
    query = select(ProgrammeReview.id, Programme.code).join(Programme, Programme.id == ProgrammeReview.programme_id)
    review, code = session.execute(
        query.where(ProgrammeReview.status == status).order_by(ProgrammeReview.id)
    ).first() or (1, "")
    voices = select(ProgrammeVoice.id).where(ProgrammeVoice.review_id == review).order_by(ProgrammeVoice.submitted_at)
    figure = select(ProgrammeFigure.id).where(ProgrammeFigure.review_id == review).order_by(ProgrammeFigure.id)
    return {
        "code": code,
        "review_id": review,
        "voice_id": session.scalars(voices.order_by(ProgrammeVoice.id.desc())).all()[-1],
        "programme_figure_id": session.scalars(figure.limit(1)).first() or 1,
        "part": "comptes",
    }


def a_registered_draft(session: Session, owner: User) -> int:
    project = session.scalars(select(Project).order_by(Project.id).limit(1)).one()
    values = {"owner_id": owner.id, "title": project.title, "project_id": project.id, "finished_at": clock.now()}
    return make.keep(session, RegistrationDraft(**values)).id


def columns_to_check(session: Session, user: User) -> int:
    return receive(session, name="suivi.csv", content=csv_of(ROWS), kind="projets", user=user, now=clock.now()).id


def being_read(session: Session, user: User) -> int:
    batch = receive(session, name="liste.csv", content=csv_of(ROWS), kind="projets", user=user, now=clock.now())
    batch.status = BatchStatus.RECEIVED
    return batch.id


def a_letter(session: Session) -> str:
    """The link of a letter, its button not yet pressed."""
    campaign = make.a_campaign(session, make.a_project(session, title="Un jardin pour tous"), held_on=clock.today())
    campaign.closes_on = clock.today() + timedelta(days=20)
    partner = make.a_partner(session, session.get_one(Project, campaign.project_id))
    return make.a_live_token(session, make.an_invitation(session, make.a_respondent(session, campaign, partner)))


def a_door_letter(session: Session) -> str:
    """The link of a questionnaire of the demonstration, its button not yet pressed."""
    live = select(Door).where(Door.revoked_at.is_(None), Door.expires_on >= clock.today())
    door = session.scalars(live.order_by(Door.opened_at.desc(), Door.id).limit(1)).one()
    return issue_token(session, door=door, now=clock.now())


def half_signed_in(session: Session) -> dict[str, str]:
    user = make.a_user(session)
    session.add(SecondFactor(user_id=user.id, secret=b"-", last_step=0, created_at=clock.now()))
    session.flush()
    return {cookie_name(STEP): open_step(session, user=user, method=Method.LINK, now=clock.now()) or ""}
