"""The pages: the same template on screen, on paper and in a PDF."""

from typing import Any

from markupsafe import Markup

from app.exchanges.printing.brevity import cut
from app.exchanges.printing.days import writer
from app.exchanges.printing.drawing import inks
from app.exchanges.reports.choice import ReportChoice
from app.results.words import signed
from app.web.static import FOLDER
from app.web.templating import environment

SHEETS = ("tokens", "printing")


def page(template: str, choice: ReportChoice, *, alone: bool = False, **values: Any) -> str:
    """`alone`: the document carries its own style rules, for a file that leaves."""
    return environment.get_template(template).render({"back": (), "pdf": ""} | values | common(choice, alone))


def common(choice: ReportChoice, alone: bool) -> dict[str, Any]:
    return {
        "as_of": choice.as_of,
        "accessible": choice.accessible,
        "day": writer(choice.dates),
        "ink": inks(),
        "cut": cut,
        "signed": signed,
        "styles": styles() if alone else "",
    }


def styles() -> Markup:
    """Our own files: nothing anyone typed is in them."""
    return Markup("\n".join((FOLDER / "css" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS))  # noqa: S704
