"""No page asks anything of another site: every page of the fund and of a partner, opened in a real browser."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, Request
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.sessions import open_session
from app.demo import load_demo
from app.invitations.sessions import open_session as open_guest_session
from app.mail import Mail, build
from app.main import create_app
from app.models import Invitation, Role, User
from app.web.auth import rights_of_routes
from app.web.cookies import SESSION, cookie_name
from app.web.guest import guest_cookie
from tests.browser.conftest import LiveServer
from tests.factories import a_user
from tests.security.crawl import some_records

ELSEWHERE = re.compile(r"""(?:src|srcset|poster|action|@import|url\()\s*[=(]?\s*["']?(?:https?:)?//""", re.IGNORECASE)
STYLESHEET = re.compile(r"""<(?:link|script|img|iframe)\b[^>]*\b(?:href|src)=["'](?:https?:)?//""", re.IGNORECASE)
DOWNLOADS = re.compile(r"\.(csv|xlsx|json|toml|zip|pdf)$|/fichier$|/classeur$|/deconnexion$|^/api/")


def test_no_page_of_anyone_asks_anything_of_another_site(live_server: LiveServer, browser: Browser) -> None:
    with Session(live_server.engine) as session:
        load_demo(session)
        users = [a_user(session, role) for role in Role]
        session.commit()
        cookies = [{"name": cookie_name(SESSION), "value": opened(session, user)} for user in users]
        guest, grid = a_guest(session)
        addresses = every_address(live_server, session)
    asked: list[str] = []
    visited = 0
    visits = [(cookie, addresses) for cookie in cookies[:1]] + [(cookie, addresses[::12]) for cookie in cookies[1:]]
    for cookie, pages in [*visits, (guest, grid), (None, ["/connexion", "/vos-donnees", "/nulle-part"])]:
        context = browser.new_context(base_url=live_server.url, accept_downloads=False)
        if cookie:
            context.add_cookies([{**cookie, "url": live_server.url}])  # type: ignore[typeddict-item]
        page = context.new_page()
        page.on("request", lambda request: note(request, live_server.url, asked))
        for address in pages:
            visited += look(page, address)
        context.close()
    assert asked == []
    assert visited > 150


def look(page: Page, address: str) -> int:
    """How many pages were seen: a file is taken, it shows none."""
    try:
        page.goto(address, wait_until="load")
    except Error as fault:
        if "Download is starting" not in fault.message:
            raise
        return 0
    return 1


def note(request: Request, own: str, asked: list[str]) -> None:
    if not request.url.startswith((own, "data:", "blob:", "about:")):
        asked.append(request.url)


def opened(session: Session, user: User) -> str:
    token = open_session(session, user=user, now=clock.now())
    session.commit()
    return token


def a_guest(session: Session) -> tuple[dict[str, str], list[str]]:
    """A partner whose grid is open, and its pages."""
    invitation = session.scalars(
        select(Invitation).where(Invitation.revoked_at.is_(None), Invitation.purpose == "answer").limit(1)
    ).one()
    token = open_guest_session(session, invitation=invitation, now=clock.now())
    session.commit()
    number = invitation.respondent_id
    pages = [path.replace("{respondent_id}", str(number)) for path in paths(session) if path.startswith("/ma-grille/")]
    return {"name": cookie_name(guest_cookie(number)), "value": token}, pages


def paths(session: Session) -> list[str]:
    app = create_app(session.get_bind())  # type: ignore[arg-type]
    found = {path for method, path in rights_of_routes(app.routes) if method == "GET"}
    given = some_records(session.connection())
    del given["respondent_id"]
    return sorted(re.sub(r"\{(\w+)(:\w+)?\}", lambda one: str(given.get(one[1], one[0])), path) for path in found)


def every_address(live_server: LiveServer, session: Session) -> list[str]:
    given = some_records(session.connection())
    filled = (path.replace("{respondent_id}", str(given["respondent_id"])) for path in paths(session))
    pages = [re.sub(r"\{\w+\}", "1", path) for path in filled]
    return [path for path in pages if not DOWNLOADS.search(path) and not path.startswith("/static")]


def test_nothing_in_the_templates_styles_and_scripts_is_fetched_from_elsewhere() -> None:
    faults = []
    for folder, endings in (("templates", (".html",)), ("app/static", (".css", ".js", ".svg"))):
        for file in Path(folder).rglob("*"):
            if file.suffix in endings and "vendor" not in file.parts:
                text = file.read_text(encoding="utf-8")
                faults += [f"{file}: {found}" for found in (*ELSEWHERE.findall(text), *STYLESHEET.findall(text))]
    assert faults == []


def test_no_letter_holds_an_image_or_a_style_fetched_from_elsewhere() -> None:
    letters = [*Path("templates/letters").glob("*.html"), *Path("templates/accounts/letters").glob("*.html")]
    assert len(letters) > 5
    for file in letters:
        assert not re.search(
            r"<(img|link|script|iframe|video|object)\b|@import|url\(", file.read_text(encoding="utf-8")
        )
    built = build(Mail("a@exemple.fr", "Objet", "Texte", "<p>Texte</p>"))
    assert {part.get_content_type() for part in built.walk()} == {"multipart/alternative", "text/plain", "text/html"}
