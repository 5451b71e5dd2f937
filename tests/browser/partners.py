"""Partners in a real browser: their grid already opened, on a phone or at a desk, with or without script."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.assessments import service
from app.invitations.sessions import open_session
from app.models import Answer, Campaign, Invitation, Respondent
from app.web.cookies import cookie_name
from app.web.guest import guest_cookie
from tests import factories as make

if TYPE_CHECKING:
    from tests.browser.conftest import LiveServer

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass
class Partner:
    """One partner of an open campaign, as many browsers as it likes."""

    server: "LiveServer"
    browser: Browser
    respondent_id: int
    contexts: list[BrowserContext] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def home(self) -> str:
        return f"/ma-grille/{self.respondent_id}"

    def open(self, size: dict[str, int] = PHONE, *, script: bool = True, inside: bool = True) -> Page:
        """A browser of its own. `inside`: the link was opened there before."""
        touch = size is PHONE
        context = self.browser.new_context(
            base_url=self.server.url,
            locale="fr-FR",
            viewport=size,  # type: ignore[arg-type]
            java_script_enabled=script,
            has_touch=touch,
        )
        if inside:
            cookie = cookie_name(guest_cookie(self.respondent_id))
            context.add_cookies([{"name": cookie, "value": self.enter(), "url": self.server.url}])
        self.contexts.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda message: (
                self.faults.append(f"{message.text} {message.location}") if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def enter(self) -> str:
        with self.database() as session:
            invitation = session.scalars(
                select(Invitation).where(
                    Invitation.respondent_id == self.respondent_id, Invitation.revoked_at.is_(None)
                )
            ).one()
            return open_session(session, invitation=invitation, now=clock.now())

    @contextmanager
    def database(self) -> Iterator[Session]:
        with Session(self.server.engine) as session:
            yield session
            session.commit()

    def levels(self) -> "dict[str, int | str | None]":
        with self.database() as session:
            rows = session.scalars(select(Answer).where(Answer.respondent_id == self.respondent_id))
            return {
                f"{row.reading}-{row.question_code}": row.no_level if row.level is None else row.level for row in rows
            }

    def close(self) -> list[str]:
        """What the browsers complained of, but for the refusals and lost connections that a test asks for."""
        for context in self.contexts:
            context.close()
        wanted = ("status of 4", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch")
        return [fault for fault in self.faults if not any(words in fault for words in wanted)]


def invite(server: "LiveServer", browser: Browser, profiles: tuple[str, ...], moment: str = "in_itinere") -> Partner:
    """The first of these profiles, in the campaign of a project that everybody can picture."""
    with Session(server.engine) as session:
        project = make.a_project(session, title="Bien vieillir en Flandre intérieure")
        names = [
            "Les Voisins solidaires",
            "Communauté de communes de Flandre",
            "Atelier Lys Énergies",
            "Amis du marais",
        ]
        partners = [
            make.a_partner(session, project, make.an_organisation(session, name=name, profile_code=profile))
            for name, profile in zip(names, profiles, strict=False)
        ]
        campaign = service.open_campaign(
            session, project=project, moment=moment, held_on=date(2026, 11, 2), partners=partners, user=None
        )
        campaign.closes_on = date(2027, 1, 15)
        first = session.scalars(select(Respondent).order_by(Respondent.id)).first()
        assert first
        first.contact_name, first.contact_email = "Camille Dupont", "camille@exemple.fr"
        make.an_invitation(session, first)
        found = first.id
        session.commit()
    return Partner(server, browser, found)


def saved(page: Page) -> None:
    expect(page.locator("#enregistre")).to_be_visible(timeout=10_000)
    expect(page.locator("#enregistre")).to_contain_text("Enregistré à", timeout=10_000)


def level(page: Page, cell: str, value: str) -> None:
    page.locator(".level").filter(has=page.locator(f'[name="value-{cell}"][value="{value}"]')).click()


def close_campaign(partner: Partner) -> None:
    with partner.database() as session:
        campaign = session.get_one(Campaign, session.get_one(Respondent, partner.respondent_id).campaign_id)
        service.close_campaign(session, campaign=campaign, user=None, now=clock.now())


def kept(page: Page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('odd17-reponses-'))")  # type: ignore[no-any-return]
