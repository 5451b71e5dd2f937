"""From the page to a tagged PDF, by WeasyPrint when it is installed (extra « pdf »)."""

from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn

from app.errors import Refused

NOT_HERE = (
    "Cette installation ne fabrique pas de PDF\u00a0: ouvrez la page à imprimer et choisissez «\u00a0Enregistrer en "
    "PDF\u00a0» dans votre navigateur, ou demandez le format «\u00a0.html\u00a0». Pour les fabriquer ici, installez "
    "l’extra «\u00a0pdf\u00a0» (voir docs/impression.md)."
)


def makes_pdf() -> bool:
    return find_spec("weasyprint") is not None


def check_makes_pdf() -> None:
    if not makes_pdf():
        raise Refused(NOT_HERE)


def to_pdf(html: str) -> bytes:
    """PDF/UA-1, from a page that travels alone. Equal pages give equal bytes: its only date is the one they say."""
    check_makes_pdf()
    weasyprint = import_module("weasyprint")  # an extra, and slow to load

    document = weasyprint.HTML(string=html, url_fetcher=_closed(weasyprint.urls.URLFetcher))
    identifier = sha256(html.encode()).hexdigest().encode()
    content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return content


def _closed(fetcher: type[Any]) -> Any:
    return type("Closed", (fetcher,), {"fetch": lambda _self, url, _headers=None: nothing(url)})()


def nothing(url: str) -> NoReturn:
    """The page carries its own rules and drawings: no network, no file, whatever an address in it says."""
    raise ValueError(f"a printed page reads nothing from elsewhere: {url[:100]}")
