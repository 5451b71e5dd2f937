"""What a reader sees of a list page: every cell of its table, the totals, and what each filter proposes."""

import re
from xml.etree.ElementTree import Element

import html5lib

SPACES = re.compile(r"\s+")
CELLS = ("th", "td")
READ = ("dt", "dd", "option")


def visible(html: str) -> list[list[str]]:
    """One list of texts per row of the table, then one for the totals and the filters."""
    document: Element = html5lib.parse(html, namespaceHTMLElements=False)
    main = next(document.iter("main"))
    rows = [[text_of(cell) for cell in row if cell.tag in CELLS] for row in next(main.iter("table")).iter("tr")]
    return [*rows, [text_of(element) for element in main.iter() if element.tag in READ]]


def text_of(element: Element) -> str:
    return SPACES.sub(" ", "".join(element.itertext())).strip()


def first_difference(ours: str, theirs: str) -> str:
    """Empty when both pages read the same."""
    one, other = visible(ours), visible(theirs)
    if len(one) != len(other):
        return f"{len(one)} rows / {len(other)}"
    for number, (mine, yours) in enumerate(zip(one, other, strict=True)):
        if mine != yours:
            pairs = zip(mine, yours, strict=False)
            cell = next((f"{a!r} / {b!r}" for a, b in pairs if a != b), f"{len(mine)} texts / {len(yours)}")
            return f"row {number}: {cell}"
    return ""
