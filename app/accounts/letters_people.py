"""The letters of the administration of accounts: an invitation, a change."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.letters import link_address
from app.accounts.roles import ALLOWS
from app.mail import Mail
from app.models import Organisation
from app.models.user import Role, User
from app.settings import settings
from app.web.filters import date_fr, time_fr
from app.web.templating import environment


def invitation_letter(user: User, token: str, expires: datetime) -> Mail:
    role = Role(user.role)
    context = {
        "name": user.name,
        "role": role.label,
        "allows": ALLOWS[role],
        "address": link_address(token),
        "until": f"{date_fr(expires)} à {time_fr(expires)}",
    }
    return _mail(user.email, "Votre compte au Fonds ODD 17", "invitation", context)


def changed_letters(session: Session, user: User, *, role: bool, former_email: str) -> list[Mail]:
    """At the former address too: whoever reads it knows that it opens nothing any more."""
    kept, facts = Role(user.role), []
    if role:
        organisation = session.get(Organisation, user.funder_id) if user.funder_id else None
        of_whom = f", pour {organisation.name}" if organisation else ""
        facts.append(f"Votre rôle est maintenant «\u00a0{kept.label}\u00a0»{of_whom}\u00a0: {ALLOWS[kept]}")
    if former_email:
        facts.append(f"Votre adresse de connexion est maintenant {user.email}.")
    context = {"name": user.name, "facts": facts, "contact": settings().fund_contact}
    addresses = [user.email, former_email] if former_email else [user.email]
    return [_mail(address, "Votre compte au Fonds ODD 17 a changé", "changed", context) for address in addresses]


def _mail(to: str, subject: str, template: str, context: dict[str, Any]) -> Mail:
    text, html = (
        environment.get_template(f"accounts/letters/{template}.{kind}").render({**context, "subject": subject})
        for kind in ("txt", "html")
    )
    return Mail(to=to, subject=subject, text=text, html=html)
