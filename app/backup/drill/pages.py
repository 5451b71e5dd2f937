"""The site itself over the restored database, asked for a few pages as a person would."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from io import StringIO

from httpx import ASGITransport, AsyncClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.assessments.gather import forget_grids
from app.db import writing
from app.models import Project, Role, User
from app.web.cookies import SESSION, cookie_name

HERE = "http://127.0.0.1"
READER = "essai@sauvegarde.invalid"


def pages_of(engine: Engine) -> dict[str, int]:
    """The status of each page: the portfolio, the regions, and the first project when there is one."""
    from app.main import create_app

    with writing(engine) as session:
        code = session.scalar(select(Project.code).order_by(Project.code).limit(1))
        token = _signed_in(session)
    addresses = ["/projets", "/regions", f"/projets/{code}" if code else "/partenaires"]
    forget_grids()
    try:
        with redirect_stdout(StringIO()):  # what the site logs is not the report
            site = ASGITransport(create_app(engine), raise_app_exceptions=False)
            with ThreadPoolExecutor(1) as apart:  # whoever calls may have a loop of its own
                return apart.submit(lambda: asyncio.run(_ask(site, token, addresses))).result()
    finally:
        forget_grids()


def _signed_in(session: Session) -> str:
    reader = User(email=READER, name="Essai de sauvegarde", role=Role.LECTEUR.value)
    session.add(reader)
    session.flush()
    return open_session(session, user=reader, now=clock.now(), second_factor=True)


async def _ask(site: ASGITransport, token: str, addresses: list[str]) -> dict[str, int]:
    cookies = {cookie_name(SESSION): token}
    async with AsyncClient(transport=site, base_url=HERE, cookies=cookies) as reader:
        return {address: (await reader.get(address)).status_code for address in addresses}
