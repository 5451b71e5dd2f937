"""The page alone in its file: its own style, no script, nothing asked of anyone."""

from markupsafe import Markup

from app.gazette.edition import Issue
from app.models import Gazette
from app.web.static import FOLDER
from app.web.templating import environment

SHEETS = ("tokens", "base", "layout", "gazette", "print")


def alone(issue: Issue) -> str:
    return environment.get_template("gazette/file.html").render(issue=issue, styles=styles())


def file_name(gazette: Gazette) -> str:
    """« gazette-2026-03 », « gazette-2026-03-corrigee-2 », « …-brouillon » while it is one."""
    edition = f"-corrigee-{gazette.edition}" if gazette.edition > 1 else ""
    return f"gazette-{gazette.month:%Y-%m}{edition}{'' if gazette.sent_at else '-brouillon'}"


def styles() -> Markup:
    """Our own sheets, written where the file needs them."""
    return Markup("\n".join((FOLDER / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS))  # noqa: S704
