"""Two hundred partners, each with its own grid open in a browser, in campaigns of four."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Engine, delete, insert, select, text

from app import clock
from app.models import Answer, Campaign, Invitation, Organisation, Project, Respondent, RespondentSession
from app.web.cookies import cookie_name
from app.web.guest import guest_cookie

IN_A_CAMPAIGN = 4
PROFILES = ("association", "entreprise", "collectivite", "fondation")


class Browser(NamedTuple):
    respondent: int
    cookie: str
    csrf: str


def open_browsers(engine: Engine, count: int) -> list[Browser]:
    """Same rows each time but for their dates: what the tokens are does not matter here."""
    with engine.begin() as connection:
        respondents = invite(connection, count)
        return [open_browser(connection, number, respondent) for number, respondent in enumerate(respondents)]


def invite(connection: Connection, count: int) -> list[int]:
    projects = connection.scalars(select(Project.id).order_by(Project.id)).all()
    organisations = connection.scalars(select(Organisation.id).order_by(Organisation.id).limit(IN_A_CAMPAIGN)).all()
    grid = connection.scalar(text("SELECT min(reference) FROM grid_version"))
    today = clock.today()
    found: list[int] = []
    for number in range(-(-count // IN_A_CAMPAIGN)):
        values = {"project_id": projects[number % len(projects)], "moment": "in_itinere", "held_on": today,
                  "closes_on": today + timedelta(days=30), "status": "ouverte", "grid_reference": grid}  # fmt: skip
        campaign = connection.execute(insert(Campaign).values(values).returning(Campaign.id)).scalar_one()
        for organisation, profile in zip(organisations, PROFILES, strict=True):
            row = {"campaign_id": campaign, "organisation_id": organisation, "profile_code": profile,
                   "role_code": "partenaire"}  # fmt: skip
            found.append(connection.execute(insert(Respondent).values(row).returning(Respondent.id)).scalar_one())
    return found[:count]


def open_browser(connection: Connection, number: int, respondent: int) -> Browser:
    now, token, csrf = clock.now(), f"visite-{number}", f"jeton-{number}"
    invitation = {"respondent_id": respondent, "purpose": "answer", "contact_email": f"{number}@exemple.fr",
                  "created_at": now}  # fmt: skip
    made = connection.execute(insert(Invitation).values(invitation).returning(Invitation.id)).scalar_one()
    session = {"token_sha256": hashlib.sha256(token.encode()).digest(), "invitation_id": made, "csrf_token": csrf,
               "created_at": now, "last_seen_at": now, "expires_at": now + timedelta(days=30)}  # fmt: skip
    connection.execute(insert(RespondentSession).values(session))
    return Browser(respondent, f"{cookie_name(guest_cookie(respondent))}={token}", csrf)


def forget_answers(engine: Engine, browsers: list[Browser]) -> None:
    """Each measure starts from blank grids, on a table without leftovers; those of the portfolio stay."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(delete(Answer).where(theirs(browsers)))
        connection.execute(text("VACUUM (ANALYZE) answer"))


def theirs(browsers: list[Browser]) -> ColumnElement[bool]:
    return Answer.respondent_id.in_([browser.respondent for browser in browsers])


def answers(engine: Engine, browsers: list[Browser]) -> list[tuple[object, ...]]:
    """What was saved, by whom, at which version."""
    columns = (Answer.respondent_id, Answer.question_code, Answer.level, Answer.no_level, Answer.comment,
               Answer.version, Answer.invitation_id)  # fmt: skip
    with engine.connect() as connection:
        return [
            tuple(row) for row in connection.execute(select(*columns).where(theirs(browsers)).order_by(*columns[:2]))
        ]


def write_browsers(browsers: list[Browser], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(browsers), encoding="utf-8")
