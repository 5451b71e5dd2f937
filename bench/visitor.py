"""Someone signed in, for both sides: the session is a row that each of them looks up."""

from sqlalchemy import Engine

from app import clock
from app.accounts.sessions import open_session
from app.db import writing
from app.models import Role, User
from app.web.cookies import SESSION, cookie_name


def sign_in(engine: Engine) -> dict[str, str]:
    """The cookie of a new person of the fund."""
    with writing(engine) as session:
        user = User(email="mesures@localhost", name="Mesures", role=Role.GESTIONNAIRE)
        session.add(user)
        session.flush()
        token = open_session(session, user=user, now=clock.now())
    return {cookie_name(SESSION): token}
