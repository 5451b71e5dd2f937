"""Someone signed in, for both sides: the session is a row that each of them looks up."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.db import writing
from app.models import Role, User
from app.web.cookies import SESSION, cookie_name

EMAIL = "mesures-{}@localhost"


def sign_in(engine: Engine, role: Role = Role.GESTIONNAIRE) -> dict[str, str]:
    """The cookie of a person of the fund, the same one from one run to the next."""
    with writing(engine) as session:
        token = open_session(session, user=person(session, role), now=clock.now())
    return {cookie_name(SESSION): token}


def person(session: Session, role: Role) -> User:
    email = EMAIL.format(role.value)
    user = session.scalar(select(User).where(User.email == email))
    if user is None:
        user = User(email=email, name="Mesures", role=role, welcomed_at=clock.now())
        session.add(user)
        session.flush()
    return user
