"""The case as a page: inside the site for those who reread it, or alone in a file, with its own style and no script."""

from typing import Any

from markupsafe import Markup

from app.exchanges.cases import words
from app.web.static import FOLDER
from app.web.templating import environment

SHEETS = ("tokens", "base", "layout", "parts", "tables", "charts", "case", "print")
Json = dict[str, Any]


def alone(case: Json) -> str:
    return environment.get_template("capitalisation/case_file.html").render(case=case, said=words, styles=styles())


def styles() -> Markup:
    """Our own sheets, written where the file needs them."""
    return Markup("\n".join((FOLDER / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS))  # noqa: S704
