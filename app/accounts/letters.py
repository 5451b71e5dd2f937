"""The letters that accounts send."""

from app.mail import Mail
from app.models.user import User
from app.settings import settings
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
