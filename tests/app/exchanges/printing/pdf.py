"""A PDF read back by another reader."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def catalog_of(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def fonts_of(reader: PdfReader) -> list[dict[str, Any]]:
    """The descriptor of every font used by the pages."""
    found = []
    pages: list[Any] = list(reader.pages)
    for page in pages:
        for font in page["/Resources"]["/Font"].values():
            whole = font.get_object()
            for descendant in whole.get("/DescendantFonts", [whole]):
                found.append(descendant.get_object()["/FontDescriptor"].get_object())
    return found


def structure_of(reader: PdfReader) -> list[dict[str, Any]]:
    """Every element of the structure tree, from the root down."""
    waiting: list[Any] = [catalog_of(reader)["/StructTreeRoot"]]
    found = []
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict) and "/K" in node:
            found.append(node)
            waiting.append(node["/K"])
    return found
