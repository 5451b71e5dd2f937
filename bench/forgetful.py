"""Our site keeping nothing of what it draws: what a page costs when something has just changed."""

from fastapi import FastAPI
from sqlalchemy.orm import Session

from app.kept import NOTHING_YET, Keeper, Kept
from app.main import create_app as create_site


class Forgetful(Keeper):
    def now(self, session: Session) -> Kept:
        """The question is asked all the same."""
        super().now(session)
        return Kept(NOTHING_YET, 8)


def create_app() -> FastAPI:
    app = create_site()
    app.state.keeper = Forgetful()
    return app
