"""The letters that accounts send."""

from app.accounts.browsers import browser_name
from app.accounts.events import Kind
from app.accounts.words import SENTENCES, SUBJECTS
from app.mail import Mail
from app.models.sign_in import AccountEvent
from app.models.user import User
from app.settings import settings
from app.web.filters import date_fr, time_fr
from app.web.templating import environment


def link_address(token: str) -> str:
    return f"{settings().base_url.rstrip('/')}/connexion/lien/{token}"


def sign_in_letter(user: User, token: str) -> Mail:
    context = {"name": user.name, "address": link_address(token), "minutes": settings().sign_in_link_minutes}
    return Mail(
        to=user.email,
        subject="Votre lien de connexion au Fonds ODD 17",
        text=environment.get_template("accounts/letters/link.txt").render(context),
        html=environment.get_template("accounts/letters/link.html").render(context),
    )


def event_letter(user: User, event: AccountEvent, codes_left: int) -> Mail:
    kind = Kind(event.kind)
    context = {
        "name": user.name,
        "subject": SUBJECTS[kind],
        "sentence": SENTENCES[kind],
        "facts": _facts(event, codes_left),
        "address": f"{settings().base_url.rstrip('/')}/mon-compte",
    }
    return Mail(
        to=user.email,
        subject=SUBJECTS[kind],
        text=environment.get_template("accounts/letters/event.txt").render(context),
        html=environment.get_template("accounts/letters/event.html").render(context),
    )


def _facts(event: AccountEvent, codes_left: int) -> list[str]:
    facts = [f"Le {date_fr(event.at)} à {time_fr(event.at)}"]
    if event.agent:
        facts.append(f"Navigateur\u00a0: {browser_name(event.agent)}")
    if event.ip:
        facts.append(f"Adresse\u00a0: {event.ip}")
    if event.kind == Kind.RECOVERY_CODE_USED:
        facts.append(f"Codes de secours restants\u00a0: {codes_left}")
    return facts
