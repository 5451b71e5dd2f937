"""From the page to a tagged PDF, by WeasyPrint when it is installed (extra « pdf »)."""

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NoReturn

from app.errors import Refused

PAGE = re.compile(r"Creating layout - Page (\d+)")
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


def to_pdf(html: str, laid: Callable[[int], None] | None = None) -> bytes:
    """PDF/UA-1, from a page that travels alone. Equal pages give equal bytes: its only date is the one they say.

    `laid` is told the number of each page as it is laid out.
    """
    weasyprint = _loaded()
    document = weasyprint.HTML(string=html, url_fetcher=_closed(weasyprint.urls.URLFetcher))
    identifier = sha256(html.encode()).hexdigest().encode()
    with _watched(laid):
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return content


def _loaded() -> Any:
    """An extra, slow to load, that cannot start where Pango is missing."""
    check_makes_pdf()
    try:
        return import_module("weasyprint")
    except OSError as fault:
        raise Refused(NOT_HERE) from fault


@contextmanager
def _watched(laid: Callable[[int], None] | None) -> Iterator[None]:
    """The pages of this thread alone: the log of progress is that of the whole process."""
    logger, thread = logging.getLogger("weasyprint.progress"), threading.get_ident()
    handler = _Pages(laid or silent)
    handler.addFilter(lambda record: record.thread == thread)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # the rules for screens are none of its business
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


def silent(_page: int) -> None:
    """Nobody watches."""


class _Pages(logging.Handler):
    def __init__(self, laid: Callable[[int], None]) -> None:
        super().__init__()
        self.laid, self.highest = laid, 0

    def emit(self, record: logging.LogRecord) -> None:
        """Pages are laid again once their number is known: progress never goes back."""
        found = PAGE.search(record.getMessage())
        if found and int(found[1]) > self.highest:
            self.highest = int(found[1])
            self.laid(self.highest)


def _closed(fetcher: type[Any]) -> Any:
    return type("Closed", (fetcher,), {"fetch": lambda _self, url, _headers=None: nothing(url)})()


def nothing(url: str) -> NoReturn:
    """The page carries its own rules and drawings: no network, no file, whatever an address in it says."""
    raise ValueError(f"a printed page reads nothing from elsewhere: {url[:100]}")
